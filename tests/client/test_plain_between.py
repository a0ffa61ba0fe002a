"""The line mode between drafts: earlier conversations, limits, what left, and what may be told."""

import pytest

from client.conversation.keeping import Keeping
from client.conversation.session import Session
from client.errors import VaultError
from sanitizer import Constraint
from tests.client.typed_lines import Say

GORE = ("I can't stand gore. A dark crime film", ".", "send", "no", "yes")


@pytest.fixture
def say(between_drafts: Say) -> Say:
    return between_drafts


def test_an_earlier_conversation_is_listed_and_gone_on_with(say: Say) -> None:
    none, first, _, listed, opened, follow = say(
        "/conversations",
        *("a light comedy film like Clueless", ".", "send", "yes"),
        *("/new", "/conversations", "/open 1", "something shorter", ".", "show"),
    )
    assert "No conversation is kept yet." in none
    assert "Nothing is kept: it all ends with the program." in none
    assert "  1  film, comedy and light, like Clueless\n     1 turn, " in listed
    assert "You asked for film, comedy and light, like Clueless." in opened
    assert "set them with /limits add" not in opened
    recommended = [line for line in first.splitlines() if line.startswith("  1  ")][-1]
    assert recommended.split(",")[0] in opened
    assert "Goes on from before; asked for now: film, comedy, light, short" in follow


@pytest.mark.parametrize("line", ["/open 1", "/open x", "/open 0", "/limits drop 1"])
def test_what_is_not_listed_is_said_in_words(say: Say, line: str) -> None:
    assert "of that number." in say(line)[0]


def test_limits_are_listed_added_and_dropped(say: Say, session: Session) -> None:
    none, added, kept, dropped, _ = say(
        "/limits", "/limits add", "stair", "yes", "/limits drop 1", "no", "/limits drop 1", "yes"
    )
    assert "No limits hold now." in none
    assert "  1  free of steps; told to nobody; hide what conflicts; for this conversation" in added
    assert "It is kept." in kept
    assert "No limits hold now." in dropped
    assert session.kept == ()


def test_what_left_last_is_said_in_plain_words(say: Say) -> None:
    none, _, sent, _ = say(
        "/sent", "I can't stand gore. A dark crime film", ".", "send", "yes", "yes", "/sent"
    )
    assert "Nothing was sent." in none
    assert "to the built-in catalogue: answered." in sent
    assert "You asked for film, crime and dark." in sent
    assert "It was told that what it recommends has to be low on violence." in sent


def test_why_names_the_groups_that_tell_takes_with_plain_names_beside_them(say: Say) -> None:
    _, why, which, other, told, all_told, _ = say(
        *GORE, "/why", "/tell", "/tell death", "/tell low on violence", "yes", "yes", "/tell violence"
    )
    assert "  /tell violence        low on violence" in why
    assert "  /tell violence        low on violence" in which == other
    assert '"group":"violence"' in told
    assert "There is no limit of yours that could be told here and is not told already." in all_told


def test_a_limit_that_was_added_by_hand_can_be_told(say: Say) -> None:
    which = say("A dark crime film", ".", "send", "yes", "/limits add", "gore", "/tell")[2]
    assert "/tell violence" in which


def test_the_question_shows_what_would_be_told_on_lines_of_their_own(say: Say) -> None:
    said = say(*GORE)[0]
    asked = said.split("This would be told, if you agree:\n")[1].splitlines()
    assert asked[0] == "  low on violence"
    assert asked[1].startswith("May the built-in catalogue be told ")
    assert asked[1].endswith("?")
    assert asked[2].endswith(".")


def test_a_locked_vault_is_said_in_words_and_the_program_goes_on(
    say: Say, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: object) -> None:
        raise VaultError("The vault is locked.")

    session.keep(Constraint("gore"))
    monkeypatch.setattr(Keeping, "drop", locked)
    monkeypatch.setattr("client.plain.between.kept_conversations", locked)
    dropped, listed, opened, limits, _ = say("/limits drop 1", "yes", "/conversations", "/open 1", "/limits")
    assert "The vault is locked." in dropped
    assert listed.strip() == opened.strip() == "The vault is locked."
    assert "without blood or gore" in limits


def test_an_answer_is_checked_again_once_limits_change(say: Say) -> None:
    _, changed, more, why, *_ = say(
        *("a dark gangster war film", ".", "send", "yes"), "/limits add", "brutal", "/more", "/why"
    )
    assert "checked again" in changed
    assert "with brutal violence" in changed
    assert "checked again" not in more
    assert "None was hidden" not in why


@pytest.mark.parametrize("line", [f"/open {'9' * 5000}", f"/limits drop {'9' * 5000}"])
def test_a_number_of_thousands_of_digits_is_none(say: Say, line: str) -> None:
    assert "of that number." in say(line)[0]

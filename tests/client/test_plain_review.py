"""The line mode at a draft that was read: what was missed, what a finding is, what is taken back."""

import io
import sys
from collections.abc import Callable, Iterator

import pytest

from client.conversation.session import Session
from client.errors import VaultError
from client.kept.store import MemoryStore
from client.plain import run
from client.typed import Typed
from sanitizer import Constraint, Sanitizer

Say = Callable[..., list[str]]
PROMPT = "Decide (send goes on, help lists how): "
DRAFT = "I live in Leeds, and Leeds is grey. Dad's funeral was on Friday. A funny film, and no tuba solos."
PLACE, LOSS, WISH, LIMIT = "1", "2", "3", "4"
"""The numbers of what is found in it."""


@pytest.fixture
def session(open_session: Callable[..., Session], knowing: Sanitizer) -> Iterator[Session]:
    before = knowing.dictionary
    yield open_session()
    knowing.dictionary = before


@pytest.fixture
def say(session: Session, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Say:
    """Types lines at the review of a draft; what is said after each prompt."""

    def typed(*lines: str, draft: str = DRAFT) -> list[str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join([draft, ".", *lines, ""])))
        assert run(session, Typed()) == 0
        return capsys.readouterr().out.split(PROMPT)

    return typed


def test_words_that_were_missed_are_marked_wherever_they_stand_and_undone(say: Say) -> None:
    _, marked, text, back, text_then, _ = say("mark GREY as place", "text", "undo", "text")
    assert marked.startswith("  2  place: grey\n     left out\n")
    assert "Marked: place. undo takes it back." in marked
    assert "grey" not in text
    assert back.startswith("Taken back.")
    assert "grey" in text_then
    twice = say("mark live in as hardship", draft="We live in rooms. They LIVE in tents. A comedy film.")[1]
    assert "Marked in 2 places: hardship." in twice
    assert "hardship: live in (2 times)" in twice


def test_a_mark_asks_which_kind_by_number_or_words_and_enter_alone_marks_nothing(say: Say) -> None:
    _, asked, nothing, _ = say("mark is grey", "zebra", "health", "1", "mark tuba")
    assert " 14  place (detail)" in asked
    assert "Nothing has these words." in asked
    assert "  1  health condition (fact)\n" in asked
    assert "health condition: is grey" in asked
    assert "is found already, as 5" in nothing
    assert "Nothing was changed." in say("mark grey", "")[1]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("mark", "Type them as you wrote them"),
        ("mark bassoon", "do not stand in your draft"),
        ("mark bassoon as place", "do not stand in your draft"),
        ("mark ... ?", "needs a letter or a digit"),
        ("mark was on", "is found already, as 2"),
    ],
)
def test_what_cannot_be_marked_is_said_in_words(say: Say, line: str, said: str) -> None:
    _, answer, _ = say(line)
    assert said in answer
    assert "now" not in answer


def test_the_same_words_are_listed_once_and_decided_together(say: Say) -> None:
    first, _, text, _ = say(f"{PLACE} keep", "text")
    assert "  1  place: Leeds (2 times)\n" in first
    assert text.count("Leeds") == 2


def test_a_fact_from_which_nothing_follows_is_asked_for_its_limit(say: Say) -> None:
    _, kind, asked, again, strict, soft, _ = say(
        f"{PLACE} kind hardship", f"{PLACE} limit 2", "stair", "yes", "1 limit 2", "1 strict", "soft 1"
    )
    assert "  1  hardship: Leeds (2 times)\n     left out" in kind
    assert "Which limit should follow?" in asked
    assert "a limit for places and activities: free of steps" in asked
    assert "That is how it is already." in again
    assert "(hide whatever is not known to fit)" in strict
    assert "This limit now means: only rank lower." in soft
    assert "Nothing was changed." in say("1 kind hardship", "1 limit", "all", "")[2]


@pytest.mark.parametrize("line", [f"{WISH} limit", f"limit {PLACE}", f"{WISH} strict"])
def test_no_limit_follows_from_a_wish_or_a_detail(say: Say, line: str) -> None:
    answer = say(line)[1]
    assert "limit" in answer
    assert "type help" in answer
    assert WISH not in answer


def test_a_stated_limit_without_a_code_says_that_nothing_follows_from_it(say: Say) -> None:
    first, chosen, _ = say(f"{LIMIT} limit", "slurs")
    assert ". Say limit to choose a limit, or kind to make it a wish" in first
    assert "a limit: without slurs or hatred" in chosen
    assert "Say limit" not in chosen


def test_a_finding_takes_words_in_and_leaves_them_out(say: Say) -> None:
    _, more, fewer, before, least, sure, _ = say(
        "3 more", "3 fewer", "3 more before", "3 fewer before", "3 sure"
    )
    assert more.startswith("  3  wish: funny film, and\n")
    assert fewer.startswith("  3  wish: funny film\n")
    assert before.startswith("  3  wish: A funny film\n")
    assert least.startswith("  3  wish: funny film\n")
    assert "Found by the model" in sure


def test_of_several_that_say_the_same_only_the_first_is_stretched(say: Say) -> None:
    _, less, none, _ = say("1 more before", "1 fewer")
    assert "  1  place: in Leeds\n" in less
    assert "  2  place: Leeds\n" in less
    assert "Only this one changed; the others stay as they were." in less
    assert "place: in\n" in none


def test_what_is_taught_is_taken_back_with_the_change(say: Say, session: Session) -> None:
    _, never, text, _ = say(f"{PLACE} never", "text")
    assert "These words are not flagged from now on." in never
    assert "undo takes it back." in never
    assert text.count("Leeds") == 2
    assert session.records.words.lines() == ("! Leeds",)
    session.records.words.keep(())
    session.use_words()
    _, always, back, _ = say(f"{PLACE} always", "undo")
    assert "always flagged: place" in always
    assert back.startswith("Taken back.")
    assert session.records.words.lines() == ()


def test_a_vault_that_refuses_is_said_in_words_and_loses_nothing(
    say: Say, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: object) -> None:
        raise VaultError("The vault is locked.")

    monkeypatch.setattr(Session, "use_words", locked)
    monkeypatch.setattr(Session, "forget", locked)
    session.keep(Constraint("gore"))
    _, out, never, forget, text, undone, _ = say("2 out", "1 never", "forget", "yes", "text", "undo")
    assert "left out" in out
    assert never.strip() == forget.rpartition("yes: ")[2].strip() == "The vault is locked."
    assert "A funny film" in text
    assert "a limit: without grief or funerals" in undone
    assert session.records.words.lines() == ()


def test_what_was_taught_stays_where_the_vault_refuses_to_take_it_back(
    say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: object) -> None:
        raise VaultError("The vault is locked.")

    monkeypatch.setattr("client.conversation.deciding.take_back", locked)
    _, _, undone, text, _ = say("1 never", "undo", "text")
    assert undone.strip() == "The vault is locked."
    assert text.count("Leeds") == 2


def test_what_rules_alone_find_is_always_found(say: Say) -> None:
    _, never, always, _ = say("1 never", "2 always", draft="Mail anna@example.org. A comedy film")
    assert "are always flagged. Say keep to keep this one here." in never
    assert "Only something private can always be flagged." in always


def test_all_is_taken_back_at_once_and_a_change_says_only_what_is_different(say: Say) -> None:
    _, out, strict, back, nothing, _ = say("2 out", "4 kind wish", "undo all", "undo")
    assert out.startswith("  2  loss or break-up: ")
    assert "What a recommender would be told is as before." in out
    assert "funny" not in out + strict
    assert "  2  loss or break-up: " in back
    assert "  4  stated limit: " in back
    assert "There is nothing to undo." in nothing


def test_a_draft_is_about_another_kind_of_thing_when_the_person_says_so(say: Say) -> None:
    _, food, unknown, back, _ = say("about food", "about", "undo")
    assert "Asks for: food and drink." in food
    assert "Asks for food and drink now, as a request of its own." in food
    assert "There are: films, series, books and games; food and drink; " in unknown
    assert "Asks for: films, series, books and games." in back


def test_a_limit_is_kept_for_later_and_taken_back(
    say: Say, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, refused, none, _ = say("2 later", "3 later")
    assert "There is no vault to save that in." in refused
    assert "Only a limit can be kept for later, or be strict." in none
    monkeypatch.setattr(MemoryStore, "lasting", True)
    _, saved, again, _ = say("2 later", "2 later")
    assert "Saved for every later conversation: without grief or funerals." in saved
    assert "kept for every conversation already" in again
    assert [one.constraint.code for one in session.records.limits.all()] == ["bereavement"]
    session.drop("bereavement")
    assert "Taken back." in say("2 later", "undo")[2]
    assert session.records.limits.all() == ()


@pytest.mark.parametrize("line", ["yes", "ok"])
def test_yes_at_the_review_is_told_of_send_and_sends_nothing(say: Say, session: Session, line: str) -> None:
    assert "Type send first" in say(line)[1]
    assert session.sent == ()


@pytest.mark.parametrize(
    "line", ["9 out", "0 out", "1", "1 dance", "1 limit 9", "²", "out", "1 more after", "a film"]
)
def test_what_is_not_understood_changes_nothing(say: Say, line: str) -> None:
    _, answer, _ = say(line)
    assert "ype help" in answer
    assert "told" not in answer

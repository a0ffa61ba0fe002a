"""The line mode's questions: help at each, everyday words for kinds, and what holds for all limits at once."""

import pytest

from client.conversation.session import Session
from client.kept.store import MemoryStore
from client.plain.help import AGREE, AGREEING, APPROVING, GOING_ON, PICKING, TOPICS
from client.plain.picking import kinds
from sanitizer import Constraint
from tests.client.typed_lines import Say

GORE = ("I can't stand gore. A dark crime film", ".")
NO_VAULT = "There is no vault to save that in. `leastsaid vault init` makes one"


@pytest.fixture
def say(between_drafts: Say) -> Say:
    return between_drafts


def test_help_at_the_questions_of_a_send_is_said_and_the_question_asked_again(say: Say) -> None:
    said = say(*GORE, "send", "help", "perhaps", "?", "yes", "help", "yes")[0]
    assert said.count(AGREEING) == 2
    assert said.count("Type yes, once (this request only) or no: ") == 2
    assert said.count("Please type yes, once or no: ") == 2
    assert said.split(APPROVING)[1].startswith("\nSend it? Type yes: ")
    assert "recommended, best first" in said


def test_help_where_one_of_a_list_is_picked_or_a_fact_kept_changes_nothing(say: Say) -> None:
    said = say(
        "Since my divorce I like dark films.", ".", "1 kind", "help", "?", "", "1 keep", "/help", "yes"
    )[0]
    assert said.count(PICKING) == 2
    assert "Nothing was changed." in said
    assert said.count("Keep it as written? Type yes: ") == 2
    assert AGREE in said
    assert "stays in your text" in said.split(AGREE)[1]


def test_help_before_a_limit_is_dropped_and_at_the_kind_answer(say: Say) -> None:
    *_, dropped, kind = say(
        "/limits add", "stair", "yes", "/limits drop 1", "help", "no", "I want to die", ".", "help"
    )
    assert dropped.count("Drop it? Type yes: ") == 2
    assert "It is kept." in dropped
    assert GOING_ON in kind
    assert kind.count("Press Enter to go on: ") == 2


def test_there_is_a_page_on_answers_wherever_help_is_asked_for(say: Say) -> None:
    bare, slash, at_review = say("help answer", "/help answer", *GORE, "help fits")
    assert bare.strip() == slash.strip() == TOPICS["answer"]
    assert TOPICS["answer"] in at_review


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("family", "person"),
        ("my wife", None),
        ("wife", "person"),
        ("name", "person"),
        ("funeral", "loss"),
        ("tuba", None),
    ],
)
def test_a_kind_is_found_by_everyday_words_where_its_own_do_not_fit(typed: str, label: str | None) -> None:
    assert [one.value for one in kinds(typed)] == ([label] if label else [])


def test_a_missed_relative_is_marked_by_an_everyday_word(say: Say) -> None:
    said = say("My aunt Dorothea likes dark films.", ".", "mark My aunt as family", "text")[0]
    assert "name: My aunt" in said
    assert "Marked: name." in said


def test_limits_are_forgotten_between_drafts_once_the_person_agrees(say: Say, session: Session) -> None:
    none, _, kept, gone, limits, _ = say(
        "/forget", *GORE, "send", "yes", "yes", "/forget", "no", "/forget", "yes", "/limits"
    )
    assert "there are none to forget" in none
    assert "They are kept." in kept
    assert "may be recommended again: without blood or gore." in gone
    assert "nothing of them is told" in gone
    assert "checked again" in gone
    assert "No limits hold now." in limits
    assert session.kept == ()
    assert session.may_tell("media") == ()


def test_saved_limits_are_forgotten_here_and_said_to_hold_again_later(
    say: Say, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MemoryStore, "lasting", True)
    session.keep(Constraint("gore"))
    session.save_limits()
    assert "stay there, and hold again" in say("/forget", "yes")[0]
    assert [one.constraint.code for one in session.records.limits.all()] == ["gore"]


def test_what_cannot_be_saved_is_said_by_a_command_of_the_line_mode(say: Say) -> None:
    between, at_review = say("/save", *GORE, "save", "1 later")
    assert NO_VAULT in between
    assert at_review.count(NO_VAULT) == 2
    assert "^p" not in between + at_review

"""The line mode on what would leave as things stand, what may be asked, what was hidden, and how it ends."""

import io
import sys
from collections.abc import Callable
from dataclasses import replace

import pytest

from client.addresses import Address
from client.conversation.session import Session
from client.kept.audit import Outcome
from client.kept.store import MemoryStore
from client.plain import run
from client.remotes.builtin import BuiltinRemote
from client.remotes.https import HttpsRemote
from client.typed import Typed
from tests.client.typed_lines import Say, said_at

GORE = ("I can't stand gore. A dark crime film", ".")
ASKED = "Not told unless you say yes when send asks: low on violence."
NOTHING = "There is nothing left that send would ask you about."
UNSAID = "     Your limits: nothing is said of them.\n"
TOLD = "     It has to be: low on violence.\n     You agreed: for this conversation, until "
WHY = "/why says what was hidden, and by what."


@pytest.fixture
def say(at_review: Say) -> Say:
    return at_review


def test_before_anybody_agreed_nothing_is_told_and_what_may_be_asked_stands_below(say: Say) -> None:
    review, strict, out, _ = say(*GORE, "1 strict", "1 out")
    assert review.index(UNSAID) < review.index(ASKED)
    assert "Not told unless you say yes when send asks: low on violence (strictly)." in strict
    assert NOTHING in out
    assert UNSAID not in strict + out
    assert "It has to be" not in review + strict + out


def test_what_was_agreed_to_once_may_be_asked_again(say: Say) -> None:
    _, answer, _ = say(*GORE, "send", "once", "yes", "something shorter", ".")
    again = answer.split("Your draft:")[1]
    assert again.index(UNSAID) < again.index(ASKED)
    assert "It has to be" not in again


def test_what_was_agreed_to_in_the_conversation_is_told_until_it_is_withdrawn(say: Say) -> None:
    _, answer, withdrawn, _ = say(*GORE, "send", "yes", "yes", "something shorter", ".", "withdraw")
    again = answer.split("Your draft:")[1]
    assert TOLD in again
    assert "Not told unless" not in again
    assert "Withdrawn: 1 consent." in withdrawn
    assert withdrawn.index(UNSAID) < withdrawn.index(ASKED)


def test_beyond_what_was_agreed_to_only_the_rest_may_be_asked(say: Say) -> None:
    *_, review, rest, _ = say(
        *(*GORE, "send", "yes", "yes"),
        *("I can't stand gore. Something with a talking crow on stilts, heartwrming", ".", "2 words"),
    )
    assert TOLD in review
    assert TOLD not in rest
    assert "Not told unless you say yes when send asks: wishes in your own words." in rest


def test_a_recommender_without_such_things_is_said_at_the_review(
    open_session: Callable[..., Session], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    remote = BuiltinRemote()
    remote.recipient = replace(remote.recipient, domains=("food",))
    monkeypatch.setattr(sys, "stdin", io.StringIO("A dark crime film\n.\n1 out\n"))
    run(open_session(remote), Typed())
    review, change, _ = capsys.readouterr().out.split("Decide (")
    assert "Nothing was sent: the built-in catalogue has no films, series, books and games." in review
    assert "a recommender would be told" not in review
    assert "What a recommender would be told is as before." in change


def test_where_something_was_hidden_the_answer_names_why_once(say: Say) -> None:
    assert WHY not in say("a light comedy film", ".", "send", "yes")[1]
    assert say(*GORE, "send", "no", "yes")[1].count(WHY) == 1


LIGHT = ("a light comedy film", ".", "send", "yes")


@pytest.mark.parametrize(
    ("lines", "alone", "vault"),
    [
        ((), "Nothing was sent, and nothing is kept.", "Nothing was sent."),
        (
            LIGHT,
            "One request was sent, and nothing of it is kept here.",
            "One request was sent, and your vault keeps it.",
        ),
        (
            LIGHT * 2,
            "2 requests were sent, and nothing of them is kept here.",
            "2 requests were sent, and your vault keeps them.",
        ),
    ],
)
def test_the_end_says_how_many_were_sent_and_whether_they_are_kept(
    say: Say, monkeypatch: pytest.MonkeyPatch, lines: tuple[str, ...], alone: str, vault: str
) -> None:
    assert say(*lines)[-1].endswith(f"\n{alone} Take care.\n")
    monkeypatch.setattr(MemoryStore, "lasting", True)
    assert say()[-1].endswith(f"\n{vault} Take care.\n")


def test_the_end_says_that_a_request_without_an_answer_may_have_been_sent(
    say: Say, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(*LIGHT)
    session.records.audit.conclude(session.sent[0].number, Outcome.FAILED, session.now)
    assert "One request was sent, or may have been, and nothing of it is kept here." in say()[-1]


def test_the_end_does_not_count_a_request_that_found_nobody(
    open_session: Callable[..., Session],
    closed_port: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    session = open_session(HttpsRemote(Address(f"http://127.0.0.1:{closed_port}")))
    said = said_at("Decide (", session, monkeypatch, capsys)(*LIGHT, "again", "/sent")[-1]
    assert "it could not be asked, so nothing was sent." in said
    assert said.endswith("Nothing was sent, and nothing is kept. Take care.\n")
    assert session.sent == ()
    assert [one.outcome for one in session.records.audit.entries] == [Outcome.UNSENT]


def test_what_is_marked_as_private_no_longer_says_what_is_asked_for(
    open_session: Callable[..., Session], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    dinner = "ever since the noodle restaurant dinner went wrong"
    session = open_session(domain=None)
    say = said_at("Decide (send goes on, help lists how): ", session, monkeypatch, capsys)
    read, marked, undone, _ = say(
        f"Something nice for Friday. I sit at home {dinner}.", ".", f"mark {dinner} as hardship", "undo"
    )
    assert "Asks for: food and drink." in read
    assert "Asks for: films, series, books and games." in marked
    assert "Asks for: food and drink." in undone

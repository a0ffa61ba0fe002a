"""The line mode says what would leave now, and after a change only what is different by it."""

import json

import pytest

from client.conversation.session import Session
from sanitizer.wire import BLOCK
from tests.client.typed_lines import Say

DRAFT = ("I lost my dad in spring. I can't stand gore. A dark crime film", ".")
GROUP = "low on violence"


@pytest.fixture
def say(at_review: Say) -> Say:
    return at_review


def test_before_a_yes_the_request_and_the_prompt_tell_no_limit_and_say_what_waits_for_one(say: Say) -> None:
    _, hint, prompt, request, _ = say(*DRAFT, "1 limit 1", "prompt", "request")
    waits = f"Not told unless you say yes when send asks: {GROUP} and gentle."
    assert waits in hint
    assert "nothing is said of them" not in hint
    assert prompt.split("\n\n")[0].splitlines()[0] == "Please recommend films, series, books and games."
    assert "It has to be" not in prompt
    assert json.loads(request[: request.rindex("}") + 1])["constraints"] == []
    assert prompt.rstrip().endswith(waits)
    assert request.rstrip().endswith(waits)


def test_after_a_yes_for_the_conversation_both_tell_it_and_nothing_waits(say: Say) -> None:
    *_, prompt, request, _ = say(
        *(*DRAFT, "send", "yes", "no", "prompt", "request"),
    )
    assert f"It has to be: {GROUP}." in prompt
    assert json.loads(request)["constraints"][0]["group"] == "violence"
    assert "Not told" not in prompt + request


def test_the_text_to_paste_says_that_it_stays_here(say: Say) -> None:
    text = say(*DRAFT, "text")[1]
    assert text.startswith("I [loss or break-up 1]")
    assert "This text stays here unless you paste it elsewhere; send does not send it." in text


def test_a_change_says_only_the_parts_that_are_told_otherwise(say: Say) -> None:
    _, out, back, _ = say(*DRAFT, "3 out", "undo")
    assert "     Genre: nothing any more.\n" in out
    assert "Asks for" not in out
    assert "Always the same" not in out
    assert "     Genre: crime.\n" in back
    assert "nothing any more" not in back


def test_numbers_are_said_to_be_others_only_where_one_is(say: Say) -> None:
    _, kind, fewer, marked, _ = say(
        *("We sleep in tents. I can't stand gore. A dark crime film", "."),
        *("1 kind hardship", "2 fewer", "mark in tents as hardship"),
    )
    assert "The numbers" not in kind + fewer
    assert "  2  wish: " in fewer
    assert "  1  hardship: in tents\n" in marked
    assert "The numbers are others now; show lists them." in marked


def test_to_withdraw_at_a_review_says_what_is_told_otherwise(say: Say) -> None:
    *_, withdrawn, _ = say(*DRAFT, "send", "yes", "no", "withdraw")
    assert "Withdrawn: 1 consent." in withdrawn
    assert "     Your limits: nothing is said of them.\n" in withdrawn
    assert "Asks for" not in withdrawn


def test_to_withdraw_between_drafts_does_not_read_the_answer_again(say: Say, session: Session) -> None:
    said = say("I can't stand gore. A light comedy", ".", "send", "yes", "yes", "/withdraw", "/more")[-1]
    assert "Withdrawn: 1 consent." in said
    after = said.split("Withdrawn")[1]
    assert "Your limits changed" not in after
    assert "recommended, best first" not in after
    assert "\n 11  " in after


@pytest.mark.parametrize(("sent", "withdrawn"), [("yes", 0), ("no", 1)])
def test_a_consent_for_one_request_is_withdrawn_only_before_that_request_left(
    say: Say, sent: str, withdrawn: int
) -> None:
    said = say(*DRAFT, "send", "once", sent, "again", "/withdraw", "/withdraw")[-1]
    assert said.count("Withdrawn: 1 consent.") == withdrawn
    assert said.count("No consent is live") == 2 - withdrawn
    assert "Your limits changed" not in said


def test_the_blanks_at_the_end_of_what_leaves_are_counted(say: Say, session: Session) -> None:
    said = say(*DRAFT, "send", "no", "yes")[1]
    (entry,) = session.sent
    content = (entry.content or b"").decode()
    blanks = len(content) - len(content.rstrip(" "))
    assert content.rstrip(" ") in said
    assert f"({blanks} blanks at the end, {len(content)} bytes in all)" in said
    assert len(content) % BLOCK == 0

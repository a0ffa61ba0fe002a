"""`leastsaid consent`: listed, shown and withdrawn."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.client.commands.kept import BRIEF, HERE, LASTING, opened
from tests.client.commands.program import Say


def test_consents_are_listed_in_words(say: Say, filled: Path) -> None:
    said = say("consent", "list")
    first, second = said.out.splitlines()
    assert first.startswith(f"{LASTING.id[:8]}  given      low on violence")
    assert f"to {HERE}" in first
    assert "(until, given " in first
    assert second.startswith(f"{BRIEF.id[:8]}  given      careful with death and loss")


def test_without_consents_the_list_says_what_that_means(say: Say, empty: Path) -> None:
    assert say("consent", "list").out == "No consent is kept: nothing of your limits may be told.\n"
    assert say("consent", "export").out == "[]\n"
    assert say("consent", "withdraw", "--all").out.startswith("Withdrawn: 0.")


def test_a_receipt_is_shown_for_a_consent_that_is_named_in_short_or_in_full(say: Say, filled: Path) -> None:
    short, full = say("consent", "show", LASTING.id[:8]), say("consent", "show", LASTING.id)
    assert short.out == full.out
    body = json.loads(short.out)
    assert body["@type"] == "dpv:ConsentReceipt"
    assert [event["event_state"] for event in body["event"]] == ["dpv:ConsentGiven"]


def test_a_name_of_two_consents_withdraws_neither(say: Say, empty: Path, key: Path) -> None:
    with opened(key) as records:
        records.consents.record([replace(LASTING, id="ab" + "0" * 30), replace(BRIEF, id="ab" + "1" * 30)])
    assert say("consent", "withdraw", "ab").code == 2
    assert say("consent", "show", "ab").code == 2
    assert say("consent", "list").out.count("given   ") == 2


@pytest.mark.parametrize("arguments", [(), ("--all", "12ab"), ("",)])
def test_what_is_to_be_withdrawn_has_to_be_clear(say: Say, filled: Path, arguments: tuple[str, ...]) -> None:
    said = say("consent", "withdraw", *arguments)
    assert (said.code, said.out) == (2, "")
    assert "Name the consent to withdraw, or say --all." in said.err


def test_a_consent_that_is_withdrawn_holds_no_longer_and_what_was_told_is_said(
    say: Say, filled: Path
) -> None:
    said = say("consent", "withdraw", LASTING.id[:8])
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("Withdrawn: 1. It holds for no later request.")
    assert "3 request(s) told of it before" in said.out
    assert f"{LASTING.id[:8]}  withdrawn" in say("consent", "list").out
    assert f"{BRIEF.id[:8]}  given" in say("consent", "list").out
    again = say("consent", "withdraw", "--all").out
    assert again.startswith("Withdrawn: 1.")
    assert "1 had ended before." in again
    events = json.loads(say("consent", "show", LASTING.id).out)["event"]
    assert [event["event_state"] for event in events] == ["dpv:ConsentGiven", "dpv:ConsentWithdrawn"]

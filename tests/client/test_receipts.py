import json
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from client.kept.consent import Consent, State, told_phrase
from client.kept.receipts import STATES, receipt
from sanitizer.taxonomy import taxonomy
from sanitizer.types import Level
from sanitizer.wire import PURPOSE, Scope

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
ENDS = NOW + timedelta(hours=12)


def consent(**changes: Any) -> Consent:
    fields: dict[str, Any] = {
        "name": (Level.GROUP, "violence"),
        "recipient": "a recommender",
        "conversation": "a conversation",
        "state": State.GIVEN,
        "given": NOW,
        "expires": ENDS,
    }
    return Consent(**fields | changes)


def events(one: Consent, at: datetime) -> list[tuple[str, str]]:
    return [(event["event_state"], event["event_time"]) for event in receipt(one, at)["event"]]


def purpose(one: Consent) -> dict[str, Any]:
    (found,) = receipt(one, NOW)["pii_processing"]["purposes"]
    assert isinstance(found, dict)
    return found


def test_a_receipt_has_the_sections_of_the_standard() -> None:
    assert set(receipt(consent(), NOW)) == {
        "@context",
        "@type",
        "receipt_metadata",
        "record_metadata",
        "pii_processing",
        "party_identification",
        "event",
    }


def test_a_receipt_is_json_and_named_by_the_consents_id() -> None:
    one = consent()
    said = json.loads(json.dumps(receipt(one, NOW)))
    assert said["receipt_metadata"]["receipt_id"] == uuid.UUID(one.id).urn
    assert said["record_metadata"]["record_id"] == uuid.UUID(one.id).urn


@pytest.mark.parametrize(
    ("name", "field", "special"),
    [
        ((Level.ROOT, "gentle"), "root", False),
        ((Level.GROUP, "violence"), "group", True),
        ((Level.CODE, "gore"), "code", True),
    ],
)
def test_a_receipt_says_what_is_told_and_whether_it_is_of_a_special_category(
    name: tuple[Level, str], field: str, special: bool
) -> None:
    (told,) = purpose(consent(name=name))["pii_information"]
    assert told["pii_attribute"] == {field: name[1]}
    assert told["special_pii_category"] is special


def test_a_receipt_says_for_what_to_whom_and_until_when() -> None:
    said = purpose(consent(scope=Scope.UNTIL))
    assert said["purpose"] == f"dpv:{PURPOSE}"
    assert said["lawful_basis"] == "dpv:ExplicitlyExpressedConsent"
    assert said["recipients"] == ["a recommender"]
    assert said["scope"] == "until"
    assert said["secondary_use"] is False
    assert ENDS.isoformat() in said["storage_condition"]["dpv:hasDuration"]
    assert "leastsaid consent withdraw" in said["withdrawal_method"]


def test_a_purpose_of_another_vocabulary_is_not_called_one_of_dpv() -> None:
    assert purpose(consent(purpose="Something"))["purpose"] == "Something"


def test_the_parties_are_the_recipient_and_the_person() -> None:
    parties = receipt(consent(), NOW)["party_identification"]
    assert [party["party_role"] for party in parties] == ["dpv:DataController", "dpv:DataSubject"]
    assert parties[0]["party_id"] == "a recommender"


@pytest.mark.parametrize(
    ("state", "ended", "at", "expected"),
    [
        (State.GIVEN, None, NOW, [("dpv:ConsentGiven", NOW)]),
        (State.GIVEN, None, ENDS, [("dpv:ConsentGiven", NOW), ("dpv:ConsentExpired", ENDS)]),
        (State.REFUSED, None, ENDS, [("dpv:ConsentRefused", NOW)]),
        (
            State.WITHDRAWN,
            NOW + timedelta(hours=1),
            ENDS,
            [("dpv:ConsentGiven", NOW), ("dpv:ConsentWithdrawn", NOW + timedelta(hours=1))],
        ),
        (
            State.EXPIRED,
            NOW + timedelta(hours=1),
            ENDS,
            [("dpv:ConsentGiven", NOW), ("dpv:ConsentExpired", NOW + timedelta(hours=1))],
        ),
    ],
)
def test_a_receipt_tells_what_became_of_the_consent(
    state: State, ended: datetime | None, at: datetime, expected: list[tuple[str, datetime]]
) -> None:
    found = events(consent(state=state, ended=ended), at)
    assert found == [(name, when.isoformat()) for name, when in expected]


def test_the_first_event_says_how_long_it_holds() -> None:
    first, second = receipt(consent(), ENDS)["event"]
    assert first["validity_duration"] == f"until {ENDS.isoformat()}"
    assert "validity_duration" not in second


def test_a_receipt_holds_the_question_as_it_was_asked() -> None:
    for question, notice in (("May this be told?", "May this be told?"), ("", "named on the command line")):
        said = receipt(consent(question=question), NOW)
        assert said["pii_processing"]["privacy_notice"] == notice


def test_a_receipt_says_when_it_was_made() -> None:
    assert receipt(consent(), ENDS)["record_metadata"]["creation_time"] == NOW.isoformat()


def test_what_this_release_does_not_know_is_described_by_its_name() -> None:
    assert told_phrase((Level.CODE, "of another release")) == "of another release"


def test_every_state_has_a_term() -> None:
    assert set(STATES) == set(State)


def test_everything_that_can_be_told_is_described_in_words() -> None:
    vocabulary = taxonomy()
    names = [
        *((Level.CODE, code) for code in vocabulary.codes),
        *((Level.GROUP, group) for group in vocabulary.groups),
        *((Level.ROOT, domain.root) for domain in vocabulary.domains.values()),
    ]
    assert all(told_phrase((level, word)).strip() for level, word in names)
    assert told_phrase((Level.CODE, "gore")) == vocabulary.codes["gore"].phrase
    assert told_phrase((Level.ROOT, "gentle")) == vocabulary.domains["media"].phrase

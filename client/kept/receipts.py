"""Consents as receipts, in the structure of ISO/IEC TS 27560:2023 with terms of the W3C's Data Privacy Vocabulary.

A receipt is the person's own copy: it stays on this device unless they export it.
"""

from datetime import datetime
from typing import Any

from client.kept.consent import WORDS, Consent, Name, State, told_phrase
from sanitizer.types import Level
from sanitizer.wire import KEYS, PURPOSE

CONTEXT = {"dpv": "https://w3id.org/dpv#", "xsd": "http://www.w3.org/2001/XMLSchema#"}
SCHEMA = "https://w3id.org/dpv/schema/dpv-27560#receipt-record"
PERSON = "the person who keeps this receipt"
STATES = {
    State.GIVEN: "dpv:ConsentGiven",
    State.REFUSED: "dpv:ConsentRefused",
    State.WITHDRAWN: "dpv:ConsentWithdrawn",
    State.EXPIRED: "dpv:ConsentExpired",
}


def receipt(consent: Consent, now: datetime) -> dict[str, Any]:
    """The receipt of one consent, as JSON-LD."""
    return {
        "@context": CONTEXT,
        "@type": "dpv:ConsentReceipt",
        "receipt_metadata": {"schema_version": SCHEMA, "receipt_id": f"urn:uuid:{_uuid(consent.id)}"},
        "record_metadata": {
            "schema_version": SCHEMA,
            "record_id": f"urn:uuid:{_uuid(consent.id)}",
            "pii_principal_id": PERSON,
            "creation_time": consent.given.isoformat(),
            "created_by": "Least said, on the person's own device",
        },
        "pii_processing": {
            "privacy_notice": consent.question or "named on the command line",
            "language": "en",
            "purposes": [
                {
                    "purpose": f"dpv:{consent.purpose}" if consent.purpose == PURPOSE else consent.purpose,
                    "lawful_basis": "dpv:ExplicitlyExpressedConsent",
                    "pii_information": [_information(consent.name)],
                    "pii_controllers": [consent.recipient],
                    "collection_method": "asked on the person's own device",
                    "processing_method": "dpv:Disclose",
                    "storage_locations": ["not stated by the recipient"],
                    "jurisdiction": "not stated by the recipient",
                    "secondary_use": False,
                    "storage_condition": {"dpv:hasDuration": f"until {consent.expires.isoformat()}"},
                    "scope": consent.scope.value,
                    "recipients": [consent.recipient],
                    "withdrawal_method": "one key in the client, or `leastsaid consent withdraw`",
                }
            ],
        },
        "party_identification": [
            {
                "party_id": consent.recipient,
                "party_role": "dpv:DataController",
                "party_name": consent.recipient,
                "party_contact": "not stated by the recipient",
            },
            {"party_id": PERSON, "party_role": "dpv:DataSubject", "party_name": "kept out of this receipt"},
        ],
        "event": _events(consent, now),
    }


def _information(name: Name) -> dict[str, Any]:
    """What was allowed to be told. More than a hint may say something of health, belief or identity."""
    level, word = name
    if name == WORDS:
        return {"pii_type": told_phrase(name), "special_pii_category": True}
    return {
        "pii_type": "a limit that recommendations have to respect",
        "pii_attribute": {KEYS[level]: word},
        "special_pii_category": level is not Level.ROOT,
    }


def _events(consent: Consent, now: datetime) -> list[dict[str, str]]:
    first = State.REFUSED if consent.state is State.REFUSED else State.GIVEN
    events = [_event(first, consent.given)]
    events[0]["validity_duration"] = f"until {consent.expires.isoformat()}"
    state = consent.state_at(now)
    if state is not first:
        events.append(_event(state, consent.ended or consent.expires))
    return events


def _event(state: State, at: datetime) -> dict[str, str]:
    return {
        "event_type": "dpv:ExplicitlyExpressedConsent",
        "event_state": STATES[state],
        "event_time": at.isoformat(),
        "entity_id": PERSON,
    }


def _uuid(digits: str) -> str:
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))

"""Consents as receipts, in the structure of ISO/IEC TS 27560:2023 with terms of the W3C's Data Privacy Vocabulary.

A receipt is the person's own copy: it stays on this device unless they export it.
"""

from datetime import datetime
from typing import Any

from client.consent import Consent, State
from sanitizer.taxonomy import taxonomy
from sanitizer.types import Level
from sanitizer.wire import KEYS, PURPOSE

CONTEXT = {"dpv": "https://w3id.org/dpv#", "xsd": "http://www.w3.org/2001/XMLSchema#"}
SCHEMA = "https://w3id.org/dpv/schema/dpv-27560#receipt-record"
STATES = {
    State.GIVEN: "dpv:ConsentGiven",
    State.REFUSED: "dpv:ConsentRefused",
    State.WITHDRAWN: "dpv:ConsentWithdrawn",
    State.EXPIRED: "dpv:ConsentExpired",
}


def receipt(consent: Consent, now: datetime) -> dict[str, Any]:
    """The receipt of one consent, as JSON-LD."""
    level, word = consent.name
    return {
        "@context": CONTEXT,
        "@type": "dpv:ConsentReceipt",
        "receipt_metadata": {"schema_version": SCHEMA, "receipt_id": f"urn:uuid:{_uuid(consent.id)}"},
        "record_metadata": {
            "schema_version": SCHEMA,
            "record_id": f"urn:uuid:{_uuid(consent.id)}",
            "pii_principal_id": "the person who keeps this receipt",
        },
        "pii_processing": {
            "privacy_notice": "the question as it was asked",
            "language": "en",
            "purposes": [
                {
                    "purpose": f"dpv:{consent.purpose}" if consent.purpose == PURPOSE else consent.purpose,
                    "lawful_basis": "dpv:ExplicitlyExpressedConsent",
                    "pii_information": [
                        {
                            "pii_type": "a limit that recommendations have to respect",
                            "pii_attribute": {KEYS[level]: word},
                            "special_pii_category": _special(level),
                        }
                    ],
                    "processing_method": "dpv:Disclose",
                    "secondary_use": False,
                    "storage_condition": {"dpv:hasDuration": f"until {consent.expires.isoformat()}"},
                    "scope": consent.scope.value,
                    "recipients": [consent.recipient],
                    "withdrawal_method": "one key in the client, or `leastsaid consent withdraw`",
                }
            ],
        },
        "party_identification": [
            {"party_id": consent.recipient, "party_role": "dpv:Recipient"},
            {"party_id": "the person who keeps this receipt", "party_role": "dpv:DataSubject"},
        ],
        "event": _events(consent, now),
    }


def describe(level: Level, word: str) -> str:
    """What was told, in plain words."""
    vocabulary = taxonomy()
    if level is Level.CODE:
        return vocabulary.codes[word].phrase
    if level is Level.GROUP:
        return vocabulary.groups[word].phrase
    return next(domain.phrase for domain in vocabulary.domains.values() if domain.root == word)


def _special(level: Level) -> bool:
    """Whether it may say something of health, belief or identity: more than a hint may."""
    return level is not Level.ROOT


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
        "entity_id": "the person who keeps this receipt",
    }


def _uuid(digits: str) -> str:
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))

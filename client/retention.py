"""What is kept how long, and how it is erased: by rule, or since the person says so."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from client.consent import Name
from client.records import Records
from sanitizer.taxonomy import taxonomy
from sanitizer.types import Level

DOUBTFUL = timedelta(days=400)
"""A clock this far ahead of the last time seen is more likely wrong than right, and nothing is erased by rule."""


@dataclass(frozen=True, slots=True)
class Retention:
    """How long things are kept. Consents are kept until they expire, limits and words until they are erased."""

    conversations: timedelta = timedelta(days=30)
    audit: timedelta = timedelta(days=90)
    """What left; that something left, and when, stays."""


USUAL = Retention()


@dataclass(frozen=True, slots=True)
class Erasure:
    """What is to be erased."""

    turns: tuple[bytes, ...] = ()
    consents: tuple[bytes, ...] = ()
    limits: tuple[str, ...] = ()
    entries: tuple[int, ...] = ()

    def __len__(self) -> int:
        return len(self.turns) + len(self.consents) + len(self.limits) + len(self.entries)


def outdated(records: Records, now: datetime, rule: Retention) -> Erasure:
    """What is past its time."""
    return Erasure(
        turns=tuple(
            record
            for record, turn in records.conversations.by_record().items()
            if turn.at <= now - rule.conversations
        ),
        consents=tuple(bytes.fromhex(one.id) for one in records.consents.all() if one.expires <= now),
        entries=tuple(
            entry.number
            for entry in records.audit.entries
            if entry.content is not None and entry.at <= now - rule.audit
        ),
    )


def of_conversation(records: Records, conversation: str) -> Erasure:
    """Everything that belongs to a conversation."""
    return Erasure(
        turns=tuple(
            record
            for record, turn in records.conversations.by_record().items()
            if turn.conversation == conversation
        ),
        consents=tuple(
            bytes.fromhex(one.id) for one in records.consents.all() if one.conversation == conversation
        ),
        entries=tuple(entry.number for entry in records.audit.entries if entry.conversation == conversation),
    )


def of_code(records: Records, code: str) -> Erasure:
    """Every place where a code stands, or its group, which it would be guessed from."""
    about = taxonomy().codes[code]
    names: set[Name] = {(Level.CODE, code), (Level.GROUP, about.group)}
    return Erasure(
        turns=tuple(
            record
            for record, turn in records.conversations.by_record().items()
            if _tells(turn.sent, code, about.group)
        ),
        consents=tuple(bytes.fromhex(one.id) for one in records.consents.all() if one.name in names),
        limits=tuple(
            saved.constraint.code for saved in records.limits.all() if saved.constraint.code == code
        ),
        entries=tuple(entry.number for entry in records.audit.entries if names.intersection(entry.told)),
    )


def erase(records: Records, chosen: Erasure, now: datetime) -> None:
    """Erases it, records and keys, in one transaction; nothing of them is left in the vault's file."""
    if not chosen:
        return
    with records.transaction():
        records.audit.erase(chosen.entries, now)
        records.limits.forget(list(chosen.limits))
        records.store.erase([*chosen.turns, *chosen.consents])


def purge(records: Records, clock: Callable[[], datetime], rule: Retention) -> Erasure:
    """Erases what is past its time; nothing where the clock is far ahead of when the records were last used."""
    now = clock()
    if records.store.seen is not None and now - records.store.seen > DOUBTFUL:
        return Erasure()
    found = outdated(records, now, rule)
    erase(records, found, now)
    return found


def _tells(sent: bytes, code: str, group: str) -> bool:
    told = json.loads(sent).get("constraints", [])
    return any(one.get("code") == code or one.get("group") == group for one in told)

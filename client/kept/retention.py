"""What is kept how long, and how it is erased: by rule, or since the person says so."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from client.kept.consent import Name
from client.kept.personal import codes_of_line
from client.kept.records import Records
from sanitizer.taxonomy import taxonomy
from sanitizer.types import Level

DOUBTFUL = timedelta(days=45)
"""A clock this far ahead of the last purge may be wrong, and then nothing is erased by rule alone."""

DOUBTFUL_CLOCK = (
    "The clock is weeks ahead of the vault's last use, so nothing was erased by rule. If the clock is right, "
    "`leastsaid vault purge` does it."
)


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
    lines: tuple[str, ...] = ()
    """Of the personal dictionary."""
    names: tuple[bytes, ...] = ()
    """Of conversations."""

    def __len__(self) -> int:
        parts = (self.turns, self.consents, self.limits, self.entries, self.lines, self.names)
        return sum(map(len, parts))


def outdated(records: Records, now: datetime, rule: Retention) -> Erasure:
    """What is past its time."""
    turns = tuple(
        record
        for record, turn in records.conversations.by_record().items()
        if turn.at <= now - rule.conversations
    )
    return Erasure(
        turns=turns,
        names=_without_turns(records, turns),
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
        names=tuple(record for record, (of, _) in records.names.by_record().items() if of == conversation),
    )


def of_code(records: Records, code: str) -> Erasure:
    """Every place where a code stands, or its group, which it would be guessed from."""
    about = taxonomy().codes[code]
    names: set[Name] = {(Level.CODE, code), (Level.GROUP, about.group)}
    turns = tuple(
        record
        for record, turn in records.conversations.by_record().items()
        if _tells(turn.sent, code, about.group)
    )
    return Erasure(
        turns=turns,
        names=_without_turns(records, turns),
        consents=tuple(bytes.fromhex(one.id) for one in records.consents.all() if one.name in names),
        limits=tuple({code} & records.limits.codes()),
        entries=tuple(entry.number for entry in records.audit.entries if names.intersection(entry.told)),
        lines=tuple(line for line in records.words.lines() if code in codes_of_line(line)),
    )


def erase(records: Records, chosen: Erasure, now: datetime) -> None:
    """Erases it, records and keys, in one transaction; nothing of them is left in the vault's file."""
    if not chosen:
        return
    with records.transaction():
        records.audit.erase(chosen.entries, now)
        records.limits.forget(list(chosen.limits))
        if chosen.lines:
            records.words.keep(tuple(line for line in records.words.lines() if line not in chosen.lines))
        records.store.erase([*chosen.turns, *chosen.consents, *chosen.names])


def purge(records: Records, now: datetime, rule: Retention, *, sure: bool = False) -> Erasure | None:
    """Erases what is past its time. None, and nothing erased, where the clock is doubtful and nobody sure of it."""
    last = records.store.purged
    if last is not None and now - last > DOUBTFUL and not sure:
        return None
    found = outdated(records, now, rule)
    erase(records, found, now)
    records.store.note_purge(now)
    return found


def _without_turns(records: Records, going: Collection[bytes]) -> tuple[bytes, ...]:
    """The names of conversations of which nothing is left once some turns are gone."""
    turns = records.conversations.by_record().items()
    staying = {turn.conversation for record, turn in turns if record not in going}
    return tuple(record for record, (of, _) in records.names.by_record().items() if of not in staying)


def _tells(sent: bytes, code: str, group: str) -> bool:
    told = json.loads(sent).get("constraints", [])
    return any(one.get("code") == code or one.get("group") == group for one in told)

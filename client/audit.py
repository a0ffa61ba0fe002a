"""The record of what left: an intent before the first byte, a result after the last."""

from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from threading import RLock
from typing import Protocol

from client.consent import Consents, MemoryConsents, Name


class Outcome(StrEnum):
    """How a send ended."""

    PENDING = "pending"
    ANSWERED = "answered"
    FAILED = "failed"
    """No usable answer; the bytes may have left."""


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One send."""

    at: datetime
    recipient: str
    digest: str
    content: bytes = field(repr=False)
    """The exact bytes."""
    told: tuple[Name, ...] = ()
    outcome: Outcome = Outcome.PENDING


class Audit(Protocol):
    """Where the record is kept."""

    @property
    def entries(self) -> tuple[AuditEntry, ...]:
        """All entries, oldest first."""

    def intend(self, entry: AuditEntry) -> int:
        """Writes an intent; nothing may be sent before this returns. Its number, for `conclude`."""

    def conclude(self, number: int, outcome: Outcome) -> None:
        """Writes how it ended."""


class MemoryAudit:
    """A record that ends with the program."""

    def __init__(self) -> None:
        self._entries: list[AuditEntry] = []

    @property
    def entries(self) -> tuple[AuditEntry, ...]:
        """See `Audit`."""
        return tuple(self._entries)

    def intend(self, entry: AuditEntry) -> int:
        """See `Audit`."""
        self._entries.append(entry)
        return len(self._entries) - 1

    def conclude(self, number: int, outcome: Outcome) -> None:
        """See `Audit`."""
        self._entries[number] = replace(self._entries[number], outcome=outcome)


class Records(Protocol):
    """Consents and audit, which one transaction spans."""

    @property
    def consents(self) -> Consents:
        """The consents."""

    @property
    def audit(self) -> Audit:
        """The audit."""

    def transaction(self) -> AbstractContextManager[object]:
        """While it is open nobody else reads or writes; an error in it leaves nothing written."""


class MemoryRecords:
    """Records that end with the program. An intent is the last write of a transaction, so none is half done."""

    def __init__(self) -> None:
        self._consents = MemoryConsents()
        self._audit = MemoryAudit()
        self._lock = RLock()

    @property
    def consents(self) -> MemoryConsents:
        """See `Records`."""
        return self._consents

    @property
    def audit(self) -> MemoryAudit:
        """See `Records`."""
        return self._audit

    def transaction(self) -> AbstractContextManager[object]:
        """See `Records`."""
        return self._lock

"""Where records are: in memory, or in a vault. What they mean is their own modules' business."""

import secrets
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from enum import Enum
from threading import RLock
from typing import Protocol

ID_BYTES = 16


class Kind(Enum):
    """What a record is."""

    LIMIT = b"limit"
    CONSENT = b"consent"
    TURN = b"turn"
    WORDS = b"words"
    SENT = b"sent"
    EVIDENCE = b"evidence"
    NAME = b"name"
    """What a person calls a conversation."""


class Store(Protocol):
    """Records, a chain of links, and the latest time seen. Safe to share between threads."""

    @property
    def lasting(self) -> bool:
        """Whether anything of it outlives the program."""

    def transaction(self) -> AbstractContextManager[None]:
        """While it is open nobody else reads or writes; an error in it leaves nothing written."""

    def put(self, kind: Kind, value: bytes, record: bytes | None = None) -> bytes:
        """Keeps a value, in place of the record's earlier one if there is one. The record's id."""

    def get(self, kind: Kind, record: bytes) -> bytes | None:
        """A record's value, or None where it is gone."""

    def all(self, kind: Kind) -> dict[bytes, bytes]:
        """All values of a kind by their ids, in no order."""

    def erase(self, records: Iterable[bytes]) -> int:
        """Deletes records so that nothing of them is left. How many there were."""

    def link(self, value: bytes) -> int:
        """Adds a link to the chain. Its number, from 1."""

    def links(self) -> Iterator[tuple[int, bytes]]:
        """The links in order."""

    @property
    def purged(self) -> datetime | None:
        """When it was last purged, or None."""

    def note_purge(self, now: datetime) -> None:
        """Notes that it was purged."""

    def see(self, now: datetime) -> bool:
        """Notes the time. Whether the clock went back since it was last noted."""


class MemoryStore:
    """Records that end with the program."""

    lasting = False

    def __init__(self) -> None:
        self._records: dict[bytes, tuple[Kind, bytes]] = {}
        self._links: list[bytes] = []
        self._seen: datetime | None = None
        self._purged: datetime | None = None
        self._lock = RLock()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """See `Store`."""
        with self._lock:
            before = dict(self._records), list(self._links), self._seen, self._purged
            try:
                yield
            except BaseException:
                self._records, self._links, self._seen, self._purged = before
                raise

    def put(self, kind: Kind, value: bytes, record: bytes | None = None) -> bytes:
        """See `Store`."""
        record = record or secrets.token_bytes(ID_BYTES)
        with self._lock:
            self._records.pop(record, None)
            self._records[record] = kind, value
        return record

    def get(self, kind: Kind, record: bytes) -> bytes | None:
        """See `Store`."""
        with self._lock:
            found = self._records.get(record)
        return found[1] if found and found[0] is kind else None

    def all(self, kind: Kind) -> dict[bytes, bytes]:
        """See `Store`."""
        with self._lock:
            return {record: value for record, (of, value) in self._records.items() if of is kind}

    def erase(self, records: Iterable[bytes]) -> int:
        """See `Store`."""
        with self._lock:
            return sum(self._records.pop(record, None) is not None for record in records)

    def link(self, value: bytes) -> int:
        """See `Store`."""
        with self._lock:
            self._links.append(value)
            return len(self._links)

    def links(self) -> Iterator[tuple[int, bytes]]:
        """See `Store`."""
        with self._lock:
            return iter(tuple(enumerate(self._links, 1)))

    @property
    def purged(self) -> datetime | None:
        """See `Store`."""
        with self._lock:
            return self._purged

    def note_purge(self, now: datetime) -> None:
        """See `Store`."""
        with self._lock:
            self._purged = now

    def see(self, now: datetime) -> bool:
        """See `Store`."""
        with self._lock:
            went_back = self._seen is not None and now < self._seen
            self._seen = now
        return went_back

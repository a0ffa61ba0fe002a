"""The record of what left: an intent before the first byte, a result after the last.

Links of the chain say when, how long, how it ended, and hold a commitment to the bytes: HMAC-SHA-256 under a random
salt. Bytes, salt, recipient and what was told are a record of their own, so that erasing it leaves the chain whole
and says nothing of what it was about.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from client.errors import VaultDamagedError
from client.kept.consent import Name
from client.kept.store import Kind, Store
from sanitizer.types import Level

SALT_BYTES = 32
_LENGTH = 4
_Body = dict[str, Any]
_About = tuple[str, list[tuple[int, _Body]]]
"""A conversation, and the links about one entry of it; nothing of what is kept beside them."""


class Outcome(StrEnum):
    """How a send ended."""

    PENDING = "pending"
    """No result was written: it may have left."""
    ANSWERED = "answered"
    FAILED = "failed"
    """No usable answer; the bytes may have left."""
    UNSENT = "unsent"
    """It could not be asked: nothing left."""


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One send."""

    at: datetime
    recipient: str
    digest: str
    content: bytes | None = field(repr=False)
    """The exact bytes; None once they were erased, and recipient, digest and told with them."""
    told: tuple[Name, ...] = ()
    consents: tuple[str, ...] = ()
    conversation: str = ""
    outcome: Outcome = Outcome.PENDING
    number: int = 0
    """Its link in the chain."""
    length: int = 0
    """Bytes that were to leave."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the chain: its hash is SHA-256 over the hash before it (32 zeros at first) and its value."""

    number: int
    value: bytes = field(repr=False)
    hash: bytes
    salt: bytes | None = field(default=None, repr=False)
    sent: bytes | None = field(default=None, repr=False)


class Audit:
    """The entries, chained."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[int, _About] | None = None
        """What there is about each entry, once it was asked for."""

    @property
    def entries(self) -> tuple[AuditEntry, ...]:
        """All entries, oldest first."""
        with self._store.transaction():
            kept = self._store.all(Kind.SENT)
            return tuple(_entries(self._links(), kept))

    def of(self, conversation: str) -> tuple[AuditEntry, ...]:
        """The entries of one conversation whose bytes are kept, oldest first.

        The record is read as a whole only the first time; what is written here after that is known.
        """
        with self._store.transaction():
            if self._known is None:
                known: dict[int, _About] = {}
                for number, link in self._links():
                    self._note(known, number, link)
                self._known = known
            links = [link for name, about in self._known.values() if name == conversation for link in about]
            records = [_record(link) for _, link in links if link["is"] == "intent"]
            kept = {record: self._store.get(Kind.SENT, record) for record in records}
            return tuple(one for one in _entries(links, kept) if one.content is not None)

    def intend(self, entry: AuditEntry) -> int:
        """Writes an intent, and may send nothing before this returns. Its number, for `conclude`."""
        if entry.content is None:
            raise ValueError("An intent has its bytes.")
        salt = secrets.token_bytes(SALT_BYTES)
        with self._store.transaction():
            record = self._store.put(Kind.SENT, _kept(entry, salt))
            return self._link(
                entry.at,
                "intent",
                record=record.hex(),
                length=len(entry.content),
                commitment=_commitment(salt, entry.content),
            )

    def conclude(self, number: int, outcome: Outcome, at: datetime) -> None:
        """Writes how it ended."""
        self._link(at, "result", of=number, outcome=outcome.value)

    def erase(self, numbers: Iterable[int], at: datetime) -> int:
        """Destroys what was kept of entries beside their links. Of how many there was anything."""
        chosen = set(numbers)
        with self._store.transaction():
            records = {
                number: _record(body)
                for number, body in self._links()
                if body["is"] == "intent" and number in chosen
            }
            kept = self._store.all(Kind.SENT)
            gone = {number: record for number, record in records.items() if record in kept}
            if gone:
                self._link(at, "erased", of=sorted(gone))
                self._store.erase(gone.values())
        return len(gone)

    def chain(self) -> Iterator[Link]:
        """The links with their hashes, and the bytes that are kept beside them."""
        head = bytes(32)
        kept = self._store.all(Kind.SENT)
        for number, value in self._store.links():
            body = json.loads(value)
            content = kept.get(_record(body)) if body["is"] == "intent" else None
            salt, _, sent = _parts(content) if content is not None else (None, None, None)
            head = hashlib.sha256(head + value).digest()
            yield Link(number, value, head, salt, sent)

    def verify(self, watch: Callable[[int], None] = lambda _links: None) -> int:
        """Checks every link, and every commitment whose bytes are kept. How many links there are.

        `watch` is told how many were looked at, and may raise what stops it.

        Raises:
            VaultDamagedError: Something was deleted, changed, moved or taken back.
        """
        count = 0
        erased: set[int] = set()
        missing: set[int] = set()
        with self._store.transaction():
            kept = self._store.all(Kind.SENT)
            for count, body in self._links():
                watch(count)
                if body["is"] == "erased":
                    erased.update(body["of"])
                elif body["is"] == "intent":
                    content = kept.get(_record(body))
                    if content is None:
                        missing.add(count)
                    elif not _matches(body, content):
                        raise VaultDamagedError
        if not missing <= erased:
            raise VaultDamagedError
        return count

    def _link(self, at: datetime, what: str, **fields: Any) -> int:
        link = {"is": what, "at": at.isoformat(), **fields}
        with self._store.transaction():
            number = self._store.link(json.dumps(link).encode())
            if self._known is not None:
                self._note(self._known, number, link)
        return number

    def _note(self, known: dict[int, _About], number: int, link: _Body) -> None:
        if link["is"] == "result" and link["of"] in known:
            known[link["of"]][1].append((number, link))
        elif link["is"] == "intent" and (content := self._store.get(Kind.SENT, _record(link))) is not None:
            known[number] = (json.loads(_parts(content)[1])["conversation"], [(number, link)])

    def _links(self) -> Iterator[tuple[int, _Body]]:
        for number, value in self._store.links():
            yield number, json.loads(value.decode())


def _entries(links: Iterable[tuple[int, _Body]], kept: Mapping[bytes, bytes | None]) -> Iterable[AuditEntry]:
    found: dict[int, AuditEntry] = {}
    for number, body in links:
        if body["is"] == "intent":
            found[number] = _entry(number, body, kept.get(_record(body)))
        elif body["is"] == "result" and body["of"] in found:
            found[body["of"]] = replace(found[body["of"]], outcome=Outcome(body["outcome"]))
    return found.values()


def _record(intent: _Body) -> bytes:
    """The id of what is kept beside an intent."""
    return bytes.fromhex(intent["record"])


def _entry(number: int, link: _Body, content: bytes | None) -> AuditEntry:
    at = datetime.fromisoformat(link["at"])
    if content is None:
        return AuditEntry(at, "", "", None, number=number, length=link["length"])
    _, about, sent = _parts(content)
    body = json.loads(about)
    return AuditEntry(
        at,
        body["recipient"],
        hashlib.sha256(sent).hexdigest(),
        sent,
        tuple((Level(level), word) for level, word in body["told"]),
        tuple(body["consents"]),
        body["conversation"],
        number=number,
        length=len(sent),
    )


def _kept(entry: AuditEntry, salt: bytes) -> bytes:
    """Salt, length of what it is about, what it is about, and the exact bytes."""
    about = {
        "recipient": entry.recipient,
        "told": [[int(level), word] for level, word in entry.told],
        "consents": entry.consents,
        "conversation": entry.conversation,
    }
    content = json.dumps(about).encode()
    return salt + len(content).to_bytes(_LENGTH, "big") + content + (entry.content or b"")


def _parts(content: bytes) -> tuple[bytes, bytes, bytes]:
    start = SALT_BYTES + _LENGTH
    end = start + int.from_bytes(content[SALT_BYTES:start], "big")
    return content[:SALT_BYTES], content[start:end], content[end:]


def _matches(link: _Body, content: bytes) -> bool:
    salt, _, sent = _parts(content)
    return hmac.compare_digest(_commitment(salt, sent), str(link["commitment"]))


def _commitment(salt: bytes, content: bytes) -> str:
    return hmac.digest(salt, content, hashlib.sha256).hex()

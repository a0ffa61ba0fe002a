"""Sealed records in a vault's file, and the manifest that says which there are.

A record has a random key of its own, wrapped by the vault's; both are bound to vault, kind and id. The manifest
counts the records, sums keyed hashes of their wrapped keys (an additive multiset hash, Clarke et al. 2003), and
holds length and head of the audit's chain: a record that was deleted, replayed or exchanged within the file no
longer fits it. Taking the whole file back to an earlier day is not found without a mark outside of it.
"""

import secrets
import struct
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from threading import RLock

from client.errors import VaultDamagedError, VaultError
from client.store import ID_BYTES, Kind
from client.vault.container import Container
from client.vault.crypto import KEY_BYTES, Keys, context, mac, seal, unseal

HEADER, MANIFEST = 0, 1
TAG_BYTES = 8
LOCKED = "The vault is locked. Open it again."
_FORMAT = struct.Struct(">QQ32sQ32sQ?")
_MODULUS = 1 << 256
FIRST = bytes(32)
"""What the first link of the chain follows."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the file must hold."""

    changes: int = 0
    records: int = 0
    tally: int = 0
    """The sum of the records' keyed hashes."""
    links: int = 0
    head: bytes = FIRST
    """The hash of the chain's last link."""
    seen: int = 0
    """The latest time on the clock, in microseconds since 1970."""
    unswept: bool = False
    """Whether something was erased and may be left in the file."""

    def encode(self) -> bytes:
        """The fields, in fixed places."""
        tally = self.tally.to_bytes(32, "big")
        return _FORMAT.pack(self.changes, self.records, tally, self.links, self.head, self.seen, self.unswept)


def _decoded(content: bytes) -> Manifest:
    changes, records, tally, links, head, seen, unswept = _FORMAT.unpack(content)
    return Manifest(changes, records, int.from_bytes(tally, "big"), links, head, seen, unswept)


class VaultStore:
    """The records of an open vault: a `Store` that lasts."""

    lasting = True

    def __init__(self) -> None:
        self._lock = RLock()
        self._depth = 0
        self._manifest = Manifest()
        self._place: tuple[Container, Keys] | None = None
        self._vault = b""
        self._tags: dict[Kind, bytes] = {}

    def attach(self, container: Container, keys: Keys, vault: bytes) -> None:
        """Uses an open file from now on."""
        with self._lock:
            self._place = container, keys
            self._vault = vault
            self._manifest = Manifest()
            self._tags = {kind: mac(keys.group, kind.value)[:TAG_BYTES] for kind in Kind}

    def detach(self) -> None:
        """Uses none: everything is refused until another is attached."""
        with self._lock:
            self._place = None

    @property
    def _container(self) -> Container:
        return self._attached[0]

    @property
    def _keys(self) -> Keys:
        return self._attached[1]

    @property
    def _attached(self) -> tuple[Container, Keys]:
        if self._place is None:
            raise VaultError(LOCKED)
        return self._place

    @property
    def manifest(self) -> Manifest:
        """What the file holds."""
        return self._manifest

    def check(self) -> None:
        """Compares the file with its manifest; `VaultDamagedError` where they differ.

        What was erased before a crash is swept away now.
        """
        self._manifest = self._read_manifest()
        count = total = 0
        for record, tag, wrapped in self._container.rows("SELECT i, g, k FROM r"):
            count += 1
            total += self._weight(record, tag, wrapped)
        links = next(self._container.rows("SELECT COUNT(*), COALESCE(MAX(n), 0) FROM c"))
        expected = (self._manifest.links, self._manifest.links)
        if (count, total % _MODULUS, links) != (self._manifest.records, self._manifest.tally, expected):
            raise VaultDamagedError
        if self._manifest.unswept:
            self.sweep()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All changes in it are kept together, or none; nested ones are part of the outermost."""
        with self._lock:
            if self._depth:
                yield
                return
            before = self._manifest
            self._container.execute("BEGIN IMMEDIATE")
            self._depth = 1
            try:
                yield
                self._manifest = replace(self._manifest, changes=self._manifest.changes + 1)
                self._write_manifest()
                self._container.execute("COMMIT")
            except BaseException:
                self._manifest = before
                self._container.back_out()
                raise
            finally:
                self._depth = 0
        if self._manifest.unswept:
            self.sweep()

    def put(self, kind: Kind, value: bytes, record: bytes | None = None) -> bytes:
        """Keeps a value, in place of the record's earlier one if there is one. The record's id."""
        with self.transaction():
            record = record or secrets.token_bytes(ID_BYTES)
            self._take(record)
            key, tag = secrets.token_bytes(KEY_BYTES), self._tags[kind]
            wrapped = seal(self._keys.wrap, self._where(b"key", kind, record), key)
            sealed = seal(key, self._where(b"value", kind, record), value)
            self._container.execute("INSERT INTO r VALUES (?, ?, ?, ?)", record, tag, wrapped, sealed)
            self._tell(1, self._weight(record, tag, wrapped))
        return record

    def get(self, kind: Kind, record: bytes) -> bytes | None:
        """A record's value, or None where it is gone."""
        with self._lock:
            query = "SELECT i, k, v FROM r WHERE i = ? AND g = ?"
            row = next(self._container.rows(query, record, self._tags[kind]), None)
            return self._open(kind, row) if row else None

    def all(self, kind: Kind) -> dict[bytes, bytes]:
        """All values of a kind by their ids."""
        with self._lock:
            rows = self._container.rows("SELECT i, k, v FROM r WHERE g = ? ORDER BY rowid", self._tags[kind])
            return {row[0]: self._open(kind, row) for row in rows}

    def erase(self, records: Iterable[bytes]) -> int:
        """Deletes records with their keys, and leaves nothing of them in the file. How many there were."""
        with self.transaction():
            count = sum(map(self._take, records))
            if count:
                self._manifest = replace(self._manifest, unswept=True)
        return count

    def sweep(self) -> None:
        """Overwrites what deleted rows left behind."""
        with self._lock:
            self._container.sweep()
            with self.transaction():
                self._manifest = replace(self._manifest, unswept=False)
            self._container.empty_log()

    def link(self, value: bytes) -> int:
        """Adds a link to the audit's chain. Its number, from 1."""
        with self.transaction():
            number = self._manifest.links + 1
            plain = self._manifest.head + value
            sealed = seal(self._keys.chain, self._link_place(number), plain)
            self._container.execute("INSERT INTO c VALUES (?, ?)", number, sealed)
            self._manifest = replace(self._manifest, links=number, head=sha256(plain).digest())
        return number

    def links(self) -> Iterator[tuple[int, bytes]]:
        """The links in order, each checked against the one before it and the last against the manifest."""
        with self._lock:
            head, last = FIRST, 0
            for number, sealed in self._container.rows("SELECT n, v FROM c ORDER BY n"):
                plain = unseal(self._keys.chain, self._link_place(number), sealed)
                if number != last + 1 or plain[: len(head)] != head:
                    raise VaultDamagedError
                head, last = sha256(plain).digest(), number
                yield number, plain[len(head) :]
            if (last, head) != (self._manifest.links, self._manifest.head):
                raise VaultDamagedError

    @property
    def seen(self) -> datetime | None:
        """The time that was last noted, or None."""
        moment = self._manifest.seen
        return _EPOCH + timedelta(microseconds=moment) if moment else None

    def see(self, now: datetime) -> bool:
        """Notes the time. Whether the clock went back since it was last noted."""
        with self.transaction():
            moment = (now - _EPOCH) // timedelta(microseconds=1)
            went_back = moment < self._manifest.seen
            self._manifest = replace(self._manifest, seen=max(moment, 0))
        return went_back

    def take_time(self, other: "VaultStore") -> None:
        """Knows of the time what another store knows."""
        with self.transaction():
            self._manifest = replace(self._manifest, seen=other.manifest.seen)

    def _take(self, record: bytes) -> bool:
        row = next(self._container.rows("SELECT i, g, k FROM r WHERE i = ?", record), None)
        if row is None:
            return False
        self._container.execute("DELETE FROM r WHERE i = ?", record)
        self._tell(-1, -self._weight(*row))
        return True

    def _tell(self, records: int, weight: int) -> None:
        known = self._manifest
        tally = (known.tally + weight) % _MODULUS
        self._manifest = replace(known, records=known.records + records, tally=tally)

    def _open(self, kind: Kind, row: tuple[bytes, bytes, bytes]) -> bytes:
        record, wrapped, sealed = row
        key = unseal(self._keys.wrap, self._where(b"key", kind, record), wrapped)
        return unseal(key, self._where(b"value", kind, record), sealed)

    def _weight(self, record: bytes, tag: bytes, wrapped: bytes) -> int:
        return int.from_bytes(mac(self._keys.tally, record, tag, wrapped), "big")

    def _where(self, part: bytes, kind: Kind, record: bytes) -> bytes:
        return context(part, self._vault, kind.value, record)

    def _link_place(self, number: int) -> bytes:
        return context(b"link", self._vault, number.to_bytes(8, "big"))

    def _read_manifest(self) -> Manifest:
        row = next(self._container.rows("SELECT v FROM s WHERE k = ?", MANIFEST), None)
        if row is None:
            raise VaultDamagedError
        return _decoded(unseal(self._keys.manifest, context(b"manifest", self._vault), row[0]))

    def _write_manifest(self) -> None:
        sealed = seal(self._keys.manifest, context(b"manifest", self._vault), self._manifest.encode())
        self._container.execute("INSERT OR REPLACE INTO s VALUES (?, ?)", MANIFEST, sealed)


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

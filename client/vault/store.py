"""Sealed records in a vault's file, and the manifest that says which there are.

A record has a random key of its own, wrapped by the vault's; both are bound to vault, kind and id. The manifest
counts the records, sums keyed hashes of their wrapped keys (an additive multiset hash, Clarke et al. 2003), and
holds the hash of the head and length and end of the audit's chain: a record that was deleted, replayed or exchanged
within the file no longer fits it, nor does an earlier head. Taking the whole file back to an earlier day is not
found without a mark outside of it.
"""

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from threading import RLock

from client.errors import VaultDamagedError, VaultError, VaultWriteError
from client.kept.store import ID_BYTES, Kind
from client.vault.container import Container
from client.vault.crypto import KEY_BYTES, Keys, context, mac, seal, unseal
from client.vault.manifest import FIRST, MODULUS, Manifest, decoded_manifest

HEADER, MANIFEST = 0, 1
TAG_BYTES = 8
LOCKED = "The vault is locked. Open it again."
UNSWEPT = (
    "It is erased, but the disk was too full to overwrite what is left of it. Make room: that happens when the "
    "vault is opened next."
)


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

    def attach(self, container: Container, keys: Keys, vault: bytes, *, new: bool = False) -> None:
        """Uses an open file from now on, once it fits its manifest; `VaultDamagedError` where it does not.

        What was erased before a crash is swept away now.
        """
        with self._lock:
            self._place, self._vault = (container, keys), vault
            self._tags = {kind: mac(keys.group, kind.value)[:TAG_BYTES] for kind in Kind}
            try:
                self._manifest = Manifest() if new else self._checked()
            except BaseException:
                self._place = None
                raise
            if self._manifest.unswept:
                with suppress(VaultWriteError):
                    self.sweep()

    def detach(self) -> None:
        """Uses none: everything is refused until another is attached."""
        with self._lock:
            self._place = None

    @property
    def manifest(self) -> Manifest:
        """What the file holds."""
        return self._manifest

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All changes in it are kept together, or none; nested ones are kept with the outermost."""
        with self._lock:
            before, depth = self._manifest, self._depth
            self._container.execute(f"SAVEPOINT d{depth}" if depth else "BEGIN IMMEDIATE")
            self._depth += 1
            try:
                yield
                if not depth and self._manifest != before:
                    self._write_manifest()
                self._container.execute(f"RELEASE d{depth}" if depth else "COMMIT")
            except BaseException:
                self._manifest = before
                if self._place:
                    self._container.back_out(depth)
                raise
            finally:
                self._depth = depth
            if not depth and self._manifest.unswept:
                self._sweep_after()

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
            row = next(self._container.rows("bbb", query, record, self._tags[kind]), None)
            return self._open(kind, row) if row else None

    def all(self, kind: Kind) -> dict[bytes, bytes]:
        """All values of a kind by their ids, in no order."""
        with self._lock:
            rows = self._container.rows("bbb", "SELECT i, k, v FROM r WHERE g = ?", self._tags[kind])
            return {row[0]: self._open(kind, row) for row in rows}

    def erase(self, records: Iterable[bytes]) -> int:
        """Deletes records with their keys, and leaves nothing of them in the file. How many there were.

        Raises:
            VaultWriteError: Nothing was erased, or it is erased and the disk too full to overwrite what is left.
        """
        with self.transaction():
            count = sum(map(self._take, records))
            if count:
                self._manifest = replace(self._manifest, unswept=True)
        return count

    def sweep(self) -> None:
        """Overwrites what deleted rows left behind."""
        with self._lock:
            self._container.sweep()
            self._manifest = replace(self._manifest, unswept=False)
            with self.transaction():
                self._write_manifest()
            self._container.empty_log()

    def link(self, value: bytes) -> int:
        """Adds a link to the audit's chain. Its number, from 1."""
        with self.transaction():
            number = self._manifest.links + 1
            plain = self._manifest.end + value
            sealed = seal(self._keys.chain, self._link_place(number), plain)
            self._container.execute("INSERT INTO c VALUES (?, ?)", number, sealed)
            self._manifest = replace(self._manifest, links=number, end=sha256(plain).digest())
        return number

    def links(self) -> Iterator[tuple[int, bytes]]:
        """The links in order, each checked against the one before it and the last against the manifest."""
        with self._lock:
            end, last = FIRST, 0
            # Read at once: whoever asks may write before the next link.
            for number, sealed in tuple(self._container.rows("ib", "SELECT n, v FROM c ORDER BY n")):
                if number != last + 1:
                    raise VaultDamagedError
                plain = unseal(self._keys.chain, self._link_place(number), sealed)
                if plain[: len(end)] != end:
                    raise VaultDamagedError
                end, last = sha256(plain).digest(), number
                yield number, plain[len(end) :]
            if (last, end) != (self._manifest.links, self._manifest.end):
                raise VaultDamagedError

    @property
    def purged(self) -> datetime | None:
        """See `Store`."""
        with self._lock:
            _ = self._attached
            moment = self._manifest.purged
        return _EPOCH + timedelta(microseconds=moment) if moment else None

    def note_purge(self, now: datetime) -> None:
        """See `Store`."""
        with self.transaction():
            self._manifest = replace(self._manifest, purged=_microseconds(now))

    def see(self, now: datetime) -> bool:
        """Notes the time. Whether the clock went back since it was last noted."""
        with self.transaction():
            moment = _microseconds(now)
            went_back = moment < self._manifest.seen
            self._manifest = replace(self._manifest, seen=moment)
        return went_back

    def take_time(self, other: "VaultStore") -> None:
        """Knows of the time what another store knows."""
        with self.transaction():
            known = other.manifest
            self._manifest = replace(self._manifest, seen=known.seen, purged=known.purged)

    def set_head(self, content: bytes) -> None:
        """Writes the file's head, which the manifest knows from now on."""
        with self.transaction():
            self._container.execute("INSERT OR REPLACE INTO s VALUES (?, ?)", HEADER, content)
            self._manifest = replace(self._manifest, head=sha256(content).digest(), unswept=True)

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

    def _checked(self) -> Manifest:
        """The manifest, which the file fits."""
        self._container.check_structure()
        content = self._container.value(MANIFEST)
        manifest = decoded_manifest(unseal(self._keys.manifest, context(b"manifest", self._vault), content))
        count, total = 0, 0
        for record, tag, wrapped in self._container.rows("bbb", "SELECT i, g, k FROM r"):
            count += 1
            total += self._weight(record, tag, wrapped)
        links = next(self._container.rows("ii", "SELECT COUNT(*), COALESCE(MAX(n), 0) FROM c"))
        head = sha256(self._container.value(HEADER)).digest()
        found = (count, total % MODULUS, links, head)
        if found != (manifest.records, manifest.tally, (manifest.links, manifest.links), manifest.head):
            raise VaultDamagedError
        return manifest

    def _sweep_after(self) -> None:
        try:
            self.sweep()
        except VaultWriteError:
            raise VaultWriteError(UNSWEPT) from None

    def _take(self, record: bytes) -> bool:
        row = next(self._container.rows("bbb", "SELECT i, g, k FROM r WHERE i = ?", record), None)
        if row is None:
            return False
        self._container.execute("DELETE FROM r WHERE i = ?", record)
        self._tell(-1, -self._weight(*row))
        return True

    def _tell(self, records: int, weight: int) -> None:
        known = self._manifest
        tally = (known.tally + weight) % MODULUS
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

    def _write_manifest(self) -> None:
        self._manifest = replace(self._manifest, changes=self._manifest.changes + 1)
        sealed = seal(self._keys.manifest, context(b"manifest", self._vault), self._manifest.encode())
        self._container.execute("INSERT OR REPLACE INTO s VALUES (?, ?)", MANIFEST, sealed)


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _microseconds(moment: datetime) -> int:
    """Since 1970; 0 before."""
    return max(0, (moment - _EPOCH) // timedelta(microseconds=1))

"""A child that writes in a vault as fast as it can, until it is killed."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from client.kept.audit import Audit, Outcome
from client.kept.store import Kind
from client.vault.openers import Opener
from client.vault.vault import Vault
from scripts.faulting.vaults import VAULT, Place, digest, entry, now, say, serve

LARGEST = 5000
"""Bytes of a record."""


@contextmanager
def doing(what: str, changes: dict[str, str | None]) -> Iterator[None]:
    """Says what is about to change, and, once it is acknowledged, that it did."""
    say("will", what, changes)
    yield
    say("did")


class Writer:
    """Does what it can as fast as it can. Says what it is about to do, and that it is done."""

    def __init__(self, vault: Vault, key: Opener, seed: int) -> None:
        self._vault = vault
        self._key = key
        self._audit = Audit(vault.store)
        self._random = Random(seed)
        self._records = [record.hex() for record in vault.store.all(Kind.TURN)]
        entries = self._audit.entries
        self._pending = [one.number for one in entries if one.outcome is Outcome.PENDING]
        self._kept = [one.number for one in entries if one.content is not None]

    def go_on(self) -> None:
        """Never ends."""
        ways: dict[Callable[[], None], int] = {
            self._put: 30,
            self._intend: 30,
            self._conclude: 15,
            self._send: 15,
            self._erase: 8,
            self._erase_entry: 8,
            self._sweep: 4,
            self._change_opener: 2,
        }
        while True:
            self._random.choices(list(ways), list(ways.values()))[0]()

    def _put(self) -> None:
        again = self._records and self._random.random() < 0.3
        record = self._random.choice(self._records) if again else secrets.token_hex(16)
        value = self._bytes()
        with doing("write", {f"record {record}": digest(value)}):
            self._vault.store.put(Kind.TURN, value, bytes.fromhex(record))
        self._records += [] if again else [record]

    def _intend(self) -> None:
        content = self._bytes()
        with doing("write", {f"entry {self._next}": digest(content)}):
            self._remember(self._audit.intend(entry(content)))

    def _send(self) -> None:
        record, content = secrets.token_hex(16), self._bytes()
        name = digest(content)
        with doing("write", {f"record {record}": name, f"entry {self._next}": name}):
            with self._vault.store.transaction():
                self._vault.store.put(Kind.TURN, content, bytes.fromhex(record))
                number = self._audit.intend(entry(content))
            self._remember(number)
        self._records.append(record)

    def _conclude(self) -> None:
        if self._pending:
            number = self._pending.pop()
            with doing("write", {f"result {number}": Outcome.ANSWERED.value}):
                self._audit.conclude(number, Outcome.ANSWERED, now())

    def _erase(self) -> None:
        chosen = self._random.sample(self._records, min(2, len(self._records)))
        self._records = [record for record in self._records if record not in chosen]
        with doing("erase", {f"record {record}": None for record in chosen}):
            self._vault.store.erase(map(bytes.fromhex, chosen))

    def _erase_entry(self) -> None:
        if self._kept:
            number = self._kept.pop(self._random.randrange(len(self._kept)))
            with doing("erase", {f"entry {number}": ""}):
                self._audit.erase([number], now())

    def _sweep(self) -> None:
        with doing("sweep", {}):
            self._vault.store.sweep()

    def _change_opener(self) -> None:
        with doing("change what opens", {}):
            self._vault.set_opener(self._key)

    def _bytes(self) -> bytes:
        return self._random.randbytes(self._random.randint(1, LARGEST))

    @property
    def _next(self) -> int:
        return self._vault.store.manifest.links + 1

    def _remember(self, number: int) -> None:
        self._pending.append(number)
        self._kept.append(number)


def work(folder: str, seed: int) -> None:
    """What a child does until it is killed."""
    place = Place(Path(folder))
    if not place.path.exists():
        with doing("make", {VAULT: "made"}):
            place.make()
    with doing("open", {}):
        vault = place.open()
        writer = Writer(vault, place.key, seed)
    writer.go_on()


if __name__ == "__main__":
    serve(work)

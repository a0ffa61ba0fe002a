"""A child that does with a vault what a client does, on a disk that fails or is full."""

import ctypes
import os
import resource
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from random import Random

from client.errors import VaultError
from client.kept.audit import Audit, Outcome
from client.kept.store import Kind
from client.vault.vault import Vault
from scripts.faulting.vaults import Place, digest, entry, now, say, serve

SHIM = "FAILING_SHIM"
"""The variable that names the compiled failing.c."""
VALUES = [Random(7).randbytes(size) for size in (10, 700, 3000, 9000)]
IDS = [bytes([number]) * 16 for number in range(len(VALUES))]
COPY = "copy.db"

Changes = dict[str, str | None]
Step = tuple[str, Changes, Callable[[], object]]


def series(place: Place, vault: Vault) -> Iterator[Step]:
    """What a client does with a vault, and what each step changes in it."""
    store, audit = vault.store, Audit(vault.store)
    yield "make", {}, place.make
    yield "open", {}, partial(_open, place, vault)
    for record, value in zip(IDS, VALUES, strict=True):
        yield "put", {_name(record): digest(value)}, partial(store.put, Kind.TURN, value, record)
    sent: list[int] = []
    for value in VALUES[:2]:
        number = store.manifest.links + 1
        yield (
            "intend",
            {f"entry {number}": digest(value)},
            partial(_intend, audit, value, sent),
        )
    for number in sent[-1:]:
        answered: Changes = {f"result {number}": Outcome.ANSWERED.value}
        yield "conclude", answered, partial(audit.conclude, number, Outcome.ANSWERED, now())
    yield "replace", {_name(IDS[0]): digest(VALUES[2])}, lambda: store.put(Kind.TURN, VALUES[2], IDS[0])
    yield "erase", {_name(IDS[1]): None}, lambda: store.erase([IDS[1]])
    for number in sent[:1]:
        yield "erase an entry", {f"entry {number}": ""}, partial(audit.erase, [number], now())
    yield "see", {}, lambda: store.see(now())
    yield "sweep", {}, store.sweep
    yield "change what opens", {}, lambda: vault.set_opener(place.key)
    yield "put", {_name(IDS[1]): digest(VALUES[3])}, lambda: store.put(Kind.TURN, VALUES[3], IDS[1])
    yield "copy", {}, lambda: vault.copy(place.folder / COPY, [place.key])
    yield "lock", {}, vault.lock


def _open(place: Place, vault: Vault) -> None:
    if not vault.is_open:
        vault.unlock([place.key])


def _intend(audit: Audit, content: bytes, sent: list[int]) -> None:
    sent.append(audit.intend(entry(content)))


def _name(record: bytes) -> str:
    return f"record {record.hex()}"


def work(folder: str, kinds: int, first: int, last: int, number: int, largest: int) -> None:  # noqa: PLR0913, PLR0917
    """Goes through the series on a disk that fails, or that takes no file larger than so many bytes."""
    place = Place(Path(folder))
    vault = Vault(place.path)
    shim = ctypes.CDLL(os.environ[SHIM]) if SHIM in os.environ else None
    if shim:
        shim.failing_arm(kinds, ctypes.c_long(first), ctypes.c_long(last), number)
    if largest:
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

    def attempt(name: str, changes: Changes, action: Callable[[], object]) -> bool:
        before = shim.failing_failures() if shim else 0
        error: Exception | None = None
        try:
            action()
        except Exception as raised:
            error = raised
        fired = shim.failing_failures() - before if shim else 0
        say(
            name,
            changes,
            type(error).__name__ if error else "",
            isinstance(error, VaultError | None),
            str(error),
            fired,
        )
        return error is None

    for name, changes, action in series(place, vault):
        if not attempt(name, changes, action):
            # As a person does: close, and open again.
            attempt("lock", {}, vault.lock)
            if not place.path.exists():
                attempt("make", {}, place.make)
            attempt("open", {}, partial(_open, place, vault))


if __name__ == "__main__":
    serve(work)

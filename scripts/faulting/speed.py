"""How long a vault keeps a person waiting: to open, to write down what is about to leave, to verify the audit."""

import os
import time
from collections.abc import Callable, Iterator
from functools import partial
from io import FileIO

from client.kept.audit import Audit, Outcome
from client.vault.openers import Opener, Passphrase
from client.vault.vault import open_vault
from scripts.faulting.figure import Figure, at_most
from scripts.faulting.vaults import Place, entry, new_place, now

PASSPHRASE, KEY_FILE, COMMIT, VERIFY = 1.5, 0.1, 5.0, 2.0
"""Seconds, but for the commit: milliseconds."""
UNLOCKS, INTENTS, LINKS, AT_ONCE = 7, 1000, 100_000, 1000
REQUEST = bytes(512)
"""The least that a request is padded to."""
COMMITTED = bytes(6 * 4096)
"""About what a commit writes."""
_WALL, _PROCESSOR = time.perf_counter, time.process_time


def figures(short: bool) -> Iterator[Figure]:
    """The disk's share needs the clock on the wall; the rest is the processor's time, which nothing disturbs."""
    part = 10 if short else 1
    words = Passphrase("six words that nobody would guess")
    with new_place() as place:
        place.make()
        with place.held() as vault:
            vault.set_opener(words)
        for name, opener, limit in (("passphrase", words, PASSPHRASE), ("key file", place.key, KEY_FILE)):
            taken = _p95(partial(_unlock, place, opener), 1 + UNLOCKS // part, _PROCESSOR)
            yield at_most(f"speed: unlock with a {name}, p95, of the processor's time", taken, limit, "s")
        with place.held() as vault, (place.folder / "plain").open("wb", buffering=0) as plain:
            audit = Audit(vault.store)
            commit = 1000 * _p95(lambda: audit.intend(entry(REQUEST)), INTENTS // part, _WALL)
            yield at_most("speed: commit of an intent, p95, on the wall", commit, COMMIT, "ms")
            bare = 1000 * _p95(lambda: _write(plain), INTENTS // part, _WALL)
            yield Figure("speed: the same bytes without a vault, p95, on the wall, ms", bare, "", True)
    with new_place() as place:
        place.make()
        links = LINKS // part
        with place.held() as vault:
            audit = Audit(vault.store)
            for _ in range(links // AT_ONCE):
                with vault.store.transaction():
                    for _ in range(AT_ONCE // 2):
                        audit.conclude(audit.intend(entry(REQUEST)), Outcome.ANSWERED, now())
        with place.held() as vault:
            taken = min(_time(Audit(vault.store).verify, _PROCESSOR) for _ in range(3))
            name = f"speed: verify {links:,} links, bytes kept, of the processor's time"
            yield at_most(name, taken, VERIFY / part, "s")


def _unlock(place: Place, opener: Opener) -> None:
    open_vault(place.path, [opener]).lock()


def _write(plain: FileIO) -> None:
    plain.write(COMMITTED)
    os.fdatasync(plain.fileno())


def _p95(action: Callable[[], object], repeats: int, clock: Callable[[], float]) -> float:
    """What nineteen of twenty do not exceed."""
    return sorted(_time(action, clock) for _ in range(repeats))[int(0.95 * (repeats - 1) + 0.5)]


def _time(action: Callable[[], object], clock: Callable[[], float]) -> float:
    begun = clock()
    action()
    return clock() - begun

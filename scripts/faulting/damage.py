"""A vault's file changed from outside: every change is refused or without effect, and what was erased is gone."""

import gc
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from random import Random

from client.errors import VaultBusyError, VaultError
from client.vault.crypto import KEY_BYTES, Keys
from client.vault.header import ID_BYTES, LANES, MAGIC, MEMORY, PASSES, SALT_BYTES, Header, Slot, SlotKind
from client.vault.openers import Opener, Passphrase
from client.vault.vault import Vault
from scripts.faulting.changes import STATEMENTS, History, content, small
from scripts.faulting.erased import erasing
from scripts.faulting.figure import Figure, at_most, none
from scripts.faulting.vaults import Place, new_place

SHORT_FLIPS = 20
"""Every so many bytes one is flipped in a short run."""
CHANGES, HOSTILE = 1000, 10_000
QUICK = 10
"""Milliseconds. The cheapest key that a header may ask for takes many times as long."""


@dataclass
class Found:
    """What came of some changes."""

    runs: int = 0
    wrong: int = 0
    refused: int = 0
    effectless: int = 0
    errors: Counter[str] = field(default_factory=Counter)
    """Errors that are not the vault's own."""

    def look(self, place: Place, whole: object) -> None:
        """Opens a vault and reads all of it."""
        vault = Vault(place.path)
        self.runs += 1
        try:
            vault.unlock([place.key])
            same = content(vault) == whole
            self.effectless += same
            self.wrong += not same
        except Exception as error:
            # Nobody else holds the file, so that answer is wrong as well.
            if isinstance(error, VaultError) and not isinstance(error, VaultBusyError):
                self.refused += 1
            else:
                self.errors[type(error).__name__] += 1
                gc.collect()
        finally:
            vault.lock()

    def figures(self, name: str) -> Iterator[Figure]:
        """What was found."""
        yield none(f"{name}: wrong plaintexts", self.wrong, self.runs)
        yield none(f"{name}: errors not in the vault's words", self.errors.total())
        yield Figure(f"{name}: refused", self.refused, "", True)
        yield Figure(f"{name}: without effect", self.effectless, "", True)


def flips(short: bool) -> Iterator[Figure]:
    """One bit in each byte of the file."""
    found, random = Found(), Random(5)
    with new_place(in_memory=True) as place:
        small(place)
        with place.held() as vault:
            whole = content(vault)
        intact = bytearray(place.path.read_bytes())
        for at in range(0, len(intact), SHORT_FLIPS if short else 1):
            bit = 1 << random.randrange(8)
            intact[at] ^= bit
            place.write(intact)
            intact[at] ^= bit
            found.look(place, whole)
    yield from found.figures("damage, a bit in each byte")


def changes(short: bool) -> Iterator[Figure]:
    """Rows swapped, deleted, replayed and replaced."""
    found, random = Found(), Random(5)
    with new_place(in_memory=True) as place:
        history = History(place)
        for at in range(CHANGES // 10 if short else CHANGES):
            history.change(STATEMENTS[at % len(STATEMENTS)], random)
            found.look(place, history.whole)
    yield from found.figures("damage, changed rows")


def headers(short: bool) -> Iterator[Figure]:
    """A bit flipped in each byte of the header, and headers that someone made up."""
    random = Random(5)
    with new_place(in_memory=True) as place:
        small(place)
        with closing(sqlite3.connect(place.path)) as database:
            intact = database.execute("SELECT v FROM s WHERE k = 0").fetchone()[0]
        flipped = []
        for at in range(len(intact)):
            for bit in random.sample(range(8), 1 if short else 8):
                flipped.append(intact[:at] + bytes([intact[at] ^ 1 << bit]) + intact[at + 1 :])
        count = HOSTILE // 50 if short else HOSTILE
        made_up = [_hostile(intact, random) for _ in range(count)]
        openers = [place.key, Passphrase("one of many guesses")]
        for name, tried in (("flipped bits", flipped), ("made up", made_up)):
            times = [_refused(place, header, openers) for header in tried]
            yield none(f"damage, headers with {name}: not refused", times.count(None), len(times))
            slowest = max(taken for taken in times if taken is not None)
            yield at_most(f"damage, headers with {name}: slowest, processor's time", slowest, QUICK, "ms")


def _refused(place: Place, header: bytes, openers: list[Opener]) -> float | None:
    """Milliseconds of the processor's time until a header is refused; None where it is not."""
    with closing(sqlite3.connect(place.path, isolation_level=None)) as database:
        database.execute("UPDATE s SET v = ? WHERE k = 0", [header])
    vault, taken = Vault(place.path), 0.0
    # A key that is derived takes its time each time; a hiccup of the machine does not come back.
    for _ in range(3):
        begun = time.process_time()
        try:
            vault.unlock(openers)
        except VaultError:
            taken = 1000 * (time.process_time() - begun)
        else:
            vault.lock()
            return None
        if taken < QUICK:
            break
    return taken


def _hostile(intact: bytes, random: Random) -> bytes:
    """A header that looks right for some way, and asks for too much or for nothing that makes sense."""
    slots = random.randint(1, 8)
    match random.randrange(5):
        case 0:
            return random.randbytes(random.randrange(2000))
        case 1:
            return MAGIC + random.randbytes(random.randrange(2000))
        case 2:
            return intact[:22] + bytes([slots]) + random.randbytes(89 * slots + 32)
        case 3:
            cut = random.randrange(len(intact))
            return intact[:cut] if random.random() < 0.5 else intact + random.randbytes(cut + 1)
        case _:
            costs, at = [MEMORY[1], PASSES[1], LANES[1]], random.randrange(3)
            low, high = (MEMORY, PASSES, LANES)[at]
            costs[at] = random.choice([0, low - 1, high + 1, 1 << 24, (1 << 32) - 1])
            memory, passes, lanes = costs
            salt, nonce, sealed = (random.randbytes(size) for size in (SALT_BYTES, 12, 48))
            head = Header(
                random.randbytes(ID_BYTES),
                (Slot(SlotKind.PASSPHRASE, memory, passes, lanes, salt, nonce, sealed),) * slots,
            )
            return head.encode(Keys(bytearray(KEY_BYTES)))


def figures(short: bool) -> Iterator[Figure]:
    """All of them."""
    for part in (flips, changes, headers, erasing):
        yield from part(short)

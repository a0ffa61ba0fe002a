"""A disk that is full or fails at any one of a vault's writes: said in words, and nothing acknowledged is lost."""

import errno
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from client.errors import VaultBusyError, VaultDamagedError, VaultError, WrongKeyError
from client.vault.vault import open_vault
from scripts.faulting.figure import Figure, none
from scripts.faulting.series import COPY, SHIM
from scripts.faulting.vaults import Forks, Place, State, new_place, state

SOURCE = Path(__file__).with_name("failing.c")
UNDER = "FAILING_UNDER"
FOREVER = 1 << 40
WRITE, SYNC, CUT, MAKE, MOVE = 1, 2, 4, 8, 16
"""Kinds of writing that can fail: contents, syncs, shortenings, new names, moved and deleted names."""
ALL = WRITE | SYNC | CUT | MAKE | MOVE
WAYS = (
    # On a full disk names can still be moved and deleted.
    (WRITE | MAKE, errno.ENOSPC, FOREVER),
    (WRITE | SYNC | CUT, errno.EIO, FOREVER),
    (ALL, errno.EIO, FOREVER),
    (ALL, errno.EIO, 0),
    (ALL, errno.EIO, 1),
)
"""What fails, how, and how many more after the first."""
UNTRUE = {error.__name__ for error in (VaultBusyError, VaultDamagedError, WrongKeyError)}
"""Words that are wrong where only the disk is at fault."""
STEP_SHORT = 80
SIZE_STEP, SIZE_STEP_SHORT = 1500, 21_000
"""Bytes between the largest files that are allowed; no multiple of a page, so that writes also end halfway."""


@dataclass
class Found:
    """What came of the faults."""

    runs: int = 0
    fired: int = 0
    acknowledged: int = 0
    lost: int = 0
    closed: int = 0
    strange: Counter[str] = field(default_factory=Counter)
    """Errors that are not the vault's own, or that call a fault of the disk something else."""
    silent: Counter[str] = field(default_factory=Counter)
    """Faults that no error told of, on closing or in the folder. What they cost is in `lost`."""

    def look(self, place: Place, said: list[list[Any]]) -> None:
        """Compares what was acknowledged with what is there on a disk that works again."""
        known: dict[str, set[str | None]] = {}
        copied = made = False
        for name, changes, kind, proper, words, fired in said:
            self.fired += fired
            self.acknowledged += not kind
            made = made or (name == "make" and not kind)
            copied = copied or (name == "copy" and not kind)
            if not proper or kind in UNTRUE or (kind and not words.endswith(".")):
                self.strange[f"{name}: {kind}"] += 1
            if fired and not kind:
                self.silent[name] += 1
            for one, value in changes.items():
                known[one] = ({value} | known.get(one, {None})) if kind else {value}
        self.runs += 1
        there = self._state(place, place.path) if made or place.path.exists() else {}
        self.lost += sum(there.get(one) not in allowed for one, allowed in known.items())
        self.lost += len(there.keys() - known.keys())
        if copied:
            self.lost += self._state(place, place.folder / COPY) != there

    def _state(self, place: Place, path: Path) -> State:
        try:
            vault = open_vault(path, [place.key])
            found = state(vault)
            vault.lock()
        except VaultError:
            self.closed += 1
            return {}
        return found


@contextmanager
def shim() -> Iterator[Path | None]:
    """The preloaded library; None where there is nothing to compile it with."""
    compiler = shutil.which("cc")
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "failing.so"
        if compiler:
            command = [compiler, "-shared", "-fPIC", "-O1", "-o", str(library), str(SOURCE), "-ldl"]
            subprocess.run(command, check=True)
        yield library if compiler else None


def figures(short: bool) -> Iterator[Figure]:
    """Each write fails once, twice, and from then on; then no file may be larger than so many bytes."""
    found, limited = Found(), Found()
    with shim() as library, new_place(in_memory=True) as base:
        trial = base.folder / "trial"
        environment = {SHIM: str(library), "LD_PRELOAD": str(library), UNDER: str(trial)} if library else {}

        def run(into: Found, *how: int) -> bool:
            trial.mkdir()
            before = into.fired
            said = forks.run(str(trial), *how)
            into.look(Place(trial), said)
            shutil.rmtree(trial)
            return into.fired > before or any(one[2] for one in said)

        with Forks("scripts.faulting.series", environment) as forks:
            for kinds, number, more in WAYS if library else ():
                first = 1
                while run(found, kinds, first, first + more, number, 0):
                    first += STEP_SHORT if short else 1
            largest = 1
            while run(limited, 0, 0, 0, 0, largest):
                largest += SIZE_STEP_SHORT if short else SIZE_STEP
    for one, how in ((found, "failing writes"), (limited, "limited files")):
        name = f"disk, {how}" if one is limited or library else f"disk, {how} (left out: no C compiler)"
        yield none(f"{name}: acknowledged lost", one.lost, one.acknowledged)
        yield none(f"{name}: vaults that do not open", one.closed, one.runs)
        yield none(f"{name}: errors not in the vault's words", one.strange.total())
    passed = found.silent.total()
    yield Figure(f"disk: faults that SQLite or closing passed over (of {found.fired:,})", passed, "", True)

"""Kills while a vault is made, opened, written, erased from and swept: what was acknowledged is there."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from client.errors import VaultError
from scripts.faulting.figure import Figure, none
from scripts.faulting.vaults import VAULT, Forks, Place, State, changed, new_place, state

KILLS, KILLS_OF_A_VAULT = 500, 25
LONGEST, LONGEST_SHORT = 0.3, 0.1
"""Seconds until a kill, at most."""


@dataclass
class Found:
    """What came of the kills."""

    kills: int = 0
    acknowledged: int = 0
    lost: int = 0
    strange: int = 0
    half: int = 0
    closed: int = 0
    hits: int = 0
    """Kills while something else than writing was going on."""

    def look(self, place: Place, known: State, said: list[list[Any]]) -> State | None:
        """Compares a vault after a kill with what was acknowledged before it. What it holds, if it opens."""
        before, after, doing_then = told(known, said)
        self.kills += 1
        self.acknowledged += sum(word == ["did"] for word in said)
        self.hits += doing_then not in {"", "write"}
        try:
            now_there = there(place)
        except VaultError:
            self.closed += 1
            return None
        touched = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
        untouched = before.keys() - touched
        self.lost += sum(now_there.get(name) != before[name] for name in untouched)
        self.strange += len(now_there.keys() - before.keys() - touched)
        part = {name: now_there.get(name) for name in touched}
        whole = ({name: side.get(name) for name in touched} for side in (before, after))
        self.half += part not in list(whole)
        return now_there


def there(place: Place) -> State:
    """What is in a vault; nothing where none was made."""
    if not place.path.exists():
        return {}
    with place.held() as vault:
        return {VAULT: "made", **state(vault)}


def told(known: State, said: list[list[Any]]) -> tuple[State, State, str]:
    """What was acknowledged, what would be if the last thing was done too, and what that was."""
    before, last, what = known, known, ""
    for word in said:
        if word == ["did"]:
            before, what = last, ""
        else:
            last, what = changed(before, word[2]), word[1]
    return before, last, what


def figures(short: bool) -> Iterator[Figure]:
    """Kills at random moments."""
    found, random = Found(), Random(5)
    with Forks("scripts.faulting.writer") as forks:
        for _ in range((KILLS // 10 if short else KILLS) // KILLS_OF_A_VAULT):
            with new_place() as place:
                known: State | None = {}
                for _ in range(KILLS_OF_A_VAULT):
                    if known is None:
                        break
                    seconds = random.uniform(0, LONGEST_SHORT if short else LONGEST)
                    said = forks.run(str(place.folder), random.getrandbits(32), seconds=seconds)
                    known = found.look(place, known, said)
    yield none("kills: acknowledged writes lost", found.lost, found.acknowledged)
    yield none("kills: erased or never written, yet there", found.strange)
    yield none("kills: transactions kept by half", found.half)
    yield none("kills: vaults that do not open and verify", found.closed, found.kills)
    yield Figure(
        "kills that fell into making, opening, erasing or sweeping", found.hits, "some", found.hits > 0
    )

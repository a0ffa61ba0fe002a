"""The rules of the gate, read from their table: whose word counts, and what follows from what it says."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from client.errors import ClientError
from sanitizer.taxonomy import taxonomy
from sanitizer.types import Mode

_MEND = "Install the program again."


class Verdict(StrEnum):
    """Whether an item respects all limits."""

    SAFE = "safe"
    UNSAFE = "unsafe"
    UNKNOWN = "unknown"


WORST = (Verdict.SAFE, Verdict.UNKNOWN, Verdict.UNSAFE)
"""From the best to the worst."""


class Source(StrEnum):
    """Who says how far an item conflicts with a code."""

    OURS = "ours"
    OURS_NEARLY = "ours-nearly"
    """Our notes on a work of nearly this name, or of this name where no year was given."""
    OURS_NAMESAKE = "ours-namesake"
    """Our notes on a work of this name, from another year or of another kind, or of a name that looks like it."""
    IMPORTED = "imported"
    REMOTE = "remote"
    WORDS = "words"
    """Title and explanation."""


class Rule(StrEnum):
    """Why an item was hidden, moved or marked."""

    CLEAR = "clear"
    CONFLICT = "conflict"
    STRICT_CONFLICT = "strict-conflict"
    STRICT_UNPROVEN = "strict-unproven"
    SLIGHT = "slight"
    SLIGHT_TOGETHER = "slight-together"
    UNPROVEN = "unproven"
    SUNK = "sunk"
    TOO_OLD = "too-old"
    """No limit: it is not for the audience that was asked for."""
    AGE_UNKNOWN = "age-unknown"
    """Whether it is for the audience that was asked for is not known."""
    UNWANTED = "unwanted"
    """No limit: the person asked for none of this."""
    UNCHECKED = "unchecked"
    """Whether it is what the person asked for none of is not known."""


@dataclass(frozen=True, slots=True)
class Trust:
    """How far a source's word goes."""

    says: str
    clears: tuple[Mode, ...]
    """The modes in which its 0 shows that an item does not conflict."""
    doubts: bool = False
    """While it says anything, no 0 shows that."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What follows from a rule."""

    rule: Rule
    verdict: Verdict
    hides: bool = False
    cost: int = 0
    """How many steps it ranks an item lower."""


@dataclass(frozen=True, slots=True)
class Together:
    """What follows where several limits of one group are slightly touched."""

    count: int
    modes: frozenset[Mode]
    groups: frozenset[str]
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Ceiling:
    """What an audience may be shown."""

    audience: str
    domain: str
    suits: frozenset[str]
    most: int
    heeds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """One version of the table."""

    version: int
    sources: Mapping[Source, Trust]
    limits: Mapping[Mode, Mapping[int | None, Outcome]]
    """By mode, then the highest note; None where it is not known."""
    together: Together
    ceilings: Mapping[str, Ceiling]
    """By audience, the lowest first."""


@cache
def rules() -> Rules:
    """The rules of this release."""
    text = resources.files(__package__).joinpath("rules.toml").read_text(encoding="utf-8")
    return read_rules(tomllib.loads(text))


def read_rules(table: Mapping[str, Any]) -> Rules:
    """A table of rules.

    Raises:
        ClientError: it leaves out a source, or a mode with a note, or decides one of those twice.
        VocabularyError: it names a code or a group that does not exist.
    """
    ((name, together),) = table["together"].items()
    return Rules(
        version=table["version"],
        sources=_sources(table["source"]),
        limits=_limits(table["rule"]),
        together=Together(
            together["count"],
            frozenset(map(Mode, together["modes"])),
            frozenset(taxonomy().groups[group].name for group in together["groups"]),
            _outcome(name, together),
        ),
        ceilings={audience: _ceiling(audience, row, table) for audience, row in table["ceiling"].items()},
    )


def _sources(table: Mapping[str, Any]) -> dict[Source, Trust]:
    if table.keys() != set(Source):
        raise ClientError("The rules of the gate leave out a source, or name a strange one. " + _MEND)
    return {Source(name): _trust(row) for name, row in table.items()}


def _trust(row: Mapping[str, Any]) -> Trust:
    return Trust(row["says"], tuple(map(Mode, row["clears"])), row.get("doubts", False))


def _limits(table: Mapping[str, Any]) -> dict[Mode, dict[int | None, Outcome]]:
    """Every mode with every note, once."""
    decided = [
        ((Mode(mode), None if note == "unknown" else int(note)), _outcome(name, row))
        for name, row in table.items()
        for mode in row["modes"]
        for note in row["notes"]
    ]
    every = {(mode, note) for mode in Mode for note in (0, 1, 2, 3, None)}
    if len(decided) != len(every) or {key for key, _ in decided} != every:
        raise ClientError("The rules of the gate leave something open or decide it twice. " + _MEND)
    return {mode: {note: outcome for (of, note), outcome in decided if of is mode} for mode in Mode}


def _outcome(name: str, row: Mapping[str, Any]) -> Outcome:
    return Outcome(Rule(name), Verdict(row["verdict"]), row.get("hides", False), row.get("cost", 0))


def _ceiling(audience: str, row: Mapping[str, Any], table: Mapping[str, Any]) -> Ceiling:
    heeds = tuple(taxonomy().codes[code].name for code in table["heeds"][row["domain"]])
    return Ceiling(audience, row["domain"], frozenset(row["suits"]), row["most"], heeds)

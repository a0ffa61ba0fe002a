"""The closed vocabulary: span labels, constraint codes, their groups and domains.

Loaded once from `taxonomy.toml` into typed records. The labelled data, the model's heads, the wire and
the safety gate all use these names.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any, Generic, TypeVar

from sanitizer.errors import VocabularyError

MAX_CODES = 3
"""Codes that follow from one finding at most."""
UNREADABLE = "unreadable"
"""The label of what cannot be read."""


class Kind(StrEnum):
    """What a span label stands for, and so what happens to its spans by default."""

    FACT = "fact"
    """Something personal: sensitive, left out unless the person decides otherwise."""
    DETAIL = "detail"
    """Something that identifies: sensitive, left out."""
    LIMIT = "limit"
    """What must be kept in mind."""
    WISH = "wish"
    """What is asked for."""

    @property
    def can_limit(self) -> bool:
        """Whether a limit can follow from it."""
        return self in (Kind.FACT, Kind.LIMIT)

    @property
    def sensitive(self) -> bool:
        """Whether spans of this kind are redacted by default."""
        return self in (Kind.FACT, Kind.DETAIL)


@dataclass(frozen=True, slots=True)
class Label:
    """A span label."""

    name: str
    kind: Kind
    about: str
    phrase: str
    """What people are shown, such as `health condition`."""
    learned: bool
    """Whether the model learns it; the others are found by rules."""

    @property
    def markable(self) -> bool:
        """Whether a person may say that something is this: all but what cannot be read."""
        return self.name != UNREADABLE

    @property
    def private(self) -> bool:
        """Whether words that are always this are worth finding wherever they stand: all but what is asked for."""
        return self.markable and self.kind is not Kind.WISH


@dataclass(frozen=True, slots=True)
class Code:
    """The finest thing that may be told to a recommender (level 3)."""

    name: str
    domain: str
    group: str
    about: str
    phrase: str
    """Completes "It has to be …"."""
    safecrs: str | None
    """The matching trait of the SafeRec benchmark, where there is one."""


@dataclass(frozen=True, slots=True)
class Group:
    """A set of codes of one domain, told at level 2."""

    name: str
    domain: str
    phrase: str


@dataclass(frozen=True, slots=True)
class Domain:
    """What is recommended, and its root: what is told at level 1."""

    name: str
    root: str
    topic: str
    phrase: str


Record = TypeVar("Record")


class Names(Mapping[str, Record], Generic[Record]):
    """An ordered, read-only mapping of names to records; an unknown name is a `VocabularyError`."""

    def __init__(self, kind: str, records: Mapping[str, Record]) -> None:
        self._kind = kind
        self._records = dict(records)

    def __getitem__(self, name: str) -> Record:
        try:
            return self._records[name]
        except (KeyError, TypeError):
            raise VocabularyError(self._kind, ", ".join(self._records)) from None

    def __contains__(self, name: object) -> bool:
        return name in self._records

    def __iter__(self) -> Iterator[str]:
        return iter(self._records)

    def __len__(self) -> int:
        return len(self._records)


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """The whole vocabulary. Orders are those of the file: for labels, the order of precedence."""

    labels: Names[Label]
    codes: Names[Code]
    groups: Names[Group]
    domains: Names[Domain]

    def codes_of(self, domain: str) -> tuple[Code, ...]:
        """The codes of one domain, in order."""
        name = self.domains[domain].name
        return tuple(code for code in self.codes.values() if code.domain == name)


def _label(name: str, row: Mapping[str, Any]) -> Label:
    return Label(name, Kind(row["kind"]), row["about"], row["phrase"], row.get("found_by") != "rules")


def _code(name: str, row: Mapping[str, Any]) -> Code:
    about = row.get("about", row["phrase"])
    return Code(name, row["domain"], row["group"], about, row["phrase"], row.get("safecrs"))


@cache
def taxonomy() -> Taxonomy:
    """The vocabulary of this release."""
    source = resources.files("sanitizer").joinpath("taxonomy.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(source)
    return Taxonomy(
        labels=Names("label", {name: _label(name, row) for name, row in tables["span"].items()}),
        codes=Names("code", {name: _code(name, row) for name, row in tables["code"].items()}),
        groups=Names("group", {name: Group(name, **row) for name, row in tables["group"].items()}),
        domains=Names("domain", {name: Domain(name, **row) for name, row in tables["domain"].items()}),
    )

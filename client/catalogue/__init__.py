"""The bundled catalogue: works, dishes and outings, their facets, and how far each conflicts with each code.

One JSON object a line in `<domain>.jsonl`. A note is 0 (no conflict) to 3 (central or graphic); a code without a
note is not known, which is never taken for 0.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from sanitizer.facets import fold
from sanitizer.titles import Title

_DOMAINS = ("media", "food", "outings")
_BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]|,? (?:19|20)\d\d\s*$")
_SMALL = frozenset({"a", "an", "and", "the"})
_YEARS_OFF = 1
"""Release years differ by one between countries and sources."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One work, dish or kind of outing."""

    title: Title
    kind: str
    """A value of the facet `kind`, or `dish` or `outing`."""
    about: str
    """One neutral line."""
    facets: Mapping[str, tuple[str, ...]]
    """Facet to values, `kind` and `era` among them."""
    notes: Mapping[str, int]
    """Code to conflict, 0 to 3; absent where not known."""

    @classmethod
    def from_row(cls, row: Mapping[str, Any], domain: str = "media") -> "Entry":
        """The entry of one line."""
        year = row.get("year")
        facets = {facet: tuple(values) for facet, values in row["facets"].items()}
        if year:
            facets |= {"kind": (row["kind"],), "era": eras(year)}
        return cls(
            title=Title(row["title"], year, tuple(row["also"]), domain),
            kind=row["kind"],
            about=row["about"],
            facets=MappingProxyType(facets),
            notes=MappingProxyType(dict(row["notes"])),
        )


class Catalogue:
    """Entries by domain, found by title and year."""

    def __init__(self, entries: Mapping[str, Iterable[Entry]]) -> None:
        self._entries = {domain: tuple(found) for domain, found in entries.items()}
        self._by_name: dict[str, list[Entry]] = {}
        for entry in (entry for found in self._entries.values() for entry in found):
            for name in dict.fromkeys(map(_key, (entry.title.title, *entry.title.also))):
                self._by_name.setdefault(name, []).append(entry)

    @property
    def domains(self) -> tuple[str, ...]:
        """The domains that it has entries of."""
        return tuple(self._entries)

    @property
    def titles(self) -> tuple[Title, ...]:
        """All titles with a year: those that a request may hold."""
        titles = (entry.title for found in self._entries.values() for entry in found)
        return tuple(title for title in titles if title.year)

    def entries(self, domain: str) -> tuple[Entry, ...]:
        """The entries of a domain; none of one that it does not have."""
        return self._entries.get(domain, ())

    def named(self, title: str) -> tuple[Entry, ...]:
        """All entries of this title, or an alternative one, of whatever year and kind."""
        return tuple(self._by_name.get(_key(title), ()))

    def find(self, title: str, year: int | None, kind: str | None = None) -> tuple[Entry, ...]:
        """The entries of this title, of the year or one off, or without one; of the kind where one is given."""
        near = [entry for entry in self.named(title) if _near(entry.title.year, year)]
        return tuple(entry for entry in near if not kind or entry.kind == kind)


def _near(year: int | None, other: int | None) -> bool:
    if year is None or other is None:
        return year is other
    return abs(year - other) <= _YEARS_OFF


def _key(title: str) -> str:
    """A title without case, accents, punctuation, blanks, articles, `and`, and what follows in brackets."""
    words = fold(_BRACKETS.sub("", title)) or fold(title)
    return "".join(word for word in words if word not in _SMALL) or "".join(words)


def eras(year: int) -> tuple[str, ...]:
    """The values of the facet `era` for a year: its decade, and `classic` before 1970."""
    decade = "before-1920" if year < 1920 else f"{year // 10 * 10}s"
    return (decade, "classic") if year < 1970 else (decade,)


@cache
def load_catalogue() -> Catalogue:
    """The catalogue of this release."""
    return Catalogue({domain: _read(domain) for domain in _DOMAINS})


def _read(domain: str) -> tuple[Entry, ...]:
    lines = resources.files(__name__).joinpath(f"{domain}.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(Entry.from_row(json.loads(line), domain) for line in lines)

"""The bundled catalogue: works, dishes and outings, their facets, and how far each conflicts with each code.

A note is 0 (no conflict) to 3 (central or graphic); a code without a note is not known, which is never taken for 0.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, cached_property
from itertools import chain

from client.catalogue.entries import YEARS_OFF, Entry, eras, read_entries, years_agree
from client.catalogue.lookalikes import Lookalikes
from client.catalogue.names import Name, added, begun, comparable, parts, title_key
from client.catalogue.nearness import closest, nearest
from sanitizer.facets import fold
from sanitizer.titles import Title

__all__ = [
    "Catalogue",
    "Entry",
    "Match",
    "Sureness",
    "added",
    "eras",
    "load_catalogue",
    "title_key",
    "years_agree",
]

_DOMAINS = ("media", "food", "outings")
_SLIPS, _SLIPS_WITHOUT_YEAR = 3, 1
"""Slips that a long name may bear: fewer where no year vouches for it."""
_TITLES_EACH = 4
"""Suggested names to look through for each work, since a work has several."""


class Sureness(IntEnum):
    """How sure it is that entries are the work that was looked up."""

    NONE = 0
    NAME = 1
    """They bear its name, but are of another year or kind; or it looks like their name or holds it."""
    LIKELY = 2
    """They bear nearly its name and agree in year and kind, or its name alone was given and only one bears it."""
    CERTAIN = 3
    """They bear its name and agree in year and kind."""


@dataclass(frozen=True, slots=True)
class Match:
    """What a look-up found, the likeliest first, and how sure it is."""

    entries: tuple[Entry, ...] = ()
    sureness: Sureness = Sureness.NONE


class Catalogue:
    """Entries by domain, found by title and year."""

    def __init__(self, entries: Mapping[str, Iterable[Entry]]) -> None:
        self._entries = {domain: tuple(found) for domain, found in entries.items()}
        self._near: dict[int | None, tuple[tuple[Entry, Name], ...]] = {}

    @property
    def domains(self) -> tuple[str, ...]:
        """The domains that it has entries of."""
        return tuple(self._entries)

    @property
    def titles(self) -> tuple[Title, ...]:
        """All titles with a year: those that a request may hold."""
        return tuple(entry.title for entry in chain(*self._entries.values()) if entry.title.year)

    def entries(self, domain: str) -> tuple[Entry, ...]:
        """The entries of a domain; none of one that it does not have."""
        return self._entries.get(domain, ())

    def named(self, title: str) -> tuple[Entry, ...]:
        """All entries of this title, or an alternative one, of whatever year and kind."""
        return self._by_name.get(title) or tuple(self._by_key.get(title_key(title), ()))

    def find(self, title: str, year: int | None, kind: str | None = None) -> tuple[Entry, ...]:
        """The entries of this title, of the year or one off, or without one; of the kind where one is given."""
        return tuple(entry for entry in self.named(title) if _agrees(entry, year, kind or ""))

    def match(self, title: str, year: int | None, kind: str = "") -> Match:
        """The entries that a title may be, and how sure that is. Dishes and outings have no year."""
        named = self.named(title)
        certain = tuple(entry for entry in named if _agrees(entry, year, kind))
        if certain:
            return Match(certain, Sureness.CERTAIN)
        if named:
            alone = year is None and len(named) == 1 and kind in ("", named[0].kind)
            return Match(named, Sureness.LIKELY if alone else Sureness.NAME)
        likely = self._likely(title, year, kind)
        if likely:
            return Match(likely, Sureness.LIKELY)
        alike = tuple(dict.fromkeys((*self._begun(title, year), *self._lookalikes.find(title, year))))
        return Match(alike, Sureness.NAME) if alike else Match()

    def suggest(self, text: str, limit: int = 5) -> tuple[Entry, ...]:
        """The works whose titles are closest to a text, closest first, for a person to pick from."""
        names, works = self._listed
        places = closest(text, names, limit * _TITLES_EACH)
        return tuple(dict.fromkeys(works[place] for place in places))[:limit]

    def _likely(self, title: str, year: int | None, kind: str) -> tuple[Entry, ...]:
        part = {entry for entry in self._by_part.get(title_key(title), ()) if _agrees(entry, year, kind)}
        if kind and len(part) == 1:
            return tuple(part)
        years = (None,) if year is None else tuple(range(year - YEARS_OFF, year + YEARS_OFF + 1))
        near = [pair for one in years for pair in self._of_year(one) if not kind or pair[0].kind == kind]
        slips = _SLIPS_WITHOUT_YEAR if year is None else _SLIPS
        found = nearest(comparable(title), [name for _, name in near], slips=slips)
        return tuple(dict.fromkeys(near[place][0] for place in found))

    def _begun(self, title: str, year: int | None) -> tuple[Entry, ...]:
        """Works of about the year whose name stands before a colon or dash, as in `Name: The Director's Cut`.

        Not dishes and outings: with more words these are other ones.
        """
        named = self.named(begun(title)) if begun(title) else ()
        works = (entry for entry in named if entry.title.year)
        return tuple(entry for entry in works if year is None or years_agree(entry.title.year, year))

    def _of_year(self, year: int | None) -> tuple[tuple[Entry, Name], ...]:
        """The names of a year's entries, each with its entry."""
        if year not in self._near and year in self._by_year:
            self._near[year] = tuple(
                (entry, comparable(name)) for entry in self._by_year[year] for name in _names(entry)
            )
        return self._near.get(year, ())

    @cached_property
    def _lookalikes(self) -> Lookalikes:
        entries = chain(*self._entries.values())
        return Lookalikes((name, entry) for entry in entries for name in _names(entry))

    @cached_property
    def _by_year(self) -> Mapping[int | None, list[Entry]]:
        found: dict[int | None, list[Entry]] = {}
        for entry in chain(*self._entries.values()):
            found.setdefault(entry.title.year, []).append(entry)
        return found

    @cached_property
    def _by_key(self) -> Mapping[str, list[Entry]]:
        return _indexed(self._entries.values(), lambda name: (title_key(name),))

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[Entry, ...]]:
        """By the names as we write them, which is how most remotes do."""
        names = (name for entry in chain(*self._entries.values()) for name in _names(entry))
        return {name: tuple(self._by_key[title_key(name)]) for name in names}

    @cached_property
    def _by_part(self) -> Mapping[str, list[Entry]]:
        return _indexed(self._entries.values(), parts)

    @cached_property
    def _listed(self) -> tuple[list[str], list[Entry]]:
        """Every name of a work, folded, and the works at the same places."""
        pairs = [(" ".join(fold(name)), entry) for entry in self.entries("media") for name in _names(entry)]
        return [name for name, _ in pairs], [entry for _, entry in pairs]


def _names(entry: Entry) -> tuple[str, ...]:
    return entry.title.title, *entry.title.also


def _agrees(entry: Entry, year: int | None, kind: str) -> bool:
    return years_agree(entry.title.year, year) and kind in ("", entry.kind)


def _indexed(
    domains: Iterable[Iterable[Entry]], keys: Callable[[str], Iterable[str]]
) -> Mapping[str, list[Entry]]:
    """The entries by the keys of all their names, each once under each."""
    found: dict[str, list[Entry]] = {}
    for entry in chain(*domains):
        for key in dict.fromkeys(key for name in _names(entry) for key in keys(name)):
            found.setdefault(key, []).append(entry)
    return found


@cache
def load_catalogue() -> Catalogue:
    """The catalogue of this release."""
    return Catalogue({domain: read_entries(domain) for domain in _DOMAINS})

"""Evidence that a person brought from elsewhere: how far works conflict with codes, as their sources say.

It is kept beside our own notes and never changes them. A note without a year is of every work of its name, and one
with a year of a work of which no year is said, but only where it warns: that one of them does not conflict shows
nothing of its namesakes.
"""

import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from client.catalogue import title_key, years_agree
from client.errors import UsageError
from client.kept.store import Kind, Store
from client.safetext import safe_text
from sanitizer.taxonomy import taxonomy

MAX_NOTES = 500_000
"""Notes of one source."""
MAX_BYTES = 8 << 20
"""Bytes of one source's record before it is compressed."""
MAX_TITLE, MAX_SOURCE = 300, 60
"""Characters of a title, and of a source's name."""
TOO_MUCH = (
    f"That is more than one source may hold: {MAX_NOTES} notes or {MAX_BYTES >> 20} MiB. Import a part of it, or "
    "parts under names of their own."
)

Note = tuple[str, int | None, str, int]
"""Title, year or None, code, and how far the work conflicts with it, 0 to 3."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What a source says of a work and a code."""

    source: str
    code: str
    level: int
    """0 no conflict, to 3 central or graphic."""


@dataclass(frozen=True, slots=True)
class Source:
    """A source that was imported."""

    name: str
    at: datetime
    count: int
    """Its notes."""


@dataclass(frozen=True, slots=True)
class _Work:
    """A work as a source names it, with its notes."""

    title: str
    year: int | None
    levels: dict[str, int]


class Evidence:
    """All that was imported, a record for each source."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._index: dict[str, list[tuple[int | None, tuple[Imported, ...]]]] | None = None

    def add(self, source: str, notes: Iterable[Note], at: datetime | None = None) -> int:
        """Keeps a source's notes in place of earlier ones of it. How many; of duplicates the highest level counts.

        Raises:
            UsageError: There are none, one cannot be used, or they are too many. Nothing is changed.
        """
        name = source_name(source)
        works = _works(notes)
        count = sum(len(work.levels) for work in works)
        if not count:
            raise UsageError("There is nothing in it to import.")
        body = _encoded(name, at or datetime.now(UTC), works)
        with self._store.transaction():
            earlier = next((record for record, kept in self._bodies() if kept["source"] == name), None)
            self._store.put(Kind.EVIDENCE, body, earlier)
            self._index = None
        return count

    def sources(self) -> tuple[Source, ...]:
        """The sources, oldest first."""
        found = (_source(body) for _, body in self._bodies())
        return tuple(sorted(found, key=lambda source: (source.at, source.name)))

    def forget(self, source: str) -> int:
        """Erases a source. How many notes it had; 0 where there is none of that name."""
        name = source_name(source)
        with self._store.transaction():
            count = sum(kept.count for kept in self.sources() if kept.name == name)
            self._store.erase([record for record, body in self._bodies() if body["source"] == name])
            self._index = None
        return count

    def of(self, title: str, year: int | None) -> tuple[Imported, ...]:
        """What the sources say of works of this title, of the year or one off: once for each source and code."""
        if self._index is None:
            self._index = self._indexed()
        highest: dict[tuple[str, str], Imported] = {}
        for noted, found in self._index.get(title_key(title), ()):
            warns_only = (noted is None) is not (year is None)
            if not (warns_only or years_agree(noted, year)):
                continue
            for one in found:
                known = highest.get((one.source, one.code))
                if not (warns_only and one.level == 0) and (known is None or known.level < one.level):
                    highest[one.source, one.code] = one
        return tuple(highest.values())

    def _indexed(self) -> dict[str, list[tuple[int | None, tuple[Imported, ...]]]]:
        """The notes by the keys of their titles, without those of codes that this release does not know."""
        known = taxonomy().codes
        index: dict[str, list[tuple[int | None, tuple[Imported, ...]]]] = {}
        for _, body in self._bodies():
            # A source says few different things of many works.
            said = [[Imported(body["source"], code, level) for level in range(4)] for code in body["codes"]]
            for title, year, flat in body["works"]:
                pairs = zip(flat[::2], flat[1::2], strict=True)
                notes = tuple(said[at][level] for at, level in pairs if body["codes"][at] in known)
                index.setdefault(title_key(title), []).append((year, notes))
        return index

    def _bodies(self) -> Iterator[tuple[bytes, dict[str, Any]]]:
        for record, value in self._store.all(Kind.EVIDENCE).items():
            yield record, json.loads(zlib.decompress(value))


def _source(body: dict[str, Any]) -> Source:
    count = sum(len(flat) // 2 for _, _, flat in body["works"])
    return Source(body["source"], datetime.fromisoformat(body["at"]), count)


def source_name(raw: str) -> str:
    """A source's name as it is kept: one safe line."""
    return str(safe_text(raw, MAX_SOURCE)) or "imported"


def fault(note: Note) -> str:
    """Why a note cannot be used, or nothing. Never what is in it."""
    title, year, code, level = note
    if not title_key(title) or len(title) > MAX_TITLE:
        return f"the title is empty or longer than {MAX_TITLE} characters"
    if year is not None and not 1 <= year <= 9999:
        return "the year is none"
    if code not in taxonomy().codes:
        return "there is no such code; `leastsaid codes` lists them"
    return "" if level in range(4) else "the level is not 0, 1, 2 or 3"


def _works(notes: Iterable[Note]) -> tuple[_Work, ...]:
    """The notes by work, the highest level of each code."""
    works: dict[tuple[str, int | None], _Work] = {}
    count = 0
    for count, note in enumerate(notes, 1):
        wrong = fault(note)
        if wrong or count > MAX_NOTES:
            raise UsageError(f"Note {count} cannot be used: {wrong}." if wrong else TOO_MUCH)
        title, year, code, level = note
        work = works.setdefault((title_key(title), year), _Work(title, year, {}))
        work.levels[code] = max(level, work.levels.get(code, 0))
    return tuple(works.values())


def _encoded(name: str, at: datetime, works: Iterable[_Work]) -> bytes:
    """The record: codes are named once and works refer to their places, each followed by its level."""
    codes: dict[str, int] = {}
    rows = []
    for work in works:
        pairs = ((codes.setdefault(code, len(codes)), level) for code, level in work.levels.items())
        rows.append((work.title, work.year, [number for pair in pairs for number in pair]))
    body = {"source": name, "at": at.isoformat(), "codes": list(codes), "works": rows}
    content = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", errors="replace")
    if len(content) > MAX_BYTES:
        raise UsageError(TOO_MUCH)
    return zlib.compress(content)

"""Entries, and the files that they are shipped in.

The first line of `<domain>.jsonl` is a header that names the codes that were noted; every other line is one entry.
Its `notes` list what is not 0: codes by level, and under `?` those that are not known. A code of the header that is
not listed is 0; a code that the header does not name is not known.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sanitizer.titles import Title

UNKNOWN = "?"
"""What stands in the place of a level where it is not known."""
YEARS_OFF = 1
"""Release years differ by one between countries and sources."""


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One work, dish or kind of outing: the same as itself and as no other, however alike."""

    title: Title
    kind: str
    """A value of the facet `kind`, or `dish` or `outing`."""
    about: str
    """One neutral line."""
    facets: Mapping[str, tuple[str, ...]]
    """Facet to values, `kind` and `era` among them."""
    notes: Mapping[str, int]
    """Code to conflict, 0 to 3; absent where not known."""
    people: tuple[str, ...] = ()
    """Who made it or plays in it, best known first."""

    @classmethod
    def from_row(cls, row: Mapping[str, Any], domain: str = "media") -> "Entry":
        """The entry of a row whose notes name every code that is known."""
        year = row.get("year")
        facets = {facet: tuple(values) for facet, values in row["facets"].items()}
        if year:
            facets["kind"], facets["era"] = (row["kind"],), eras(year)
        return cls(
            Title(row["title"], year, tuple(row.get("also", ())), domain),
            row["kind"],
            row["about"],
            MappingProxyType(facets),
            MappingProxyType(dict(row["notes"])),
            tuple(row.get("people", ())),
        )


def eras(year: int) -> tuple[str, ...]:
    """The values of the facet `era` for a year: its decade, and `classic` before 1970."""
    decade = "before-1920" if year < 1920 else f"{year // 10 * 10}s"
    return (decade, "classic") if year < 1970 else (decade,)


def years_agree(one: int | None, other: int | None) -> bool:
    """Whether both are of about the same year, or both have none."""
    if one is None or other is None:
        return one is other
    return abs(one - other) <= YEARS_OFF


def rows_of(text: str) -> list[dict[str, Any]]:
    """The rows of a file's text, each with the notes of every code that is known."""
    # One array is parsed faster than many lines, and no line end stands within a JSON string.
    header: dict[str, Any]
    rows: list[dict[str, Any]]
    header, *rows = json.loads(f"[{text.rstrip().replace(chr(10), ',')}]")
    for row in rows:
        row["notes"] = _notes(header["codes"], row["notes"])
    return rows


def _notes(codes: Sequence[str], listed: Mapping[str, Sequence[str]]) -> dict[str, int]:
    notes = dict.fromkeys(codes, 0)
    for level, names in listed.items():
        if level == UNKNOWN:
            for name in names:
                del notes[name]
        else:
            notes.update(dict.fromkeys(names, int(level)))
    return notes


def read_entries(domain: str) -> tuple[Entry, ...]:
    """The shipped entries of a domain."""
    text = Path(__file__).with_name(f"{domain}.jsonl").read_bytes().decode()
    return tuple([Entry.from_row(row, domain) for row in rows_of(text)])

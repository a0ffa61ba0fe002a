"""A folder in the manner of MovieLens: genres, tags and the tag genome, mapped to notes by a table of ours.

What is there counts; what is not there says nothing, so no note is 0. None of its data is shipped.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import chain
from pathlib import Path
from typing import TypeVar

from client.errors import UsageError
from client.imports.found import Fault, Found
from client.imports.table import Row, read_table
from client.kept.evidence import Note
from sanitizer.facets import fold
from sanitizer.taxonomy import taxonomy

SOURCE = "MovieLens"
MOVIES, TAGS, GENOME_TAGS, GENOME_SCORES = "movies.csv", "tags.csv", "genome-tags.csv", "genome-scores.csv"
_YEAR = re.compile(r"\s*\((\d{4})(?:[-–]\d{0,4})?\)\s*$")
_OTHER_NAME = re.compile(r"\s+\((?:a\.k\.a\.\s+)?([^()]+)\)", re.IGNORECASE)
_ARTICLE = re.compile(
    r"^(.+), (the|an?|le|la|les|l'|un|une|el|los|las|il|lo|gli|i|der|die|das|den|det|de|het|o|os|as)$",
    re.IGNORECASE,
)

Read = TypeVar("Read")
Conflicts = Mapping[str, int]
"""Codes and how far something conflicts with each."""


@dataclass(frozen=True, slots=True)
class Meanings:
    """What genres and tags say."""

    users: int
    """By so many a tag has to be given."""
    relevance: float
    """From which the genome's word on a tag counts, 0 to 1."""
    genres: Mapping[tuple[str, ...], Conflicts]
    """By folded name."""
    tags: Mapping[tuple[str, ...], Conflicts]


@cache
def meanings() -> Meanings:
    """Our table."""
    table = tomllib.loads(resources.files(__package__).joinpath("movielens.toml").read_text(encoding="utf-8"))
    return Meanings(table["users"], table["relevance"], _folded(table["genre"]), _folded(table["tag"]))


def _folded(table: Mapping[str, Conflicts]) -> dict[tuple[str, ...], Conflicts]:
    for name, conflicts in table.items():
        if not set(conflicts) <= set(taxonomy().codes) or not set(conflicts.values()) <= {1, 2, 3}:
            raise ValueError(f"{name}: no such code or level")
    return {fold(name): conflicts for name, conflicts in table.items()}


@dataclass(frozen=True, slots=True)
class _Film:
    names: tuple[str, ...]
    year: int | None
    genres: tuple[tuple[str, ...], ...]


Said = Iterator[tuple[str, Conflicts]]
"""Films, by number, and what is said of them."""


class _Folder:
    """The folder's tables, and the rows of them that cannot be read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.faults: list[Fault] = []

    def rows(self, name: str, columns: Sequence[str], read: Callable[[Row], Read]) -> Iterator[Read]:
        """What `read` makes of each row of a table; nothing where it is not there."""
        file = self._path / name
        for number, row in read_table(file, columns, name) if file.is_file() else ():
            try:
                yield read(row or {})
            except (KeyError, ValueError):
                self.faults.append(Fault(f"{name}, row {number}", "it cannot be read"))


def read_folder(path: Path) -> Found:
    """The notes that genres, tags and genome give, and the rows that cannot be read.

    Films without a year have no notes: they would be of every film of the name.
    """
    if not (path / MOVIES).is_file():
        raise UsageError(f"The folder has no {MOVIES}: it is none in the manner of MovieLens.")
    folder = _Folder(path)
    films = dict(folder.rows(MOVIES, ("movieid", "title", "genres"), _film))
    notes: list[Note] = [
        (name, films[film].year, code, level)
        for film, conflicts in chain(_by_genre(films), _by_users(folder), _by_genome(folder))
        if film in films and films[film].year
        for name in films[film].names
        for code, level in conflicts.items()
    ]
    return Found({SOURCE: notes}, folder.faults)


def _film(row: Row) -> tuple[str, _Film]:
    names, year = names_and_year(row["title"])
    return row["movieid"], _Film(names, year, tuple(map(fold, row["genres"].split("|"))))


def names_and_year(title: str) -> tuple[tuple[str, ...], int | None]:
    """The names and the year of `Name, The (Other name) (1999)`, articles moved to the front."""
    found = _YEAR.search(title)
    names = title[: found.start()] if found else title
    others = _OTHER_NAME.findall(names)
    first = _OTHER_NAME.sub("", names)
    return tuple(map(_forwards, (first, *others))), int(found[1]) if found else None


def _forwards(name: str) -> str:
    """`Matrix, The` as people write it."""
    found = _ARTICLE.match(name.strip())
    if not found:
        return name.strip()
    blank = "" if found[2].endswith("'") else " "
    return f"{found[2]}{blank}{found[1]}"


def _by_genre(films: Mapping[str, _Film]) -> Said:
    known = meanings().genres
    for number, film in films.items():
        for genre in film.genres:
            yield number, known.get(genre, {})


def _by_users(folder: _Folder) -> Said:
    """What a tag says where enough people gave it."""
    known = meanings().tags
    users: dict[tuple[str, tuple[str, ...]], set[str]] = {}
    read = folder.rows(
        TAGS, ("userid", "movieid", "tag"), lambda row: (row["movieid"], fold(row["tag"]), row["userid"])
    )
    for film, tag, user in read:
        if tag in known:
            users.setdefault((film, tag), set()).add(user)
    for (film, tag), given in users.items():
        if len(given) >= meanings().users:
            yield film, known[tag]


def _by_genome(folder: _Folder) -> Said:
    """What a tag says where the genome calls it relevant enough."""
    known = meanings().tags
    named = folder.rows(GENOME_TAGS, ("tagid", "tag"), lambda row: (row["tagid"], fold(row["tag"])))
    tags = {number: tag for number, tag in named if tag in known}
    scores = folder.rows(
        GENOME_SCORES,
        ("movieid", "tagid", "relevance"),
        lambda row: (row["movieid"], row["tagid"], float(row["relevance"])),
    )
    for film, number, relevance in scores:
        if number in tags and relevance >= meanings().relevance:
            yield film, known[tags[number]]

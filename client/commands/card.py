"""What is known of a work, dish or outing, as lines for people."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from client.catalogue import Entry
from client.kept.evidence import Imported
from client.safetext import safe_text
from sanitizer.facets import facets
from sanitizer.taxonomy import taxonomy

_LEVELS = {3: "centrally", 2: "clearly", 1: "slightly"}
_SAID_ALREADY = frozenset({"kind", "era"})
"""Facets that the first line says."""


def card(entry: Entry) -> Iterator[str]:
    """The lines of an entry: what it is, what it is like, and how far it conflicts with which limits."""
    yield heading(entry)
    if entry.title.also:
        yield f"other titles: {'; '.join(entry.title.also)}"
    if entry.people:
        yield f"people: {', '.join(entry.people)}"
    yield entry.about
    yield from _traits(entry)
    domain = [code.name for code in taxonomy().codes_of(entry.title.domain)]
    yield from _conflicts("Our notes on what limits are about:", entry.notes)
    unknown = [code for code in domain if code not in entry.notes]
    if unknown:
        yield _inset(f"not known: {_phrases(unknown)}")


def imported_lines(notes: Sequence[Imported]) -> Iterator[str]:
    """What each imported source says of a work."""
    for source in dict.fromkeys(note.source for note in notes):
        levels = {note.code: note.level for note in notes if note.source == source}
        yield from _conflicts(f"{safe_text(source)} says:", levels)


def heading(entry: Entry) -> str:
    """Title, year and kind."""
    year = f" ({entry.title.year})" if entry.title.year else ""
    return f"{entry.title.title}{year}, {entry.kind.replace('-', ' ')}"


def _traits(entry: Entry) -> Iterator[str]:
    known = facets(entry.title.domain)
    for name, values in entry.facets.items():
        if name not in _SAID_ALREADY:
            phrases = (known[name].values[value].phrase for value in values)
            yield _inset(f"{known[name].phrase}: {', '.join(phrases)}")


def _conflicts(head: str, levels: Mapping[str, int]) -> Iterator[str]:
    """The codes by how far something conflicts with them; of those without a conflict only how many."""
    yield head
    for level, name in _LEVELS.items():
        codes = [code for code in taxonomy().codes if levels.get(code) == level]
        if codes:
            yield _inset(f"{name}: {_phrases(codes)}")
    none = sum(level == 0 for level in levels.values())
    if none:
        yield _inset(f"not at all: {none} {'kinds' if none > 1 else 'kind'}")


def _phrases(codes: Iterable[str]) -> str:
    """What conflicts with the codes: `grief or funerals` for `without grief or funerals`, `not gluten free`."""
    phrases = (taxonomy().codes[code].phrase for code in codes)
    return "; ".join(
        phrase.removeprefix("without ") if phrase.startswith("without ") else f"not {phrase}"
        for phrase in phrases
    )


def _inset(text: str) -> str:
    return f"  {text}"

"""Known titles in wished spans: exact, whatever case, accents and punctuation; nothing near is guessed."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sanitizer.facets import fold
from sanitizer.negation import NEGATION, expanded, negated

_WORD = re.compile(r"[^\W_]+")
_CLAUSE_END = re.compile(r"[,;:.!?()\n]")
_YEAR = re.compile(r"\b(?:1[6-9]|20)\d\d\b")
_PLAIN_WORDS = 3
"""So many words of a title are no accident, even without a capital letter."""
_CUES = NEGATION | {
    "like",
    "liked",
    "love",
    "loved",
    "enjoyed",
    "similar",
    "than",
    "film",
    "movie",
    "book",
    "show",
}


@dataclass(frozen=True, slots=True)
class Title:
    """A known work: what a wording is mapped to."""

    title: str
    year: int | None
    """None where a thing has none, such as a dish; a request cannot name it."""
    also: tuple[str, ...] = field(default=(), compare=False, repr=False)
    """Other titles that people use for it."""
    domain: str = field(default="media", compare=False, repr=False)


TitleTable = Mapping[tuple[str, ...], tuple[Title, ...]]
"""Folded titles to the known works that have them; see `title_table`."""


@dataclass(frozen=True, slots=True)
class FoundTitles:
    """The known titles of a wish, and the wish without them."""

    like: tuple[Title, ...]
    dislike: tuple[Title, ...]
    rest: str


def title_table(titles: Iterable[Title]) -> TitleTable:
    """The table in which wished titles are looked up."""
    table: dict[tuple[str, ...], tuple[Title, ...]] = {}
    for title in titles:
        for name in dict.fromkeys(map(fold, (title.title, *title.also))):
            table[name] = (*table.get(name, ()), title)
    return table


def find_titles(text: str, table: TitleTable, domain: str) -> FoundTitles:
    """The known titles in a wish, longest first from the left.

    Inside a longer wish a short title counts only where it is written as a name: `Big` in `comedies like Big`,
    not in `a big adventure`.
    """
    like: dict[Title, None] = {}
    dislike: dict[Title, None] = {}
    rest: list[str] = []
    position = 0
    for start, end, works in _matches(text, table, domain):
        clause = _CLAUSE_END.split(text[:start])[-1]
        words = fold(expanded(clause))
        (dislike if negated(words, len(words)) else like)[_of_year(works, text[end:])] = None
        rest.append(text[position:start])
        position = end
    rest.append(text[position:])
    return FoundTitles(tuple(like), tuple(dislike), "; ".join(rest))


def _matches(text: str, table: TitleTable, domain: str) -> Iterator[tuple[int, int, tuple[Title, ...]]]:
    tokens = list(_WORD.finditer(text))
    folded = [(fold(token.group()) or ("",))[0] for token in tokens]
    whole = sum(_YEAR.fullmatch(token.group()) is None for token in tokens)
    longest, at = max(map(len, table), default=0), 0
    while at < len(tokens):
        for size in range(min(longest, len(tokens) - at), 0, -1):
            works = tuple(
                work for work in table.get(tuple(folded[at : at + size]), ()) if work.domain == domain
            )
            if works and _meant([token.group() for token in tokens[at : at + size]], folded[:at], whole):
                yield tokens[at].start(), tokens[at + size - 1].end(), works
                at += size
                break
        else:
            at += 1


def _meant(words: list[str], before: list[str], whole: int) -> bool:
    """Whether the words are meant as a title: alone, long, or with a capital letter that no sentence asks for.

    `whole` counts the words of the wish without years. A single word also needs a cue, since it may be a person.
    """
    if len(words) >= min(whole, _PLAIN_WORDS):
        return True
    if len(words) == 1:
        return words[0][0].isupper() and not _CUES.isdisjoint(before)
    return any(word[0].isupper() for word in (words if before else words[1:]))


def _of_year(works: tuple[Title, ...], after: str) -> Title:
    """The work of the year that follows, else the first."""
    years = {int(year) for year in _YEAR.findall(after[:8])}
    return next((work for work in works if work.year in years), works[0])

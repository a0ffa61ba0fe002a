"""What a wish without a place in the vocabulary may mean: a list to pick from, worked out here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from client.catalogue import Catalogue
from sanitizer.facets import facets, fold
from sanitizer.wishes import Wishes

SUGGESTED = 6
_INSIDE = 3
"""How far a wording is that holds what is typed inside a word."""
_LIKE_ENOUGH = 85.0
"""Of 100: below it two wordings have little in common."""
_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "at",
        "by",
        "for",
        "from",
        "in",
        "my",
        "of",
        "on",
        "or",
        "s",
        "the",
        "to",
        "too",
        "with",
    ]
)
"""Words that say nothing of what is meant."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that a wish may mean."""

    label: str
    """For people, such as `mood: gentle`."""
    meant: Wishes


def suggestions(phrase: str, domain: str, catalogue: Catalogue) -> tuple[Choice, ...]:
    """The choices that are most like a phrase, known titles first where one nearly has its name."""
    titles = catalogue.suggest(phrase, 3) if domain == "media" else ()
    found = [
        Choice(f"like {entry.title.title} ({entry.title.year})", Wishes(like=(entry.title,)))
        for entry in titles
    ]
    said = _telling(fold(phrase))
    scores: dict[tuple[str, str], float] = {}
    for wording, pair in _wordings(domain):
        scores[pair] = max(scores.get(pair, 0.0), _likeness(_telling(wording.split()), said))
    near = sorted(
        (pair for pair, score in scores.items() if score >= _LIKE_ENOUGH), key=lambda pair: -scores[pair]
    )
    found += [_choice(domain, *pair) for pair in near]
    return tuple(found[:SUGGESTED])


def _telling(words: Iterable[str]) -> list[str]:
    return [word for word in words if word not in _SMALL]


def _likeness(wording: Sequence[str], said: Sequence[str]) -> float:
    """How nearly each word of a wording is said, on average: 0 to 100."""
    from rapidfuzz import fuzz

    if not wording or not said:
        return 0.0
    return sum(max(fuzz.ratio(word, other) for other in said) for word in wording) / len(wording)


def matching(typed: str, domain: str) -> tuple[Choice, ...]:
    """The choices of which a wording holds what is typed, the nearest first; all there are where nothing is."""
    wanted = " ".join(fold(typed))
    found: dict[tuple[str, str], int] = {}
    for wording, pair in _wordings(domain):
        if wanted in wording:
            found[pair] = min(found.get(pair, _INSIDE), _nearness(wording, wanted))
    return tuple(_choice(domain, *pair) for pair in sorted(found, key=lambda pair: found[pair]))


def _nearness(wording: str, wanted: str) -> int:
    """How a wording holds what is wanted: is that (0), begins with it, has a word that does, or holds it inside."""
    if not wanted or wording == wanted:
        return 0
    if wording.startswith(wanted):
        return 1
    return 2 if f" {wanted}" in wording else _INSIDE


def _choice(domain: str, facet: str, value: str) -> Choice:
    known = facets(domain)[facet]
    return Choice(f"{known.phrase}: {known.values[value].phrase}", Wishes(want={facet: (value,)}))


@cache
def _wordings(domain: str) -> tuple[tuple[str, tuple[str, str]], ...]:
    """Every wording with the facet and the value that it means, in the vocabulary's order."""
    return tuple(
        (" ".join(words), (facet.name, value.name))
        for facet in facets(domain).values()
        for value in facet.values.values()
        for words in value.words
    )

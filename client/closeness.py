"""How close a thing is to what was asked for. For the built-in recommender, and for the order of an answer here."""

import math
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from heapq import heapify, heappop, heapreplace
from types import MappingProxyType
from typing import TypeVar

from client.catalogue import Catalogue, Entry, load_catalogue
from sanitizer import Review
from sanitizer.facets import fold
from sanitizer.wishes import FacetValues

_WEIGHTS = {"kind": 6.0, "genre": 4.0, "era": 3.0, "mood": 2.5, "theme": 2.5, "setting": 2.0, "audience": 2.0}
_OTHER_FACET = 1.5
_ANY = frozenset({"kind", "era", "format"})
"""Of several of these any will do; of several genres or moods more is better."""
_NEARLY = {
    "audiobook": frozenset({"book", "memoir", "short-stories", "podcast"}),
    "poetry": frozenset({"book"}),
    "comic": frozenset({"book"}),
}
"""Kinds that come near one that is asked for."""
_NO_TRAIT = frozenset({"kind", "era", "format"})
"""Two works are not alike by these."""
_LIKENESS = 5.0
_WORDS = 4.0
_FOR_CHILDREN = 5.0
"""What a work for small children costs where nobody asked for one."""
_YOUNG = frozenset({"toddlers", "children"})
_REPEAT = 0.35
"""What each earlier thing of the same group costs, so that a list is not all alike."""
_SHORTEST = 4
"""Letters of a word that says what a line is about."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Thing:
    """What can be close to a taste."""

    values: FacetValues
    traits: frozenset[str]
    """The facet values by which another thing is like it."""
    words: frozenset[str]
    """Of a line that describes it."""


@lru_cache(4096)
def thing(entry: Entry) -> Thing:
    """An entry of ours."""
    return described(entry.facets, entry.about)


def described(values: FacetValues, line: str) -> Thing:
    """Something that facet values and a line describe."""
    traits = [value for facet, found in values.items() if facet not in _NO_TRAIT for value in found]
    return Thing(values, frozenset(traits), words_of(line))


@dataclass(frozen=True, slots=True)
class Taste:
    """What closeness is measured to."""

    want: FacetValues = field(default_factory=lambda: MappingProxyType({}))
    liked: tuple[Thing, ...] = ()
    disliked: tuple[Thing, ...] = ()
    words: frozenset[str] = frozenset()
    """Words that say what was asked for; they need no place in the vocabulary."""


def taste_of(review: Review, catalogue: Catalogue) -> Taste:
    """What a review asks for; the person's own words, too, since they are only looked at here."""
    wished = review.wishes
    spans = (finding.span for finding in review.findings if finding.kind == "wish")
    said = (word for span in spans for word in words_of(span.of(review.draft.text)))
    liked, disliked = (
        tuple(thing(entry) for title in titles for entry in catalogue.find(title.title, title.year))
        for titles in (wished.like, wished.dislike)
    )
    return Taste(wished.want, liked, disliked, frozenset(said))


def closeness(one: Thing, taste: Taste) -> float:
    """How well a thing meets a taste; the higher, the better."""
    values = one.values
    score = sum([_met(values.get(facet, ()), asked, facet) for facet, asked in taste.want.items()])
    score += _LIKENESS * max([_likeness(one, other) for other in taste.liked], default=0.0)
    score -= _LIKENESS * max([_likeness(one, other) for other in taste.disliked], default=0.0)
    if taste.words:
        score += _WORDS * _overlap(one.words, taste.words)
    if "audience" in values and "audience" not in taste.want and _for_children(values["audience"]):
        score -= _FOR_CHILDREN
    return score


def _met(values: Collection[str], asked: Sequence[str], facet: str) -> float:
    found = sum([value in values for value in asked])
    if not found:
        near = facet == "kind" and any(
            not _NEARLY.get(value, frozenset()).isdisjoint(values) for value in asked
        )
        return _WEIGHTS[facet] / 2 if near else 0.0
    met = 1.0 if facet in _ANY else (found / len(asked) + 1.0) / 2
    return met * _WEIGHTS.get(facet, _OTHER_FACET)


def _for_children(audience: Iterable[str]) -> bool:
    return _YOUNG.issuperset(audience)


def _likeness(one: Thing, other: Thing) -> float:
    """Share of common traits (Jaccard)."""
    shared = len(one.traits & other.traits)
    union = len(one.traits) + len(other.traits) - shared
    return shared / union if union else 0.0


def _overlap(line: frozenset[str], asked: frozenset[str]) -> float:
    """How much of what was asked a line says, rare words counting more: 0 to 1."""
    shared = line & asked
    if not shared:
        return 0.0
    rarity, rarest = _rarity()
    return sum(rarity.get(word, rarest) for word in shared) / sum(rarity.get(word, rarest) for word in asked)


@cache
def _rarity() -> tuple[Mapping[str, float], float]:
    """How rare each word of our lines is (inverse document frequency), and how rare one that is in none."""
    catalogue = load_catalogue()
    lines = [thing(entry).words for domain in catalogue.domains for entry in catalogue.entries(domain)]
    counts = Counter(word for line in lines for word in line)
    return {word: math.log(len(lines) / count) for word, count in counts.items()}, math.log(len(lines))


def words_of(line: str) -> frozenset[str]:
    """The words of a line that say what it is about."""
    return frozenset(word for word in fold(line) if len(word) >= _SHORTEST)


def spread(scored: Iterable[tuple[float, T]], group: Callable[[T], str], count: int) -> list[T]:
    """The `count` best, each earlier one of the same group costing a little (greedy)."""
    queues: dict[str, list[tuple[float, T]]] = {}
    for pair in sorted(scored, key=lambda pair: -pair[0]):
        queues.setdefault(group(pair[1]), []).append(pair)
    for queue in queues.values():
        queue.reverse()
    # Of each group its best, the best group first; of equals the one that came first.
    heads = [(-queue[-1][0], place, 0.0, queue) for place, queue in enumerate(queues.values())]
    heapify(heads)
    chosen: list[T] = []
    while heads and len(chosen) < count:
        _, place, cost, queue = heads[0]
        chosen.append(queue.pop()[1])
        if queue:
            heapreplace(heads, (cost + _REPEAT - queue[-1][0], place, cost + _REPEAT, queue))
        else:
            heappop(heads)
    return chosen


def leading(one: Thing) -> str:
    """What a list is spread over: the first genre, cuisine, activity or kind of place."""
    found = (one.values.get(facet, ()) for facet in ("genre", "cuisine", "activity", "place"))
    return next((named[0] for named in found if named), "")

"""Wished spans to closed facets and known titles: what a request is built from."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from types import MappingProxyType

from sanitizer.facets import comparatives, facets, fold, wordings
from sanitizer.negation import NEGATION, expanded, negated
from sanitizer.titles import Title, TitleTable, find_titles
from sanitizer.types import Action, Decision, Draft

_PRAISE = re.compile(
    r"\bnot (?:only|just|get enough)\b|\bnot mind\b|\bnever (?:get |got )?(?:tired|old|enough)\b|\bnothing beats\b",
    re.IGNORECASE,
)
_BUT = re.compile(r"\b(?:any|every)thing but\b|\bapart from\b|\bother than\b", re.IGNORECASE)
_COMPARATIVE = re.compile(r"\b[a-z]+er\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;:.!?()\n]+|\s[-–—]+\s")
_YEAR = re.compile(r"\b(19|20)(\d)\d(?:['’]?s)?\b")


Pairs = set[tuple[str, str]]
"""Facets with one value each."""
FacetValues = Mapping[str, tuple[str, ...]]
"""Facet to values, in the vocabulary's order; read-only."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person asks for, in the closed vocabulary."""

    want: FacetValues = field(default_factory=lambda: MappingProxyType({}))
    unwanted: FacetValues = field(default_factory=lambda: MappingProxyType({}))
    like: tuple[Title, ...] = ()
    dislike: tuple[Title, ...] = ()
    unmapped: tuple[int, ...] = ()
    """Indices of the decisions whose wish has no place in the vocabulary."""

    @property
    def empty(self) -> bool:
        """Whether nothing is asked for in the vocabulary, and nothing refused."""
        return not (self.want or self.unwanted or self.like or self.dislike)


_ONE = frozenset({"kind", "era", "audience", "length", "price", "meal", "season"})
"""Facets of which a new wish takes the place of the earlier one."""


def going_on(earlier: Wishes, now: Wishes, domain: str) -> Wishes:
    """The wishes of a turn that goes on from an earlier one: what is said now counts more."""
    want, refused = _pairs(now.want), _pairs(now.unwanted)
    kept = {
        (facet, value) for facet, value in _pairs(earlier.want) if not (facet in _ONE and facet in now.want)
    }
    return Wishes(
        ordered((kept | want) - (refused - want), domain),
        ordered((_pairs(earlier.unwanted) | refused) - want, domain),
        tuple(title for title in dict.fromkeys((*now.like, *earlier.like)) if title not in now.dislike),
        tuple(title for title in dict.fromkeys((*now.dislike, *earlier.dislike)) if title not in now.like),
        now.unmapped,
    )


def asking(found: Wishes, kinds: Collection[str], domain: str) -> Wishes:
    """The wishes that ask for kinds of work, too, but for those that are not wanted."""
    refused = _pairs(found.unwanted)
    asked = {("kind", kind) for kind in kinds} - refused
    return replace(found, want=ordered(_pairs(found.want) | asked, domain)) if asked else found


def _pairs(values: FacetValues) -> Pairs:
    return {(facet, value) for facet, found in values.items() for value in found}


def wishes(
    draft: Draft, decisions: Iterable[Decision], domain: str, titles: TitleTable | None = None
) -> Wishes:
    """The wishes among the decisions, mapped to the facets of a domain and to known titles."""
    wanted: Pairs = set()
    unwanted: Pairs = set()
    like: dict[Title, None] = {}
    dislike: dict[Title, None] = {}
    unmapped: list[int] = []
    for index, decision in enumerate(decisions):
        if not is_wished(decision):
            continue
        text = decision.finding.span.of(draft.text)
        mapped = False
        if titles:
            found = find_titles(text, titles, domain)
            like |= dict.fromkeys(found.like)
            dislike |= dict.fromkeys(found.dislike)
            mapped, text = bool(found.like or found.dislike), found.rest
        asked, refused = facet_pairs(text, domain)
        wanted |= asked
        unwanted |= refused
        mapped = mapped or bool(asked or refused)
        if not mapped:
            unmapped.append(index)
    return Wishes(
        ordered(wanted, domain),
        ordered(unwanted - wanted, domain),
        tuple(like),
        tuple(dislike),
        tuple(unmapped),
    )


def facet_pairs(text: str, domain: str) -> tuple[Pairs, Pairs]:
    """The facet values that a text names, and those that it names with a negation before them."""
    named: Pairs = set()
    refused: Pairs = set()
    for words in _clauses(text):
        spent = 0
        for start, end, pairs in _matches(words, domain):
            (refused if negated(words[spent:], start - spent) else named).update(pairs)
            # The negation of `no pork` is not one of what follows it.
            spent = spent if NEGATION.isdisjoint(words[start:end]) else end
    return named, refused


def is_wished(decision: Decision) -> bool:
    """Whether a decision lets a wish be asked for."""
    return decision.finding.label == "want" and decision.action is Action.ALLOW


def _clauses(text: str) -> list[tuple[str, ...]]:
    """The folded words of each clause, contractions as `not`, years as their decades."""
    plain = re.sub(r"[ \t]+", " ", expanded(_BUT.sub(" not ", text)))
    plain = _PRAISE.sub(" ", plain)
    plain = _YEAR.sub(r"\1\g<2>0s", plain)
    plain = _COMPARATIVE.sub(lambda word: comparatives().get(word[0].casefold(), word[0]), plain)
    return [fold(clause) for clause in _CLAUSE.split(plain)]


@cache
def _longest(domain: str) -> int:
    return max(map(len, wordings(domain)))


def _matches(words: tuple[str, ...], domain: str) -> Iterator[tuple[int, int, tuple[tuple[str, str], ...]]]:
    """Wordings in the words, longest first from the left: start, end and what they mean."""
    known, position = wordings(domain), 0
    while position < len(words):
        for size in range(min(_longest(domain), len(words) - position), 0, -1):
            if found := known.get(words[position : position + size]):
                yield position, position + size, found
                position += size
                break
        else:
            position += 1


def ordered(pairs: Collection[tuple[str, str]], domain: str) -> FacetValues:
    """The pairs by facet, in the vocabulary's order."""
    found = {
        facet.name: tuple(value for value in facet.values if (facet.name, value) in pairs)
        for facet in facets(domain).values()
    }
    return MappingProxyType({facet: values for facet, values in found.items() if values})

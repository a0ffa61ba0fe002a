"""Wished spans to closed facets and known titles: what a request is built from."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

from sanitizer.facets import facets, fold, wordings
from sanitizer.negation import expanded, negated
from sanitizer.taxonomy import taxonomy
from sanitizer.titles import Title, TitleTable, find_titles
from sanitizer.types import Action, Decision, Draft

_PRAISE = re.compile(
    r"\bnot (?:only|just|get enough)\b|\bnot mind\b|\bnever (?:get |got )?(?:tired|old|enough)\b|\bnothing beats\b",
    re.IGNORECASE,
)
_BUT = re.compile(r"\b(?:any|every)thing but\b|\bapart from\b|\bother than\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;:.!?()\n]+|\s[-–—]+\s")
_YEAR = re.compile(r"\b(19|20)(\d)\d(?:['’]?s)?\b")


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


def closest_domain(draft: Draft, decisions: Iterable[Decision]) -> str:
    """The domain whose vocabulary covers most of the wishes; media where none does better."""
    texts = [decision.finding.span.of(draft.text) for decision in decisions if _wished(decision)]
    clauses = [words for text in texts for words in _clauses(text)]
    counts = {
        domain: sum(end - start for words in clauses for start, end, _ in _matches(words, domain))
        for domain in taxonomy().domains
    }
    return max(counts, key=lambda domain: counts[domain])


def wishes(
    draft: Draft, decisions: Iterable[Decision], domain: str, titles: TitleTable | None = None
) -> Wishes:
    """The wishes among the decisions, mapped to the facets of a domain and to known titles."""
    wanted: set[tuple[str, str]] = set()
    unwanted: set[tuple[str, str]] = set()
    like: dict[Title, None] = {}
    dislike: dict[Title, None] = {}
    unmapped: list[int] = []
    for index, decision in enumerate(decisions):
        if not _wished(decision):
            continue
        text = decision.finding.span.of(draft.text)
        mapped = False
        if titles:
            found = find_titles(text, titles, domain)
            like |= dict.fromkeys(found.like)
            dislike |= dict.fromkeys(found.dislike)
            mapped, text = bool(found.like or found.dislike), found.rest
        for words in _clauses(text):
            for start, _, pairs in _matches(words, domain):
                (unwanted if negated(words, start) else wanted).update(pairs)
                mapped = True
        if not mapped:
            unmapped.append(index)
    return Wishes(
        _ordered(wanted, domain),
        _ordered(unwanted - wanted, domain),
        tuple(like),
        tuple(dislike),
        tuple(unmapped),
    )


def _wished(decision: Decision) -> bool:
    return decision.finding.label == "want" and decision.action is Action.ALLOW


def _clauses(text: str) -> list[tuple[str, ...]]:
    """The folded words of each clause, contractions as `not`, years as their decades."""
    plain = re.sub(r"[ \t]+", " ", expanded(_BUT.sub(" not ", text)))
    plain = _PRAISE.sub(" ", plain)
    plain = _YEAR.sub(r"\1\g<2>0s", plain)
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


def _ordered(pairs: set[tuple[str, str]], domain: str) -> FacetValues:
    ordered = {
        facet.name: tuple(value for value in facet.values if (facet.name, value) in pairs)
        for facet in facets(domain).values()
    }
    return MappingProxyType({facet: values for facet, values in ordered.items() if values})

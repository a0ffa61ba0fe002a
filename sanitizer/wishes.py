"""Wished spans to closed facets and known titles: what a request is built from."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

from sanitizer.facets import facets, fold, wordings
from sanitizer.taxonomy import taxonomy
from sanitizer.types import Action, Decision, Draft

_NEGATION = frozenset(
    {"no", "not", "nothing", "without", "never", "non", "less", "avoid", "except", "skip"}
) | {"hate", "hated", "dislike", "disliked", "zero", "neither", "nor"}
_TURN = frozenset(["but", "just", "rather", "instead", "though", "only"])
_REACH = 5
_CONTRACTED = re.compile(
    r"\b(?:is|are|was|were|do|did|does|have|has|had|ca|wo|could|would|should)n['’]?t\b|\bcannot\b",
    re.IGNORECASE,
)
_PRAISE = re.compile(
    r"\bnot (?:only|just|get enough)\b|\bnot mind\b|\bnever (?:get |got )?(?:tired|old|enough)\b|\bnothing beats\b",
    re.IGNORECASE,
)
_BUT = re.compile(r"\b(?:any|every)thing but\b|\bapart from\b|\bother than\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;:.!?()\n]+|\s[-–—]+\s")
_YEAR = re.compile(r"\b(19|20)(\d)\d(?:['’]?s)?\b")


@dataclass(frozen=True, slots=True)
class Title:
    """A known work: what the title table maps a wording to."""

    title: str
    year: int


TitleTable = Mapping[tuple[str, ...], Title]
"""Folded titles to known works; see `title_table`."""


def title_table(titles: Iterable[Title]) -> TitleTable:
    """The table in which wished titles are looked up."""
    return {fold(title.title): title for title in titles}


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
        if titles and (found := _title(text, titles)):
            title, liked = found
            (like if liked else dislike)[title] = None
            continue
        mapped = False
        for words in _clauses(text):
            for start, _, pairs in _matches(words, domain):
                (unwanted if _negated(words, start) else wanted).update(pairs)
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
    plain = re.sub(r"[ \t]+", " ", _CONTRACTED.sub(" not ", _BUT.sub(" not ", text)))
    plain = _PRAISE.sub(" ", plain)
    plain = _YEAR.sub(r"\1\g<2>0s", plain)
    return [fold(clause) for clause in _CLAUSE.split(plain)]


def _title(text: str, titles: TitleTable) -> tuple[Title, bool] | None:
    """A known title and whether it is liked, where the text is a title with or without a negation before."""
    if whole := titles.get(fold(text)):
        return whole, True
    words = fold(_CONTRACTED.sub(" not ", text))
    start = next((place for place, word in enumerate(words) if word not in _NEGATION), 0)
    rest = titles.get(words[start:])
    return (rest, False) if rest else None


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


def _negated(words: tuple[str, ...], start: int) -> bool:
    """Whether a negation stands shortly before, with no turn such as `but` in between."""
    for word in reversed(words[max(0, start - _REACH) : start]):
        if word in _TURN:
            return False
        if word in _NEGATION:
            return True
    return False


def _ordered(pairs: set[tuple[str, str]], domain: str) -> FacetValues:
    ordered = {
        facet.name: tuple(value for value in facet.values if (facet.name, value) in pairs)
        for facet in facets(domain).values()
    }
    return MappingProxyType({facet: values for facet, values in ordered.items() if values})

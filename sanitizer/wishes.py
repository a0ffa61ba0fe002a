"""Wished spans to closed facets and known titles: what a request is built from."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

from sanitizer.facets import facets, fold, wordings
from sanitizer.taxonomy import taxonomy
from sanitizer.types import Action, Decision, Draft

_NEGATION = frozenset(
    [
        "no",
        "not",
        "nothing",
        "without",
        "never",
        "non",
        "less",
        "avoid",
        "except",
        "skip",
        "hate",
        "hated",
        "dislike",
        "disliked",
        "isn",
        "aren",
        "wasn",
        "don",
        "didn",
        "doesn",
        "isnt",
        "dont",
        "didnt",
        "doesnt",
        "cant",
        "can",
        "won",
        "wont",
        "zero",
        "neither",
        "nor",
        "enough",
    ]
)
_TURN = frozenset(["but", "just", "rather", "instead", "though", "only", "please"])
_REACH = 5
_DECADE = re.compile(r"\b(?:(19|20)(\d)\d(?:s\b|'s\b)?)(?!\d)")


@dataclass(frozen=True, slots=True)
class Title:
    """A known work: what the title table maps a wording to."""

    title: str
    year: int


TitleTable = Mapping[tuple[str, ...], Title]
"""Folded titles (see `facets.fold`) to known works. The client hands it in; none means no titles are sent."""


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
    texts = [fold(decision.finding.span.of(draft.text)) for decision in decisions if _wished(decision)]
    counts = {
        domain: sum(end - start for words in texts for start, end, _ in _matches(words, domain))
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
        words = fold(text)
        if titles and (title := _title(words, titles)):
            (dislike if words[0] in _NEGATION else like)[title] = None
            continue
        pairs = [
            (pair, _negated(words, start)) for start, _, found in _matches(words, domain) for pair in found
        ]
        pairs += [(("era", decade), False) for decade in _decades(text, domain)]
        wanted.update(pair for pair, negated in pairs if not negated)
        unwanted.update(pair for pair, negated in pairs if negated)
        if not pairs:
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


def _title(words: tuple[str, ...], titles: TitleTable) -> Title | None:
    rest = words[next((i for i, word in enumerate(words) if word not in _NEGATION), 0) :]
    return titles.get(words) or titles.get(rest)


@cache
def _longest(domain: str) -> int:
    return max(map(len, wordings(domain)))


def _matches(words: tuple[str, ...], domain: str) -> Iterable[tuple[int, int, tuple[tuple[str, str], ...]]]:
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


def _decades(text: str, domain: str) -> list[str]:
    known = facets(domain)
    if "era" not in known:
        return []
    decades = [f"{century}{decade}0s" for century, decade in _DECADE.findall(text)]
    return [decade for decade in decades if decade in known["era"].values]


def _ordered(pairs: set[tuple[str, str]], domain: str) -> FacetValues:
    ordered = {
        facet.name: tuple(value for value in facet.values if (facet.name, value) in pairs)
        for facet in facets(domain).values()
    }
    return MappingProxyType({facet: values for facet, values in ordered.items() if values})

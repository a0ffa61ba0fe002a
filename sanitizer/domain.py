"""Which domain a draft asks about: a naive Bayes guess from its words (Maron 1961), which a person can overrule.

Only what may be read off a request counts: words inside facts, details and limits are passed over, so that what is
private cannot choose the domain that is told. `domains.json` holds what was learned from drafts of ours, by
`scripts/training/domains.py`, as thousandths of the logarithm of how likely a word is in each domain.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

from sanitizer.facets import fold
from sanitizer.taxonomy import Kind
from sanitizer.types import Draft, Finding

WISHED = "_"
"""Begins the hint of a word inside a wish, which is another than the same word outside."""
GOING_ON = 2000
"""How much likelier the domain of the turn before is, in the unit of the table."""
_APART = "\n"


@dataclass(frozen=True, slots=True)
class Hints:
    """What was learned of each hint, one number for each domain; a higher sum is likelier."""

    domains: tuple[str, ...]
    before: tuple[int, ...]
    """How usual each domain is."""
    words: Mapping[str, tuple[int, ...]]


def closest_domain(draft: Draft, findings: Sequence[Finding], earlier: str = "") -> str:
    """The domain that a draft most likely asks about; where nothing hints at any, the earlier or usual one.

    Args:
        draft: The draft.
        findings: What was found in it.
        earlier: The domain of the turn before, which the next one is usually of, too.
    """
    learned = _learned()
    before = tuple(GOING_ON * (name == earlier) for name in learned.domains) if earlier else learned.before
    rows = [before, *(learned.words[hint] for hint in hints(draft, findings) & learned.words.keys())]
    sums = [sum(column) for column in zip(*rows, strict=True)]
    return learned.domains[sums.index(max(sums))]


def hints(draft: Draft, findings: Collection[Finding]) -> set[str]:
    """The words of a draft outside what is private, those of wishes marked as such."""
    wished = [finding.span for finding in findings if finding.kind is Kind.WISH]
    outside, position = [], 0
    for finding in sorted(findings, key=lambda one: one.span.start):
        if finding.kind is not Kind.WISH:
            outside.append(draft.text[position : finding.span.start])
            position = finding.span.end
    outside.append(draft.text[position:])
    return {
        *fold(_APART.join(outside)),
        *(WISHED + word for span in wished for word in fold(span.of(draft.text))),
    }


@cache
def _learned() -> Hints:
    table = json.loads(resources.files("sanitizer").joinpath("domains.json").read_text(encoding="utf-8"))
    words = {word: tuple(row) for word, row in table["words"].items()}
    return Hints(tuple(table["domains"]), tuple(table["before"]), MappingProxyType(words))

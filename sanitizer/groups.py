"""Findings that say the same: of one label, in the same words whatever their case, accents and plural."""

from collections.abc import Iterable

from sanitizer.facets import fold
from sanitizer.types import Draft, Finding

Said = tuple[str, tuple[str, ...]]
"""A label and words: equal where two findings say the same."""


def said(draft: Draft, finding: Finding) -> Said:
    """What a finding says, to be compared."""
    words = finding.span.of(draft.text)
    return finding.label, fold(words) or (words,)


def groups(draft: Draft, findings: Iterable[Finding]) -> tuple[tuple[int, ...], ...]:
    """Indices of findings that say the same, in the order of the first of each."""
    found: dict[Said, list[int]] = {}
    for index, finding in enumerate(findings):
        found.setdefault(said(draft, finding), []).append(index)
    return tuple(map(tuple, found.values()))

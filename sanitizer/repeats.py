"""What is private in one place of a draft is so in all: words that were found once are found wherever they stand.

The model reads each sentence in its company, and may be sure of a word in one and not in the next.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sanitizer.dictionary import Dictionary, Entry
from sanitizer.types import Draft, Finding, Source, Span

_THINGS = frozenset({"condition", "mental_health", "reproductive", "substance", "treatment"})
_NAMES = frozenset({"person", "organization", "place"})
_LABELS = _THINGS | _NAMES
"""Labels of words that say the same in every sentence, unlike those of what happened; names in the same case."""
_SHORTEST = 4
"""Letters of words that are looked for again."""
_LONGEST = 80
"""Code points of them: nobody says more than that in the same words twice."""


def repeated(draft: Draft, found: Sequence[Finding], spared: Iterable[Span] = ()) -> Iterator[Finding]:
    """The further places of what the model found, where nothing else was found, in order.

    `spared` is where words stand that the person never wants flagged.
    """
    first: dict[str, tuple[Entry, Finding]] = {}
    taken = bytearray(len(draft.text))
    for span in spared:
        taken[span.start : span.end] = b"\1" * len(span)
    for finding in found:
        taken[finding.span.start : finding.span.end] = b"\1" * len(finding.span)
        words = finding.span.of(draft.text)
        known = finding.source is Source.MODEL and finding.label in _LABELS and len(words) <= _LONGEST
        if known and sum(map(str.isalpha, words)) >= _SHORTEST:
            entry = Entry(words, finding.label)
            first.setdefault(entry.spelt, (entry, finding))
    finding_of = dict(first.values())
    for span, entry in Dictionary(finding_of).places(draft):
        finding = finding_of[entry]
        same = finding.label in _THINGS or span.of(draft.text) in entry.phrase
        if same and taken.find(1, span.start, span.end) < 0:
            yield replace(finding, span=span)

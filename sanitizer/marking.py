"""Findings that a person marks by hand, and where findings begin and end."""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum

from sanitizer.errors import DecisionError
from sanitizer.taxonomy import taxonomy
from sanitizer.types import Draft, Finding, Source, Span

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_REACH = 200
"""Code points beside a finding in which its next word is looked for."""


class Edge(StrEnum):
    """A side of a span."""

    START = "start"
    END = "end"


def marked(
    draft: Draft, others: Iterable[Finding], span: Span, label: str, codes: Sequence[str] = ()
) -> Finding:
    """A finding of the person's own. `DecisionError` or `VocabularyError` where there can be none like it."""
    kind = taxonomy().labels[label].kind
    if not taxonomy().labels[label].markable:
        raise DecisionError("What a person marks can be read: choose what it is.")
    known = tuple(taxonomy().codes[code].name for code in codes)
    if known and not kind.can_limit:
        raise DecisionError("A limit follows only from a fact or a stated limit.")
    return Finding(placed(draft, others, span), label, known, 1.0, Source.PERSON)


def placed(draft: Draft, others: Iterable[Finding], span: Span) -> Span:
    """The span without blanks and punctuation at its edges.

    Raises:
        DecisionError: It ends after the draft, has no letter or digit, or shares a part with another finding.
    """
    if span.end > len(draft.text):
        raise DecisionError("That piece ends after the draft does.")
    inside = span.trimmed(draft.text)
    if inside is None:
        raise DecisionError("There is no letter or digit in that piece. Choose a piece with a word in it.")
    if any(inside.overlaps(other.span) for other in others):
        raise DecisionError(
            "A part of that piece is found already. Choose a piece beside it, or change that one."
        )
    return inside


def whole_words(text: str, span: Span) -> Span:
    """The span with the rest of the words that it begins and ends in; letters without case stay as they are."""
    start, end = span.start, span.end
    while start > 0 and _joined(text[start - 1], text[start]):
        start -= 1
    while end < len(text) and _joined(text[end - 1], text[end]):
        end += 1
    return Span(start, end)


def word_starts(text: str) -> list[int]:
    """Where each word begins."""
    return [match.start() for match in _WORD.finditer(text)]


def stretched(draft: Draft, findings: Sequence[Finding], index: int, edge: Edge, words: int) -> Span | None:
    """A finding's span with one word more (1) or fewer (-1) at an edge.

    None where no word is left between it and the next finding, or no word would be left of it.
    """
    span = findings[index].span
    before = findings[index - 1].span.end if index else 0
    after = findings[index + 1].span.start if index + 1 < len(findings) else len(draft.text)
    around = max(before, span.start - _REACH), min(after, span.end + _REACH)
    found = [Span(*match.span()) for match in _WORD.finditer(draft.text, *around)]
    if edge is Edge.END and words > 0:
        return next((Span(span.start, word.end) for word in found if word.end > span.end), None)
    if edge is Edge.END:
        ends = [word.end for word in found if span.start < word.end < span.end]
        return Span(span.start, ends[-1]) if ends else None
    if words > 0:
        starts = [word.start for word in found if word.start < span.start]
        return Span(starts[-1], span.end) if starts else None
    return next((Span(word.start, span.end) for word in found if span.start < word.start < span.end), None)


def _joined(left: str, right: str) -> bool:
    """Whether two neighbours belong to one word."""
    return all(letter.isdigit() or letter.lower() != letter.upper() for letter in (left, right))

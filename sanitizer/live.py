"""Findings while a draft is being written: a keystroke costs the words around it, not the whole draft."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from sanitizer.types import Finding, Span

Detect = Callable[[str], Sequence[Finding]]

_END = re.compile(r"[.!?]\s+|\n+")
REACH = 80
"""Code points to each side of a change in which a sentence's end is looked for; beyond, a blank will do."""
CONTEXT = 40
"""Code points of what stands before and after that are read along."""


@dataclass(frozen=True, slots=True)
class LiveDraft:
    """A draft's text and what is found in it so far. Its `repr` shows neither.

    `typed` reads only the sentences that changed, with some words around them, and keeps what was found in the
    others: quick, and nearly what a whole reading finds. `settled` reads all of it.
    """

    detect: Detect = field(repr=False)
    text: str = field(default="", repr=False)
    findings: tuple[Finding, ...] = field(default=(), repr=False)

    def settled(self, text: str) -> "LiveDraft":
        """The findings of a whole reading."""
        return replace(self, text=text, findings=tuple(self.detect(text)))

    def typed(self, text: str) -> "LiveDraft":
        """The findings after a change: new ones where it happened, the others moved along."""
        if text == self.text:
            return self
        changed, by = _change(self.text, text), len(text) - len(self.text)
        read = _sentences(text, changed)
        around = (_blank_before(text, read[0] - CONTEXT), _blank_after(text, read[1] + CONTEXT))
        found = [_moved(finding, around[0]) for finding in self.detect(text[around[0] : around[1]])]
        new = [finding for finding in found if _touches(finding.span, *read)]
        kept = [
            _moved(finding, by if finding.span.start >= changed[1] - by else 0)
            for finding in self.findings
            if not _touches(finding.span, read[0], read[1] - by)
        ]
        free = [finding for finding in kept if not any(finding.span.overlaps(other.span) for other in new)]
        return replace(self, text=text, findings=tuple(sorted((*free, *new), key=lambda found: found.span)))


def _change(old: str, new: str) -> tuple[int, int]:
    """The stretch of the new text outside of what both begin and end with; it may be empty."""
    most = min(len(old), len(new))
    start = next((at for at in range(most) if old[at] != new[at]), most)
    most -= start
    same = next((count for count in range(most) if old[-1 - count] != new[-1 - count]), most)
    return start, len(new) - same


def _sentences(text: str, changed: tuple[int, int]) -> tuple[int, int]:
    """The sentences in which a change lies, and those it touches."""
    start, end = changed
    first = max(0, start - REACH)
    ends = [match.end() for match in _END.finditer(text, first, start) if match.end() < start]
    start = ends[-1] if ends else _blank_before(text, first)
    after = _END.search(text, end, end + REACH)
    return start, after.end() if after else _blank_after(text, end + REACH)


def _blank_before(text: str, place: int) -> int:
    place = max(0, place)
    while place > 0 and not text[place - 1].isspace():
        place -= 1
    return place


def _blank_after(text: str, place: int) -> int:
    place = min(len(text), place)
    while place < len(text) and not text[place].isspace():
        place += 1
    return place


def _touches(span: Span, start: int, end: int) -> bool:
    return span.start < end and start < span.end


def _moved(finding: Finding, by: int) -> Finding:
    return replace(finding, span=Span(finding.span.start + by, finding.span.end + by)) if by else finding

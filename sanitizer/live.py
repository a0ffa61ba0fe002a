"""Findings while a draft is being written: a keystroke costs the words around it, not the whole draft."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from sanitizer.given import check_draft
from sanitizer.types import Finding, Span

Detect = Callable[[str], Sequence[Finding]]
Stretch = tuple[int, int]
"""Half-open, in code points."""

_END = re.compile(r"[.!?]\s+|\n+")
REACH = 60
"""Code points to each side of a change in which a sentence's end is looked for; beyond, a blank will do."""
CONTEXT = 40
"""Code points of what stands before and after that are read along."""
PIECE = 600
"""Code points that one step reads, about: a person who types on waits no longer than for that."""
WHOLE = 4000
"""Code points up to which a draft is read as a whole when its writer rests."""


@dataclass(frozen=True, slots=True)
class LiveDraft:
    """A draft's text and what is found in it so far. Its `repr` shows neither.

    `typed` reads only the sentences that changed, with some words around them, and keeps what was found in the
    others: quick, and nearly what a whole reading finds. `settled` reads all of it. `edited`, `rested` and `step`
    are the same in pieces, for one who may be interrupted.
    """

    detect: Detect = field(repr=False)
    text: str = field(default="", repr=False)
    findings: tuple[Finding, ...] = field(default=(), repr=False)
    unread: tuple[Stretch, ...] = ()
    """What is still to be read, the latest change first; some of it may be in two of them."""
    touched: Stretch | None = None
    """All that changed since the last rest, and what lies between."""

    def settled(self, text: str) -> "LiveDraft":
        """The findings of a whole reading. `TypeError` for what is no `str`, here and in what follows."""
        check_draft(text)
        return replace(self, text=text, findings=tuple(self.detect(text)), unread=(), touched=None)

    def typed(self, text: str) -> "LiveDraft":
        """The findings after a change: new ones where it happened, the others moved along."""
        live = self.edited(text)
        while live.unread:
            live = live.step()
        return live

    def edited(self, text: str) -> "LiveDraft":
        """The new text with the findings moved along, and nothing read yet."""
        check_draft(text)
        if text == self.text:
            return self
        changed, by = _change(self.text, text), len(text) - len(self.text)
        old = (changed[0], changed[1] - by)
        kept = [
            _moved(finding, by if finding.span.start >= old[1] else 0)
            for finding in self.findings
            if finding.span.end <= old[0] or finding.span.start >= old[1]
        ]
        before = (_shifted(stretch, old, by) for stretch in self.unread)
        unread = (_sentences(text, changed), *(stretch for stretch in before if stretch[0] < stretch[1]))
        touched = _hull(_shifted(self.touched, old, by), changed) if self.touched else changed
        return replace(self, text=text, findings=tuple(kept), unread=unread, touched=touched)

    def rested(self) -> "LiveDraft":
        """What changed since the last rest is to be read once more, with more around it; a short draft wholly."""
        if self.touched is None:
            return self
        if len(self.text) <= WHOLE:
            return self.settled(self.text)
        start, end = self.touched
        wide = (_blank_before(self.text, start - PIECE), _blank_after(self.text, end + PIECE))
        return replace(self, unread=(*self.unread, wide), touched=None)

    def step(self) -> "LiveDraft":
        """Reads the next piece of what is unread."""
        if not self.unread:
            return self
        (start, end), *others = self.unread
        last = end if end - start <= 2 * PIECE else _blank_after(self.text, start + PIECE)
        around = (_blank_before(self.text, start - CONTEXT), _blank_after(self.text, last + CONTEXT))
        found = [_moved(finding, around[0]) for finding in self.detect(self.text[around[0] : around[1]])]
        new = [finding for finding in found if _touches(finding.span, start, last)]
        near = (min(start, new[0].span.start), max(last, new[-1].span.end)) if new else (start, last)
        free = [
            finding
            for finding in self.findings
            if not _touches(finding.span, *near)
            or not (
                _touches(finding.span, start, last) or any(finding.span.overlaps(one.span) for one in new)
            )
        ]
        findings = tuple(sorted((*free, *new), key=lambda one: one.span))
        return replace(self, findings=findings, unread=(*([(last, end)] if last < end else []), *others))


def _change(old: str, new: str) -> Stretch:
    """The stretch of the new text outside of what both begin and end with; it may be empty."""
    most = min(len(old), len(new))
    start = _most(most, lambda count: old[:count] == new[:count])
    most -= start
    same = _most(most, lambda count: old[len(old) - count :] == new[len(new) - count :])
    return start, len(new) - same


def _most(limit: int, holds: Callable[[int], bool]) -> int:
    """The largest count up to a limit for which something holds that holds for all smaller ones."""
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if holds(middle) else (low, middle - 1)
    return low


def _hull(one: Stretch, other: Stretch) -> Stretch:
    """The stretch from the beginning of both to their end."""
    return min(one[0], other[0]), max(one[1], other[1])


def _shifted(stretch: Stretch, old: Stretch, by: int) -> Stretch:
    """A stretch after a change of the text at `old`, which is `by` longer now."""
    start, end = stretch
    start = start + by if start >= old[1] else min(start, old[0])
    return start, max(start, end + by if end >= old[1] else min(end, old[0]))


def _sentences(text: str, changed: Stretch) -> Stretch:
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

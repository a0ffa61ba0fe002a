"""How findings are marked in a draft: where in each line, how each kind looks, and how marks move with the text."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate

from rich.style import Style

from sanitizer import Finding, Kind

Mark = tuple[int, int, Kind]
"""Columns from and to, and what is there."""
Marks = dict[int, tuple[Mark, ...]]
"""The marks of each line that has some."""
Place = tuple[int, int]
"""A line and a column."""

COLOURS = {Kind.FACT: "#ff8f8f", Kind.DETAIL: "#ffcf70", Kind.LIMIT: "#d9a6ff", Kind.WISH: "#8fd6a8"}
"""Where the theme has no colour of its own for a kind."""
_SHAPES = {
    Kind.FACT: Style(bold=True, underline=True),
    Kind.DETAIL: Style(underline=True),
    Kind.LIMIT: Style(italic=True, underline=True),
    Kind.WISH: Style(italic=True),
}


def styles(variables: Mapping[str, str]) -> dict[Kind, Style]:
    """How each kind looks in a theme: by colour, and without colour by weight, slant and line."""
    return {
        kind: shape + Style.parse(variables.get(kind.value, COLOURS[kind])) for kind, shape in _SHAPES.items()
    }


def line_starts(text: str) -> list[int]:
    """Where each line of a text begins, in code points."""
    return [0, *accumulate(len(line) + 1 for line in text.split("\n")[:-1])]


def marks_of(text: str, findings: Sequence[Finding]) -> Marks:
    """Ordered, disjoint findings as marks by line."""
    marks: dict[int, list[Mark]] = {}
    starts = line_starts(text)
    for finding in findings:
        line = bisect_right(starts, finding.span.start) - 1
        while line < len(starts) and starts[line] < finding.span.end:
            end = starts[line + 1] - 1 if line + 1 < len(starts) else len(text)
            first, last = max(finding.span.start, starts[line]), min(finding.span.end, end)
            if first < last:
                mark = (first - starts[line], last - starts[line], finding.kind)
                marks.setdefault(line, []).append(mark)
            line += 1
    return {line: tuple(found) for line, found in marks.items()}


def moved(marks: Marks, start: Place, old_end: Place, new_end: Place) -> Marks:
    """The marks after what stood from `start` to `old_end` was replaced by what ends at `new_end`.

    Nothing jumps while the new text is being read: marks around the change stay, those behind it go along.
    """
    down, along = new_end[0] - old_end[0], new_end[1] - old_end[1]
    kept = {
        line + (down if line > old_end[0] else 0): found
        for line, found in marks.items()
        if _apart(line, start, old_end)
    }
    before = [
        (left, min(right, start[1]), kind) for left, right, kind in marks.get(start[0], ()) if left < start[1]
    ]
    after = [
        (max(left, old_end[1]) + along, right + along, kind)
        for left, right, kind in marks.get(old_end[0], ())
        if right > old_end[1]
    ]
    whole = any(
        left < start[1] and old_end[1] < right and start[0] == old_end[0] == new_end[0]
        for left, right, _ in marks.get(start[0], ())
    )
    if whole:
        # The change lies in one mark, which stays one.
        changed = {start[0]: (*before[:-1], (before[-1][0], after[0][1], after[0][2]), *after[1:])}
    elif start[0] == new_end[0]:
        changed = {start[0]: (*before, *after)}
    else:
        changed = {start[0]: tuple(before), new_end[0]: tuple(after)}
    return kept | {line: found for line, found in changed.items() if found}


def _apart(line: int, start: Place, old_end: Place) -> bool:
    return not start[0] <= line <= old_end[0]

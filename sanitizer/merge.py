"""Findings of several detectors to one disjoint, sorted set."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from sanitizer.taxonomy import UNREADABLE
from sanitizer.types import Finding, Source, Span

_FREE, _TAKEN = b"\0", b"\1"
_CONNECTING = re.compile(
    r"(?:(?:a|an|and|about|at|by|for|from|in|near|of|on|or|the|to|with)\b\W*)+", re.IGNORECASE
)


def merge(text: str, *layers: Iterable[Finding]) -> tuple[Finding, ...]:
    """Disjoint findings of a text, in order.

    Earlier layers win; of a later finding the parts with letters or digits that are still free remain, but of a
    wish or a limit none that only connects words.
    Neighbouring unreadable words become one finding.
    """
    taken = bytearray(len(text))
    kept: list[Finding] = []
    for layer in layers:
        for finding in layer:
            for part in _free_parts(text, taken, finding.span):
                if part != finding.span and not finding.sensitive and _CONNECTING.fullmatch(part.of(text)):
                    continue
                taken[part.start : part.end] = _TAKEN * len(part)
                kept.append(finding if part == finding.span else replace(finding, span=part))
    return tuple(_joined(sorted(kept, key=lambda finding: finding.span)))


def _free_parts(text: str, taken: bytearray, span: Span) -> Iterator[Span]:
    if taken.find(_TAKEN, span.start, span.end) < 0:
        yield span
        return
    position = span.start
    while (start := taken.find(_FREE, position, span.end)) >= 0:
        position = taken.find(_TAKEN, start, span.end)
        if position < 0:
            position = span.end
        if part := Span(start, position).trimmed(text):
            yield part


def _joined(findings: Iterable[Finding]) -> Iterator[Finding]:
    waiting: Finding | None = None
    for finding in findings:
        if waiting is not None and _one_run(waiting, finding):
            waiting = replace(waiting, span=Span(waiting.span.start, finding.span.end))
            continue
        if waiting is not None:
            yield waiting
        waiting = finding
    if waiting is not None:
        yield waiting


def _one_run(left: Finding, right: Finding) -> bool:
    both_unreadable = left.label == right.label == UNREADABLE and left.source is right.source is Source.RULES
    return both_unreadable and right.span.start - left.span.end <= 1

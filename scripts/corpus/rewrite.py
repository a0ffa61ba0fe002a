"""A draft written otherwise, with its spans on the same words."""

from collections.abc import Callable
from dataclasses import replace

from scripts.corpus.marks import GoldSpan, MarkedDraft


def rewritten(draft: MarkedDraft, change: Callable[[str], str]) -> MarkedDraft:
    """The draft after a change of each span, and of each stretch between spans, by itself."""
    pieces: list[str] = []
    spans: list[GoldSpan] = []
    length = position = 0
    for span in draft.spans:
        before = change(draft.text[position : span.start])
        inside = change(draft.text[span.start : span.end])
        length += len(before)
        spans.append(replace(span, start=length, end=length + len(inside)))
        length += len(inside)
        pieces += [before, inside]
        position = span.end
    pieces.append(change(draft.text[position:]))
    return replace(draft, text="".join(pieces), spans=tuple(spans))

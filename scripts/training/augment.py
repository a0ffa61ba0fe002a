"""Other drafts out of drafts, their spans kept exact: two joined, sentences moved, pieces hidden."""

import random
import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from scripts.corpus.marks import GoldSpan, MarkedDraft
from scripts.training.features import Example

JOINTS = (" ", " ", "\n", "\n\n", ". ", ", ", " - ")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
MAX_JOINED = 900
"""Code points up to which two drafts are joined: longer ones would not be seen at once."""


def joined(first: MarkedDraft, second: MarkedDraft, chance: random.Random) -> MarkedDraft:
    """One draft of two, in either order."""
    if chance.random() < 0.5:
        first, second = second, first
    joint = chance.choice(JOINTS)
    if first.text[-1:] in ".!?" and joint[0] in ".,":
        joint = " "
    return _put_together([first, second], joint, first)


def shuffled(draft: MarkedDraft, chance: random.Random) -> MarkedDraft:
    """The draft with its sentences in another order; as it was where a span crosses sentences."""
    pieces = _sentences(draft)
    if len(pieces) < 2 or sum(len(piece.spans) for piece in pieces) != len(draft.spans):
        return draft
    chance.shuffle(pieces)
    return _put_together(pieces, " ", draft)


def _sentences(draft: MarkedDraft) -> list[MarkedDraft]:
    starts = [0, *(match.end() for match in _SENTENCE.finditer(draft.text))]
    ends = [*(match.start() for match in _SENTENCE.finditer(draft.text)), len(draft.text)]
    return [
        replace(
            draft,
            text=draft.text[start:end],
            spans=tuple(
                _moved(span, -start) for span in draft.spans if start <= span.start and span.end <= end
            ),
        )
        for start, end in zip(starts, ends, strict=True)
        if start < end
    ]


def _put_together(pieces: Sequence[MarkedDraft], joint: str, like: MarkedDraft) -> MarkedDraft:
    text, spans = "", list[GoldSpan]()
    for piece in pieces:
        text += joint if text else ""
        spans += [_moved(span, len(text)) for span in piece.spans]
        text += piece.text
    return replace(like, text=text, spans=tuple(spans))


def _moved(span: GoldSpan, by: int) -> GoldSpan:
    return replace(span, start=span.start + by, end=span.end + by)


def masked(example: Example, share: float, mask: int, chance: random.Random) -> Example:
    """The example with some of its word pieces hidden; what is to be learned stays."""
    hidden = np.array([chance.random() < share for _ in example.ids])
    hidden[[0, -1]] = False
    return replace(example, ids=np.where(hidden, mask, example.ids))

"""Marked drafts to what the network learns from: token ids, a tag for each token, codes for each token."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from tokenizers import Tokenizer

from sanitizer.decode import tag_names
from sanitizer.taxonomy import taxonomy
from sanitizer.windows import Encoded, encode, windows
from scripts.corpus.marks import GoldSpan, MarkedDraft

IGNORED = -100
WINDOW, STRIDE = 190, 126
LABELS = tuple(name for name, label in taxonomy().labels.items() if label.learned)
TAGS = tag_names(LABELS)
CODES = tuple(taxonomy().codes)
_TAG_INDEX = {tag: index for index, tag in enumerate(TAGS)}
_CODE_INDEX = {code: index for index, code in enumerate(CODES)}


@dataclass(frozen=True, slots=True)
class Example:
    """One window of one draft. All arrays start with `[CLS]` and end with `[SEP]`."""

    ids: np.ndarray
    """(tokens,)"""
    tags: np.ndarray
    """(tokens,), `IGNORED` where nothing is to be learned."""
    codes: np.ndarray
    """(tokens, codes), 0 or 1."""
    spans: np.ndarray
    """(tokens,), the number, from 1, of the fact or limit that a token lies in, whose codes are learned; or 0."""


def examples(draft: MarkedDraft, tokenizer: Tokenizer, window_size: int = WINDOW) -> Iterator[Example]:
    """The windows of a draft."""
    encoded = encode(tokenizer, draft.text)
    tags, codes, numbers = _token_targets(encoded, draft.spans)
    first, last = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    no_codes = np.zeros((1, len(CODES)), dtype=np.float32)
    for window in windows(len(encoded.tokens), window_size, window_size * STRIDE // WINDOW):
        part = slice(window.start, window.end)
        yield Example(
            ids=np.array([first, *(token.id for token in encoded.tokens[part]), last]),
            tags=np.concatenate([[IGNORED], tags[part], [IGNORED]]),
            codes=np.concatenate([no_codes, codes[part], no_codes]),
            spans=np.concatenate([[0], numbers[part], [0]]),
        )


def _token_targets(encoded: Encoded, spans: Sequence[GoldSpan]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    count = len(encoded.tokens)
    tags = np.zeros(count, dtype=np.int64)
    codes = np.zeros((count, len(CODES)), dtype=np.float32)
    numbers = np.zeros(count, dtype=np.int64)
    begun: set[GoldSpan] = set()
    for word in encoded.words:
        start, end = encoded.tokens[word.first].start, encoded.tokens[word.last - 1].end
        span = next((span for span in spans if _mostly_inside(start, end, span)), None)
        if span is None:
            continue
        pieces = slice(word.first, word.last)
        if span.label not in LABELS:
            tags[pieces] = IGNORED
            continue
        tags[pieces] = _TAG_INDEX[f"{'I' if span in begun else 'B'}-{span.label}"]
        begun.add(span)
        if taxonomy().labels[span.label].kind in ("fact", "limit"):
            numbers[pieces] = 1 + spans.index(span)
            codes[pieces, [_CODE_INDEX[code] for code in span.codes]] = 1
    return tags, codes, numbers


def _mostly_inside(start: int, end: int, span: GoldSpan) -> bool:
    return 2 * (min(end, span.end) - max(start, span.start)) >= end - start

"""Text to tokens, and tokens to overlapping windows that leave nothing out.

A draft is tokenized once, without truncation, and sliced here: stride and truncation of the tokenizers
library have lost the tail of long texts.
"""

from collections.abc import Container, Iterator
from dataclasses import dataclass

from tokenizers import Encoding, Tokenizer

from sanitizer.normal import Copy, foreign_words, hidden, in_emoticon, readable
from sanitizer.spelling import Known

_GLUE = frozenset("'-")
RARE = 30_000
"""The rank of a rare word."""
FIRST_WORD = 1996
"""The id of the most common word in the vocabulary; less common ones follow in order."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word piece: its id and its half-open place, in code points of the draft."""

    id: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Word:
    """Neighbouring tokens that are decided together: half-open in tokens."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Encoded:
    """A draft as tokens and words, without special tokens."""

    tokens: tuple[Token, ...]
    words: tuple[Word, ...]
    unreadable: tuple[tuple[int, int], ...]
    """Places of letters or digits that the model cannot read, in code points; they may overlap."""


@dataclass(frozen=True, slots=True)
class Window:
    """A slice of the tokens, half-open, and the part of it whose answers count."""

    start: int
    end: int
    keep_start: int
    keep_end: int


def knows(tokenizer: Tokenizer, words: Container[str] = ()) -> Known:
    """How common a word is, by the vocabulary of a tokenizer; `words` are rare ones that it takes apart."""

    def rank(word: str) -> int | None:
        if len(word) == 1:
            return 1 if word in "ai" else None
        id_ = tokenizer.token_to_id(word)
        if id_ is None or id_ < FIRST_WORD:
            return RARE if word in words else None
        return id_ - FIRST_WORD + 1

    return rank


def encode(tokenizer: Tokenizer, text: str, words: Container[str] = ()) -> Encoded:
    """Tokens and words of a text. Every letter and digit lies in a token.

    Args:
        tokenizer: A BERT tokenizer, without truncation.
        text: The draft.
        words: Rare words, in small letters, that odd spellings may stand for.
    """
    copy = readable(text, knows(tokenizer, words))
    encoding = tokenizer.encode(copy.text, add_special_tokens=False)
    tokens = tuple(
        Token(id_, *copy.place(start, end))
        for id_, (start, end) in zip(encoding.ids, encoding.offsets, strict=True)
    )
    parts = tuple(_words(copy.text, encoding.offsets, encoding.word_ids))
    unread = sorted((*_unreadable(copy, encoding, tokenizer), *hidden(text)))
    return Encoded(tokens, parts, tuple(unread))


def _unreadable(copy: Copy, encoding: Encoding, tokenizer: Tokenizer) -> Iterator[tuple[int, int]]:
    unknown = tokenizer.token_to_id("[UNK]")
    for id_, (start, end) in zip(encoding.ids, encoding.offsets, strict=True):
        letters = any(map(str.isalnum, copy.text[start:end]))
        if id_ == unknown and letters and not in_emoticon(copy.text, start, end):
            yield copy.place(start, end)
    for start, end in foreign_words(copy.text):
        yield copy.place(start, end)


def _words(text: str, places: list[tuple[int, int]], word_ids: list[int | None]) -> Iterator[Word]:
    first = 0
    for index in range(1, len(places) + 1):
        if index < len(places) and (
            word_ids[index] == word_ids[index - 1] or _glued(text, places[index - 1], places[index])
        ):
            continue
        yield Word(first, index)
        first = index


def _glued(text: str, left: tuple[int, int], right: tuple[int, int]) -> bool:
    """Whether an apostrophe or hyphen between letters makes one word of two."""
    if left[1] != right[0]:
        return False
    before, after = text[left[1] - 1], text[right[0]]
    if after in _GLUE:
        return before.isalnum() and right[1] < len(text) and text[right[1]].isalnum()
    return before in _GLUE and after.isalnum() and left[0] > 0 and text[left[0] - 1].isalnum()


def windows(count: int, size: int, stride: int) -> tuple[Window, ...]:
    """Overlapping windows over `count` tokens; the parts to keep tile them without a gap.

    Where windows overlap, the one in which a token lies more centrally decides about it.
    """
    if not 0 < stride <= size:
        raise ValueError("A stride is at least 1 and at most the window's size.")
    if count == 0:
        return ()
    starts = [0]
    while starts[-1] + size < count:
        starts.append(starts[-1] + stride)
    ends = [min(start + size, count) for start in starts]
    borders = [0, *((start + end) // 2 for start, end in zip(starts[1:], ends, strict=False)), count]
    return tuple(
        Window(start, end, keep_start, keep_end)
        for start, end, keep_start, keep_end in zip(starts, ends, borders[:-1], borders[1:], strict=True)
    )

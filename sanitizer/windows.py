"""Text to tokens, and tokens to overlapping windows that leave nothing out.

A draft is tokenized once, without truncation, and sliced here: stride and truncation of the tokenizers
library have lost the tail of long texts.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tokenizers import Tokenizer

_APOSTROPHES = str.maketrans({"\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u2010": "-", "\u2011": "-"})
_GLUE = frozenset("'-")
_MICRO = "\u00b5\u03bc"


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


@cache
def _readable(character: str) -> str:
    # Symbols, emoji and control characters separate words: a word with one inside would be unreadable.
    # Invisible format characters stay: the tokenizer drops them, and the word around them is whole again.
    category = unicodedata.category(character)
    return " " if category[0] in "CS" and category != "Cf" else character


@cache
def _latin(letter: str) -> bool:
    return not letter.isalpha() or letter in _MICRO or "LATIN" in unicodedata.name(letter, "")


def _foreign_words(text: str) -> list[tuple[int, int]]:
    """Words of other scripts. The vocabulary holds single letters of many, and understands none of them.

    Where all that is foreign are single Greek or Cyrillic letters, they are symbols.
    """
    if text.isascii():
        return []
    words = [word for word in re.finditer(r"[^\W_]+", text) if not all(map(_latin, word.group()))]
    symbols = all(len(word.group()) == 1 and unicodedata.category(word.group()) != "Lo" for word in words)
    return [] if symbols else [word.span() for word in words]


def readable(text: str) -> str:
    """A copy of the same length in which symbols are blanks and curly apostrophes straight."""
    return "".join(map(_readable, text.translate(_APOSTROPHES)))


def encode(tokenizer: Tokenizer, text: str) -> Encoded:
    """Tokens and words of a text. Every letter and digit lies in a token."""
    copy = readable(text)
    encoding = tokenizer.encode(copy, add_special_tokens=False)
    tokens = tuple(
        Token(id_, start, end) for id_, (start, end) in zip(encoding.ids, encoding.offsets, strict=True)
    )
    unknown = tokenizer.token_to_id("[UNK]")
    unread = {
        (token.start, token.end)
        for token in tokens
        if token.id == unknown and any(map(str.isalnum, copy[token.start : token.end]))
    }
    unreadable = tuple(sorted(unread | set(_foreign_words(copy))))
    return Encoded(tokens, tuple(_words(copy, tokens, encoding.word_ids)), unreadable)


def _words(text: str, tokens: tuple[Token, ...], word_ids: list[int | None]) -> Iterator[Word]:
    first = 0
    for index in range(1, len(tokens) + 1):
        if index < len(tokens) and (
            word_ids[index] == word_ids[index - 1] or _glued(text, tokens[index - 1], tokens[index])
        ):
            continue
        yield Word(first, index)
        first = index


def _glued(text: str, left: Token, right: Token) -> bool:
    """Whether an apostrophe or hyphen between letters makes one word of two."""
    if left.end != right.start:
        return False
    before, after = text[left.end - 1], text[right.start]
    if after in _GLUE:
        return before.isalnum() and right.end < len(text) and text[right.end].isalnum()
    return before in _GLUE and after.isalnum() and left.start > 0 and text[left.start - 1].isalnum()


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

"""Names in forms that can be compared: as a key that equal names share, and as words and numbers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sanitizer.facets import fold

_BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]|,? (?:19|20)\d\d\s*$")
_YEAR = re.compile(r"\b\d{4}\b")
_AND = re.compile(r"[&+]")
_PIECE = re.compile(r"\d+|[^\W\d_]+")
_PARTS = re.compile(r":\s+|\s+[-–—]\s+")
SMALL = frozenset({"a", "an", "and", "the"})
"""Words that a key leaves out."""
_COUNTED = frozenset({"part", "chapter", "volume", "vol", "episode", "season", "number", "no"})
"""Words that say nothing more where a number follows."""
_NUMBERS = {
    word: str(number)
    for number, words in enumerate(
        (
            "i one first",
            "ii two second",
            "iii three third",
            "iv four fourth",
            "v five fifth",
            "vi six sixth",
            "vii seven seventh",
            "viii eight eighth",
            "ix nine ninth",
            "x ten tenth",
            "xi eleven",
            "xii twelve",
            "xiii thirteen",
        ),
        1,
    )
    for word in words.split()
}
_LETTERS = frozenset({"i", "v", "x"})
"""Roman numbers that are also words or letters: numbers only at the end or after `part`."""
_LONG_PART = 2, 9
"""A part of a name stands for it from so many words on, or so many letters."""


def title_key(title: str) -> str:
    """A title without case, accents, punctuation, blanks, articles, `and`, and what follows in brackets."""
    words = fold(bare(title))
    return "".join([word for word in words if word not in SMALL]) or "".join(words)


def bare(title: str) -> str:
    """A title without what it says in brackets and a year at its end; the whole where nothing else has letters."""
    less = _BRACKETS.sub("", title)
    return less if fold(less) else title


def added(title: str) -> str:
    """What a title says in brackets, which its key leaves out, but for years."""
    found = _BRACKETS.findall(title)
    return _YEAR.sub("", ". ".join(found)).strip(" ,.()[]") if found else ""


def begun(title: str) -> str:
    """What stands before a colon or dash; empty where there is none."""
    first, *others = _PARTS.split(title)
    return first if others else ""


@dataclass(frozen=True, slots=True)
class Name:
    """A name as words and numbers."""

    words: tuple[str, ...]
    """Its words, small ones too, without numbers."""
    numbers: tuple[str, ...]

    @property
    def main(self) -> tuple[str, ...]:
        """Its words but the small ones."""
        return tuple([word for word in self.words if word not in SMALL])

    @property
    def letters(self) -> str:
        """Those without blanks."""
        return "".join(self.main)


def comparable(title: str) -> Name:
    """A title as words and numbers: `Part II`, `part two` and `2` are one, so are `&` and `and`."""
    words = fold(_AND.sub(" and ", _BRACKETS.sub("", title) or title))
    pieces = [piece for word in words for piece in _PIECE.findall(word)]
    numbers = [_number(pieces, at) for at in range(len(pieces))]
    following = [*numbers, ""][1:]
    return Name(
        words=tuple(
            piece
            for piece, number, follows in zip(pieces, numbers, following, strict=True)
            if not (number or (follows and piece in _COUNTED))
        ),
        numbers=tuple(filter(None, numbers)),
    )


def _number(pieces: Sequence[str], at: int) -> str:
    """The number that a piece is, or nothing."""
    piece = pieces[at]
    if piece.isdigit():
        return piece.lstrip("0") or "0"
    if piece in _LETTERS and not (at and (at == len(pieces) - 1 or pieces[at - 1] in _COUNTED)):
        return ""
    return _NUMBERS.get(piece, "")


def parts(title: str) -> tuple[str, ...]:
    """The keys of what stands before and after a colon or dash, where people use it for the whole.

    A part that is short, or that lacks a number of the whole, is left out.
    """
    found = [part for part in _PARTS.split(title) if part.strip()]
    if len(found) < 2:
        return ()
    numbers = comparable(title).numbers
    least_words, least_letters = _LONG_PART
    return tuple(
        title_key(part)
        for part in found
        if comparable(part).numbers == numbers
        and (len(fold(part)) >= least_words or len(title_key(part)) >= least_letters)
    )

"""A plain copy of a draft for the model to read, with the place of every character in the draft.

People write around filters and by thumb: look-alike letters, full width, invisible characters, `d3pr3ss3d`,
`d e p r e s s e d`, `soooo`. The copy undoes that; what is found in it is mapped back to the draft, whole
characters with the marks that belong to them.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from sanitizer.lookalikes import LATIN, LETTER_KINDS
from sanitizer.spelling import SPACED, Known, respelt, unspaced

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201b\u02bc\u02b9\u2032\u00b4\u0060\uff40", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2212\ufe63\uff0d", "-"),
    }
)
_BOXED_A = "\U0001f150\U0001f170"
_MICRO = "\u00b5\u03bc"
_WORD = re.compile(r"[^\W_]+")
_HIDDEN = re.compile(
    "\u202e[^\u202c\u2069\n]{2,}\u202c?"  # shown from right to left
    "|(?<![\U0001f3f4\U000e0020-\U000e007e])[\U000e0020-\U000e007e]{2,}"  # tags, outside of a flag
    "|[\ue000-\uf8ff]{2,}|[\u2801-\u28ff]{2,}"  # private use, Braille
)
_FACES = frozenset("_()/\\^*<>-=~\u30fb\uff65\u25d5\u2022\u0361")


@dataclass(frozen=True, slots=True)
class Copy:
    """A text made from a draft. Its character `i` stands for the draft's `[starts[i], ends[i])`, in code points."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def __repr__(self) -> str:
        return f"Copy({len(self.text)} code points)"

    def place(self, start: int, end: int) -> tuple[int, int]:
        """A stretch of the copy, half-open and not empty, as a stretch of the draft."""
        return self.starts[start], self.ends[end - 1]

    def rewritten(self, edits: Iterator[tuple[int, int, str]]) -> "Copy":
        """The copy with stretches replaced, in order. One of another length shares its stretch's whole place."""
        pieces: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        position = 0
        for start, end, text in edits:
            pieces += [self.text[position:start], text]
            starts += self.starts[position:start]
            ends += self.ends[position:start]
            if len(text) == end - start:
                starts += self.starts[start:end]
                ends += self.ends[start:end]
            else:
                starts += [self.starts[start]] * len(text)
                ends += [self.ends[end - 1]] * len(text)
            position = end
        if not pieces:
            return self
        pieces.append(self.text[position:])
        return Copy("".join(pieces), [*starts, *self.starts[position:]], [*ends, *self.ends[position:]])


def same(text: str) -> Copy:
    """A draft as its own copy."""
    return Copy(text, range(len(text)), range(1, len(text) + 1))


def folded(text: str) -> Copy:
    """A copy in plain Latin characters: width, style and look-alikes undone, invisible characters gone.

    Marks on a letter stay with it: they belong to its place. Letters of other scripts stay as they are.
    """
    if text.isascii():
        return same(text)
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for index, character in enumerate(text):
        plain = _plain(character)
        if not plain and ends:
            ends[-1] = index + 1
        pieces.append(plain)
        starts += [index] * len(plain)
        ends += [index + 1] * len(plain)
    copy = Copy("".join(pieces), starts, ends)
    return copy.rewritten(_look_alikes(copy.text))


def readable(text: str, known: Known) -> Copy:
    """The copy that the model reads: folded, spaced-out words closed, odd spellings undone, symbols blank.

    Args:
        text: The draft.
        known: Whether the model knows a word, in small letters.
    """
    copy = folded(text)
    copy = copy.rewritten(unspaced(copy.text, known))
    copy = copy.rewritten(respelt(copy.text, known))
    blank = "".join(map(_separated, copy.text))
    return Copy(blank, copy.starts, copy.ends)


@cache
def _plain(character: str) -> str:
    """What a character reads as; nothing for an invisible one or a mark on the letter before it."""
    category = unicodedata.category(character)
    if category in ("Cf", "Mn", "Me", "Mc") or (category == "Cc" and not character.isspace()):
        return ""
    if category == "Zs":
        return " "
    character = character.translate(_PLAIN)
    kind, _, _ = unicodedata.decomposition(character).partition(" ")
    if kind in LETTER_KINDS or (kind == "<compat>" and category[0] == "L"):
        return unicodedata.normalize("NFKC", character)
    if category[0] == "L" and "LATIN" in unicodedata.name(character, ""):
        return character.translate(LATIN)
    return _boxed(character)


def _boxed(character: str) -> str:
    """White letters in black boxes and circles have no decomposition."""
    for first in _BOXED_A:
        if 0 <= ord(character) - ord(first) < 26:
            return chr(ord("a") + ord(character) - ord(first))
    return character


@cache
def _separated(character: str) -> str:
    """Symbols, emoji and control characters separate words: a word with one inside would be unreadable."""
    return " " if unicodedata.category(character)[0] in "CS" else character


@cache
def is_latin(character: str) -> bool:
    """Whether it is a Latin letter, or no letter."""
    return not character.isalpha() or character in _MICRO or "LATIN" in unicodedata.name(character, "")


def _look_alikes(text: str) -> Iterator[tuple[int, int, str]]:
    """Words in which letters of other scripts stand for Latin ones that look the same.

    A word without any Latin letter is one only where no word of the text is really of another script, and a
    letter by itself, which may be a symbol, only after an apostrophe or beside such words.
    """
    foreign = [word for word in _WORD.finditer(text) if not all(map(is_latin, word.group()))]
    readings = [(word, word.group().translate(LATIN)) for word in foreign]
    other_script = any(not all(map(is_latin, reading)) for _, reading in readings)
    disguised = any(_mixed(word.group()) for word in foreign)
    spaced = [run.span() for run in SPACED.finditer(text) if _mixed(run.group())] if foreign else []
    for word, reading in readings:
        inside = any(start <= word.start() < end for start, end in spaced)
        if not all(map(is_latin, reading)) or (other_script and not inside and not _mixed(word.group())):
            continue
        if len(reading) > 1 or disguised or inside or text[: word.start()].endswith("'"):
            yield word.start(), word.end(), reading


def _mixed(word: str) -> bool:
    return any(letter.isalpha() and is_latin(letter) for letter in word)


def hidden(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of a draft that are shown otherwise than they are written, or not at all."""
    return (match.span() for match in _HIDDEN.finditer(text))


def foreign_words(text: str) -> list[tuple[int, int]]:
    """Words of other scripts. The model's vocabulary holds single letters of many, and understands none of them.

    Where all that is foreign are single Greek or Cyrillic letters, they are symbols; so is a single letter among
    the signs of an emoticon.
    """
    if text.isascii():
        return []
    words = [
        word
        for word in _WORD.finditer(text)
        if not all(map(is_latin, word.group())) and not in_emoticon(text, *word.span())
    ]
    symbols = all(len(word.group()) == 1 and unicodedata.category(word.group()) != "Lo" for word in words)
    return [] if symbols else [word.span() for word in words]


def in_emoticon(text: str, start: int, end: int) -> bool:
    """Whether a stretch is a single letter, no ideograph, beside a sign that faces are made with."""
    around = text[max(0, start - 1) : start] + text[end : end + 1]
    ideograph = unicodedata.name(text[start], "").startswith("CJK")
    return end - start == 1 and not ideograph and not _FACES.isdisjoint(around)

"""Words as they are meant: `d e p r e s s e d`, `d3pr3ss3d`, `s*icide`, `deppresssed`.

Every function gives edits: a half-open stretch of the text and what it reads as. A word that the model knows is
never changed, and most changes must give a word that it knows.
"""

import math
import re
from collections.abc import Callable, Iterator
from itertools import islice, product

Known = Callable[[str], int | None]
"""The rank of a word in small letters, 1 for the most common; none where the model does not know it."""

Edit = tuple[int, int, str]

_LEET = {
    "0": "o",
    "1": "il",
    "3": "e",
    "4": "a",
    "5": "s",
    "7": "t",
    "8": "b",
    "@": "a",
    "$": "s",
    "!": "il",
    "|": "il",
    "+": "t",
}
_SEPARATOR = r"(?:[ ._*~\-\u00b7\u2022/]|[^\w\s]{1,3})"
_SPACED = re.compile(
    rf"(?<![^\W\d_])[^\W\d_](?P<gap>{_SEPARATOR})[^\W\d_](?:(?P=gap){{1,3}}[^\W\d_]){{2,80}}(?![^\W\d_])"
)
_WORD = re.compile(r"[\w@$!|+*]+(?<![!|+])")
_RUN = re.compile(r"([^\W\d_])\1")
_MASKED = re.findall(
    r"\w+",
    "abuse abused abuser abortion anal anorexia assault assaulted beaten bulimia cancer cocaine cutting dead death "
    "depressed depression die died dies drug drugs drunk dying fuck fucked fucking gay heroin incest kill killed "
    "kills molest molested murder murdered overdose porn queer rape raped raping rapist sex sexual sexually shit "
    "shot slut stab stabbed suicide suicidal trans trauma violence violent weed",
)
"""What people write with stars."""
_SHORT = frozenset(
    re.findall(
        r"\w+", "am an as at be by do go he hi if im in is it me mr my no of oh ok on or so to up us we"
    )
)
"""The words of two letters that letters in a row are parted into."""
MAX_READINGS = 64
MIN_WORD, MAX_WORD = 4, 30
MAX_INITIALS = 6
"""Letters up to which `P.T.S.D` is one word, known or not."""


def unspaced(text: str, known: Known) -> Iterator[Edit]:
    """Words written with a separator after every letter, closed; several in a row are parted by what is known."""
    for match in _SPACED.finditer(text):
        letters = [(place, text[place]) for place in range(*match.span()) if text[place].isalpha()]
        joined = "".join(letter for _, letter in letters)
        initials = match["gap"] != " " and len(joined) <= MAX_INITIALS
        words = [joined] if initials else _parted(joined, known)
        position = 0
        for word in words:
            first, last = letters[position][0], letters[position + len(word) - 1][0]
            yield first, last + 1, word
            position += len(word)


def _parted(letters: str, known: Known) -> list[str]:
    """The likeliest words that make up the letters; none where they do not (Norvig's segmentation, 2009)."""
    small = letters.casefold()
    if len(small) != len(letters):
        return []
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(small) + 1):
        options = [(math.inf, 0)]
        for start in range(max(0, end - MAX_WORD), end):
            rank = known(small[start:end])
            if rank is not None and (end - start != 2 or small[start:end] in _SHORT):
                options.append((best[start][0] + math.log(rank) + 3, start))
        best.append(min(options))
    if math.isinf(best[-1][0]):
        return []
    words: list[str] = []
    end = len(letters)
    while end:
        start = best[end][1]
        words.append(letters[start:end])
        end = start
    return words[::-1]


def respelt(text: str, known: Known) -> Iterator[Edit]:
    """Words with digits and signs for letters, masked words, and words with letters doubled or drawn out."""
    for match in _WORD.finditer(text):
        word = match.group()
        if not MIN_WORD <= len(word) <= MAX_WORD or (word.isalpha() and not _RUN.search(word)):
            continue
        small = word.casefold()
        if known(small) is not None:
            continue
        meant = _unmasked(small) or _unleet(small, known) or _undoubled(small, known)
        if meant and meant != small:
            yield match.start(), match.end(), meant


def _unmasked(word: str) -> str | None:
    if "*" not in word.strip("*"):
        return None
    pattern = re.compile("".join("[a-z]" if sign == "*" else re.escape(sign) for sign in word))
    return next((meant for meant in _MASKED if pattern.fullmatch(meant)), None)


def _unleet(word: str, known: Known) -> str | None:
    signs = [sign for sign in word if not sign.isalpha()]
    letters = len(word) - len(signs)
    if not signs or letters < 2 or not all(sign in _LEET for sign in signs):
        return None
    choices = [_LEET.get(sign, sign) for sign in word]
    readings = ["".join(reading) for reading in islice(product(*choices), MAX_READINGS)]
    for reading in readings:
        if (meant := _known_form(reading, known)) is not None:
            return meant
    inside = re.fullmatch(r"[a-z]+(?:[013457$][a-z]+)+", word)
    return readings[0] if inside and letters >= 5 else None


def _undoubled(word: str, known: Known) -> str | None:
    if not word.isalpha() or not _RUN.search(word):
        return None
    if (meant := _known_form(word, known)) is not None:
        return meant
    return re.sub(r"(.)\1{2,}", r"\1\1", word)


def _known_form(word: str, known: Known) -> str | None:
    """The word, or the word with some doubled letters single, that the model knows."""
    parts = [match.group() for match in re.finditer(r"(.)\1*", word)]
    choices = [(part,) if len(part) == 1 else (part[0] * 2, part[0]) for part in parts]
    readings = ("".join(reading) for reading in islice(product(*choices), MAX_READINGS))
    return next((reading for reading in readings if known(reading) is not None), None)

"""Words as they are meant: `d e p r e s s e d`, `d3pr3ss3d`, `s*icide`, `deppresssed`.

Every function gives edits: a half-open stretch of the text and what it reads as. A word that the model knows is
never changed, and most changes must give a word that it knows.
"""

import math
import re
from collections.abc import Callable, Iterator, Sequence
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
_ITEM = r"(?:[^\W_]|[@$])"
SPACED = re.compile(
    rf"(?<![^\W_]){_ITEM}(?P<gap>{_SEPARATOR}){_ITEM}(?:(?P=gap){{1,3}}{_ITEM}){{2,80}}(?![^\W_])"
)
"""Four or more letters, or digits and signs that stand for them, with the same separator after each."""
_THREE = re.compile(r"(?<![^\W_])(?<!\b\w )[^\W\d_] [^\W\d_] [^\W\d_](?![^\W_])(?! \w\b)")
_FLAGS = re.compile("[\U0001f1e6-\U0001f1ff]{3,}")
_BROKEN = re.compile(r"(?<!\w)([^\W\d_]{2,20})[^\w\s.,;:!?'\"()/&+-]{1,2}([^\W\d_]{2,20})(?!\w)")
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
_FIRST_FLAG = 0x1F1E6
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
MIN_WORD, MAX_WORD = 4, 30
MAX_INITIALS = 6
"""Letters up to which `P.T.S.D` is one word, known or not."""


def unspaced(text: str, known: Known) -> Iterator[Edit]:
    """Words written with a separator after every letter, closed; several in a row are parted by what is known."""
    taken = 0
    for match in sorted(
        (*SPACED.finditer(text), *_THREE.finditer(text), *_FLAGS.finditer(text), *_BROKEN.finditer(text)),
        key=lambda match: match.start(),
    ):
        if match.start() < taken:
            continue
        for edit in _READINGS[match.re](match, known):
            yield edit
            taken = edit[1]


def _spaced(match: re.Match[str], known: Known) -> Iterator[Edit]:
    """Wider gaps part words; where nothing else does, what is known; unknown letters are one word."""
    items = [match.start() + found.start() for found in re.finditer(_ITEM, match.group())]
    signs = [match.string[place] for place in items]
    letters = sum(map(str.isalpha, signs))
    if letters < max(3, len(signs) / 3) or not all(sign.isalpha() or sign in _LEET for sign in signs):
        return
    wide = [
        index for index in range(1, len(items)) if items[index] - items[index - 1] > 1 + len(match["gap"])
    ]
    for first, last in zip([0, *wide], [*wide, len(items)], strict=True):
        position = first
        for word in _closed(signs[first:last], match["gap"], known):
            yield items[position], items[position + len(word) - 1] + 1, word
            position += len(word)


def _closed(signs: Sequence[str], gap: str, known: Known) -> list[str]:
    readings = [
        "".join(_LEET.get(sign, sign)[choice % len(_LEET.get(sign, sign))] for sign in signs)
        for choice in (0, 1)
    ]
    if gap != " " and len(signs) <= MAX_INITIALS:
        return readings[:1]
    for reading in readings:
        if words := _parted(reading, known):
            return words
    whole = readings[0]
    return [whole[0], whole[1:]] if gap == " " and whole[0].casefold() in "ai" and len(whole) > 1 else [whole]


def _three(match: re.Match[str], known: Known) -> Iterator[Edit]:
    word = match.group().replace(" ", "")
    if len(set(word.casefold())) > 1 and known(word.casefold()) is not None:
        yield match.start(), match.end(), word


def _flags(match: re.Match[str], known: Known) -> Iterator[Edit]:
    """Letters from which flags are made, where they make a word."""
    word = "".join(chr(ord(letter) - _FIRST_FLAG + ord("a")) for letter in match.group())
    if known(word) is not None:
        yield match.start(), match.end(), word


def _broken(match: re.Match[str], known: Known) -> Iterator[Edit]:
    """A word with a sign inside, where its halves are not words."""
    halves = [half.casefold() for half in match.groups()]
    if known("".join(halves)) is not None and any(known(half) is None for half in halves):
        yield match.start(), match.end(), "".join(match.groups())


_READINGS = {SPACED: _spaced, _THREE: _three, _FLAGS: _flags, _BROKEN: _broken}


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
        meant = _unmasked(small, known) or _unleet(small, known) or _undoubled(small, known)
        if meant and meant != small:
            yield match.start(), match.end(), meant


def _unmasked(word: str, known: Known) -> str | None:
    if "*" not in word.strip("*"):
        return None
    if word.count("*") == 1:
        readings = [word.replace("*", letter) for letter in _ALPHABET]
        masked = (reading for reading in readings if reading in _MASKED)
        return next(masked, None) or next(
            (reading for reading in readings if known(reading) is not None), None
        )
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

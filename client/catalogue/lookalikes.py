"""Names that people read as a known one: digits and signs for letters, more words around it, one slip.

What is found so is a namesake at most. Another's word that `The Sh1ning`, `The Shining 4K` or `Kubrick's The
Shining` is harmless then shows nothing, and what we noted of that name counts.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, combinations

from client.catalogue.entries import YEARS_OFF, Entry
from client.catalogue.names import SMALL, bare
from sanitizer.facets import fold

_SIGNS = str.maketrans("$@!|+€£", "saiitel")
_LOOKS = str.maketrans("012345678l", "oizeasgtbi")
"""What digits inside a word are read as; `l` and a capital `i` look alike themselves."""
_PAIRS = (("rn", "m"), ("vv", "w"))
_EDITION = frozenset(
    {"4k", "uhd", "hd", "3d", "imax", "blu", "ray", "bluray", "dvd", "uncut", "unrated", "extended", "redux"}
    | {"remastered", "restored", "director", "s", "cut", "edition", "version", "special", "theatrical"}
    | {"anniversary", "collector", "deluxe"}
)
"""Folded words behind a name with which it is the same work."""
_EMPTY = SMALL | frozenset(
    {"at", "by", "de", "der", "des", "die", "du", "for", "from", "he", "her", "i", "in", "is", "it", "la"}
    | {"le", "les", "me", "my", "no", "of", "on", "or", "s", "she", "so", "they", "to", "us", "we", "with"}
    | {"you", "your"}
)
"""Words that tell no name from another."""
_RARE_LETTERS, _RARE_NAMES = 3, 1
"""A word that is a name is rare from so many letters on, and where so many longer names hold it at most."""
_LETTERS_FOR_A_SLIP = 5

_Words = tuple[str, ...]


class Lookalikes:
    """All names of some works, dishes and outings, found by what they look like."""

    def __init__(self, names: Iterable[tuple[str, Entry]]) -> None:
        listed = [(words, entry) for name, entry in names for words in _readings(name)]
        self._longest = max((len(words) for words, _ in listed), default=0)
        self._same: dict[str, dict[Entry, None]] = {}
        for words, entry in listed:
            self._same.setdefault(_key(words), {})[entry] = None
        works = [(words, entry) for words, entry in listed if entry.title.year]
        held = Counter(word for words, _ in works for word in {*words} if len(_telling(words)) > 1)
        self._telling = {_key(words) for words, _ in works if _tells(words, held)}
        self._spelt: dict[int | None, list[tuple[str, _Words, Entry]]] = {}
        for words, entry in works:
            self._spelt.setdefault(entry.title.year, []).append((_spelt(words), _numbers(words), entry))

    def find(self, title: str, year: int | None) -> tuple[Entry, ...]:
        """What a title may be read as: of any year under the same name, else works of about the year.

        A work may stand under its name with more words around it where the name has two words that tell, or a rare
        one. Dishes and outings are found under the same name only: with more words these are other ones.
        """
        years = self._spelt.keys() if year is None else range(year - YEARS_OFF, year + YEARS_OFF + 1)
        found: dict[Entry, None] = {}
        for reading in _readings(title):
            for words in {reading, _without_edition(reading)}:
                same = self._same.get(_key(words), {})
                found |= {entry: None for entry in same if words == reading or entry.title.year}
                found |= {entry: None for entry in self._held(words) if entry.title.year in years}
                found |= dict.fromkeys(self._a_slip_away(words, years))
        return tuple(found)

    def _held(self, words: _Words) -> Iterator[Entry]:
        """The works whose whole name stands somewhere in the words."""
        for start, end in combinations(range(len(words) + 1), 2):
            if end - start <= self._longest and (key := _key(words[start:end])) in self._telling:
                yield from self._same[key]

    def _a_slip_away(self, words: _Words, years: Iterable[int | None]) -> Iterator[Entry]:
        """The works of the years whose name, small words and all, is one letter away; a number is no slip."""
        from rapidfuzz.distance import OSA

        spelt, numbers = _spelt(words), _numbers(words)
        if len(spelt) < _LETTERS_FOR_A_SLIP:
            return
        for name, of_name, entry in chain.from_iterable(self._spelt.get(year, ()) for year in years):
            if numbers == of_name and OSA.distance(name, spelt, score_cutoff=1) <= 1:
                yield entry


def _readings(title: str) -> set[_Words]:
    """A title as folded words, its signs read as blanks and as letters."""
    named = bare(title)
    return {words for text in (named, named.translate(_SIGNS)) if (words := fold(text))}


def _without_edition(words: _Words) -> _Words:
    """The words without those of an edition at their end; all of them where nothing else is left."""
    end = len(words)
    while end and words[end - 1] in _EDITION:
        end -= 1
    return words[:end] or words


def _look(word: str) -> str:
    """A word as it looks at a glance; a number is one."""
    if word.isdigit():
        return word
    looks = word.translate(_LOOKS)
    for pair, letter in _PAIRS:
        looks = looks.replace(pair, letter)
    return looks


def _key(words: _Words) -> str:
    looks = [_look(word) for word in words]
    return "".join([look for look in looks if look not in SMALL] or looks)


def _spelt(words: _Words) -> str:
    return "".join(map(_look, words))


def _numbers(words: _Words) -> _Words:
    return tuple([word for word in words if word.isdigit()])


def _telling(words: _Words) -> list[str]:
    return [word for word in words if word not in _EMPTY]


def _tells(words: _Words, held: Counter[str]) -> bool:
    """Whether a name is not likely to stand in others by chance."""
    telling = _telling(words)
    if len(telling) != 1:
        return len(telling) > 1
    (word,) = telling
    return len(word) >= _RARE_LETTERS and held[word] <= _RARE_NAMES

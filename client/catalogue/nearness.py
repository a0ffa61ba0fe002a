"""Names that are nearly the same: a slip of the keys, another spelling.

Nearly the same never bridges a number: a sequel is another work. Nor does it bridge a word that was exchanged for
another, as far as letters tell.
"""

from collections.abc import Sequence

from client.catalogue.names import Name
from sanitizer.facets import fold

_LETTERS_FOR_A_SLIP = 5
"""A name bears a slip for every so many letters."""
_SHORT, _MIDDLE, _LONG = 4, 5, 9
"""Letters of a word that may have lost one, of one in which another letter makes another word, and of one that
bears two slips.
"""
_SIMILAR = 75
"""Percent of likeness below which two names are not compared word for word."""
_WORTH_SHOWING = 70
"""Percent of likeness from which a name is suggested."""


def nearest(name: Name, others: Sequence[Name], *, slips: int) -> list[int]:
    """The places of the names that are nearly this one, the nearest first.

    Args:
        name: What is looked up.
        others: What it may be.
        slips: The most that a long name may bear.
    """
    from rapidfuzz import fuzz, process

    letters = [other.letters for other in others]
    alike = process.extract(name.letters, letters, scorer=fuzz.ratio, score_cutoff=_SIMILAR, limit=None)
    return [at for _, _, at in alike if others[at].numbers == name.numbers and _near(name, others[at], slips)]


def closest(text: str, names: Sequence[str], limit: int) -> list[int]:
    """The places of the folded names closest to a text: those with words that begin so, then those like it."""
    from rapidfuzz import fuzz, process

    words = " ".join(fold(text))
    if not words:
        return []
    begun = [at for at, name in enumerate(names) if f" {words}" in f" {name}"]
    begun.sort(key=lambda at: (not names[at].startswith(words), len(names[at])))
    alike = process.extract(
        words, names, scorer=fuzz.token_sort_ratio, score_cutoff=_WORTH_SHOWING, limit=limit
    )
    return list(dict.fromkeys([*begun, *(at for _, _, at in alike)]))[:limit]


def _near(one: Name, other: Name, slips: int) -> bool:
    allowed = min(slips, min(len(one.letters), len(other.letters)) // _LETTERS_FOR_A_SLIP)
    # With the small words too, since a slip may hit one of them.
    return _spelt_alike(one.main, other.main, allowed) or _spelt_alike(one.words, other.words, allowed)


def _spelt_alike(one: Sequence[str], other: Sequence[str], allowed: int) -> bool:
    """Whether they differ by so many slips at most, word for word, or only in where a word ends."""
    from rapidfuzz.distance import OSA

    joined = "".join(one), "".join(other)
    if joined[0] == joined[1]:
        return True
    return (
        len(one) == len(other)
        and OSA.distance(*joined) <= allowed
        and all(_slip(*pair) for pair in zip(one, other, strict=True))
    )


def _slip(one: str, other: str) -> bool:
    """Whether a word is another with a slip.

    Another first letter, or any other in a short word, makes another word.
    """
    from rapidfuzz.distance import OSA

    if one == other:
        return True
    if one[0] != other[0]:
        return False
    shorter, longer = sorted((len(one), len(other)))
    distance = OSA.distance(one, other)
    if distance == 1:
        changed_places = sorted(one) == sorted(other)
        return changed_places or longer > shorter >= _SHORT or longer > _MIDDLE
    return distance == 2 and longer >= _LONG

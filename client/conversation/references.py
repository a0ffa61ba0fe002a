"""Which of the things that were shown a draft speaks of: `like the second`, `not number 3`, `like the last one`."""

import re
from dataclasses import dataclass

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_PLACES = {word: place for words in (_ORDINALS, _NUMBERS) for place, word in enumerate(words)}
_WHICH = (
    rf"(?:the\W+)?(?:(?P<ordinal>{'|'.join(_ORDINALS)}|last|\d{{1,2}}(?=st|nd|rd|th))(?:st|nd|rd|th)?\b(?: one\b)?"
    rf"|(?:number\W|no\.?\W|#)\W?(?P<number>{'|'.join(_NUMBERS)}|\d{{1,2}})\b)"
)
_ENDS = r"(?=\W*$|\s*[,;.!?]|\W+(?:but|and|only|please|though|just|instead|with|without)\b)"
"""Otherwise it is the first of something else, such as `the first world war`."""
_WANTED = re.compile(rf"\b(?:like|similar to|of)\W+{_WHICH}{_ENDS}", re.IGNORECASE)
_NOT_WANTED = re.compile(
    rf"(?:\b(?:not|less|nothing|hated?|disliked?)|n['’]t)\W+(?:(?:so|much|really|like|similar|to|enjoy)\W+)*{_WHICH}{_ENDS}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reference:
    """One of the things that were shown."""

    place: int
    """From 0."""
    wanted: bool
    """Whether more of its kind is asked for, or less."""


def reference(text: str, count: int, seen: int = 0) -> Reference | None:
    """Which of `count` things a text speaks of, the last being the last `seen`; None where of none of them."""
    refused = _NOT_WANTED.search(text)
    found = refused or _WANTED.search(text)
    place = _place((found["ordinal"] or found["number"]).casefold(), seen or count) if found else -1
    return Reference(place, wanted=not refused) if 0 <= place < count else None


def _place(word: str, count: int) -> int:
    """From 0; -1 where there is none."""
    if word == "last":
        return count - 1
    return int(word) - 1 if word.isdecimal() else _PLACES[word]

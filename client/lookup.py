"""Searches through limits and kinds: what fits the words that somebody types, the best first.

A limit has a few words of its own, and people have others: `father`, `shouting`. These name it by the phrase list
that answers are checked by, and by a few everyday words that no title or blurb would hold.
"""

import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import TypeVar

from client.hearing import mentioned
from client.safety.phrases import phrase_table
from sanitizer.facets import fold
from sanitizer.negation import NEGATION
from sanitizer.taxonomy import Code, Label, taxonomy

Thing = TypeVar("Thing")
NOTHING = (
    "No limit has these words. Try what it is about, such as: violence, grief, illness, noise or stairs."
)
OWN = 2
"""The worst rank of what fits by its own phrase."""
PERHAPS = 4
"""Limits that everyday words name at most."""
SHARE = 0.1
"""Of what a word of the phrase list speaks of: below it a limit is not what somebody means by it."""
SHORTEST = 3
"""Letters from which on the beginning of a word is looked for."""
_SMALL = NEGATION | frozenset(
    fold(
        "a an and any anything at bear can cant could don for from handle i in it me my of on or please see "
        "stand t take the to too want watch where who with won"
    )
)
"""Words that name nothing."""


def rank(typed: str, phrase: str, more: str = "") -> int | None:
    """How well words fit something: 0 is its very phrase, None does not fit.

    Every typed word has to begin a word of the phrase (0 to 2), or of what else is known of it (3 where each is a
    whole word there, else 4).
    """
    wanted, words = fold(typed), fold(phrase)
    if not wanted or wanted == words:
        return 0
    if _all_begin(wanted, words):
        return 1 if " ".join(words).startswith(" ".join(wanted)) else 2
    others = (*words, *fold(more))
    if set(wanted) <= set(others):
        return 3
    return 4 if _all_begin(wanted, others) else None


def best(
    things: Iterable[Thing], typed: str, words: Callable[[Thing], tuple[str, str]], *, narrow: bool = False
) -> list[Thing]:
    """What fits, the best first, else in the order given.

    Args:
        things: All there are.
        typed: Words, or beginnings of words.
        words: The phrase of a thing, and what else it is about.
        narrow: Only those whose phrase fits, where there is one.
    """
    ranked = [(found, thing) for thing in things if (found := rank(typed, *words(thing))) is not None]
    worst = (
        OWN if narrow and any(found <= OWN for found, _ in ranked) else max((r for r, _ in ranked), default=0)
    )
    return [thing for found, thing in sorted(ranked, key=lambda one: one[0]) if found <= worst]


def fitting_kinds(typed: str, *, narrow: bool = False) -> list[Label]:
    """The kinds that a person may choose, of which every typed word begins a word, the best first; see `best`."""
    labels = (label for label in taxonomy().labels.values() if label.markable)
    return best(
        labels,
        typed,
        lambda one: (one.phrase, f"{one.kind.value} {one.about} {everyday()['kinds'].get(one.name, '')}"),
        narrow=narrow,
    )


def fitting_limits(typed: str, codes: Sequence[Code], *, narrow: bool = False) -> list[Code]:
    """The limits of which every typed word begins a word, the best first; see `best`."""
    groups = taxonomy().groups
    return best(
        codes, typed, lambda code: (code.phrase, f"{code.about} {groups[code.group].phrase}"), narrow=narrow
    )


def named_limits(typed: str, codes: Sequence[Code], least: float = SHARE) -> list[Code]:
    """A few limits that everyday words may mean, the likeliest first; none where nothing is typed.

    `least` is how much of the words has to be about one: of a word that speaks of it alone, 1.
    """
    shares = Counter[str]()
    for word in fold(typed):
        if word not in _SMALL:
            shares.update(_shares(word))
    for code, level in mentioned(typed).items():
        shares[code] += level
    likely = [code for code, share in shares.most_common() if share >= least]
    known = {code.name: code for code in codes}
    return [known[code] for code in likely if code in known][:PERHAPS]


def _shares(word: str) -> Mapping[str, float]:
    """The codes that a word, or what begins with it, speaks of, and how much of it is about each: 1 in all."""
    index = _index()
    found: Counter[str] = Counter(index.get(word, {}))
    if not found and len(word) >= SHORTEST:
        for other, codes in index.items():
            if other.startswith(word):
                found.update(codes)
    whole = sum(found.values())
    shares = {code: count / whole for code, count in found.items()}
    for code, words in everyday()["limits"].items():
        if any(_same(word, other) for other in fold(words)):
            shares[code] = shares.get(code, 0.0) + 1.0
    return shares


def _same(word: str, other: str) -> bool:
    """Whether one of two words begins with the other: shout, shouting."""
    return word == other or (
        min(len(word), len(other)) >= SHORTEST + 1 and (word.startswith(other) or other.startswith(word))
    )


@cache
def everyday() -> Mapping[str, Mapping[str, str]]:
    """By `limits` and `kinds`, and the name of one: words that people say of it."""
    return tomllib.loads(resources.files("client").joinpath("lookup.toml").read_text(encoding="utf-8"))


@cache
def _index() -> Mapping[str, Mapping[str, int]]:
    """Each word of the phrase list with the codes of its wordings, by how many speak of each and how clearly."""
    index: dict[str, Counter[str]] = {}
    for wording, meaning in phrase_table().meanings.items():
        for word in wording:
            index.setdefault(word, Counter()).update(dict(meaning))
    return index


def _all_begin(wanted: Iterable[str], words: Sequence[str]) -> bool:
    return all(any(word.startswith(begun) for word in words) for begun in wanted)

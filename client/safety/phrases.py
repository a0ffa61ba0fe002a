"""What the words of a title or a blurb say of content: presence counts, absence does not.

`phrases.toml` lists wordings for each code. They are compared as folded words without articles and possessives,
longest first from the left, and never across a sentence or a comma. A longer wording also says what those inside it
say ("cured salmon" is salmon), unless it is listed as one whole ("almond milk" is no milk). A wording that is
denied ("no gore or violence", "free of nuts", "nothing scary", "dairy-free") says nothing, and neither does a
harmless one that holds it ("to die for").
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from itertools import product
from typing import Any

from client.errors import ClientError
from sanitizer.facets import fold
from sanitizer.negation import NEGATION, expanded
from sanitizer.taxonomy import taxonomy

VERSION = 1
"""Of the phrase list: what was found with one version is not compared with what another finds."""

_LEVELS = {"slightly": 1, "clearly": 2}
_LISTS = frozenset({"version", "harmless", "whole"})
"""What else the list holds, beside a table for each code."""
_UNSAID = frozenset({"a", "an", "the", "his", "her", "their", "my", "our", "your", "its", "s"})
"""Words that no wording depends on; the last is what folding leaves of a possessive."""
_AFTER_HER = frozenset({"", "and", "at", "because", "but", "every", "if", "in", "until", "when", "with"})
"""What stands behind `her` where nothing is hers, as in "he beats her": a wording may depend on it then."""
_COMPARES = frozenset({"less", "hate", "hated", "dislike", "disliked", "skip", "except", "zero"})
"""Negations of a wish that deny nothing of a work: with less gore, there is gore."""
_DENIES = (NEGATION - _COMPARES) | {"none", "nobody"}
_CARRIES = (
    frozenset(
        {"any", "all", "real", "really", "too", "very", "so", "much", "overly", "particularly", "truly"}
    )
    | {"explicit", "extreme", "graphic", "sudden", "serious", "unnecessary", "visible", "single", "remotely"}
    | {
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "do",
        "did",
        "doe",
        "there",
        "that",
        "ever",
        "as",
        "at",
    }
    | {
        "contain",
        "containing",
        "include",
        "including",
        "feature",
        "featuring",
        "involve",
        "involving",
        "show",
    }
    | {
        "shown",
        "seen",
        "depicted",
        "mention",
        "hint",
        "sign",
        "trace",
        "drop",
        "sight",
        "kind",
        "sort",
        "least",
    }
    | {"and", "or", "of", "from", "with", "in", "on", "one", "screen", "use", "get", "added", "thing", "bit"}
)
"""Words that a denial reaches across; at any other it ends."""
_FREE = ("free",)
_FREE_OF = frozenset({("free", "of"), ("free", "from"), ("far", "from")})
_DOUBLE = frozenset({("not", "without"), ("never", "without"), ("nothing", "without")})
_SENTENCE = re.compile(r"[;:.!?()\n]+|\s[-–—]+\s|—")

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PhraseTable:
    """The wordings, made for reading a text from the left."""

    meanings: dict[Words, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    """Wording to the codes that it speaks of and how far; to none where it is harmless."""
    sizes: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """First word to the lengths of the wordings that it begins, longest first."""


def mentions(text: str) -> Mapping[str, int]:
    """The codes of all domains that a text mentions: 1 slightly or as a hint, 2 clearly.

    Any text is taken. A code that is not mentioned is absent, and that says nothing of the item.
    """
    table, found = phrase_table(), dict[str, int]()
    for sentence in _SENTENCE.split(expanded(text)):
        denied = False
        for part in sentence.split(","):
            denied = _read(_words(part), denied, table, found)
    return found


@cache
def phrase_table() -> PhraseTable:
    """The phrase list of this release."""
    source = resources.files("client.safety").joinpath("phrases.toml").read_text(encoding="utf-8")
    return read_table(tomllib.loads(source))


def read_table(rows: Mapping[str, Any]) -> PhraseTable:
    """A phrase list as a table.

    Raises:
        ClientError: it is of another version, or a wording is empty, stands twice in one code, or is both harmless
            and listed for a code.
        VocabularyError: it names a code that does not exist.
    """
    if rows.get("version") != VERSION:
        raise ClientError(
            "The phrase list is of another version than this program. Install the program again."
        )
    listed = _listed(rows)
    whole = frozenset(_expanded(rows["whole"]))
    table = PhraseTable()
    for words in sorted(listed, key=len):
        codes: dict[str, int] = {}
        if listed[words] and words not in whole:
            _read(words, False, table, codes)
        table.meanings[words] = tuple((codes | listed[words]).items())
        sizes = {len(words), *table.sizes.get(words[0], ())}
        table.sizes[words[0]] = tuple(sorted(sizes, reverse=True))
    return table


def _listed(rows: Mapping[str, Any]) -> dict[Words, dict[str, int]]:
    """Each wording with the codes that list it; none for a harmless one."""
    listed: dict[Words, dict[str, int]] = {words: {} for words in _expanded(rows["harmless"])}
    harmless = frozenset(listed)
    for name in rows.keys() - _LISTS:
        code = taxonomy().codes[name].name
        for words, level in _levels(rows[name]):
            codes = listed.setdefault(words, {})
            if code in codes or words in harmless:
                raise ClientError(f"The phrase list has a wording of {code} twice. Remove one.")
            codes[code] = level
    return listed


def _levels(row: Mapping[str, Iterable[str]]) -> Iterator[tuple[Words, int]]:
    return ((words, level) for name, level in _LEVELS.items() for words in _expanded(row[name]))


def _expanded(phrases: Iterable[str]) -> Iterator[Words]:
    """Every wording that the phrases stand for: `a|b` is either word."""
    for phrase in phrases:
        for choice in product(*(part.split("|") for part in phrase.split())):
            words = _words(expanded(" ".join(choice)))
            if not words:
                raise ClientError("The phrase list has a wording without a word that counts. Remove it.")
            yield words


def _words(text: str) -> Words:
    words = fold(text)
    if "her" not in words:
        return tuple([word for word in words if word not in _UNSAID])
    pairs = zip(words, (*words[1:], ""), strict=True)
    return tuple([word for word, after in pairs if _said(word, after)])


def _said(word: str, after: str) -> bool:
    return word not in _UNSAID or (word == "her" and after in _AFTER_HER)


def _read(words: Words, denied: bool, table: PhraseTable, found: dict[str, int]) -> bool:
    """Adds what a part of a sentence mentions, and tells whether a denial still holds at its end."""
    position = 0
    while position < len(words):
        word = words[position]
        for size in table.sizes.get(word, ()):
            meaning = table.meanings.get(words[position : position + size])
            if meaning is not None:
                break
        else:
            denied = _denies(words, position) or (denied and word in _CARRIES)
            position += 1
            continue
        position += size
        if not denied and words[position : position + 1] != _FREE:
            for code, level in meaning:
                found[code] = max(level, found.get(code, 0))
    return denied


def _denies(words: Words, position: int) -> bool:
    """Whether a denial begins at a word, as "no" and "free of" do; "never without" denies nothing."""
    if words[position] in _DENIES:
        return words[max(0, position - 1) : position + 1] not in _DOUBLE
    return words[position : position + 2] in _FREE_OF

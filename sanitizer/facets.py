"""The closed vocabulary of wishes: facets of each domain, their values, and the words that mean them."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from sanitizer.taxonomy import Names, taxonomy

_APART = {code: " " for code in range(128) if not chr(code).isalnum()}
"""What parts the words of ASCII text."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet."""

    name: str
    phrase: str
    """What people are shown."""
    words: tuple[tuple[str, ...], ...]
    """All wordings, each folded to a tuple of words."""


@dataclass(frozen=True, slots=True)
class Facet:
    """One property that a wish can have, with a closed set of values."""

    name: str
    phrase: str
    values: Names[Value]


def fold(text: str) -> tuple[str, ...]:
    """A text as comparable words: no case, accents, punctuation or plural s."""
    if text.isascii():
        # Nothing to decompose and no accents: the same words, sooner.
        return tuple([_singular(word) for word in text.lower().translate(_APART).split()])
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    words: list[str] = re.findall(r"[^\W_]+", plain)
    return tuple(_singular(word) for word in words)


def _singular(word: str) -> str:
    if len(word) > 3 and word[-1] == "s" and word[-2] not in "su" and not word[0].isdigit():
        return word[:-1]
    return word


def _facet(name: str, row: Mapping[str, Any]) -> Facet:
    values = {
        value: Value(value, wordings[0], tuple(dict.fromkeys(fold(words) for words in (*wordings, value))))
        for value, wordings in row["values"].items()
    }
    return Facet(name, row["phrase"], Names("facet value", values))


@cache
def facets(domain: str) -> Names[Facet]:
    """The facets of a domain, in order. An unknown domain is a `VocabularyError`."""
    rows = _table()[taxonomy().domains[domain].name]
    return Names("facet", {facet: _facet(facet, row) for facet, row in rows.items()})


@cache
def comparatives() -> Mapping[str, str]:
    """Comparatives to their plain words, such as `shorter` to `short`."""
    found: Mapping[str, str] = _table()["comparatives"]
    return found


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(resources.files("sanitizer").joinpath("facets.toml").read_text(encoding="utf-8"))


@cache
def wordings(domain: str) -> dict[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Every wording of a domain to the (facet, value) pairs that it means."""
    found: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for facet in facets(domain).values():
        for value in facet.values.values():
            for words in value.words:
                found.setdefault(words, []).append((facet.name, value.name))
    return {words: tuple(pairs) for words, pairs in found.items()}

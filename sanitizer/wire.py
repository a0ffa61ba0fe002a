"""The request side of the protocol `leastsaid/1`: closed fields, canonical padded bytes.

Nothing in a request of `leastsaid/1` is free text: facets, codes, groups and roots are members of the vocabulary,
titles are those of a table, the rest are constants, a random id and a day. `leastsaid/1+words` adds a few phrases
of the person's own.
"""

import hashlib
import json
import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from sanitizer.facets import facets
from sanitizer.taxonomy import taxonomy
from sanitizer.titles import Title
from sanitizer.types import Level, Mode
from sanitizer.wishes import FacetValues

SCHEMA = "leastsaid/1"
SCHEMA_WITH_WORDS = "leastsaid/1+words"
"""The same, and a person's own words, which they allowed for this one request."""
COUNT = 50
"""Items asked for, always: a count that varied would tell how much is filtered on this device."""
MAX_TITLES = 20
"""Liked titles at most, and disliked ones: the more, the more they tell who asks."""
MAX_WORDS = 5
"""Phrases of a person's own at most."""
MAX_PHRASE = 80
"""Code points of one of them at most."""
BLOCK = 512
"""Bodies are padded with spaces to a multiple of this many bytes."""
PURPOSE = "ProvidePersonalisedRecommendations"
"""The purpose in the Data Privacy Vocabulary of the W3C."""

KEYS = {Level.ROOT: "root", Level.GROUP: "group", Level.CODE: "code"}
"""The field that names a told constraint, by its level."""


class Scope(StrEnum):
    """How long a consent lasts, besides its expiry."""

    REQUEST = "request"
    CONVERSATION = "conversation"
    UNTIL = "until"
    """In every conversation, until it expires."""


@dataclass(frozen=True, slots=True)
class ConsentTag:
    """What the wire says of a consent; the receipt stays on this device."""

    expires: date
    scope: Scope = Scope.REQUEST

    def body(self) -> dict[str, Any]:
        """The tag's fields."""
        return {
            "purpose": PURPOSE,
            "scope": self.scope.value,
            "expires": self.expires.isoformat(),
            "secondary_use": False,
        }


@dataclass(frozen=True, slots=True)
class ToldConstraint:
    """A limit as a recommender is told it."""

    level: Level
    name: str
    mode: Mode
    consent: ConsentTag


@dataclass(frozen=True, slots=True)
class MinimizedRequest:
    """All that a recommender is told. Made by `minimize`."""

    id: str
    """Random for each request, so that it links nothing."""
    domain: str
    want: FacetValues
    like: tuple[Title, ...]
    dislike: tuple[Title, ...]
    constraints: tuple[ToldConstraint, ...]
    words: tuple[str, ...] = field(default=(), repr=False)
    """Wishes as the person wrote them; only with a consent for this request."""

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[0-9a-f]{32}", self.id):
            raise ValueError("A request's id is 32 hexadecimal digits.")
        known = facets(self.domain)
        for facet, values in self.want.items():
            for value in values:
                _ = known[facet].values[value]
        for told in self.constraints:
            if told.name not in tellable(self.domain, told.level):
                raise ValueError(
                    "A told constraint names a code, a group or the root of the request's domain."
                )
        if len(self.words) > MAX_WORDS or not all(map(_plain, self.words)):
            raise ValueError("The words of a request are a few short phrases.")

    def body(self) -> dict[str, Any]:
        """The fields of the request, as they go on the wire."""
        return {
            "schema": SCHEMA_WITH_WORDS if self.words else SCHEMA,
            "id": self.id,
            "domain": self.domain,
            "want": {facet: list(values) for facet, values in self.want.items()},
            "like": [{"title": title.title, "year": title.year} for title in self.like],
            "dislike": [{"title": title.title, "year": title.year} for title in self.dislike],
            "constraints": [
                {KEYS[told.level]: told.name, "mode": told.mode.value, "consent": told.consent.body()}
                for told in self.constraints
            ],
            "count": COUNT,
            "notes": "all",
            **({"words": list(self.words)} if self.words else {}),
        }

    def encode(self) -> bytes:
        """The exact bytes: canonical JSON (RFC 8785), padded with spaces.

        All keys are ASCII and all numbers small integers, for which sorted keys and no blanks are canonical.
        """
        text = json.dumps(self.body(), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        content = text.encode()
        return content + b" " * (-len(content) % BLOCK)

    def digest(self) -> str:
        """The SHA-256 sum of the exact bytes, in hexadecimal."""
        return hashlib.sha256(self.encode()).hexdigest()


def _plain(phrase: str) -> bool:
    return 0 < len(phrase) <= MAX_PHRASE and phrase.isprintable()


def tellable(domain: str, level: Level) -> set[str]:
    """The names that may be told of a domain's constraints at a level."""
    codes = taxonomy().codes_of(domain)
    return {
        Level.NOTHING: set[str](),
        Level.ROOT: {taxonomy().domains[domain].root},
        Level.GROUP: {code.group for code in codes},
        Level.CODE: {code.name for code in codes},
    }[level]

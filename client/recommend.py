"""A small ranker: a request's fields to a reply's items. For the built-in remote and the server."""

from collections.abc import Mapping, Sequence
from typing import Any

from client.catalogue import Catalogue, Entry
from client.closeness import Taste, closeness, leading, spread, thing, words_of
from sanitizer.taxonomy import taxonomy
from sanitizer.wire import SCHEMA

_CONFLICT = {0: 0.0, 1: 0.5, 2: 2.5, 3: 4.0, None: 0.5}
"""What a conflict with a told constraint costs: less than a wish that is met, unless it is clear."""


def recommend(request: Mapping[str, Any], catalogue: Catalogue) -> dict[str, Any]:
    """The reply to a valid request: `count` items, best first, with all notes that the catalogue has.

    Told constraints push conflicting items down but never out: whether an item is safe for a person is decided
    where the person is.
    """
    named = [_known(request[field], catalogue) for field in ("like", "dislike")]
    taste = Taste(
        want=request["want"],
        liked=tuple(map(thing, named[0])),
        disliked=tuple(map(thing, named[1])),
        words=frozenset(word for phrase in request.get("words", ()) for word in words_of(phrase)),
    )
    told = [_codes(constraint, request["domain"]) for constraint in request["constraints"]]
    left_out = [entry for entries in named for entry in entries]
    scored = [
        (closeness(thing(entry), taste) - sum([_conflict(entry, codes) for codes in told]), entry)
        for entry in catalogue.entries(request["domain"])
        if not any(entry is other for other in left_out)
    ]
    chosen = spread(scored, lambda entry: leading(thing(entry)), request["count"])
    return {"schema": SCHEMA, "items": [_item(entry) for entry in chosen]}


def _codes(told: Mapping[str, Any], domain: str) -> list[str]:
    """The codes that a told name stands for: one, those of a group, or with the root all."""
    return [
        code.name
        for code in taxonomy().codes_of(domain)
        if told.get("code", code.name) == code.name and told.get("group", code.group) == code.group
    ]


def _conflict(entry: Entry, codes: Sequence[str]) -> float:
    """What a conflict with a told name costs: the mean over its codes."""
    return sum(_CONFLICT[entry.notes.get(code)] for code in codes) / len(codes)


def _item(entry: Entry) -> dict[str, Any]:
    return {
        "title": entry.title.title,
        "year": entry.title.year,
        "kind": entry.kind,
        "why": entry.about,
        "notes": dict(entry.notes),
    }


def _known(titles: Sequence[Mapping[str, Any]], catalogue: Catalogue) -> list[Entry]:
    return [entry for title in titles for entry in catalogue.find(title["title"], title["year"])]

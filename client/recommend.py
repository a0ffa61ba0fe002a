"""A small ranker: a request's fields to a reply's items. For the built-in remote and the server."""

from collections.abc import Mapping, Sequence
from typing import Any

from client.catalogue import Catalogue, Entry
from sanitizer.facets import facets
from sanitizer.taxonomy import taxonomy

_WEIGHTS = {"kind": 6.0, "genre": 4.0, "era": 3.0, "mood": 2.5, "theme": 2.5, "setting": 2.0, "audience": 2.0}
_OTHER_FACET = 1.5
_LIKENESS = 5.0
_CONFLICT = {0: 0.0, 1: 0.5, 2: 2.5, 3: 4.0, None: 0.5}
"""What a conflict with a told constraint costs: less than a wish that is met, unless it is clear."""
_FOR_CHILDREN = 5.0
"""What a work for small children costs where nobody asked for one."""
_REPEAT = 0.35
"""What each earlier item of the same first genre costs, so that a slate is not all alike."""


def recommend(request: Mapping[str, Any], catalogue: Catalogue) -> dict[str, Any]:
    """The reply to a valid request: `count` items, best first, with all notes that the catalogue has.

    Told constraints push conflicting items down but never out: whether an item is safe for a person is decided
    where the person is.
    """
    entries = catalogue.entries(request["domain"])
    liked = _known(request["like"], catalogue)
    disliked = _known(request["dislike"], catalogue)
    left = [entry for entry in entries if entry not in liked and entry not in disliked]
    scores = [_score(entry, request, liked, disliked) for entry in left]
    ordered = _spread(left, scores, request["count"])
    return {"schema": request["schema"], "items": [_item(entry, request) for entry in ordered]}


def _score(
    entry: Entry, request: Mapping[str, Any], liked: Sequence[Entry], disliked: Sequence[Entry]
) -> float:
    score = 0.0
    for facet, values in request["want"].items():
        share = len(set(values) & set(entry.facets.get(facet, ()))) / len(values)
        # Of several kinds or decades any will do; of several genres or moods more is better.
        met = float(share > 0) if facet in ("kind", "era", "format") else (share + float(share > 0)) / 2
        score += met * _WEIGHTS.get(facet, _OTHER_FACET)
    score += _LIKENESS * max((_likeness(entry, other) for other in liked), default=0.0)
    score -= _LIKENESS * max((_likeness(entry, other) for other in disliked), default=0.0)
    if not request["want"].get("audience") and _for_children(entry):
        score -= _FOR_CHILDREN
    return score - _conflict(entry, request)


def _conflict(entry: Entry, request: Mapping[str, Any]) -> float:
    """What conflicts with what was told cost: for each told name, the mean over its codes."""
    codes = taxonomy().codes_of(request["domain"])
    total = 0.0
    for told in request["constraints"]:
        named = [
            code.name
            for code in codes
            if told.get("code", code.name) == code.name and told.get("group", code.group) == code.group
        ]
        total += sum(_CONFLICT[entry.notes.get(name)] for name in named) / len(named)
    return total


def _for_children(entry: Entry) -> bool:
    return set(entry.facets.get("audience", ())) <= {"toddlers", "children"} and "audience" in entry.facets


def _likeness(one: Entry, other: Entry) -> float:
    """Share of common facet values, kind and era left out (Jaccard)."""
    mine, theirs = _traits(one), _traits(other)
    return len(mine & theirs) / len(mine | theirs)


def _traits(entry: Entry) -> set[tuple[str, str]]:
    return {
        (facet, value)
        for facet, values in entry.facets.items()
        if facet not in ("kind", "era", "format")
        for value in values
    }


def _spread(entries: Sequence[Entry], scores: Sequence[float], count: int) -> list[Entry]:
    """The best entries, each earlier one of the same first genre costing a little (greedy)."""
    left = sorted(zip(scores, entries, strict=True), key=lambda pair: -pair[0])
    seen: dict[str, int] = {}
    chosen: list[Entry] = []
    while left and len(chosen) < count:
        place = max(range(len(left)), key=lambda at: left[at][0] - _REPEAT * seen.get(_genre(left[at][1]), 0))
        _, entry = left.pop(place)
        seen[_genre(entry)] = seen.get(_genre(entry), 0) + 1
        chosen.append(entry)
    return chosen


def _genre(entry: Entry) -> str:
    """What a slate is spread over: the first genre, cuisine or activity."""
    leading = (entry.facets.get(facet, ()) for facet in ("genre", "cuisine", "activity", "place"))
    return next((values[0] for values in leading if values), "")


def _item(entry: Entry, request: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "title": entry.title.title,
        "year": entry.title.year,
        "kind": entry.kind,
        "why": _why(entry, request),
        "notes": dict(entry.notes),
    }


def _why(entry: Entry, request: Mapping[str, Any]) -> str:
    known = facets(request["domain"])
    met = [
        known[facet].values[value].phrase
        for facet, values in request["want"].items()
        if facet != "kind"
        for value in values
        if value in entry.facets.get(facet, ())
    ]
    matched = f" Matches: {', '.join(met)}." if met else ""
    return f"{entry.about}{matched}"


def _known(titles: Sequence[Mapping[str, Any]], catalogue: Catalogue) -> list[Entry]:
    return [entry for title in titles for entry in catalogue.find(title["title"], title["year"])]

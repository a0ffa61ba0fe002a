"""Turns that go on from an answer: `something shorter`, `more like the second`, `not animated`, `others`.

A follow-up changes the wish and tells nothing new: it is read into the closed vocabulary and known titles, from the
words around what was found, never from a fact, a detail or a limit.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from client.conversation.references import Reference, reference
from client.safety import ScreenedItem
from client.safety.ranking import values_of
from sanitizer import Review
from sanitizer.facets import comparatives, facets
from sanitizer.titles import Title
from sanitizer.wishes import Pairs, Wishes, facet_pairs, going_on, ordered

MAX_WORDS = 14
"""A longer draft is a request of its own."""
_MAX_LENGTH = 200
_BLANK = "\0"
"""Stands where a finding was."""
_FOUND_FIRST = rf"(?:[^,;.!?\n{_BLANK}]*{_BLANK}[^,;.!?\n]*[,;.!?\n])?"
"""A clause with something found in it, before what is asked."""
_INSTEAD = re.compile(r"\binstead\b", re.IGNORECASE)
_TOPICS = frozenset({"kind", "genre", "cuisine", "dish", "meal", "place", "activity"})
"""Facets that say what kind of thing is asked for; a mood or a price is said of anything."""
_TOO = re.compile(r"\b(?:(?:not|nothing) )?too (\w+)", re.IGNORECASE)
_CHANGE = (
    r"\b(?:(?:no|not|less|without|nothing)(?: \w+){1,2}|(?:make (?:it|them)|it be)(?: \w+){1,2}|"
    r"(?:\w+ )?\w+(?= instead\b))\b"
)
"""The words of a change: what is not wanted, what it should be, what it should be instead."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The turn before: what was asked for, and what was shown in which order."""

    domain: str
    wishes: Wishes
    shown: tuple[ScreenedItem, ...]
    seen: int = 0
    """How many of them the person has seen: `the last one` is the last of these."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A draft that goes on from a turn."""

    wishes: Wishes
    """All that is asked for now, but for what the draft's own findings add."""
    others: bool
    """Whether what was shown before is not wanted again."""
    read: frozenset[int]
    """Findings that were read here, so that they need no place in the vocabulary of their own."""


def follow_up(review: Review, before: Answered) -> FollowUp | None:
    """How a draft goes on from a turn; None where it is a request of its own."""
    here = replace(review, domain=before.domain, earlier=None, picked=MappingProxyType({})).wishes
    said, text = _without(review, "fact", "detail"), _without(review, "fact", "detail", "limit")
    if not (_goes_on(said, before) or _goes_on(text, before)) or (here.empty and _elsewhere(review, before)):
        return None
    changed = _read(text, before)
    now = going_on(changed, here, before.domain)
    earlier = _but(before.wishes, now) if _INSTEAD.search(text) else before.wishes
    wanted = going_on(earlier, changed, before.domain)
    unmapped = {index: review.findings[index].span.of(review.draft.text) for index in here.unmapped}
    return FollowUp(
        replace(wanted, want=_consistent(wanted, now, before.domain), unmapped=()),
        _others(text, before),
        frozenset(
            index for index, own in unmapped.items() if _others(own, before) or not _read(own, before).empty
        ),
    )


def _without(review: Review, *kinds: str) -> str:
    """The draft with a sign for each finding of some kinds."""
    pieces, position = [], 0
    for finding in review.findings:
        if finding.kind in kinds:
            pieces += [review.draft.text[position : finding.span.start], _BLANK]
            position = finding.span.end
    return "".join([*pieces, review.draft.text[position:]])


def _goes_on(text: str, before: Answered) -> bool:
    if len(text) > _MAX_LENGTH or len(text.split()) > MAX_WORDS:
        return False
    return bool(_cue().match(text)) or _reference(text, before) is not None


def _elsewhere(review: Review, before: Answered) -> bool:
    """Whether the draft names a kind of thing that only another domain has."""
    return review.domain != before.domain and not _TOPICS.isdisjoint(review.wishes.want)


def _but(wished: Wishes, now: Wishes) -> Wishes:
    """Wishes without the facets of which something else is asked for now."""
    kept = {facet: values for facet, values in wished.want.items() if facet not in now.want}
    return replace(wished, want=MappingProxyType(kept))


def _read(text: str, before: Answered) -> Wishes:
    """What the words themselves change, in the closed vocabulary."""
    said = _change().findall(_TOO.sub(r"not \1", text))
    wanted, refused = facet_pairs(" ; ".join(said), before.domain)
    wanted |= _era(text, before)
    changed = Wishes(ordered(wanted, before.domain), ordered(refused - wanted, before.domain))
    meant = _reference(text, before)
    return going_on(changed, _meant(meant, before), before.domain) if meant else changed


def _others(text: str, before: Answered) -> bool:
    """Whether what was seen is not wanted again: others are asked for, or something that is more so or less."""
    return bool(_other().search(text) or _compared().search(text)) or _reference(text, before) is not None


def _reference(text: str, before: Answered) -> Reference | None:
    return reference(text, len(before.shown), before.seen)


def _era(text: str, before: Answered) -> Pairs:
    """Decades after or before those that were asked for, or that the first shown are of."""
    if "era" not in facets(before.domain):
        return set()
    decades = [value for value in facets(before.domain)["era"].values if value != "classic"]
    asked = [decades.index(era) for era in before.wishes.want.get("era", ()) if era in decades]
    shown = [f"{item.item.year // 10 * 10}s" for item in before.shown[:5] if item.item.year]
    found = sorted(decades.index(decade) for decade in shown if decade in decades)
    # One of the first shown may be far from the others: what is usual among them is in their middle.
    places = asked or [found[len(found) // 2] if found else len(decades) // 2]
    table = _table()["eras"]
    if re.search(_one_of(table["newer"]), text, re.IGNORECASE):
        return {("era", decade) for decade in decades[max(places) + 1 :] or decades[-1:]}
    if re.search(_one_of(table["older"]), text, re.IGNORECASE):
        return {("era", decade) for decade in decades[: min(places)] or decades[:1]}
    return set()


def _meant(meant: Reference, before: Answered) -> Wishes:
    """What `like the second` asks for: its title where it has a year, else what kind of thing it is."""
    item = before.shown[meant.place]
    entry = item.known.entry
    if entry is not None and entry.title.year:
        title = (Title(entry.title.title, entry.title.year),)
        return Wishes(like=title) if meant.wanted else Wishes(dislike=title)
    if not meant.wanted:
        return Wishes()
    values = values_of(item, before.domain)
    return Wishes(want={facet: found for facet, found in values.items() if facet not in ("era", "audience")})


def _consistent(wanted: Wishes, now: Wishes, domain: str) -> Mapping[str, tuple[str, ...]]:
    """The wishes without the opposites of what is asked for now."""
    opposites = {
        other
        for values in now.want.values()
        for value in values
        for other in _table()["opposites"].get(value, ())
    }
    return ordered(
        {
            (facet, value)
            for facet, values in wanted.want.items()
            for value in values
            if value not in opposites or value in now.want.get(facet, ())
        },
        domain,
    )


@cache
def _cue() -> re.Pattern[str]:
    table = _table()
    openers, never = _one_of(table["openers"]), _one_of(table["never"])
    cues = _one_of([*table["cues"], *table["compared"], *comparatives()])
    elsewhere = rf"{_one_of(table['beginnings'])}|.*{_one_of(table['anywhere'])}"
    return re.compile(
        rf"{_FOUND_FIRST}\W*(?:(?:{openers}\W+)*(?!{never}){cues}|{elsewhere})", re.IGNORECASE | re.DOTALL
    )


@cache
def _change() -> re.Pattern[str]:
    return re.compile(rf"{_CHANGE}|{_one_of(comparatives())}", re.IGNORECASE)


@cache
def _other() -> re.Pattern[str]:
    table = _table()
    more = rf"\bmore(?=\W*$|\W+{_one_of(table['more_of'])})"
    return re.compile(rf"{_one_of(table['others'])}|{more}", re.IGNORECASE)


@cache
def _compared() -> re.Pattern[str]:
    return re.compile(
        rf"{_one_of([*_table()['compared'], *comparatives()])}|\b(?:more|less|too) \w+", re.IGNORECASE
    )


def _one_of(wordings: Iterable[str]) -> str:
    return rf"\b(?:{'|'.join(map(re.escape, wordings))})\b"


@cache
def _table() -> Mapping[str, Any]:
    text = resources.files(__package__).joinpath("followups.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)

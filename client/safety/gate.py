"""The one gate in: a pure function of items, constraints and evidence. Silence is not safety.

Evidence of how far an item conflicts with a code comes from our notes and from the remote's own. The higher of two
counts. The remote's word alone makes nothing safe for `strict`, nor an item that carries the name of a work that we
know from another year.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from client.catalogue import Catalogue, Entry
from client.replies import Reply, ReplyItem
from sanitizer.types import Constraint, Mode
from sanitizer.wishes import FacetValues


class Verdict(StrEnum):
    """Whether an item respects all limits."""

    SAFE = "safe"
    UNSAFE = "unsafe"
    UNKNOWN = "unknown"


class Rule(StrEnum):
    """Why an item was hidden, moved or marked."""

    CONFLICT = "conflict"
    """It conflicts: 2 or more for `ask`, 1 or more for `strict`."""
    SLIGHT = "slight"
    """It conflicts slightly."""
    SUNK = "sunk"
    """It conflicts with a soft limit, and is ranked lower."""
    UNPROVEN = "unproven"
    """Nothing trusted says that it does not conflict."""
    UNWANTED = "unwanted"
    """No limit: the person asked for none of this."""
    UNCHECKED = "unchecked"
    """Whether it is what the person asked for none of is not known."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rule makes of one conflict."""

    verdict: Verdict
    rule: Rule | None = None
    hidden: bool = False
    cost: int = 0
    """How far it moves the item down."""


_FINE = Outcome(Verdict.SAFE)
_HIDE = Outcome(Verdict.UNSAFE, Rule.CONFLICT, hidden=True)
_OUTCOMES: Mapping[Mode, Mapping[int | None, Outcome]] = {
    Mode.STRICT: {
        0: _FINE,
        1: _HIDE,
        2: _HIDE,
        3: _HIDE,
        None: Outcome(Verdict.UNKNOWN, Rule.UNPROVEN, hidden=True),
    },
    Mode.ASK: {
        0: _FINE,
        1: Outcome(Verdict.SAFE, Rule.SLIGHT, cost=1),
        2: _HIDE,
        3: _HIDE,
        None: Outcome(Verdict.UNKNOWN, Rule.UNPROVEN, cost=2),
    },
    Mode.SOFT: {
        0: _FINE,
        1: Outcome(Verdict.SAFE, Rule.SLIGHT, cost=1),
        2: Outcome(Verdict.UNSAFE, Rule.SUNK, cost=4),
        3: Outcome(Verdict.UNSAFE, Rule.SUNK, cost=6),
        None: Outcome(Verdict.UNKNOWN, Rule.UNPROVEN, cost=2),
    },
}
PLACES = 4
"""How many places an item sinks for each step of cost."""
_WORST = (Verdict.SAFE, Verdict.UNKNOWN, Verdict.UNSAFE)


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule and the code that it was applied for; for `unwanted`, the facet value."""

    rule: Rule
    about: str
    hides: bool = False
    facet: str = ""
    """Of a value that is not wanted."""


@dataclass(frozen=True, slots=True)
class ScreenedItem:
    """An item and what the gate says of it."""

    item: ReplyItem
    verdict: Verdict
    reasons: tuple[Reason, ...] = ()
    hidden: bool = False
    cost: int = 0
    checked: bool = True
    """Whether there was any limit to check."""


@dataclass(frozen=True, slots=True)
class SafeReply:
    """What may be shown, best first, and what is kept back."""

    shown: tuple[ScreenedItem, ...]
    hidden: tuple[ScreenedItem, ...]
    unreadable: int = 0


def screen(
    reply: Reply, constraints: Iterable[Constraint], catalogue: Catalogue, domain: str, unwanted: FacetValues
) -> SafeReply:
    """Judges every item by every constraint of the domain, and by what is not wanted."""
    kept = [constraint for constraint in constraints if constraint.about.domain == domain]
    judged = [_judge(item, kept, catalogue, unwanted) for item in reply.items]
    places = sorted(
        ((place + PLACES * item.cost, place, item) for place, item in enumerate(judged) if not item.hidden),
        key=lambda ranked: ranked[:2],
    )
    shown = tuple(item for *_, item in places)
    return SafeReply(shown, tuple(item for item in judged if item.hidden), reply.unreadable)


def _judge(
    item: ReplyItem, constraints: Sequence[Constraint], catalogue: Catalogue, unwanted: FacetValues
) -> ScreenedItem:
    exact = catalogue.find(item.title.text, item.year, item.kind)
    outcomes = [
        (constraint.code, _OUTCOMES[constraint.mode][_conflict(item, exact, constraint, catalogue)])
        for constraint in constraints
    ]
    reasons = [Reason(outcome.rule, code, outcome.hidden) for code, outcome in outcomes if outcome.rule]
    disliked = _disliked(item, exact, unwanted)
    return ScreenedItem(
        item=item,
        verdict=max((outcome.verdict for _, outcome in outcomes), key=_WORST.index, default=Verdict.SAFE),
        reasons=(*reasons, *disliked),
        hidden=any(reason.hides for reason in (*reasons, *disliked)),
        cost=sum(outcome.cost for _, outcome in outcomes),
        checked=bool(constraints),
    )


def _disliked(item: ReplyItem, entries: Sequence[Entry], unwanted: FacetValues) -> list[Reason]:
    """Why an item is what the person asked for none of, as far as our facets and its kind tell."""
    found = [
        Reason(Rule.UNWANTED, value, hides=True, facet=facet)
        for facet, values in unwanted.items()
        for value in values
        if any(value in entry.facets.get(facet, ()) for entry in entries)
        or (facet == "kind" and value == item.kind)
    ]
    if unwanted and not entries and not found:
        return [Reason(Rule.UNCHECKED, "")]
    return found


def _conflict(
    item: ReplyItem, exact: Sequence[Entry], constraint: Constraint, catalogue: Catalogue
) -> int | None:
    """How far the item conflicts with the constraint, 0 to 3; None where that is not known.

    Our notes of the very work count as they are. Where only its name is known, from another year or kind, the worst
    note of any work of that name counts, and nothing makes it safe.
    """
    named = catalogue.named(item.title.text)
    ours = [entry.notes.get(constraint.code) for entry in exact or named]
    theirs = item.notes.get(constraint.code)
    known = [note for note in (*ours, theirs) if note is not None]
    if any(known):
        return max(known)
    if exact and None not in ours:
        return 0
    alone = constraint.mode is not Mode.STRICT and (exact or not named) and not item.title.disguised
    return 0 if theirs == 0 and alone else None

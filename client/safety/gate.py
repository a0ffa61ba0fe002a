"""The one gate in: a pure function of items, limits and evidence. Silence is not safety.

What follows from which evidence is in the table of rules; here it is applied.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from client.catalogue import Catalogue
from client.kept.evidence import Evidence
from client.replies import Reply, ReplyItem
from client.safetext import SafeText
from client.safety.description import NO_WORDS, description
from client.safety.evidence import Known, known
from client.safety.rules import WORST, Ceiling, Outcome, Rule, Source, Together, Verdict, rules
from sanitizer.types import Constraint, Mode
from sanitizer.wishes import FacetValues, Wishes


@dataclass(frozen=True, slots=True)
class Bounds:
    """What an answer is held against. None of it is told by being here."""

    domain: str
    constraints: tuple[Constraint, ...] = ()
    """Of the domain."""
    unwanted: FacetValues = field(default_factory=lambda: MappingProxyType({}))
    ceiling: Ceiling | None = None
    """Who is there, where that bounds what may be shown."""
    outcomes: tuple[tuple[Constraint, Mapping[int | None, Outcome]], ...] = field(init=False, repr=False)
    """What follows for each constraint from the highest note."""

    def __post_init__(self) -> None:
        table = rules().limits
        outcomes = tuple((constraint, table[constraint.mode]) for constraint in self.constraints)
        object.__setattr__(self, "outcomes", outcomes)


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule, and what it was applied for: a code, the value of a facet that is not wanted, or an audience."""

    rule: Rule
    about: str
    hides: bool = False
    facet: str = ""
    """Of a value that is not wanted."""


@dataclass(frozen=True, slots=True)
class ScreenedItem:
    """An item and what the gate says of it."""

    known: Known
    verdict: Verdict
    reasons: tuple[Reason, ...] = ()
    hidden: bool = False
    cost: int = 0
    """How many steps it is ranked lower."""
    checked: bool = True
    """Whether there was any limit to check."""
    why: SafeText = NO_WORDS
    """What may be shown of it."""

    @property
    def item(self) -> ReplyItem:
        """The item itself."""
        return self.known.item

    @property
    def quoted(self) -> bool:
        """Whether `why` are words of the recommender's own, and no line of our catalogue."""
        ours = (entry.about for entry in self.known.entries)
        return bool(self.why.text) and self.why == self.item.why and self.why.text not in ours


@dataclass(frozen=True, slots=True)
class Screened:
    """A whole reply, judged, in the order of the remote."""

    items: tuple[ScreenedItem, ...]
    unreadable: int = 0
    version: int = 0
    """Of the rules."""


def bounds(constraints: Iterable[Constraint], wished: Wishes, domain: str, youngest: str = "") -> Bounds:
    """What a person's limits and wishes ask of an answer of a domain; `youngest` is who else is there, untold."""
    wanted = (*wished.want.get("audience", ()), youngest)
    ceilings = rules().ceilings.values()
    return Bounds(
        domain,
        tuple(constraint for constraint in constraints if constraint.about.domain == domain),
        wished.unwanted,
        next((one for one in ceilings if one.domain == domain and one.audience in wanted), None),
    )


def screen(reply: Reply, limits: Bounds, catalogue: Catalogue, evidence: Evidence | None = None) -> Screened:
    """Judges every item by every limit, by who is there, and by what is not wanted."""
    items = tuple(judge(known(item, catalogue, evidence), limits) for item in reply.items)
    return Screened(items, reply.unreadable, rules().version)


def judge(about: Known, limits: Bounds) -> ScreenedItem:
    """One item, by all that is known of it."""
    doubts = _doubts(about, limits)
    reasons = [Reason(outcome.rule, code, outcome.hides) for code, outcome in doubts]
    if limits.ceiling:
        reasons += _too_old(about, limits.ceiling)
    if limits.unwanted:
        reasons += _unwanted(about, limits.unwanted)
    hidden = any(reason.hides for reason in reasons)
    return ScreenedItem(
        about,
        max([outcome.verdict for _, outcome in doubts], key=WORST.index, default=Verdict.SAFE),
        tuple(reasons),
        hidden=hidden,
        cost=sum([outcome.cost for _, outcome in doubts]),
        checked=bool(limits.constraints),
        why=NO_WORDS if hidden else description(about, limits.constraints),
    )


def _doubts(about: Known, limits: Bounds) -> list[tuple[str, Outcome]]:
    """What follows for each limit that is not clear; those of a group that are slightly touched may exceed it."""
    outcomes = []
    for constraint, by_note in limits.outcomes:
        outcome = by_note[about.conflict(constraint.code, constraint.mode)]
        if outcome.rule is not Rule.CLEAR:
            outcomes.append((constraint, outcome))
    together = rules().together
    exceeded = _exceeded(outcomes, together) if len(outcomes) >= together.count else ()
    return [
        (constraint.code, together.outcome if constraint.code in exceeded else outcome)
        for constraint, outcome in outcomes
    ]


def _exceeded(outcomes: Sequence[tuple[Constraint, Outcome]], together: Together) -> tuple[str, ...]:
    """The codes of groups that are slightly touched too often."""
    slight = [constraint for constraint, outcome in outcomes if outcome.rule is Rule.SLIGHT]
    if len(slight) < together.count:
        return ()
    codes = [one.about for one in slight if one.mode in together.modes and one.about.group in together.groups]
    groups = [code.group for code in codes]
    return tuple(code.name for code in codes if groups.count(code.group) >= together.count)


def _too_old(about: Known, ceiling: Ceiling) -> list[Reason]:
    """Why an item is not for those who are there."""
    levels = [about.conflict(code, Mode.ASK) for code in ceiling.heeds]
    certain = about.entries if about.ours is Source.OURS else ()
    audiences = [entry.facets.get("audience", ()) for entry in certain]
    if any(level is not None and level > ceiling.most for level in levels):
        return [Reason(Rule.TOO_OLD, ceiling.audience, hides=True)]
    if any(found and ceiling.suits.isdisjoint(found) for found in audiences):
        return [Reason(Rule.TOO_OLD, ceiling.audience, hides=True)]
    return [] if audiences and all(audiences) else [Reason(Rule.AGE_UNKNOWN, ceiling.audience)]


def _unwanted(about: Known, unwanted: FacetValues) -> list[Reason]:
    """Why an item is what the person asked for none of, as far as our facets and its kind tell."""
    found = [
        Reason(Rule.UNWANTED, value, hides=True, facet=facet)
        for facet, values in unwanted.items()
        for value in values
        if _has(about, facet, value)
    ]
    if about.entry is None and not found:
        return [Reason(Rule.UNCHECKED, "")]
    return found


def _has(about: Known, facet: str, value: str) -> bool:
    if facet == "kind" and value == about.item.kind:
        return True
    certain = about.entries if about.ours is Source.OURS else ()
    return any(value in entry.facets.get(facet, ()) for entry in certain)

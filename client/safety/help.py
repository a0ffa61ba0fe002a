"""What would help where little is left: another mood, or telling one group. Worked out here, from our notes."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from client.catalogue import Catalogue, Entry
from client.safety.evidence import of_entry
from client.safety.gate import Bounds, judge
from client.safety.ranking import SafeReply
from sanitizer.facets import facets
from sanitizer.taxonomy import taxonomy
from sanitizer.types import Level
from sanitizer.wishes import Wishes

SHORT = 10
"""An answer of fewer is short."""
_MOODS = {"media": "mood", "food": "cuisine", "outings": "setting"}
"""The facet that is the easiest to change."""
_OFFERED = 3


@dataclass(frozen=True, slots=True)
class Help:
    """What a person may change, the most helpful first."""

    facet: str = ""
    values: tuple[str, ...] = ()
    """Of the facet: those that leave more."""
    groups: tuple[str, ...] = ()
    """Groups of limits, told to nobody so far, that hid items. A recommender that is told chooses other ones."""


def helping(reply: SafeReply, limits: Bounds, wished: Wishes, catalogue: Catalogue) -> Help:
    """What would help; nothing where the answer is long enough."""
    if len(reply.shown) >= SHORT:
        return Help()
    facet = _MOODS[limits.domain]
    return Help(facet, _moods(facet, limits, wished, catalogue), _untold(reply, limits))


def _untold(reply: SafeReply, limits: Bounds) -> tuple[str, ...]:
    codes = taxonomy().codes
    kept = {one.code for one in limits.constraints if one.level is Level.NOTHING}
    groups = Counter(
        codes[reason.about].group
        for item in reply.hidden
        for reason in item.reasons
        if reason.hides and reason.about in kept
    )
    return tuple(group for group, _ in groups.most_common(_OFFERED))


def _moods(facet: str, limits: Bounds, wished: Wishes, catalogue: Catalogue) -> tuple[str, ...]:
    """The values of a facet that nobody asked for and of which most is left, of the kinds that are asked for."""
    kinds = wished.want.get("kind", ())
    entries = (entry for entry in catalogue.entries(limits.domain) if not kinds or entry.kind in kinds)
    left = _left(entries, limits)
    asked = (*wished.want.get(facet, ()), *wished.unwanted.get(facet, ()))
    counts = Counter(value for entry in left for value in entry.facets.get(facet, ()) if value not in asked)
    known = facets(limits.domain)[facet].values
    return tuple(value for value, count in counts.most_common(_OFFERED) if count >= SHORT and value in known)


def _left(entries: Iterable[Entry], limits: Bounds) -> list[Entry]:
    """Those that the gate would show without a doubt."""
    judged = ((entry, judge(of_entry(entry), limits)) for entry in entries)
    return [entry for entry, item in judged if not item.hidden and not item.cost]

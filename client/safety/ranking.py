"""The order of what may be shown: limits first, then closeness to what was asked for, then variety."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from client.closeness import Taste, Thing, closeness, described, leading, spread, thing
from client.safety.gate import Screened, ScreenedItem
from client.safety.rules import WORST, Source
from sanitizer.wishes import FacetValues, facet_pairs, ordered

_PLACE = 3.0
"""What the remote's first place is worth beside its last: it may know what our notes do not."""
_STEP = 2.5
"""What a step of cost is worth."""


@dataclass(frozen=True, slots=True)
class SafeReply:
    """What may be shown, best first, and what is kept back."""

    shown: tuple[ScreenedItem, ...]
    hidden: tuple[ScreenedItem, ...] = ()
    unreadable: int = 0
    version: int = 0
    """Of the rules."""
    repeated: int = 0
    """How many were left out since they were shown before."""


def rank(screened: Screened, taste: Taste, domain: str, seen: Collection[str] = frozenset()) -> SafeReply:
    """Orders what is not hidden; nothing is added, and only names in `seen` are left out.

    What respects all limits comes before what is not known to, and that before what does not. Among these the
    closer one comes first; a slight conflict costs a little closeness, as does each earlier item of the same genre.
    """
    safe = [item for item in screened.items if not item.hidden]
    places = list(enumerate(item for item in safe if item.item.name not in seen))
    tiers = [[place for place in places if place[1].verdict is verdict] for verdict in WORST]
    shown = [item for tier in tiers for item in _closest(tier, len(places), taste, domain)]
    hidden = tuple(item for item in screened.items if item.hidden)
    repeated = len(safe) - len(places)
    return SafeReply(tuple(shown), hidden, screened.unreadable, screened.version, repeated)


def _closest(
    tier: Sequence[tuple[int, ScreenedItem]], count: int, taste: Taste, domain: str
) -> list[ScreenedItem]:
    scored = []
    for place, item in tier:
        one = _thing(item, domain)
        score = closeness(one, taste) - _PLACE * place / count - _STEP * item.cost
        scored.append((score, (leading(one), item)))
    return [item for _, item in spread(scored, lambda pair: pair[0], len(scored))]


def _thing(item: ScreenedItem, domain: str) -> Thing:
    if item.known.entries and item.known.ours is not Source.OURS_NAMESAKE:
        return thing(item.known.entries[0])
    return described(values_of(item, domain), item.item.why.text)


def values_of(item: ScreenedItem, domain: str) -> FacetValues:
    """The facets of an item: ours where we know it, else those that its kind and explanation name."""
    if item.known.entries and item.known.ours is not Source.OURS_NAMESAKE:
        return item.known.entries[0].facets
    named, _ = facet_pairs(f"{item.item.kind}. {item.item.why}", domain)
    return ordered(named, domain)

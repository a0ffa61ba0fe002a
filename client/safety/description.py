"""What is shown of an item's description: nothing of what the person avoids."""

from collections.abc import Collection, Sequence

from client.catalogue import Entry
from client.safetext import SafeText, safe_text
from client.safety.evidence import Known, mentioned_by_us
from client.safety.rules import Source
from sanitizer.facets import facets
from sanitizer.types import Constraint

NO_WORDS = safe_text("")
LEFT_OUT = safe_text("Its description is left out: it speaks of what you keep away from.")


def description(about: Known, limits: Sequence[Constraint]) -> SafeText:
    """The remote's explanation, or our line where it mentions an avoided code, or only what kind of thing it is."""
    if not about.described or not any(one.code in about.described for one in limits):
        return about.item.why
    return _instead(about, {one.code for one in limits})


def _instead(about: Known, avoided: Collection[str]) -> SafeText:
    if about.ours is not Source.OURS:
        return LEFT_OUT
    entry = about.entries[0]
    for line in (entry.about, _kind(entry)):
        if mentioned_by_us(line).keys().isdisjoint(avoided):
            return safe_text(line)
    return LEFT_OUT


def _kind(entry: Entry) -> str:
    """What kind of thing it is, such as `Series: comedy, family film.`."""
    known = facets(entry.title.domain)
    named = [
        known[facet].values[value].phrase
        for facet in ("genre", "cuisine", "dish", "activity", "place")
        for value in entry.facets.get(facet, ())
        if facet in known
    ]
    kind = entry.kind.replace("-", " ").capitalize()
    return f"{kind}: {', '.join(named)}." if named else f"{kind}."

"""The rows of a review: what was found, each thing said once, and what becomes of it."""

import textwrap
from collections import Counter
from collections.abc import Mapping, Sequence

from textual.content import Content

from client.choosing import MODES, lead
from client.grammar import counted
from client.safetext import safe_text
from client.tui.lists import Paged
from client.tui.marks import COLOURS
from client.words import becomes, nothing_found
from sanitizer import Action, Kind, Mode, Review
from sanitizer.taxonomy import taxonomy

INDENT = " " * 8
QUOTED = 60
"""Characters of a finding that are shown at most."""
_COUNTED = {Kind.FACT: "fact", Kind.DETAIL: "detail", Kind.LIMIT: "limit", Kind.WISH: "wish"}


class Rows(Paged):
    """The findings."""


def row(review: Review, group: Sequence[int], width: int, colours: Mapping[str, str]) -> Content:
    """Findings that say the same, wrapped to a width."""
    index = lead(review, group)
    decision = review.decisions[index]
    finding = decision.finding
    kind, label = _COUNTED[finding.kind], finding.about.phrase
    name = "" if finding.kind in (Kind.WISH, Kind.LIMIT) else f"{label}: "
    times = f" ({len(group)}×)" if len(group) > 1 else ""
    room = max(12, min(QUOTED, width - len(INDENT) - len(name) - len(times) - 2))
    quoted = safe_text(finding.span.of(review.draft.text), room).text
    limited = decision.action is Action.CONSTRAIN and decision.mode is not Mode.ASK
    mode = f" ({MODES[decision.mode]})" if limited else ""
    below = textwrap.fill(
        f"→ {becomes(review, index)}{mode}",
        width=width,
        initial_indent=INDENT,
        subsequent_indent=f"{INDENT}  ",
    )
    return Content.assemble(
        Content.styled(f"{kind:<{len(INDENT)}}", colours.get(finding.kind.value, COLOURS[finding.kind])),
        Content.styled(name, "bold"),
        f"“{quoted}”{times}\n{below}",
    )


def heading(review: Review) -> str:
    """What was found, each thing once, and what is kept from before."""
    counts = Counter(_COUNTED[review.findings[group[0]].kind] for group in review.groups)
    if counts:
        listed = ", ".join(counted(count, word) for word, count in counts.items())
        found = f"Found here: {listed}. A model can miss things."
    else:
        found = "" if review.earlier else nothing_found(review)
    found += f"{' ' * bool(found)}Asks for {taxonomy().domains[review.domain].topic} (d changes)."
    also = ", ".join(taxonomy().codes[constraint.code].phrase for constraint in review.named)
    return "\n".join(filter(None, (found, f"Also kept: {also} (f forgets)." if also else "")))

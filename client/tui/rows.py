"""The rows of a review: what was found, each thing said once, and what becomes of it."""

import textwrap
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual.content import Content

from client.hearing import idle
from client.safetext import safe_text
from client.tui.lists import Paged
from client.tui.marks import COLOURS
from client.wording.choosing import MODES, lead
from client.wording.grammar import counted, joined
from client.wording.words import NAMED, asks_for, becomes, kept_besides, nothing_found, understood
from sanitizer import Action, Kind, Mode, Review

INDENT = " " * 8
QUOTED = 60
"""Characters of a finding that are shown at most."""
CHOOSE = "l on its row says what it should mean."
DEFAULT = "Enter goes on. Nothing leaves yet: you see the exact request first."
SAID = 3
"""Limits that hide nothing that are named at most."""
SHORT = 24
"""Characters of a limit that hides nothing that are said again."""
_COUNTED = {Kind.FACT: "fact", Kind.DETAIL: "detail", Kind.LIMIT: "limit", Kind.WISH: "wish"}


class Rows(Paged):
    """The findings. The one under the cursor stays in view, whatever else on the screen grows."""

    def on_resize(self) -> None:
        """Less room, perhaps."""
        self.scroll_to_highlight()

    def scroll_to_highlight(self, top: bool = False) -> None:
        """The base class's; of a row that is taller than the list, its beginning."""
        at, height = self.highlighted, self.scrollable_content_region.height
        tall = at is not None and str(self.get_option_at_index(at).prompt).count("\n") >= height
        super().scroll_to_highlight(top or tall)


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


@dataclass(frozen=True, slots=True)
class Outline:
    """What there is to say of a review as a whole: read once for each state, since it may be long."""

    review: Review
    groups: tuple[tuple[int, ...], ...]
    heading: str
    note: str
    """What is said below the rows where nothing else is."""


def outline(review: Review) -> Outline:
    """Groups, heading and note of a review."""
    groups = review.groups
    note = idle_note(review) or understood(review) or DEFAULT
    return Outline(review, groups, _heading(review, groups), note)


def _heading(review: Review, groups: Sequence[Sequence[int]]) -> str:
    """What was found, each thing once, and what is kept from before."""
    counts = Counter(_COUNTED[review.decisions[group[0]].finding.kind] for group in groups)
    if counts:
        listed = ", ".join(counted(count, word) for word, count in counts.items())
        found = f"Found here: {listed}. A model can miss things."
    else:
        found = "" if review.earlier else nothing_found(review)
    found += f"{' ' * bool(found)}Asks for {asks_for(review)} (d changes)."
    kept = kept_besides(review, NAMED)
    return "\n".join(filter(None, (found, f"{kept} (f forgets)." if kept else "")))


def idle_note(review: Review) -> str:
    """Which stated limits hide nothing, and what to do; empty where each does."""
    spans = (review.decisions[index].finding.span.of(review.draft.text) for index in idle(review))
    quoted = [f"“{words}”" for words in dict.fromkeys(safe_text(one, SHORT).text for one in spans)]
    some = [*quoted[:SAID], *([f"{len(quoted) - SAID} more"] if len(quoted) > SAID else [])]
    return f"{joined(some)} {'hides' if len(quoted) == 1 else 'hide'} nothing yet. {CHOOSE}" if quoted else ""

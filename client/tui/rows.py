"""The rows of a review: what each finding is and what it becomes."""

import textwrap
from collections import Counter
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList

from client.safetext import safe_text
from client.tui.composer import COLOURS
from client.words import becomes, nothing_found
from sanitizer import Kind, Mode, Review
from sanitizer.taxonomy import taxonomy

INDENT = " " * 8
QUOTED = 60
"""Characters of a finding that are shown at most."""
MODES = {
    Mode.ASK: "hide what conflicts",
    Mode.STRICT: "hide whatever is not known to fit",
    Mode.SOFT: "only rank lower",
}
_COUNTED = {Kind.FACT: "fact", Kind.DETAIL: "detail", Kind.LIMIT: "limit", Kind.WISH: "wish"}


class Rows(OptionList, inherit_bindings=False):
    """The findings."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "cursor_up", show=False),
        Binding("down", "cursor_down", show=False),
        Binding("home", "first", show=False),
        Binding("end", "last", show=False),
        Binding("pageup", "page_up", show=False),
        Binding("pagedown", "page_down", show=False),
    ]


def row(review: Review, index: int, width: int) -> Content:
    """One finding, wrapped to a width."""
    decision = review.decisions[index]
    finding = decision.finding
    kind, label = _COUNTED[finding.kind], finding.about.phrase
    name = "" if kind == label else "limit: " if kind == "limit" else f"{label}: "
    room = max(12, min(QUOTED, width - len(INDENT) - len(name) - 2))
    quoted = safe_text(finding.span.of(review.draft.text), room).text
    mode = f" ({MODES[decision.mode]})" if decision.mode is not Mode.ASK else ""
    below = textwrap.fill(
        f"→ {becomes(review, index)}{mode}",
        width=width,
        initial_indent=INDENT,
        subsequent_indent=f"{INDENT}  ",
    )
    return Content.assemble(
        Content.styled(f"{kind:<{len(INDENT)}}", COLOURS[finding.kind]),
        Content.styled(name.removeprefix("limit: "), "bold"),
        f"“{quoted}”\n{below}",
    )


def heading(review: Review) -> str:
    """What was found, and what is kept from before."""
    counts = Counter(_COUNTED[finding.kind] for finding in review.findings)
    if counts:
        listed = ", ".join(counted(count, word) for word, count in counts.items())
        found = f"Found here: {listed}. A model can miss things."
    else:
        found = "" if review.earlier else nothing_found(review)
    also = ", ".join(taxonomy().codes[constraint.code].phrase for constraint in review.named)
    return "\n".join(filter(None, (found, f"Also kept: {also} (f forgets)." if also else "")))


def counted(count: int, word: str) -> str:
    """A number with its noun: `1 wish`, `2 wishes`."""
    return f"{count} {word}" if count == 1 else f"{count} {word}es" if word == "wish" else f"{count} {word}s"

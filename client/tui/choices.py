"""The choices for the finding under the cursor, each with what it means for this very one; keys and mouse."""

import textwrap
from collections.abc import Collection, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from client.wording.choosing import Way, lead, ways
from sanitizer import Action, Kind, Review

LOW = 20
"""Lines of the screen below which the other keys are not named."""
NAMES = 17
"""Columns for the name of a choice."""
NARROW = 66
"""Columns below which meanings are not set apart from names."""
CHOSEN = {True: "●", False: "○"}
LEVELS = "0-3 tell nothing, a hint, its group, exactly · m how strictly"
LATER = "v for later, too"
MORE = "[ ] { } more or fewer words · t kind · c how sure · N never · A always flag"


class Line(Static):
    """One choice. A click chooses it."""

    class Pressed(Message):
        """The person clicked on a choice."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self) -> None:
        super().__init__()
        self.way: Way | None = None

    def show(self, way: Way | None, width: int) -> None:
        """Shows a choice, or nothing."""
        self.way = way
        self.display = way is not None
        if way is not None:
            self.update(_written(way, width))

    def on_click(self) -> None:
        """The same as its key."""
        if self.way is not None:
            self.post_message(self.Pressed(self.way.key))


class Choices(Vertical):
    """What can become of one finding."""

    DEFAULT_CSS = """
    Choices { height: auto; border-top: dashed $panel; }
    Choices Line { height: auto; }
    Choices Line:hover { background: $panel; }
    #choices-keys { height: auto; color: $text-muted; }
    """
    SHOWN: ClassVar[int] = 3

    def compose(self) -> ComposeResult:
        """A line for each, and one that names the other keys."""
        for _ in range(self.SHOWN):
            yield Line()
        yield Static(id="choices-keys")

    def show(self, review: Review, group: Sequence[int], width: int, saved: Collection[str] | None) -> int:
        """Shows the choices for findings that say the same. How many lines they need.

        `saved` are the codes that are kept for every conversation; None where there is no vault to keep them in.
        """
        found = ways(review, group, saved or ())
        lines = list(self.query(Line))
        for at, line in enumerate(lines):
            line.show(found[at] if at < len(found) else None, width)
        decision = review.decisions[lead(review, group)]
        wish = decision.finding.kind is Kind.WISH
        levels = LEVELS if saved is None else f"{LEVELS} · {LATER}"
        first = [levels] if decision.action is Action.CONSTRAIN else ["w what it may mean"] if wish else []
        together = " · ".join([*first, MORE])
        keys = [together] if len(together) <= width else [*first, *textwrap.wrap(MORE, width=width)]
        named = self.query_one("#choices-keys", Static)
        named.update(Content("\n".join(keys)))
        named.display = self.screen.size.height >= LOW
        needed = sum(_written(way, width).plain.count("\n") + 1 for way in found)
        return 1 + needed + (len(keys) if named.display else 0)


def _written(way: Way, width: int) -> Content:
    """Sign, key, name and meaning, wrapped below the meaning."""
    sign = f"{CHOSEN[way.chosen]} {way.key}  "
    begins = f"{sign}{way.name}: " if width < NARROW else f"{sign}{way.name:<{NAMES}}"
    indent = " " * len(sign if width < NARROW else begins)
    wrapped = textwrap.fill(way.means, width=width, initial_indent=begins, subsequent_indent=indent)
    return Content.styled(wrapped, "bold") if way.chosen else Content(wrapped)

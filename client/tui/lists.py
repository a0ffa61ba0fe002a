"""Lists that say with a sign where the cursor is, and leave the keys they do not need to their screens."""

from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.strip import Strip
from textual.widgets import OptionList

HERE = "▸ "
"""Before what is under the cursor, so that no colour is needed to see it; a blank before all others."""

BACK = "u takes it back."
MARKS = {True: "● ", False: "○ "}
"""Before what is so now, and before what is not."""


class Pointed(OptionList, inherit_bindings=False):
    """Enter belongs to its screen, and so do Page Up and Page Down."""

    ALWAYS: ClassVar[bool] = True
    """Whether the sign is seen while the keys go elsewhere."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "cursor_up", show=False),
        Binding("down", "cursor_down", show=False),
        Binding("home", "first", show=False),
        Binding("end", "last", show=False),
    ]

    def _get_left_gutter_width(self) -> int:
        return len(HERE)

    def render_line(self, y: int) -> Strip:
        """A line of what is listed, after the sign or a blank."""
        line = super().render_line(y)
        place = self.scroll_offset.y + y
        row, below = self._lines[place] if place < len(self._lines) else (None, 0)
        here = row is not None and row == self.highlighted and not below
        sign = HERE if here and (self.has_focus or self.ALWAYS) else " " * len(HERE)
        style = next((segment.style for segment in line), None)
        return Strip([Segment(sign, style), *line])


class Things(Pointed):
    """A click goes to a thing; one on the thing under the cursor is the same as Enter."""

    async def _on_click(self, event: events.Click) -> None:
        clicked = event.style.meta.get("option")
        if clicked is not None and clicked != self.highlighted and not self.options[clicked].disabled:
            event.prevent_default()
            self.highlighted = clicked


class Paged(Pointed):
    """Enter belongs to its screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "page_up", show=False),
        Binding("pagedown", "page_down", show=False),
    ]


class Answers(Paged):
    """One is chosen with Enter, which is named among the keys, or with a click."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "choose")]

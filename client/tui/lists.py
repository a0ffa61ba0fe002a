"""Lists that leave the keys they do not need to their screens."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import OptionList


class Things(OptionList, inherit_bindings=False):
    """Enter belongs to its screen, and so do Page Up and Page Down."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "cursor_up", show=False),
        Binding("down", "cursor_down", show=False),
        Binding("home", "first", show=False),
        Binding("end", "last", show=False),
    ]


class Paged(Things):
    """Enter belongs to its screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "page_up", show=False),
        Binding("pagedown", "page_down", show=False),
    ]


class Answers(Paged):
    """One is chosen with Enter, which is named among the keys."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "choose")]

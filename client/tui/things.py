"""What the places share: the list itself, times that fit in it, and what is said where there is no vault."""

from datetime import datetime
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import OptionList

from client.records import Records


class Things(OptionList, inherit_bindings=False):
    """The list; Enter belongs to its screen, Page Up and Page Down to the details."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "cursor_up", show=False),
        Binding("down", "cursor_down", show=False),
        Binding("home", "first", show=False),
        Binding("end", "last", show=False),
    ]


def brief(when: datetime) -> str:
    """A time as a list has room for it, such as `3 May, 18:30`; with its year where that is another."""
    local = when.astimezone()
    year = "" if local.year == datetime.now().astimezone().year else f" {local.year}"
    return f"{local.day} {local:%b}{year}, {local:%H:%M}"


def without_vault(records: Records, what: str) -> str:
    """Where there is no vault: what it would keep, and how to make one."""
    if records.lasting:
        return ""
    return (
        f"There is no vault, so this ends with the program. A vault would keep {what}, sealed on this machine: "
        "`leastsaid vault init` makes one."
    )

"""A list of which each line can be ticked or unticked."""

from collections.abc import Collection, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from client.kept.consent import Name
from client.tui.lists import Pointed


class Ticks(Pointed):
    """What may be told. Enter is not taken: it means something else beside it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "select", "tick"),
    ]
    DEFAULT_CSS: ClassVar[str] = """
    Ticks, Ticks:focus { height: auto; max-height: 8; border: none; padding: 0; background: $surface; }
    """

    class Changed(Message):
        """Something else is ticked."""

    def __init__(self, name: str) -> None:
        super().__init__(id=name)
        self._names: tuple[tuple[Name, str], ...] = ()
        self._unticked: set[Name] = set()

    def offer(self, names: Sequence[tuple[Name, str]], unticked: Collection[Name]) -> None:
        """Lists these, with what people read."""
        self._names, self._unticked = tuple(names), set(unticked)
        self.clear_options()
        self.add_options(Option(self._line(index)) for index in range(len(self._names)))
        self.highlighted = 0 if self._names else None

    @property
    def ticked(self) -> tuple[Name, ...]:
        """What is ticked, in order."""
        return tuple(name for name, _ in self._names if name not in self._unticked)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Ticks or unticks the line, by Space or by the mouse."""
        event.stop()
        self._unticked ^= {self._names[event.option_index][0]}
        self.replace_option_prompt_at_index(event.option_index, self._line(event.option_index))
        self.post_message(self.Changed())

    def _line(self, index: int) -> Content:
        name, phrase = self._names[index]
        return Content(f"[{' ' if name in self._unticked else 'x'}] {phrase}")

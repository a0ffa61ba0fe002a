"""Two small questions of the places: whether something is meant, and a line of text."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from client.tui.keys import Keys


class SureScreen(ModalScreen[bool]):
    """Dismissed with True when the person says yes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "dismiss(True)", "yes"),
        Binding("n,escape", "dismiss(False)", "no", key_display="n"),
    ]

    def __init__(self, question: str, yes: str, no: str = "no, go back") -> None:
        super().__init__()
        self._question = question
        self._answers = f"y  {yes}\nn  {no}"

    def compose(self) -> ComposeResult:
        """The question and its two answers."""
        with VerticalScroll(classes="dialog"):
            yield Static(Content(self._question))
            yield Static(Content(self._answers))
        yield Keys()


class LineScreen(ModalScreen[str | None]):
    """Dismissed with a line that the person typed, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "back")]

    def __init__(self, question: str, value: str, length: int) -> None:
        super().__init__()
        self._question = question
        self._value = value
        self._length = length

    def compose(self) -> ComposeResult:
        """The question and a line to type in."""
        with VerticalScroll(classes="dialog"):
            yield Static(Content(self._question))
            yield Input(self._value, max_length=self._length, select_on_focus=False, id="line")
        yield Keys()

    def on_mount(self) -> None:
        """Waits for the line."""
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """The line, as it is typed."""
        self.dismiss(event.value.strip())

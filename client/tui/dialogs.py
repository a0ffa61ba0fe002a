"""A kind word, and whether to go on after it."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from client.helplines import KindAnswer
from client.tui.keys import Keys
from client.tui.unhurried import UnhurriedScreen


class KindScreen(UnhurriedScreen[bool]):
    """Dismissed with True when the person wants to go on with the request."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", "Go on"),
        Binding("escape", "dismiss(False)", "Back to what I wrote"),
    ]

    def __init__(self, answer: KindAnswer) -> None:
        super().__init__()
        self._answer = answer

    def compose(self) -> ComposeResult:
        """Words, lines to call, words."""
        answer = self._answer
        with VerticalScroll(id="kind", classes="dialog"):
            yield Static(Content(answer.opening))
            yield Static(Content(answer.middle))
            yield Static(Content("\n".join(f"  • {line}" for line in answer.helplines)), classes="helplines")
            yield Static(Content(answer.emergency))
            yield Static(Content(answer.closing), classes="quiet")
        yield Keys()

    def action_go_on(self) -> None:
        """The person wants to go on."""
        if self.meant():
            self.dismiss(True)

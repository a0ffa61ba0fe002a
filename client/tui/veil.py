"""The veil: for whoever looks over a shoulder. Nothing is seen until the person takes it away."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from client.tui.keys import Keys

HIDDEN = "Everything is where it was, unseen. Press Enter to go on."


class VeilScreen(ModalScreen[None]):
    """Dismissed when the person goes on. It keeps nobody out: for that there is the lock of a vault."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape", "dismiss(None)", "go on"),
    ]
    DEFAULT_CSS: ClassVar[str] = "VeilScreen { background: $background 100%; }"

    def compose(self) -> ComposeResult:
        """How to go on."""
        with VerticalScroll(classes="dialog"):
            yield Static(Content("Hidden"), classes="dialog-title")
            yield Static(Content(HIDDEN), id="veil-words")
        yield Keys()

"""Two small questions: what a finding really is, and whether to go on after a kind word."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from client.helplines import KindAnswer
from client.tui.keys import Keys
from client.tui.lists import MARKS, Answers
from client.tui.unhurried import UnhurriedScreen
from sanitizer.taxonomy import taxonomy

KINDS = (
    "Facts and details are left out of the text. A limit is kept in mind here. A wish is what is asked for."
)


class LabelScreen(ModalScreen[str | None]):
    """Dismissed with the label that the person chose, or with None."""

    CSS = """
    LabelScreen #labels { max-height: 60vh; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "back")]

    def __init__(self, label: str, question: str = "What is it really?", piece: str = "") -> None:
        """`piece` is the text that is asked about, safe to show."""
        super().__init__()
        self._label = label
        self._question = question
        self._piece = piece

    def compose(self) -> ComposeResult:
        """Every label that a person may choose, in plain words."""
        labels = [label for label in taxonomy().labels.values() if label.name != "unreadable"]
        options = [
            Option(
                Content(f"{MARKS[label.name == self._label]}{label.kind.value:<8}{label.phrase}"),
                id=label.name,
            )
            for label in labels
        ]
        with VerticalScroll(classes="dialog"):
            yield Static(Content(self._question), classes="dialog-title")
            if self._piece:
                yield Static(Content(f"“{self._piece}”"), id="piece")
            yield Static(Content(KINDS), classes="quiet")
            yield Answers(*options, id="labels")
        yield Keys()

    def on_mount(self) -> None:
        """Begins where the finding is now."""
        labels = self.query_one(OptionList)
        if self._label in taxonomy().labels and self._label != "unreadable":
            labels.highlighted = labels.get_option_index(self._label)
        labels.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """The choice."""
        self.dismiss(event.option.id)


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

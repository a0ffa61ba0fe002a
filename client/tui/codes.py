"""Which limit follows from a finding, where none follows by itself: searched for and chosen."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Footer, Input, OptionList, Static
from textual.widgets.option_list import Option

from sanitizer.facets import fold
from sanitizer.taxonomy import Code, taxonomy


class CodeScreen(ModalScreen[str | None]):
    """Dismissed with the code that the person chose, or with None."""

    DEFAULT_CSS = """
    CodeScreen #codes { height: auto; max-height: 12; border: none; padding: 0; background: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "into_list", "list", show=False),
        Binding("enter", "into_list", "choose"),
        Binding("escape", "dismiss(None)", "back"),
    ]

    def __init__(self, domain: str) -> None:
        super().__init__()
        self._codes = sorted(taxonomy().codes.values(), key=lambda code: code.domain != domain)

    def compose(self) -> ComposeResult:
        """A line to search with, and what can be kept in mind."""
        with Vertical(classes="dialog"):
            yield Static(Content("What has it to be for you?"), classes="dialog-title")
            yield Input(placeholder="Type to search, such as: stairs", id="search")
            yield OptionList(id="codes")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Begins with all of them."""
        self._list("")
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """What fits."""
        self._list(event.value)

    def on_input_submitted(self) -> None:
        """From the search to the list."""
        self.action_into_list()

    def action_into_list(self) -> None:
        """The first choice."""
        self.query_one(OptionList).focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """The choice."""
        self.dismiss(event.option.id)

    def _list(self, typed: str) -> None:
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(
            Option(Content(code.phrase), id=code.name) for code in self._codes if _fits(code, typed)
        )
        options.highlighted = 0 if options.option_count else None


def _fits(code: Code, typed: str) -> bool:
    """Whether every word that was typed begins a word of what the code is."""
    words = fold(f"{code.phrase} {code.about}")
    return all(any(word.startswith(begun) for word in words) for begun in fold(typed))

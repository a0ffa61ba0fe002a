"""What a wish means: picked from a list of what a request can hold, or sent in the person's own words."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Footer, Input, OptionList, Static
from textual.widgets.option_list import Option

from client.suggestions import Choice, matching
from sanitizer import Wishes

AS_WRITTEN = "as written"


class WishScreen(ModalScreen[Wishes | str | None]):
    """Dismissed with what the wish means, with `AS_WRITTEN`, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "into_list", "List", show=False),
        Binding("escape", "dismiss(None)", "Back"),
    ]

    def __init__(self, suggested: tuple[Choice, ...], domain: str, *, may_send: bool) -> None:
        super().__init__()
        self._suggested = suggested
        self._domain = domain
        self._may_send = may_send
        self._choices: tuple[Choice, ...] = ()

    def compose(self) -> ComposeResult:
        """A line to search with, and the list."""
        with Vertical(id="wish", classes="dialog"):
            yield Static(Content("What do you mean?"), classes="dialog-title")
            yield Input(
                placeholder="Type to search all that can be asked for", id="search", select_on_focus=False
            )
            yield OptionList(id="choices")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Begins with what is likely."""
        self._list(self._suggested)
        self.query_one(OptionList).focus()

    def on_key(self, event: events.Key) -> None:
        """What is typed in the list is a search."""
        search = self.query_one(Input)
        if event.character and event.is_printable and not search.has_focus:
            event.stop()
            search.focus()
            search.insert_text_at_cursor(event.character)

    def on_input_changed(self, event: Input.Changed) -> None:
        """What fits the search, or what is likely where there is none."""
        self._list(matching(event.value, self._domain) if event.value.strip() else self._suggested)

    def on_input_submitted(self) -> None:
        """From the search to the list."""
        self.action_into_list()

    def action_into_list(self) -> None:
        """The first choice."""
        self.query_one(OptionList).focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """The choice."""
        if event.option.id == AS_WRITTEN:
            self.dismiss(AS_WRITTEN)
        else:
            self.dismiss(self._choices[event.option_index].meant)

    def _list(self, choices: tuple[Choice, ...]) -> None:
        self._choices = choices
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(Option(Content(choice.label)) for choice in choices)
        if self._may_send:
            said = "Send these words as they are, only this once; you are asked first"
            options.add_option(Option(Content(said), id=AS_WRITTEN))
        options.highlighted = 0

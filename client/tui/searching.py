"""A dialog with a line to search with and a list of what fits: one is chosen, or none."""

from collections.abc import Sequence
from typing import ClassVar, Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from client.tui.keys import Keys
from client.tui.lists import Answers

Answer = TypeVar("Answer")


class Search(Input):
    """What is searched for. Enter, which is named among the keys, takes what is under the cursor of the list."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "submit", "choose")]


class SearchScreen(ModalScreen[Answer | None], Generic[Answer]):
    """Dismissed with what was chosen, or with None. Subclasses say what fits, and what a choice means."""

    QUESTION: ClassVar[str] = ""
    HINT: ClassVar[str] = "Type to search"
    NOTHING: ClassVar[str] = "Nothing fits these words."
    DEFAULT_CSS = """
    SearchScreen OptionList, SearchScreen OptionList:focus {
        height: auto; max-height: 60vh; border: none; padding: 0; background: $surface;
        background-tint: transparent; scrollbar-size-vertical: 1;
    }
    SearchScreen Input, SearchScreen Input:focus {
        height: 1; border: none; padding: 0 1; margin-bottom: 1; background: $panel; background-tint: transparent;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "into_list", "list", show=False),
        Binding("escape", "dismiss(None)", "back"),
    ]

    def found(self, typed: str) -> Sequence[Option]:
        """What fits, each with an id that `meant` understands; headings are disabled."""
        raise NotImplementedError

    def meant(self, chosen: str) -> Answer:
        """What the option of this id means."""
        raise NotImplementedError

    def about(self) -> Sequence[Static]:
        """What else is to be known, below the question."""
        return ()

    @property
    def begin(self) -> str:
        """The id of the option at which the cursor begins while nothing is typed; else the first."""
        return ""

    def compose(self) -> ComposeResult:
        """The question, a line to search with, and the list."""
        with Vertical(classes="dialog"):
            yield Static(Content(self.QUESTION), classes="dialog-title")
            yield from self.about()
            yield Search(placeholder=self.HINT, id="search", select_on_focus=False)
            yield Answers(id="found")
        yield Keys()

    def on_mount(self) -> None:
        """Begins in the list, with what fits no word in particular."""
        self._list("")
        self.query_one(OptionList).focus()

    def on_key(self, event: events.Key) -> None:
        """What is typed in the list is a search, and what takes letters back edits it."""
        search = self.query_one(Input)
        if event.character and event.is_printable:
            search.insert_text_at_cursor(event.character)
        elif event.key == "backspace":
            search.action_delete_left()
        else:
            return
        event.stop()
        search.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """What fits the search."""
        self._list(event.value)

    def on_input_submitted(self) -> None:
        """Takes what is under the cursor of the list, if anything fits."""
        self.query_one(OptionList).action_select()

    def action_into_list(self) -> None:
        """From the search to the one below the cursor of the list."""
        listed = self.query_one(OptionList)
        listed.focus()
        listed.action_cursor_down()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """The choice."""
        self.dismiss(self.meant(str(event.option.id)))

    def _list(self, typed: str) -> None:
        options = self.found(typed)
        listed = self.query_one(OptionList)
        listed.clear_options()
        listed.add_options(options or [Option(Content(self.NOTHING), disabled=True)])
        places = [at for at, option in enumerate(options) if not option.disabled]
        begin = next((at for at in places if not typed and options[at].id == self.begin), None)
        listed.highlighted = begin if begin is not None else places[0] if places else None
        if begin is None:
            listed.scroll_home(animate=False)

"""A limit to add by hand: all there are, by group, and a search."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Footer, Input, OptionList, Static
from textual.widgets.option_list import Option

from sanitizer.taxonomy import Code, taxonomy

QUESTION = "What should recommendations respect? Enter adds one; it is told to nobody."


class CodeScreen(ModalScreen[str | None]):
    """Dismissed with the code of a limit to add, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "into_list", "list", show=False),
        Binding("escape", "dismiss(None)", "back"),
    ]
    DEFAULT_CSS = """
    CodeScreen #codes { height: auto; max-height: 24; border: none; background: $surface; }
    """

    def __init__(self, kept: set[str]) -> None:
        super().__init__()
        self._kept = kept

    def compose(self) -> ComposeResult:
        """A line to search with, and all limits by group."""
        with Vertical(classes="dialog"):
            yield Static(Content(QUESTION), classes="dialog-title")
            yield Input(placeholder="Type to search all limits", id="wanted", select_on_focus=False)
            yield OptionList(id="codes")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Lists all."""
        self._list("")
        self.query_one(OptionList).focus()

    def on_key(self, event: events.Key) -> None:
        """What is typed in the list is a search."""
        search = self.query_one(Input)
        if event.character and event.is_printable and not search.has_focus:
            event.stop()
            search.focus()
            search.insert_text_at_cursor(event.character)

    def on_input_changed(self, event: Input.Changed) -> None:
        """What fits the search."""
        self._list(event.value)

    def on_input_submitted(self) -> None:
        """Adds the only one that fits, or goes from the search to the list."""
        listed = self.query_one(OptionList)
        found = [option.id for option in listed.options if not option.disabled]
        if len(found) == 1:
            self.dismiss(found[0])
        else:
            self.action_into_list()

    def action_into_list(self) -> None:
        """The first that fits."""
        self.query_one(OptionList).focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """The choice."""
        self.dismiss(event.option.id)

    def _list(self, wanted: str) -> None:
        words = wanted.casefold().split()
        codes = [code for code in taxonomy().codes.values() if code.name not in self._kept]
        found = [code for code in codes if all(word in _searched(code) for word in words)]
        options: list[Option] = []
        for group in dict.fromkeys(code.group for code in found):
            about = taxonomy().groups[group]
            heading = f"{about.phrase.capitalize()} ({taxonomy().domains[about.domain].topic})"
            options.append(Option(Content.styled(heading, "bold"), disabled=True))
            options += [
                Option(Content(f"  {code.phrase}"), id=code.name) for code in found if code.group == group
            ]
        listed = self.query_one(OptionList)
        listed.clear_options()
        listed.add_options(options or [Option(Content("No limit has these words."), disabled=True)])
        listed.highlighted = 1 if options else None
        listed.scroll_home(animate=False)


def _searched(code: Code) -> str:
    return f"{code.phrase} {code.about} {taxonomy().groups[code.group].phrase}".casefold()

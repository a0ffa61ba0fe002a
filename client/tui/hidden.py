"""What was hidden and why, and what would help. Choosing a group asks to tell it; nothing is told by looking."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from client.conversation.earlier import LastAnswer
from client.tui.keys import Keys
from client.tui.lists import Answers
from client.wording.verdicts import hidden_summary, moods_words, why_hidden
from sanitizer.taxonomy import taxonomy


class HiddenScreen(ModalScreen[str | None]):
    """Dismissed with a group of limits to be told, if the person agrees, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "back")]

    def __init__(self, last: LastAnswer) -> None:
        super().__init__()
        self._reply = last.reply
        self._domain = last.asked.domain
        self._help = last.help

    def compose(self) -> ComposeResult:
        """The count, what would help, and each hidden item with its rule."""
        listed = "\n".join(
            f"{item.item.name}: {why_hidden(item, self._domain)}" for item in self._reply.hidden
        )
        groups = [
            Option(Content(f"Ask to tell the recommender: {taxonomy().groups[group].phrase}"), id=group)
            for group in self._help.groups
        ]
        with VerticalScroll(id="hidden", classes="dialog"):
            yield Static(Content(hidden_summary(self._reply, self._domain)), classes="dialog-title")
            if moods := moods_words(self._help, self._domain):
                yield Static(Content(moods))
            if groups:
                yield Answers(*groups, id="groups")
            yield Static(Content(listed), classes="quiet")
        yield Keys()

    def on_mount(self) -> None:
        """Begins at what can be chosen, else at the list."""
        (self.query_one("#groups") if self._help.groups else self.query_one("#hidden")).focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """The choice."""
        self.dismiss(event.option.id)

"""A small question of the places: which one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from client.tui.keys import Keys
from client.tui.lists import MARKS, Answers


@dataclass(frozen=True, slots=True)
class Answer:
    """One that can be chosen."""

    value: str
    name: str
    meaning: str = ""
    """In a sentence; may be empty."""


class ChoiceScreen(ModalScreen[str | None]):
    """Dismissed with the value of an answer, or with None."""

    DEFAULT_CSS = """
    ChoiceScreen Answers, ChoiceScreen Answers:focus {
        height: auto; max-height: 18; border: none; background: $surface; background-tint: transparent;
        padding: 0; margin-bottom: 1;
        scrollbar-size-vertical: 1;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "back"),
    ]

    def __init__(
        self, question: str, answers: Sequence[Answer], chosen: str = "", about: str = "", begin: str = ""
    ) -> None:
        """`chosen` is what is so now, and is marked; `begin` is where the cursor begins where nothing is so yet."""
        super().__init__()
        self._question = question
        self._about = about
        self._answers = answers
        self._chosen = chosen
        self._begin = chosen or begin

    def compose(self) -> ComposeResult:
        """The question, what there is to know, and the answers."""
        with VerticalScroll(classes="dialog"):
            yield Static(Content(self._question), classes="dialog-title")
            if self._about:
                yield Static(Content(self._about))
            yield Answers(*map(self._option, self._answers))
        yield Keys()

    def on_mount(self) -> None:
        """Begins at what is so now."""
        answers = self.query_one(Answers)
        values = [answer.value for answer in self._answers]
        answers.highlighted = values.index(self._begin) if self._begin in values else 0
        answers.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """The choice."""
        self.dismiss(self._answers[event.option_index].value)

    def _option(self, answer: Answer) -> Option:
        """An answer as it is listed, with a sign before it where one of them is so now."""
        sign = MARKS[answer.value == self._chosen] if self._chosen else ""
        name = Content.styled(answer.name, "bold" if answer.meaning else "")
        meant = f"\n{answer.meaning}\n" if answer.meaning else ""
        return Option(Content.assemble(sign, name, meant))

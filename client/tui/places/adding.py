"""A recommender is added: its name, its address, what it speaks, its token. Nothing is sent by that."""

import asyncio
from collections.abc import Iterator
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from client.addresses import KEYRING, Address, Speaks, check_name, checked, load_book
from client.config import settings_folder
from client.errors import ClientError, UsageError
from client.settings import add_recommender
from client.tokens import keyring_missing
from client.trying import checked_recommender
from client.tui.keys import Keys
from client.tui.lists import HERE, MARKS, Answers

SPEAKS = {
    Speaks.LEASTSAID: "leastsaid/1, the protocol of this program",
    Speaks.CHAT: "chat completions, as many models do",
}
ABOUT = "Nothing is sent by adding it. Enter goes on to the next line and adds it at the last; Tab goes either way."
TAKEN = "There is a recommender of that name already. Choose another name, or remove that one first."
NO_KEYRING = (
    "A token cannot be kept here: there is no keyring that keeps secrets sealed. In a terminal, `leastsaid remotes "
    "add` takes one from a file of yours with --token-file."
)
FIELDS = ("name", "address", "model", "token")


class Languages(Answers):
    """What it may speak; the cursor is seen only while it is chosen there."""

    ALWAYS: ClassVar[bool] = False


class AddScreen(ModalScreen[str | None]):
    """Dismissed with the name of a recommender that was added, or with None."""

    DEFAULT_CSS = """
    AddScreen .field { height: auto; }
    AddScreen .called { width: 12; }
    AddScreen .field:focus-within .called { text-style: bold; }
    AddScreen Input, AddScreen Input:focus {
        width: 1fr; height: 1; border: none; padding: 0 1; background: $panel; background-tint: transparent;
    }
    AddScreen Answers, AddScreen Answers:focus {
        width: 1fr; height: 2; margin-bottom: 1; border: none; padding: 0;
        background: $surface; background-tint: transparent;
    }
    AddScreen #said { color: $text-warning; }
    AddScreen .dialog { scrollbar-size-vertical: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "next", "next"),
        Binding("tab", "app.focus_next", "next line", show=False),
        Binding("escape", "back", "back, add nothing"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._speaks = Speaks.LEASTSAID
        self._adding = False

    def compose(self) -> ComposeResult:
        """What it does, a line for each thing, and one for what is wrong."""
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(Content("Add a recommender"), classes="dialog-title")
            yield Static(Content(ABOUT), classes="quiet")
            yield from self._field("Name", Input(placeholder="as you call it, such as kitchen", id="name"))
            yield from self._field(
                "Address", Input(placeholder="https://recommender.example/v1", id="address")
            )
            yield from self._field("Speaks", Languages(*map(self._option, SPEAKS), id="speaks"))
            yield from self._field("Model", Input(placeholder="the one that answers", id="model"))
            token = Input(
                password=True, placeholder="only if it wants one; it goes to your keyring", id="token"
            )
            yield from self._field("Token", token)
            yield Static(id="said")
        yield Keys()

    def on_mount(self) -> None:
        """Waits for a name, and looks whether a token can be kept."""
        self._show_model()
        self.query_one("#name").focus()
        self._look_for_keyring()

    def on_input_submitted(self) -> None:
        """See `action_next`."""
        self.action_next()

    def action_next(self) -> None:
        """To the next line; from the last one adds it."""
        fields = (field for field in self.query(".field") if field.display)
        lines = [line for field in fields for line in field.query("Input, Answers") if line.focusable]
        at = next((place for place, line in enumerate(lines) if line.has_focus), -1)
        if at + 1 < len(lines):
            lines[at + 1].focus()
        elif not self._adding:
            self._add()

    def on_descendant_focus(self) -> None:
        """A sign before the line that is typed in."""
        for name, line in self._lines():
            line.query_one(".called", Static).update(
                Content(f"{HERE if line.has_focus_within else '  '}{name}")
            )

    def action_back(self) -> None:
        """Adds nothing; not while something is being added."""
        if not self._adding:
            self.dismiss(None)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """What it speaks."""
        self._speaks = tuple(SPEAKS)[event.option_index]
        for at, speaks in enumerate(SPEAKS):
            event.option_list.replace_option_prompt_at_index(at, self._named(speaks))
        self._show_model()
        self.action_next()

    @work(group="keyring", exclusive=True)
    async def _look_for_keyring(self) -> None:
        if await asyncio.to_thread(keyring_missing):
            self.query_one("#token", Input).disabled = True
            self.query_one("#token", Input).placeholder = "none can be kept here"
            self._say(NO_KEYRING)

    @work(group="add", exclusive=True)
    async def _add(self) -> None:
        """Checks one thing after the other; goes to the line that is wrong, and leaves all as it was typed."""
        self._adding = True
        name, where, model, token = (self.query_one(f"#{field}", Input).value.strip() for field in FIELDS)
        chat = self._speaks is Speaks.CHAT
        address = Address(
            where, self._speaks, model if chat else "", token=KEYRING if token else "", name=name
        )
        wrong = "name"
        try:
            if check_name(name) in load_book(settings_folder()).addresses:
                raise UsageError(TAKEN)
            wrong = "model"
            checked(address)
            wrong = "address"
            checked_recommender(address)
            wrong = "token"
            await asyncio.to_thread(add_recommender, address, token)
        except ClientError as error:
            self._say(str(error))
            self.query_one(f"#{wrong}").focus()
        else:
            self.dismiss(name)
        finally:
            self._adding = False

    def _field(self, name: str, line: Input | Answers) -> ComposeResult:
        with Horizontal(classes="field", id=f"{line.id}-line"):
            yield Static(Content(f"  {name}"), classes="called", name=name)
            yield line

    def _lines(self) -> Iterator[tuple[str, Widget]]:
        for line in self.query(".field"):
            yield str(line.query_one(".called").name), line

    def _option(self, speaks: Speaks) -> Option:
        return Option(self._named(speaks))

    def _named(self, speaks: Speaks) -> Content:
        return Content(f"{MARKS[speaks is self._speaks]}{SPEAKS[speaks]}")

    def _show_model(self) -> None:
        self.query_one("#model-line").display = self._speaks is Speaks.CHAT

    def _say(self, words: str) -> None:
        self.query_one("#said", Static).update(Content(words))

"""The first run: what this does, what may be asked, and whether to keep anything. Escape skips what is left."""

import asyncio
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from textual import work
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from client.errors import ClientError, UsageError
from client.records import Records
from client.session import Session, open_session
from client.settings import change
from client.tui.keys import Keys
from client.tui.places.choosing import ChoiceScreen
from client.tui.places.settings import POLICIES
from client.unlock import DIFFERENT, NO_RECOVERY, TOO_SHORT
from client.vault.making import create_vault
from client.vault.openers import SHORTEST, Passphrase, offered_passphrase
from client.vault.vault import Vault, open_vault, vault_path
from sanitizer import PolicyName

PROMISE = (
    "Write what you would like, as to a friend. What is personal in it is found here, on your machine.",
    "You decide what becomes of each finding. Unless you say otherwise, nothing of it is told.",
    "You see exactly what would be sent before it is. Nothing leaves without you.",
    "What comes back is checked here, against limits that nobody was told.",
    "A model can miss things, so look at what it found. There is no telemetry and no account.",
)
ASKED = (
    "Nothing of your limits is told before you agree to it, each time. This is about what you are asked. "
    "Settings changes it later."
)
KEEPING = (
    "Without a vault, everything ends with the program. With one, the limits you save, what you agreed to, what "
    "left and what came back are kept in one sealed file on this machine; never a draft."
)


@dataclass(frozen=True, slots=True)
class Begun:
    """How a person begins."""

    session: Session
    vault: Vault | None = None
    wrong: str = ""
    """Why what they chose could not be written down; empty where it was."""


async def welcome(app: App[Any], session: Session) -> Begun:
    """Asks, writes what was chosen so that it is not asked again, and opens a vault where one was made."""
    policy, vault = session.config.policy, None
    if await app.push_screen_wait(WelcomeScreen()):
        question = "2 of 3 · What may you be asked to tell?"
        if chosen := await app.push_screen_wait(PolicyScreen(question, POLICIES, policy.value, ASKED)):
            policy = PolicyName(chosen)
            vault = await app.push_screen_wait(PassphraseScreen())
    session.config = replace(session.config, policy=policy)
    wrong = ""
    try:
        change({"policy": policy.value})
    except UsageError as error:
        wrong = str(error)
    if vault:
        session = open_session(session.sanitizer, session.config, Records(vault.store))
    return Begun(session, vault, wrong)


class WelcomeScreen(ModalScreen[bool]):
    """Dismissed with whether to go on with the questions."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "dismiss(True)", "next"),
        Binding("escape", "dismiss(False)", "skip, keep nothing"),
        Binding("f10", "app.quit", "quit"),
    ]

    def compose(self) -> ComposeResult:
        """Five lines."""
        with VerticalScroll(classes="dialog", id="welcome"):
            yield Static(Content("1 of 3 · Least said"), classes="dialog-title")
            for line in PROMISE:
                yield Static(Content(line))
        yield Keys()

    def on_mount(self) -> None:
        """Lets what is long be scrolled."""
        self.query_one("#welcome").focus()


class PolicyScreen(ChoiceScreen):
    """Dismissed with the name of a policy, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "skip, keep nothing"),
        Binding("f10", "app.quit", "quit"),
    ]


class PassphraseScreen(ModalScreen[Vault | None]):
    """Dismissed with a new vault, open, or with None."""

    DEFAULT_CSS = """
    PassphraseScreen #offered { text-style: bold; padding: 0 4; }
    PassphraseScreen .dialog { scrollbar-size-vertical: 1; }
    PassphraseScreen #said { color: $text-warning; margin: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "take these words"),
        Binding("escape", "skip", "work in memory"),
        Binding("f10", "app.quit", "quit"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._offered = offered_passphrase()
        self._making = False

    def compose(self) -> ComposeResult:
        """What a vault is, six words, and two lines to type in."""
        with VerticalScroll(classes="dialog"):
            yield Static(Content("3 of 3 · Keep anything? Only if you want"), classes="dialog-title")
            yield Static(Content(KEEPING))
            yield Static(Content(NO_RECOVERY))
            yield Static(Content(self._offered), id="offered")
            yield Input(
                password=True,
                placeholder=f"Enter takes these six; or type {SHORTEST} characters or more",
                id="first",
            )
            yield Input(password=True, placeholder="Once more, to be sure", id="again")
            yield Static(Content(" "), id="said")
        yield Keys()

    def on_mount(self) -> None:
        """Waits for the first line."""
        self.query_one("#first").focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """From the first line to the second; from there to the vault."""
        if Passphrase(self._first).length < SHORTEST:
            self._start_again(TOO_SHORT)
        elif event.input.id == "first":
            self._say("Now type them once more, to be sure that you have them.")
            self.query_one("#again").focus()
        else:
            self._take()

    def action_skip(self) -> None:
        """Keeps nothing."""
        if not self._making:
            self.dismiss(None)

    @property
    def _first(self) -> str:
        return self.query_one("#first", Input).value or self._offered

    def _take(self) -> None:
        chosen = Passphrase(self._first)
        if chosen.same(Passphrase(self.query_one("#again", Input).value)):
            self._make(chosen)
        else:
            self._start_again(DIFFERENT)

    @work(group="vault", exclusive=True)
    async def _make(self, chosen: Passphrase) -> None:
        self._making = True
        self._say("Making the vault. This takes a few seconds …")
        for line in self.query(Input):
            line.disabled = True
        try:
            vault = await asyncio.to_thread(_made, chosen)
        except ClientError as error:
            for line in self.query(Input):
                line.disabled = False
            self._start_again(str(error))
        else:
            self.dismiss(vault)
        finally:
            self._making = False
            chosen.wipe()

    def _start_again(self, said: str) -> None:
        for line in self.query(Input):
            line.value = ""
        self.query_one("#first").focus()
        self._say(said)

    def _say(self, words: str) -> None:
        self.query_one("#said", Static).update(Content(words))


def _made(chosen: Passphrase) -> Vault:
    """A new vault of the person's, open."""
    create_vault(vault_path(), [chosen])
    return open_vault(vault_path(), [chosen])

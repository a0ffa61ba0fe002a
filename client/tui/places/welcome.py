"""The first run: what this does, what may be asked, and whether to keep anything. Escape skips what is left."""

from dataclasses import dataclass, replace
from typing import Any, ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from client.conversation.session import Session, open_session
from client.errors import UsageError
from client.kept.records import Records
from client.settings import change
from client.tui.keys import Keys
from client.tui.places.choosing import ChoiceScreen
from client.tui.places.settings import POLICIES
from client.tui.places.vault import PassphraseScreen
from client.vault.vault import Vault
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
            vault = await app.push_screen_wait(PassphraseScreen("3 of 3 · Keep anything? Only if you want"))
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
        Binding("escape", "dismiss(False)", "skip"),
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
        Binding("escape", "dismiss(None)", "skip"),
        Binding("f10", "app.quit", "quit"),
    ]

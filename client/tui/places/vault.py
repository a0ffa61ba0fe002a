"""The vault: made in the first run or later, with a passphrase; erased."""

import asyncio
from dataclasses import replace
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from client.conversation.session import Session, open_session
from client.errors import ClientError
from client.kept.records import Records
from client.tui.keys import Keys
from client.unlock import DIFFERENT, NO_RECOVERY, TOO_SHORT
from client.vault.making import create_vault, destroy
from client.vault.openers import SHORTEST, Passphrase, offered_passphrase
from client.vault.vault import Vault, open_vault, vault_path

ERASE = (
    "Erase your vault with all that it keeps: limits, consents, conversations, your words, and the record of what "
    "left? There is no way back, and what was sent stays sent. Settings and recommenders are in other files, "
    "and stay."
)
ERASED = "Your vault is erased. This is a new conversation, and it ends with the program."
LATER = (
    "Keep things from now on? A new conversation begins: the recommendations on the screen go, and so do what you "
    "agreed to and the list of what left so far. Your draft, your limits and your words stay."
)
MADE = (
    "Your vault is made and open. It keeps what leaves and what comes back from now on, in a new conversation; of "
    "your limits only those that you save (F8)."
)
KEEPING = (
    "Without a vault, everything ends with the program. With one, the limits you save, what you agreed to, what "
    "left and what came back are kept in one sealed file on this machine; never a draft."
)

EITHER = (
    f"Enter takes these six words, to be typed once more; or type {SHORTEST} characters or more of your own."
)


class PassphraseScreen(ModalScreen[Vault | None]):
    """Dismissed with a new vault, open, or with None."""

    DEFAULT_CSS = """
    PassphraseScreen #offered { text-style: bold; padding: 0 4; }
    PassphraseScreen Input, PassphraseScreen Input:focus {
        height: 1; border: none; padding: 0 1; background: $panel; background-tint: transparent;
    }
    PassphraseScreen #first { margin-bottom: 1; }
    PassphraseScreen .dialog { scrollbar-size-vertical: 1; }
    PassphraseScreen #said { color: $text-warning; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "take these words"),
        Binding("escape", "skip", "keep nothing"),
        Binding("f10", "app.quit", "quit"),
    ]

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self._offered = offered_passphrase()
        self._making = False

    def compose(self) -> ComposeResult:
        """What a vault is, six words, and two lines to type in."""
        with VerticalScroll(classes="dialog"):
            yield Static(Content(self._title), classes="dialog-title")
            yield Static(Content(KEEPING))
            yield Static(Content(NO_RECOVERY))
            yield Static(Content(self._offered), id="offered")
            yield Static(Content(EITHER), id="either")
            yield Input(password=True, placeholder="Enter, or a passphrase of your own", id="first")
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
        said = self.query_one("#said", Static)
        said.update(Content(words))
        self.call_after_refresh(said.scroll_visible, animate=False)


def _made(chosen: Passphrase) -> Vault:
    """A new vault of the person's, open."""
    create_vault(vault_path(), [chosen])
    return open_vault(vault_path(), [chosen])


def erased(session: Session, vault: Vault) -> Session:
    """Erases a vault for good. A new conversation without one.

    Raises:
        UsageError: The person's settings cannot be read; nothing was erased.
        VaultError: It is locked now, and could not be erased.
    """
    after = open_session(session.sanitizer, session.config)
    after.use_words()
    vault.lock()
    destroy(vault_path())
    return after


def carried(session: Session, vault: Vault) -> Session:
    """A new conversation over a vault, with the words and limits of one without; limits are not saved by that."""
    after = open_session(session.sanitizer, session.config, Records(vault.store))
    after.records.words.keep(session.records.words.lines())
    for kept in session.limits:
        after.restore(replace(kept, saved=False))
    return after

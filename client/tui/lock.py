"""The locked screen: nothing of the conversation is seen until the vault is open again."""

import asyncio
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from client.errors import ClientError, VaultError, WrongKeyError
from client.tui.keys import Keys
from client.vault.header import SlotKind
from client.vault.openers import KeyFile, Keyring, Opener, Passphrase
from client.vault.vault import Vault

LEAVING = "A draft that waits here is not kept. Press F10 again to leave, or type the passphrase to go on."


class LockScreen(ModalScreen[None]):
    """Dismissed when the vault is open again."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f10", "leave", "quit")]

    def __init__(self, vault: Vault, kinds: tuple[SlotKind, ...], key_file: Path | None) -> None:
        super().__init__()
        self._vault = vault
        self._kinds = kinds
        self._key_file = key_file
        self._asked = False

    def compose(self) -> ComposeResult:
        """What happened, and how to go on."""
        with VerticalScroll(classes="dialog"):
            yield Static(Content("Locked"), classes="dialog-title")
            yield Static(Content(self._words()), id="lock-words")
            yield Input(password=True, id="passphrase")
        yield Keys()

    def on_mount(self) -> None:
        """Waits for the passphrase."""
        self.query_one(Input).focus()

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Tries to open it; the draft and the conversation are where they were."""
        event.input.disabled = True
        self._say("Opening …")
        try:
            openers = self._openers(event.value)
            await asyncio.to_thread(self._vault.unlock, openers)
            for opener in openers:
                opener.wipe()
        except ClientError as error:
            wrong = isinstance(error, WrongKeyError)
            self._say(f"{error} Nothing is lost; try again." if wrong else str(error))
        event.input.value = ""
        event.input.disabled = False
        event.input.focus()
        if self._vault.is_open:
            self.dismiss(None)

    def action_leave(self) -> None:
        """Leaves, when asked twice: what was written and not sent ends with the program."""
        if self._asked:
            self.app.exit()
        self._asked = True
        self._say(LEAVING)

    def _openers(self, words: str) -> list[Opener]:
        if words:
            return [Passphrase(words)]
        if self._key_file and SlotKind.KEY_FILE in self._kinds:
            return [KeyFile(self._key_file)]
        if SlotKind.KEYRING in self._kinds:
            return [Keyring()]
        raise VaultError("Type the passphrase of your vault.")

    def _words(self) -> str:
        enter = (
            "" if SlotKind.PASSPHRASE in self._kinds and len(self._kinds) == 1 else ", or press Enter alone"
        )
        return (
            "Your draft and this conversation wait here, unseen; what is in your vault is sealed. Type its "
            f"passphrase and press Enter{enter}."
        )

    def _say(self, words: str) -> None:
        self.query_one("#lock-words", Static).update(Content(words))

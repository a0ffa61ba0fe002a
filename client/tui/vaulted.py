"""The vault as the application has it: made, locked, opened again, purged and erased, whatever is on the screen."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime

from textual import events, work
from textual.app import App, SystemCommand

from client.clock import uptime
from client.conversation.session import Session
from client.errors import ClientError
from client.kept.retention import purge
from client.tui.lock import LockScreen
from client.tui.places.trial import TrialScreen
from client.tui.screen import ChatScreen
from client.tui.veil import VeilScreen
from client.vault.vault import Vault, vault_path

LOOK_EVERY = 5.0
PURGE_EVERY = 3600.0
"""Seconds."""


class VaultApp(App[None]):
    """Locks the vault when nobody is there, and erases what is past its time."""

    def __init__(self, vault: Vault | None) -> None:
        super().__init__()
        self.vault = vault
        self._active = uptime()

    @property
    def chat(self) -> ChatScreen | None:
        """The conversation, once it is there."""
        found = [screen for screen in self.screen_stack if isinstance(screen, ChatScreen)]
        return found[-1] if found else None

    @property
    def session(self) -> Session:
        """The one that is driven now."""
        raise NotImplementedError

    def converse(self, session: Session, said: str) -> bool:
        """See `Home`."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Begins to look at the clock."""
        self.set_interval(LOOK_EVERY, self._look)
        self.set_interval(PURGE_EVERY, self._purge)

    async def on_event(self, event: events.Event) -> None:
        """Notes that somebody is there."""
        if isinstance(event, events.InputEvent):
            self._active = uptime()
        await super().on_event(event)

    def vault_commands(self) -> Iterator[SystemCommand]:
        """What can be done with the vault as a whole, where nothing is on its way."""
        if self.chat is None or self.chat.busy:
            return
        if not (self.vault or vault_path().exists()):
            purpose = "Keep limits, consents and what left, sealed on this machine"
            yield SystemCommand("Make a vault", purpose, self._make_vault)
        if self.vault and self.vault.is_open:
            yield SystemCommand(
                "Erase the vault", "All that is kept of you on this machine, for good", self._erase_vault
            )

    def action_hide(self) -> None:
        """Hides everything at once, whatever is on the screen: behind the lock of the vault, or else a veil."""
        self.lock()
        if not isinstance(self.screen, LockScreen | VeilScreen):
            self.push_screen(VeilScreen())

    def lock(self) -> None:
        """Wipes the keys of the vault and hides everything until it is open again."""
        if self.vault and self.vault.is_open and not self._busy:
            kinds = self.vault.slots
            self.vault.lock()
            self.push_screen(LockScreen(self.vault, kinds, self.session.config.key_file))

    @work
    async def _make_vault(self) -> None:
        """A vault after the first run: what is unsaved stays so, in a new conversation over it."""
        from client.tui.places.vault import LATER, MADE, PassphraseScreen, carried

        if vault := await self.push_screen_wait(PassphraseScreen(LATER)):
            self.vault = vault
            self.converse(carried(self.session, vault), MADE)

    @work
    async def _erase_vault(self) -> None:
        """All that is kept, for good, once the person is sure; the draft stays."""
        from client.tui.places.asking import SureScreen
        from client.tui.places.vault import ERASE, ERASED, erased

        if not self.vault or not await self.push_screen_wait(SureScreen(ERASE, "yes, erase it all")):
            return
        kinds = self.vault.slots
        try:
            session = erased(self.session, self.vault)
        except ClientError as error:
            if not self.vault.is_open:
                self.push_screen(LockScreen(self.vault, kinds, self.session.config.key_file))
            if self.chat:
                self.chat.say(str(error))
        else:
            self.vault = None
            self.converse(session, ERASED)

    def _look(self) -> None:
        patience = self.session.config.lock_after.total_seconds()
        if patience and uptime() - self._active > patience:
            self.lock()

    def _purge(self) -> None:
        with suppress(ClientError):
            purge(self.session.records, datetime.now(UTC), self.session.config.retention)

    @property
    def _busy(self) -> bool:
        """Whether a request is on its way: how it ended is to be recorded before anything is locked."""
        stack = self.screen_stack
        return any(isinstance(screen, ChatScreen | TrialScreen) and screen.sending for screen in stack)

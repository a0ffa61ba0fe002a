"""The application: one chat screen, and crashes that show no values."""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

from rich.segment import Segments
from rich.text import Text
from textual import events
from textual.app import App

from client.clock import uptime
from client.crash import on_task_error
from client.errors import ClientError
from client.exits import ExitCode
from client.retention import purge
from client.session import Session
from client.tui.lock import LockScreen
from client.tui.screen import ChatScreen
from client.vault.vault import Vault
from sanitizer.hardening import describe

LOOK_EVERY = 5.0
PURGE_EVERY = 3600.0
"""Seconds."""


class ChatApp(App[None]):
    """Opens the chat."""

    CSS_PATH: ClassVar = Path(__file__).with_name("chat.tcss")
    ENABLE_COMMAND_PALETTE = False
    TITLE = "Least said"

    def __init__(self, session: Session, vault: Vault | None = None) -> None:
        super().__init__()
        self._session = session
        self._vault = vault
        self._active = uptime()

    def on_mount(self) -> None:
        """Shows the chat; errors of forgotten tasks show no values either."""
        import asyncio

        asyncio.get_running_loop().set_exception_handler(on_task_error)
        self.push_screen(ChatScreen(self._session))
        if self._vault:
            self.set_interval(LOOK_EVERY, self._look)
            self.set_interval(PURGE_EVERY, self._purge)

    async def on_event(self, event: events.Event) -> None:
        """Notes that somebody is there."""
        if isinstance(event, events.InputEvent):
            self._active = uptime()
        await super().on_event(event)

    def copy_to_clipboard(self, text: str) -> None:
        """Keeps what is copied in this program: the terminal's own way would hand it to every other."""
        self._clipboard = text

    def lock(self) -> None:
        """Wipes the keys of the vault and hides everything until it is open again."""
        if self._vault and self._vault.is_open and not self._busy:
            kinds = self._vault.slots
            self._vault.lock()
            self.push_screen(LockScreen(self._vault, kinds, self._session.config.key_file))

    def _look(self) -> None:
        patience = self._session.config.lock_after.total_seconds()
        if patience and uptime() - self._active > patience:
            self.lock()

    def _purge(self) -> None:
        session = self._session
        with suppress(ClientError):
            purge(session.records, datetime.now(UTC), session.config.retention)

    @property
    def _busy(self) -> bool:
        """Whether a request is on its way: how it ended is to be recorded before anything is locked."""
        return any(isinstance(screen, ChatScreen) and screen.sending for screen in self.screen_stack)

    def _handle_exception(self, error: Exception) -> None:
        # The framework's own handler prints the values of local variables, and what an error says of itself.
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._fatal_error(error)

    def _fatal_error(self, error: Exception | None = None) -> None:
        said = Text(describe(error or RuntimeError()))
        self._exit_renderables.append(Segments(self.console.render(said, self.console.options)))
        self._close_messages_no_wait()


def run(session: Session, vault: Vault | None = None) -> ExitCode:
    """Runs the client until the person leaves."""
    app = ChatApp(session, vault)
    app.run()
    return ExitCode.INTERNAL if app.return_code else ExitCode.CLEAN

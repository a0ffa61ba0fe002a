"""The application: one chat screen, and crashes that show no values."""

from pathlib import Path
from typing import ClassVar

from rich.segment import Segments
from rich.text import Text
from textual.app import App

from client.crash import describe, on_task_error
from client.exits import ExitCode
from client.session import Session
from client.tui.screen import ChatScreen


class ChatApp(App[None]):
    """Opens the chat."""

    CSS_PATH: ClassVar = Path(__file__).with_name("chat.tcss")
    ENABLE_COMMAND_PALETTE = False
    TITLE = "Least said"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def on_mount(self) -> None:
        """Shows the chat; errors of forgotten tasks show no values either."""
        import asyncio

        asyncio.get_running_loop().set_exception_handler(on_task_error)
        self.push_screen(ChatScreen(self._session))

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


def run(session: Session) -> ExitCode:
    """Runs the client until the person leaves."""
    app = ChatApp(session)
    app.run()
    return ExitCode.INTERNAL if app.return_code else ExitCode.CLEAN

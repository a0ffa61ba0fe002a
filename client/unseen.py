"""A terminal that shows nothing of what is typed."""

import os
from contextlib import suppress
from typing import Any


class Unseen:
    """Keeps what is typed at a terminal from being shown, also while a passphrase is tried, until the end.

    What was typed meanwhile is thrown away at the end: it must not become somebody's answer or draft. Where there
    is no terminal, or none of this kind, nothing happens.
    """

    def __init__(self, path: str) -> None:
        """`path` is the terminal's."""
        self._path = path
        self._terminal: int | None = None
        self._before: list[Any] = []

    def begin(self) -> None:
        """From now on nothing that is typed is shown."""
        if self._terminal is not None:
            return
        with suppress(ImportError, OSError):
            import termios

            terminal = os.open(self._path, os.O_RDWR | os.O_NOCTTY)
            try:
                self._before = termios.tcgetattr(terminal)
            except termios.error:
                os.close(terminal)
                return
            self._terminal, silent = terminal, list(self._before)
            silent[3] &= ~termios.ECHO
            termios.tcsetattr(terminal, termios.TCSADRAIN, silent)

    def end(self) -> None:
        """As it was before."""
        if self._terminal is None:
            return
        with suppress(ImportError):
            import termios

            with suppress(termios.error):
                termios.tcsetattr(self._terminal, termios.TCSAFLUSH, self._before)
        os.close(self._terminal)
        self._terminal = None

"""Dialogs that a key held down, or pressed once too often, does not answer."""

import time
from typing import ClassVar, Generic, TypeVar

from textual.screen import ModalScreen

Answer = TypeVar("Answer")


class UnhurriedScreen(ModalScreen[Answer], Generic[Answer]):
    """A dialog in which a key counts only after a moment in which nobody pressed it."""

    PAUSE: ClassVar[float] = 0.5
    """Seconds."""

    def __init__(self) -> None:
        super().__init__()
        self._opened = time.monotonic()
        self._pressed: dict[str, float] = {}

    def on_screen_resume(self) -> None:
        """The moment begins when a person can see the dialog."""
        self._opened = time.monotonic()
        self._pressed.clear()

    def meant(self, key: str = "enter") -> bool:
        """Whether this press of a key is an answer."""
        now = time.monotonic()
        pause, self._pressed[key] = now - self._pressed.get(key, self._opened), now
        return pause >= self.PAUSE

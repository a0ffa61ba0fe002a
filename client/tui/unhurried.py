"""Dialogs that a key held down, or pressed once too often, does not answer."""

import time
from typing import ClassVar, Generic, TypeVar

from textual.screen import ModalScreen

Answer = TypeVar("Answer")


class UnhurriedScreen(ModalScreen[Answer], Generic[Answer]):
    """A dialog whose Enter counts only after a moment in which nobody pressed Enter."""

    PAUSE: ClassVar[float] = 0.5
    """Seconds."""

    def __init__(self) -> None:
        super().__init__()
        self._pressed = time.monotonic()

    def meant(self) -> bool:
        """Whether this Enter is an answer."""
        now = time.monotonic()
        pause, self._pressed = now - self._pressed, now
        return pause >= self.PAUSE

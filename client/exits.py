"""Exit codes, and the only writer to standard error."""

import os
import sys
from enum import IntEnum

from client.wrapping import columns, wrapped


class ExitCode(IntEnum):
    """What the command line ends with."""

    CLEAN = 0
    FINDINGS = 1
    """With `--check`: something sensitive was found."""
    USAGE = 2
    """Wrong options, or input that cannot be read."""
    MODEL = 3
    VAULT = 4
    """There is no vault, or it cannot be opened or written."""
    INTERNAL = 70
    """A fault of the program itself."""
    HUNG_UP = 129
    """Its terminal was closed."""
    INTERRUPTED = 130
    TERMINATED = 143
    """It was told to end."""


def tell(message: str) -> None:
    """A line for the person, on standard error."""
    _write(f"{_OVER if _shows_progress() else ''}{wrapped(message, columns(sys.stderr))}\n")


def tell_progress(done: int, whole: int) -> None:
    """How far it is, on standard error where that is a terminal."""
    if _shows_progress():
        _write(f"{_OVER}{done}/{whole}" + ("\n" if done == whole else ""))


_OVER = "\r"
"""Writes over how far it was, which is shorter than any message."""


def _shows_progress() -> bool:
    return sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def _write(text: str) -> None:
    if sys.stderr is not None:
        sys.stderr.write(text)
        sys.stderr.flush()

"""Exit codes, and the only writer to standard error."""

import sys
from enum import IntEnum


class ExitCode(IntEnum):
    """What the command line ends with."""

    CLEAN = 0
    FINDINGS = 1
    """With `--check`: something sensitive was found."""
    USAGE = 2
    """Wrong options, or input that cannot be read."""
    MODEL = 3
    INTERNAL = 70
    """A fault of the program itself."""
    INTERRUPTED = 130


class UsageError(Exception):
    """Input or options that cannot be used; the message says why and what to do."""


def tell(message: str) -> None:
    """A line for the person, on standard error."""
    sys.stderr.write(f"{message}\n")
    sys.stderr.flush()

"""The commands as a person types them: how one ended, what it said, and a terminal to answer in."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.client.terminal import Terminal, terminal


@dataclass(frozen=True)
class Said:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str


Say = Callable[..., Said]

QUICK = """
import sys
import client.vault.openers
client.vault.openers.SECONDS = 0.0
from client.__main__ import main
main()
"""
"""The program, with passphrases that cost as little as a vault accepts."""


@contextmanager
def typing(home: Path, *arguments: str) -> Iterator[Terminal]:
    with terminal(home, ["-c", QUICK, *arguments], 120, 40, **folders()) as shown:
        yield shown


def folders() -> dict[str, str]:
    """The variables that say where this test's vault and settings are."""
    return {name: value for name, value in os.environ.items() if name.startswith("XDG_")}


def answer(shown: Terminal, question: str, words: str) -> None:
    after = len(shown.output)
    shown.until(question, 0 if question.encode() in shown.output else after)
    shown.press(f"{words}\r")


def choose(shown: Terminal, words: str) -> None:
    answer(shown, "Press Enter to take it", words)
    answer(shown, "Once more", words)

"""The line mode on what would leave as things stand, what may be asked, what hid, and how it ends."""

import io
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from client.plain import run
from client.remotes.builtin import BuiltinRemote
from client.session import Session
from client.store import MemoryStore
from client.typed import Typed

Say = Callable[..., list[str]]
GORE = ("I can't stand gore. A dark crime film", ".")
ASKED = "You may be asked to tell: low on violence."
UNSAID = "Your limits: nothing is said of them."
TOLD = "It has to be: low on violence."


@pytest.fixture
def session(open_session: Callable[..., Session]) -> Session:
    return open_session()


@pytest.fixture
def say(session: Session, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Say:
    """Types lines; what is said before each prompt at a review, and in the end."""
    return _saying(session, monkeypatch, capsys)


def _saying(
    session: Session, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Say:
    def typed(*lines: str) -> list[str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join([*lines, ""])))
        assert run(session, Typed()) == 0
        return capsys.readouterr().out.split("Decide (send goes on, help lists how): ")

    return typed


def test_before_anybody_agreed_nothing_of_limits_is_told_and_what_may_be_asked_stands_below(say: Say) -> None:
    review, _ = say(*GORE)
    assert UNSAID in review
    assert review.rstrip().endswith(ASKED)
    assert TOLD not in review


def test_what_was_agreed_to_once_is_asked_again_and_in_the_conversation_it_is_told(say: Say) -> None:
    _, _, once, _ = say(*GORE, "send", "once", "yes", "something shorter", ".", "quit")[0:4] + [""]
    assert (UNSAID in once, ASKED in once, TOLD in once) == (True, True, False)

"""Lines in, texts out: a person at the line mode."""

import io
import sys
from collections.abc import Callable

import pytest

from client.conversation.session import Session
from client.plain import run
from client.typed import Typed

Say = Callable[..., list[str]]


def said_at(
    prompt: str, session: Session, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Say:
    """Types lines to their end; what is said, parted at each prompt."""

    def typed(*lines: str) -> list[str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join([*lines, ""])))
        assert run(session, Typed()) == 0
        return capsys.readouterr().out.split(prompt)

    return typed

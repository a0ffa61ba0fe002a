"""The line mode while the vault is locked: what is typed then is done once it is open."""

import os
import pty
import sys
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from client.typed import LOCKED, UNTAKEN, Typed
from client.unlock import reopen_person_vault
from client.vault.making import create_vault
from client.vault.openers import KeyFile, make_key_file
from client.vault.vault import Vault, open_vault


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A terminal as standard input: where its keys are pressed."""
    ours, theirs = pty.openpty()
    with os.fdopen(theirs) as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        yield ours
    os.close(ours)


@pytest.fixture
def key(tmp_path: Path) -> Path:
    make_key_file(tmp_path / "key")
    return tmp_path / "key"


@pytest.fixture
def vault(tmp_path: Path, key: Path) -> Iterator[Vault]:
    path = tmp_path / "vault" / "vault.db"
    create_vault(path, [KeyFile(key)])
    yield (opened := open_vault(path, [KeyFile(key)]))
    opened.lock()


def test_what_is_typed_at_a_locked_vault_is_nobodys_draft(
    keys: int, vault: Vault, key: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = Typed(vault, reopen=partial(reopen_person_vault, vault, key))
    os.write(keys, b"a passphrase in sight\n/limits\n")
    typed.lock()
    assert vault.is_open
    assert typed.draft() == "/limits"
    said = capsys.readouterr().out
    assert "Locked. Press Enter to open it again." in said
    assert UNTAKEN in said


def test_what_is_typed_while_it_is_locked_approves_nothing(
    keys: int, vault: Vault, key: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = []

    def lock_and_type() -> None:
        locked.append(vault.is_open)
        Vault.lock(vault)
        os.write(keys, b"yes\nno\n")

    monkeypatch.setattr(vault, "lock", lock_and_type)
    reopen = partial(reopen_person_vault, vault, key)
    assert not Typed(vault, timedelta(milliseconds=5), reopen).yes("Send it? Type yes: ", "")
    assert locked == [True]
    assert vault.is_open
    said = capsys.readouterr().out
    assert LOCKED in said
    assert UNTAKEN in said

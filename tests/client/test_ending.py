"""Signals that end the program: what was written leaves the terminal, the vault is locked, the shell is told."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from client.ending import EndedError, ended_in_order
from client.exits import ExitCode
from client.vault.making import create_vault
from client.vault.openers import KeyFile, make_key_file
from client.vault.vault import vault_path
from tests.client.passphrases import WORDS, Cheap
from tests.client.terminal import Terminal, terminal
from tests.client.test_terminal import LEFT_SCREEN

DRAFT = "My sister Zylothrane died"
MOUSE_OFF = b"\x1b[?1000l"
SIGNALS = [(signal.SIGTERM, 143), (signal.SIGHUP, 129)]
LOCKING = """
import sys
from client.vault.vault import Vault
lock = Vault.lock
def locked(self):
    lock(self)
    print("the vault is locked", file=sys.stderr)
Vault.lock = locked
from client.__main__ import main
main()
"""


@pytest.fixture(autouse=True)
def heeded() -> Iterator[None]:
    """A run of tests that is to outlive its window ignores the signal, and so would all that it starts."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


@pytest.fixture
def key(own_home: Path) -> Path:
    make_key_file(own_home / "key")
    create_vault(vault_path(), [KeyFile(own_home / "key")])
    return own_home / "key"


def ended(shown: Terminal, number: signal.Signals, begins: str) -> tuple[int, bytes]:
    """Writes a draft and sends the signal: the exit code, and what was written to the terminal after it."""
    shown.until(begins)
    shown.press(DRAFT)
    shown.until(DRAFT.rsplit(maxsplit=1)[-1])
    shown.quiet()
    before = len(shown.output)
    shown.send(number)
    return shown.rest(), shown.output[before:]


@pytest.mark.slow
@pytest.mark.parametrize(("number", "code"), SIGNALS)
def test_the_full_screen_takes_the_draft_from_the_terminal_and_locks_the_vault(
    own_home: Path, key: Path, number: signal.Signals, code: int
) -> None:
    command = ["-c", LOCKING, "chat", "--key-file", str(key)]
    with terminal(own_home, command) as shown:
        left, after = ended(shown, number, "hat would you like?")
    assert left == code
    _, screen, said = after.partition(LEFT_SCREEN)
    assert screen
    assert MOUSE_OFF in said
    assert b"the vault is locked" in said
    assert b"Zylothrane" not in said


@pytest.mark.slow
@pytest.mark.parametrize(("number", "code"), SIGNALS)
def test_lines_end_quietly_and_lock_the_vault(
    own_home: Path, key: Path, number: signal.Signals, code: int
) -> None:
    command = ["-c", LOCKING, "chat", "--plain", "--key-file", str(key)]
    with terminal(own_home, command) as shown:
        left, after = ended(shown, number, "Your draft:")
    assert (left, after.strip()) == (code, b"the vault is locked")


@pytest.mark.slow
def test_an_end_while_the_passphrase_is_asked_for_shows_again_what_is_typed(own_home: Path) -> None:
    create_vault(vault_path(), [Cheap(WORDS)])
    with terminal(own_home, ["-m", "client", "chat", "--plain"]) as shown:
        shown.until("Passphrase of your vault")
        assert not shown.echoes
        shown.send(signal.SIGTERM)
        assert shown.rest() == 143
        assert shown.echoes


def test_a_signal_that_is_ignored_stays_so_and_all_are_as_before_afterwards() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    terminated = signal.getsignal(signal.SIGTERM)
    try:
        with ended_in_order():
            os.kill(os.getpid(), signal.SIGHUP)
            assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
            assert signal.getsignal(signal.SIGTERM) != terminated
        assert signal.getsignal(signal.SIGTERM) == terminated
    finally:
        signal.signal(signal.SIGHUP, before)


def test_a_second_signal_does_not_end_the_ending() -> None:
    reached = []

    def told_twice() -> None:
        with ended_in_order():
            try:
                os.kill(os.getpid(), signal.SIGTERM)
            finally:
                os.kill(os.getpid(), signal.SIGTERM)
                reached.append("the end")

    with pytest.raises(EndedError) as raised:
        told_twice()
    assert raised.value.code is ExitCode.TERMINATED
    assert reached == ["the end"]

"""Passphrases as they are asked for and typed: at a terminal, never from a pipe."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from client.unlock import NO_RECOVERY
from client.vault.vault import vault_path
from tests.client.commands.program import QUICK, answer, folders, typing
from tests.client.passphrases import OTHER_WORDS, WORDS
from tests.client.terminal import Terminal, terminal
from tests.conftest import ROOT

SLOW = f"""
import time
from client.vault.openers import Passphrase
tried = Passphrase.key
Passphrase.key = lambda *arguments: (time.sleep(1), tried(*arguments))[1]
{QUICK}
"""
NO_TERMINAL = b"There is no terminal to ask for the passphrase"


def alone(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Runs the program where there is no terminal at all."""
    return subprocess.run(
        [sys.executable, "-m", "client", *arguments],
        input=stdin,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        start_new_session=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize("arguments", [("init",), ("import", "copy")])
def test_a_passphrase_to_be_is_never_taken_from_a_pipe(home: Path, arguments: tuple[str, ...]) -> None:
    (home / "copy").write_bytes(b"an export")
    done = alone("vault", *arguments, stdin=f"{WORDS}\n{WORDS}\n".encode())
    assert done.returncode == 4
    assert NO_TERMINAL in done.stderr
    assert not vault_path().exists()
    assert (home / "copy").read_bytes() == b"an export"


def test_the_passphrase_of_a_vault_is_never_taken_from_a_pipe(worded: Path) -> None:
    before = worded.read_bytes()
    done = alone("audit", "list", stdin=f"{WORDS}\n".encode())
    assert (done.returncode, done.stdout) == (4, b"")
    assert NO_TERMINAL in done.stderr
    assert worded.read_bytes() == before


def test_a_person_makes_a_vault_with_the_six_words_that_are_offered(home: Path) -> None:
    with terminal(home, ["-m", "client", "vault", "init"], 120, 40, **folders()) as shown:
        shown.until("Press Enter to take it")
        said = shown.output.decode().replace("\r", "")
        whole = " ".join(said.split())
        assert whole.index(NO_RECOVERY) < whole.index("A strong passphrase")
        offered = said.split("learned:")[1].split("Press")[0].strip()
        assert len(offered.split()) == 6
        shown.press("\r")
        shown.until("Once more")
        after = len(shown.output)
        shown.press(f"{offered}\r")
        assert shown.rest() == 0
        assert b"The vault is made." in shown.output
        assert offered.encode() not in shown.output[after:]
    with typing(home, "vault", "status") as shown:
        answer(shown, "Passphrase of your vault", offered)
        assert shown.rest() == 0
        assert b"opened by a passphrase." in shown.output
        assert shown.output.count(offered.encode()) == 0


def test_a_person_is_asked_three_times_and_then_told(home: Path, worded: Path) -> None:
    before = worded.read_bytes()
    with typing(home, "consent", "list") as shown:
        for _ in range(3):
            after = len(shown.output)
            shown.until("Try again" if after else "Passphrase of your vault", after)
            shown.press(f"{OTHER_WORDS}\r")
        assert shown.rest() == 4
        assert b"That does not open the vault." in shown.output
        assert OTHER_WORDS.encode() not in shown.output
    assert worded.read_bytes() == before


@pytest.fixture
def slowly(home: Path) -> Iterator[Terminal]:
    """A command that asks, with passphrases that take a second to try."""
    with terminal(home, ["-c", SLOW, "consent", "list"], 120, 40, **folders()) as shown:
        shown.until("Passphrase of your vault")
        yield shown


def test_what_is_typed_while_a_passphrase_is_tried_is_neither_shown_nor_taken(
    worded: Path, slowly: Terminal
) -> None:
    slowly.press(f"{OTHER_WORDS}\r")
    time.sleep(0.4)
    slowly.press("typed too early\r")
    slowly.until("Try again (2 tries left)")
    slowly.press(f"{WORDS}\r")
    time.sleep(0.4)
    slowly.press("typed too late\r")
    assert slowly.rest() == 0
    assert b"typed too" not in slowly.output
    assert b"1 try left" not in slowly.output
    assert slowly.echoes


@pytest.mark.parametrize("when", [0.0, 0.4])
def test_a_terminal_shows_what_is_typed_again_however_the_question_ends(
    worded: Path, slowly: Terminal, when: float
) -> None:
    assert not slowly.echoes
    # A signal just before a read begins does not end the read.
    slowly.quiet()
    if when:
        slowly.press(f"{OTHER_WORDS}\r")
        time.sleep(when)
        assert not slowly.echoes
    slowly.interrupt()
    assert slowly.rest() == 130
    assert slowly.echoes


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ("too short", "", b"at least 12 characters"),
        (WORDS, OTHER_WORDS, b"not the same; try again"),
    ],
)
def test_a_passphrase_that_is_short_or_mistyped_changes_nothing(
    home: Path, first: str, second: str, reason: bytes
) -> None:
    with typing(home, "vault", "init") as shown:
        after = 0
        for question, words in (("Press Enter to take it", first), ("Once more", second)) * 3:
            if words:
                shown.until(question, after)
                after = len(shown.output)
                shown.press(f"{words}\r")
        assert shown.rest() == 4
        assert b"Nothing was changed" in shown.output
        assert reason in shown.output
        assert first.encode() not in shown.output
    assert not vault_path().exists()


def test_leaving_in_the_middle_of_a_passphrase_makes_nothing(home: Path) -> None:
    with typing(home, "vault", "init") as shown:
        shown.until("Press Enter to take it")
        shown.press("\x04")
        assert shown.rest() == 130
        assert b"interrupted" in shown.output
    assert not vault_path().exists()

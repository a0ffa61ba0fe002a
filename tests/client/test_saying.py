"""Text of the commands on a small terminal: whole words, and nothing broken that is to be copied."""

import os
import subprocess
import sys
from pathlib import Path

from tests.client.terminal import terminal
from tests.client.test_plain_first import PLAIN

HERE = 50


def test_commands_break_no_word_and_no_place(tmp_path: Path) -> None:
    key, deep = tmp_path / "key", tmp_path / "a folder with blanks" / ("deep" * 12)
    said = ""
    for arguments in (
        ("vault", "status"),
        ("vault", "init", "--key-file", str(key)),
        ("audit", "verify", "--key-file", str(key)),
        ("vault", "erase", "--all", "--yes"),
        ("catalogue", "show", "Spirited Away"),
    ):
        with terminal(tmp_path, [*PLAIN[:2], *arguments], columns=HERE, XDG_DATA_HOME=str(deep)) as shown:
            assert shown.rest() == 0
        said += shown.output.decode().replace("\r\n", "\n")
    place = str(deep / "leastsaid" / "vault" / "vault.db")
    lines = said.split("\n")
    assert place in lines
    assert max(len(line) for line in lines if line != place) < HERE
    assert "There is no vault: everything ends with the\nprogram." in said
    assert any(line.startswith("    ") and line.strip() for line in lines)


def test_an_error_breaks_no_word_on_a_terminal_and_is_one_line_elsewhere(tmp_path: Path) -> None:
    nowhere = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
    command = [*PLAIN[:2], "consent", "list"]
    with terminal(tmp_path, command, columns=HERE, rows=24, **nowhere) as shown:
        assert shown.rest() == 4
    said = shown.output.decode().replace("\r", "")
    assert said == "leastsaid: There is no vault. `leastsaid vault\ninit` makes one.\n"
    piped = subprocess.run(
        [sys.executable, *command], env=os.environ | nowhere, capture_output=True, check=False
    )
    assert piped.stderr.decode() == f"{' '.join(said.split())}\n"

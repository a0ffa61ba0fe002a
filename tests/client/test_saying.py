"""Text of the commands on a small terminal: whole words, and nothing broken that is to be copied."""

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

"""A vault that another program has open, and one that was changed from outside."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from client.vault.vault import vault_path
from tests.client.commands.kept import opened
from tests.client.commands.program import Say


def test_the_status_of_a_vault_in_use_is_no_error(say: Say, filled: Path, key: Path) -> None:
    with opened(key):
        said = say("vault", "status")
    assert (said.code, said.out) == (
        0,
        f"There is a vault, and another program has it open, perhaps a chat. It is here:\n{filled}\n",
    )


def test_a_second_chat_says_that_the_vault_is_in_use_and_how_to_go_without(
    say: Say, filled: Path, key: Path
) -> None:
    with opened(key):
        refused = say("chat", stdin=b"a light comedy\n.\nsend\n")
        without = say("chat", "--no-vault")
    assert (refused.code, refused.out) == (4, "")
    assert "in use by another program" in refused.err
    assert "With --no-vault nothing is kept and no vault is needed." in refused.err
    assert without.code == 0
    assert "Nothing is kept" in without.out


def test_a_damaged_vault_can_be_erased_and_made_anew(say: Say, filled: Path, key: Path) -> None:
    filled.write_bytes(b"no vault at all")
    assert "damaged" in say("vault", "status").err
    assert say("vault", "init", "--key-file", key).code == 4
    assert filled.read_bytes() == b"no vault at all"
    assert say("vault", "erase", "--all", "--yes").code == 0
    assert not filled.exists()
    assert say("vault", "init", "--key-file", key).code == 0


def test_an_empty_file_in_the_place_of_a_vault_is_no_full_disk(say: Say, key: Path) -> None:
    vault_path().parent.mkdir(parents=True)
    vault_path().write_bytes(b"")
    said = say("vault", "status")
    assert said.code == 4
    assert "damaged" in said.err


@pytest.mark.parametrize(
    "statement", ["DELETE FROM c WHERE n = 2", "DELETE FROM c WHERE n = 5", "DELETE FROM r"]
)
def test_a_record_taken_out_from_outside_is_found(say: Say, filled: Path, statement: str) -> None:
    with closing(sqlite3.connect(filled)) as database:
        database.execute(statement)
        database.commit()
    said = say("audit", "verify")
    assert (said.code, said.out) == (4, "")
    assert "damaged or was changed from outside" in said.err

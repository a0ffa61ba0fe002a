"""The file of a vault that is not as it was made."""

import os
from pathlib import Path

import pytest

from client.errors import VaultDamagedError
from client.vault.container import SCHEMA, Container
from tests.client.vault.outside import tamper


@pytest.mark.parametrize("content", [b"not a vault" * 100, b"SQLite format 3\0" + b"x" * 4080])
def test_a_file_of_something_else_is_damage_and_let_go(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(VaultDamagedError):
        Container(path)
    assert path.read_bytes() == content


def test_the_tables_are_as_they_were_made(container: Container) -> None:
    container.check_schema()
    found = {sql for (sql,) in container.rows("t", "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL")}
    assert found == {statement.encode() for statement in SCHEMA}


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER t AFTER INSERT ON r BEGIN DELETE FROM c; END",
        "CREATE VIEW w AS SELECT * FROM r",
        "CREATE TABLE x (a)",
        "CREATE INDEX y ON r (g)",
        "ALTER TABLE r ADD COLUMN z",
        "DROP TABLE c",
    ],
)
def test_other_tables_than_were_made_are_damage(path: Path, container: Container, statement: str) -> None:
    container.close()
    tamper(path, statement)
    again = Container(path)
    with pytest.raises(VaultDamagedError):
        again.check_schema()
    again.close()


def test_names_that_are_no_text_are_damage(path: Path, container: Container) -> None:
    container.close()
    tamper(
        path,
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET name = CAST(x'ff' AS TEXT), sql = 'CREATE TABLE' WHERE name = 'r'",
    )
    with pytest.raises(VaultDamagedError):
        Container(path)


def test_an_index_that_does_not_fit_its_table_is_damage(path: Path, container: Container) -> None:
    """What is walked and what is looked up would differ."""
    record = os.urandom(16)
    container.execute("INSERT INTO r VALUES (?, x'00', x'00', x'00')", record)
    container.check_structure()
    container.close()
    content = path.read_bytes()
    assert content.count(record) == 2
    for at in (content.index(record), content.rindex(record)):
        path.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        again = Container(path)
        with pytest.raises(VaultDamagedError):
            again.check_structure()
        again.close()


@pytest.mark.parametrize("value", ["7", "1.5"])
def test_a_value_that_is_not_bytes_is_damage(container: Container, value: str) -> None:
    container.execute(f"INSERT INTO s VALUES (0, {value})")
    with pytest.raises(VaultDamagedError):
        container.value(0)


def test_a_value_that_is_not_there_is_damage(container: Container) -> None:
    container.execute("INSERT INTO s VALUES (0, x'00')")
    assert container.value(0) == b"\0"
    with pytest.raises(VaultDamagedError):
        container.value(1)

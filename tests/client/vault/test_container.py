import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from client.errors import VaultBusyError, VaultDamagedError, VaultError, VaultWriteError
from client.vault import container as module
from client.vault.container import SCHEMA, Container, sync_folder
from tests.client.vault.conftest import full_disk, is_left, tamper
from tests.conftest import ROOT

LINK = "INSERT INTO c VALUES (?, ?)"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "vault").mkdir()
    return tmp_path / "vault" / "vault.db"


@pytest.fixture
def container(path: Path) -> Iterator[Container]:
    container = Container.create(path)
    yield container
    container.close()


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def links(container: Container) -> list[tuple[int, bytes]]:
    return [(number, value) for number, value in container.rows("ib", "SELECT n, v FROM c ORDER BY n")]


def test_only_its_owner_can_read_a_file_and_its_log(path: Path, container: Container) -> None:
    container.execute(LINK, 1, b"a")
    assert {mode(file) for file in path.parent.iterdir()} == {0o600}
    assert path.with_name("vault.db-wal").exists()


def test_a_file_is_never_made_over_another(path: Path, container: Container) -> None:
    container.execute(LINK, 1, b"a")
    with pytest.raises(VaultError, match="already"):
        Container.create(path)
    assert links(container) == [(1, b"a")]


def test_a_file_that_cannot_be_made_is_an_error_of_the_disk(tmp_path: Path) -> None:
    with pytest.raises(VaultWriteError):
        Container.create(tmp_path / "missing" / "vault.db")


def test_without_a_file_the_words_say_how_to_make_one(path: Path) -> None:
    with pytest.raises(VaultError, match="leastsaid vault init"):
        Container(path)
    assert not path.exists()


def test_a_place_that_cannot_be_looked_at_is_told_in_words(path: Path) -> None:
    path.write_bytes(b"")
    with pytest.raises(VaultError, match="rights of its folder"):
        Container(path / "vault.db")


def test_a_link_to_a_file_is_not_opened(path: Path, container: Container) -> None:
    container.close()
    path.rename(path.with_name("elsewhere"))
    path.symlink_to(path.with_name("elsewhere"))
    with pytest.raises(VaultError, match="not a file of your own"):
        Container(path)


def test_a_folder_is_not_opened(path: Path) -> None:
    path.mkdir()
    with pytest.raises(VaultError, match="not a file of your own"):
        Container(path)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_a_file_of_somebody_else_is_not_opened(path: Path, container: Container) -> None:
    container.close()
    os.chown(path, 12345, -1)
    with pytest.raises(VaultError, match="not a file of your own"):
        Container(path)


def test_rights_of_others_are_taken_away(path: Path, container: Container) -> None:
    container.close()
    path.chmod(0o644)
    Container(path).close()
    assert mode(path) == 0o600


def test_while_it_is_held_a_second_opening_is_refused_at_once(path: Path, container: Container) -> None:
    begun = time.monotonic()
    with pytest.raises(VaultBusyError):
        Container(path)
    assert time.monotonic() - begun < 1
    container.execute(LINK, 1, b"still held")


def test_while_it_is_held_another_program_is_refused(path: Path, container: Container) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from client.errors import VaultBusyError\n"
        "from client.vault.container import Container\n"
        "try: Container(Path(sys.argv[1]))\n"
        "except VaultBusyError as error: print(error)\n"
    )
    container.execute(LINK, 1, b"held")
    ran = subprocess.run(
        [sys.executable, "-c", program, str(path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "in use by another program" in ran.stdout


def test_a_closed_file_can_be_opened_again(path: Path, container: Container) -> None:
    container.execute(LINK, 1, b"a")
    container.close()
    again = Container(path)
    assert links(again) == [(1, b"a")]
    again.close()


def test_closing_leaves_one_file(path: Path, container: Container) -> None:
    container.execute(LINK, 1, b"a")
    container.close()
    assert [file.name for file in path.parent.iterdir()] == ["vault.db"]


def test_a_file_may_be_closed_twice(container: Container) -> None:
    container.close()
    container.close()


def test_a_file_whose_folder_is_gone_can_be_closed(path: Path, container: Container) -> None:
    path.parent.rename(path.parent.with_name("moved"))
    container.close()


@pytest.mark.parametrize("content", [b"not a vault" * 100, b"SQLite format 3\0" + b"x" * 4080])
def test_a_file_of_something_else_is_damage_and_let_go(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(VaultDamagedError):
        Container(path)
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("locking_mode", b"exclusive"),
        ("journal_mode", b"wal"),
        ("synchronous", 2),
        ("secure_delete", 1),
        ("temp_store", 2),
        ("mmap_size", 0),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("wal_autocheckpoint", 256),
    ],
)
def test_the_file_is_written_with_care(container: Container, pragma: str, value: bytes | int) -> None:
    types = "t" if isinstance(value, bytes) else "i"
    assert list(container.rows(types, f"PRAGMA {pragma}")) == [(value,)]


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


@pytest.fixture
def read_only() -> Iterator[Path]:
    """A file without a log that its owner may only read; root may always write, so root is somebody else here."""
    folder = Path(tempfile.mkdtemp())
    path, somebody = folder / "vault.db", os.geteuid() or 65534
    Container.create(path).close()
    tamper(path, "PRAGMA journal_mode = DELETE")
    path.chmod(0o400)
    for one in (folder, path):
        os.chown(one, somebody, -1)
    before = os.geteuid()
    os.seteuid(somebody)
    yield path
    os.seteuid(before)
    shutil.rmtree(folder)


def test_a_file_that_can_only_be_read_is_an_error_of_the_disk(read_only: Path) -> None:
    with pytest.raises(VaultWriteError):
        Container(read_only)


def test_a_file_that_gets_no_log_is_not_used(
    path: Path, container: Container, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stand-in for an SQLite that knows of no write-ahead log."""
    container.close()
    tamper(path, "PRAGMA journal_mode = DELETE")
    known = tuple(pragma for pragma in module._PRAGMAS if not pragma.startswith("journal_mode"))
    monkeypatch.setattr(module, "_PRAGMAS", known)
    with pytest.raises(VaultWriteError):
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


def test_a_statement_says_how_many_rows_it_changed(container: Container) -> None:
    assert [container.execute(LINK, number, b"a") for number in (1, 2)] == [1, 1]
    assert container.execute("DELETE FROM c") == 2


def fill(container: Container) -> int:
    """Writes until the disk takes no more. How many rows it took."""
    for number in range(1, 1000):
        try:
            container.execute(LINK, number, b"x" * 4000)
        except VaultWriteError:
            return number - 1
    raise AssertionError("The disk is not full.")


def check_that_what_was_taken_is_there(path: Path, container: Container, taken: int) -> None:
    assert taken > 0
    with pytest.raises(VaultError, match="closed after an error of the disk"):
        container.execute(LINK, 5000, b"x")
    with pytest.raises(VaultError, match="closed after an error of the disk"):
        links(container)
    again = Container(path)
    assert [number for number, _ in links(again)] == list(range(1, taken + 1))
    again.execute(LINK, 5000, b"there is room")
    again.close()


def test_a_full_file_is_closed_and_keeps_what_it_took(path: Path, container: Container) -> None:
    container.execute("PRAGMA max_page_count = 20")
    check_that_what_was_taken_is_there(path, container, fill(container))


def test_a_full_disk_closes_the_file_which_keeps_what_it_took(path: Path, container: Container) -> None:
    with full_disk(100_000):
        taken = fill(container)
    check_that_what_was_taken_is_there(path, container, taken)


def test_a_file_that_may_not_be_written_is_an_error_of_the_disk(path: Path, container: Container) -> None:
    container.execute(LINK, 1, b"a")
    container.execute("PRAGMA query_only = ON")
    with pytest.raises(VaultWriteError):
        container.execute(LINK, 2, b"b")
    check_that_what_was_taken_is_there(path, container, 1)


def test_a_transaction_that_is_backed_out_leaves_nothing(container: Container) -> None:
    container.execute("BEGIN IMMEDIATE")
    container.execute(LINK, 1, b"a")
    container.back_out()
    assert links(container) == []


def test_backing_out_of_nothing_is_harmless(container: Container) -> None:
    container.execute(LINK, 1, b"a")
    container.back_out()
    assert links(container) == [(1, b"a")]
    container.close()
    container.back_out()


def test_sweeping_leaves_nothing_of_deleted_rows(path: Path, container: Container) -> None:
    secret = os.urandom(3000)
    container.execute(LINK, 1, secret)
    assert is_left(path, secret)
    container.execute("DELETE FROM c")
    container.sweep()
    assert not is_left(path, secret)


def test_an_emptied_log_is_of_no_bytes_and_loses_none(path: Path, container: Container) -> None:
    container.execute(LINK, 1, b"a")
    assert path.with_name("vault.db-wal").stat().st_size > 0
    container.empty_log()
    assert path.with_name("vault.db-wal").stat().st_size == 0
    assert links(container) == [(1, b"a")]


def test_a_log_that_cannot_be_emptied_is_an_error(path: Path, container: Container) -> None:
    """Nobody else reads a file that is held; here it is held no longer."""
    for pragma in ("journal_mode=DELETE", "locking_mode=NORMAL", "journal_mode=WAL"):
        container.execute(f"PRAGMA {pragma}")
    container.execute(LINK, 1, b"a")
    with closing(sqlite3.connect(path)) as reader:
        reader.execute("BEGIN")
        assert reader.execute("SELECT n FROM c").fetchall() == [(1,)]
        container.execute(LINK, 2, b"b")
        with pytest.raises(VaultWriteError):
            container.empty_log()


def test_a_folder_that_is_not_there_cannot_be_synced(tmp_path: Path) -> None:
    sync_folder(tmp_path)
    with pytest.raises(FileNotFoundError):
        sync_folder(tmp_path / "missing")

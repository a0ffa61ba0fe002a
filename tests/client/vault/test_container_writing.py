"""The file of a vault as it is written, swept, and closed when the disk fails."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from client.errors import VaultError, VaultWriteError
from client.vault import container as module
from client.vault.container import Container, sync_folder
from tests.client.vault.contents import LINK, links
from tests.client.vault.outside import full_disk, is_left, tamper


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

"""The file a vault is in: SQLite, held by one program, written so that a power cut loses nothing acknowledged.

Plain columns say nothing: random ids, keyed tags, numbers of links. Pragmas and their reasons: write-ahead log and
`synchronous=FULL` survive power cuts, the exclusive lock needs no shared memory file, deleted pages are
overwritten, and temporary tables stay in memory.
"""

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from client.errors import VaultBusyError, VaultDamagedError, VaultError, VaultWriteError

SCHEMA = (
    "CREATE TABLE s (k INTEGER PRIMARY KEY, v BLOB NOT NULL)",
    "CREATE TABLE r (i BLOB PRIMARY KEY, g BLOB NOT NULL, k BLOB NOT NULL, v BLOB NOT NULL)",
    "CREATE TABLE c (n INTEGER PRIMARY KEY, v BLOB NOT NULL)",
)
"""Head and manifest; records with tag, wrapped key and sealed value; links of the audit's chain."""


class Text(bytes):
    """What the file calls text: names in its schema, and nothing that the vault wrote."""


_TYPES = {"b": bytes, "i": int, "t": Text}
_PRAGMAS = (
    "locking_mode=EXCLUSIVE",
    "journal_mode=WAL",
    "synchronous=FULL",
    "secure_delete=ON",
    "temp_store=MEMORY",
    "mmap_size=0",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "wal_autocheckpoint=256",
)
_DAMAGED = {
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_FORMAT,
    sqlite3.SQLITE_MISMATCH,
    sqlite3.SQLITE_ERROR,
}
CLOSED = "The vault was closed after an error of the disk. Lock it (F5) and open it again, or start anew."
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


class Container:
    """An open file. After an error of the disk it is closed: what it holds is read again from the start."""

    def __init__(self, path: Path) -> None:
        """Opens an existing file and takes hold of it.

        Raises:
            VaultBusyError: Another program holds it.
            VaultDamagedError: It is no vault.
            VaultError: It cannot be opened.
        """
        _guard(path)
        self._path = path
        with translated():
            self._database = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode=rw",
                uri=True,
                isolation_level=None,
                check_same_thread=False,
                timeout=0,
            )
        self._database.text_factory = Text
        try:
            with translated():
                for pragma in _PRAGMAS:
                    self._database.execute(f"PRAGMA {pragma}")
                if self._database.execute("PRAGMA journal_mode").fetchone()[0] != b"wal":
                    raise VaultWriteError
                # Without a lock of its own the next program would get as far as this one.
                self._database.execute("BEGIN IMMEDIATE")
                self._database.execute("COMMIT")
        except BaseException:
            self._database.close()
            raise

    @classmethod
    def create(cls, path: Path) -> "Container":
        """A new file with empty tables, which only its owner can read; `VaultError` where one is."""
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        except FileExistsError:
            raise VaultError("There is a vault already.") from None
        except OSError:
            raise VaultWriteError from None
        container = cls(path)
        for statement in SCHEMA:
            container.execute(statement)
        return container

    def check_schema(self) -> None:
        """Raises `VaultDamagedError` unless the tables are as they were made: a schema can hold live code."""
        found = {row[0] for row in self.rows("t", "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL")}
        if found != {statement.encode() for statement in SCHEMA}:
            raise VaultDamagedError

    def check_structure(self) -> None:
        """Raises `VaultDamagedError` unless tables and index agree: what is walked is what is looked up in."""
        if next(self.rows("t", "PRAGMA integrity_check(1)"))[0] != b"ok":
            raise VaultDamagedError

    def rows(self, types: str, statement: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, with a letter for the type of each column: `b` bytes, `i` number, `t` text.

        Raises:
            VaultDamagedError: A value is of another type.
        """
        expected = [_TYPES[letter] for letter in types]
        with translated():
            for row in self._database.execute(statement, values):
                if list(map(type, row)) != expected:
                    raise VaultDamagedError
                yield row

    def value(self, place: int) -> bytes:
        """Head or manifest; `VaultDamagedError` where there is none."""
        row = next(self.rows("b", "SELECT v FROM s WHERE k = ?", place), None)
        if row is None:
            raise VaultDamagedError
        content: bytes = row[0]
        return content

    def execute(self, statement: str, *values: Any) -> int:
        """Runs a statement; how many rows it changed. An error of the disk closes the file."""
        try:
            return self._run(statement, values).rowcount
        except VaultWriteError:
            self.close()
            raise

    def back_out(self, depth: int = 0) -> None:
        """Ends a transaction, or the one nested in it at a depth, without its changes."""
        with suppress(sqlite3.Error):
            if self._database.in_transaction:
                self._database.execute(f"ROLLBACK TO d{depth}" if depth else "ROLLBACK")

    def sweep(self) -> None:
        """Leaves nothing of deleted rows in file and log. Where the disk is full, all is as it was before."""
        self._run("VACUUM", ())
        self.empty_log()

    def empty_log(self) -> None:
        """Moves the log into the file and cuts it to nothing; `VaultWriteError` where that is not done wholly."""
        with translated():
            blocked = self._run("PRAGMA wal_checkpoint(TRUNCATE)", ()).fetchone()[0]
        if blocked:
            raise VaultWriteError

    def _run(self, statement: str, values: tuple[Any, ...]) -> sqlite3.Cursor:
        with translated():
            return self._database.execute(statement, values)

    def close(self) -> None:
        """Empties the log into the file and lets go of it."""
        with suppress(sqlite3.Error):
            self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        with suppress(sqlite3.Error):
            self._database.close()
        with suppress(OSError):
            sync_folder(self._path.parent)


class translated:  # noqa: N801 reads as a verb after `with`
    """Turns errors of SQLite into those of the vault."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, sqlite3.Error):
            raise _translation(error) from None
        if isinstance(error, UnicodeDecodeError):
            # SQLite quotes names of the file in its messages.
            raise VaultDamagedError from None


def _translation(error: sqlite3.Error) -> VaultError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in _BUSY:
        return VaultBusyError()
    if code in _DAMAGED:
        return VaultDamagedError()
    if isinstance(error, sqlite3.ProgrammingError):
        return VaultError(CLOSED)
    return VaultWriteError()


def sync_folder(folder: Path) -> None:
    """Makes new and changed names in a folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _guard(path: Path) -> None:
    """Refuses what is no file of the person's own, and takes others' rights away."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        raise VaultError("There is no vault. `leastsaid vault init` makes one.") from None
    except OSError:
        raise VaultError("The vault cannot be read: look at the rights of its folder.") from None
    if not stat.S_ISREG(found.st_mode) or found.st_uid != os.geteuid():
        raise VaultError("The vault is not a file of your own, so it is not opened.")
    if found.st_mode & 0o077:
        path.chmod(0o600)

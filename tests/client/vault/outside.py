"""What is done to the files of a vault from outside: by a thief, by whoever changes them, by a failing disk."""

import resource
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any


def rows(path: Path, query: str, *values: Any) -> list[tuple[Any, ...]]:
    """What whoever has the file, and no key, reads in it."""
    with closing(sqlite3.connect(path)) as database:
        return database.execute(query, values).fetchall()


def tamper(path: Path, *statements: str) -> None:
    """Changes a locked vault's file from outside."""
    with closing(sqlite3.connect(path)) as database:
        for statement in statements:
            database.execute(statement)
        database.commit()


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def live_bytes(path: Path) -> bytes:
    """Everything in the folder of a vault."""
    return b"".join(file.read_bytes() for file in sorted(path.parent.iterdir()))


def is_left(path: Path, *secrets: bytes) -> bool:
    """Whether any window of 16 bytes of the secrets is in a file of the vault."""
    windows = {secret[at : at + 16] for secret in secrets for at in range(len(secret) - 15)}
    found = live_bytes(path)
    return any(found[at : at + 16] in windows for at in range(len(found) - 15))


@contextmanager
def full_disk(size: int) -> Iterator[None]:
    """No file grows beyond a size, as if the disk had no more room."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)

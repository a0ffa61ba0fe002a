"""Real vaults in files of the test's own, opened by key files, and what a thief or a failing disk does to them."""

import resource
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from client.records import Records
from client.store import MemoryStore, Store
from client.vault.making import create_vault
from client.vault.openers import KeyFile, make_key_file
from client.vault.vault import Vault, open_vault

STORES = ["memory", "vault"]


def fresh_key(folder: Path) -> KeyFile:
    make_key_file(folder / "key")
    return KeyFile(folder / "key")


def either_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A store of the kind that the parameter names."""
    if request.param == "memory":
        yield MemoryStore()
        return
    opener, path = fresh_key(tmp_path), tmp_path / "vault" / "vault.db"
    create_vault(path, [opener])
    vault = open_vault(path, [opener])
    try:
        yield vault.store
    finally:
        vault.lock()


def either_records(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Records]:
    """Records over a store of the kind that the parameter names."""
    for store in either_store(request, tmp_path):
        yield Records(store)


@pytest.fixture
def opener(tmp_path: Path) -> KeyFile:
    return fresh_key(tmp_path)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "vault" / "vault.db"


@pytest.fixture
def vault(place: Path, opener: KeyFile) -> Iterator[Vault]:
    create_vault(place, [opener])
    vault = open_vault(place, [opener])
    yield vault
    vault.lock()


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

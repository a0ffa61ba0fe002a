"""Real vaults and files of the test's own, and what opens them."""

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest

from client.kept.records import Records
from client.kept.store import MemoryStore, Store
from client.vault.container import Container
from client.vault.making import create_vault
from client.vault.openers import KeyFile
from client.vault.vault import Vault, open_vault
from tests.client.vault.keys import DesktopKeyring, MemoryKeyring, fresh_key

STORES = ["memory", "vault"]


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


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "vault").mkdir()
    return tmp_path / "vault" / "vault.db"


@pytest.fixture
def container(path: Path) -> Iterator[Container]:
    container = Container.create(path)
    yield container
    container.close()


@pytest.fixture
def backend() -> MemoryKeyring:
    return MemoryKeyring()


@pytest.fixture
def desktop() -> Iterator[DesktopKeyring]:
    before, backend = keyring.get_keyring(), DesktopKeyring()
    keyring.set_keyring(backend)
    yield backend
    keyring.set_keyring(before)

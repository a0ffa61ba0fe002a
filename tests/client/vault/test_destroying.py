"""What is left when a vault is destroyed."""

from pathlib import Path

import pytest

from client.errors import VaultWriteError
from client.vault.making import destroy, remove_files
from client.vault.openers import (
    Keyring,
)
from client.vault.vault import Vault
from tests.client.vault.contents import filled
from tests.client.vault.keys import DesktopKeyring
from tests.client.vault.outside import is_left, live_bytes, names, rows


def test_a_destroyed_vault_is_gone_without_a_key(vault: Vault, place: Path) -> None:
    filled(vault)
    vault.lock()
    destroy(place)
    assert names(place.parent) == []


def test_nothing_of_a_destroyed_vault_is_in_its_file(
    vault: Vault, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is looked at before its name is gone."""
    filled(vault)
    vault.lock()
    sealed = [cell for row in rows(place, "SELECT i, g, k, v FROM r") for cell in row]
    sealed += [cell for query in ("SELECT v FROM c", "SELECT v FROM s") for (cell,) in rows(place, query)]
    monkeypatch.setattr("client.vault.making.remove_files", lambda path: None)
    destroy(place)
    assert live_bytes(place)
    assert not is_left(place, *sealed)


@pytest.mark.parametrize("content", [b"", b"no vault at all" * 500])
def test_what_is_no_vault_is_destroyed_as_it_is(place: Path, content: bytes) -> None:
    place.parent.mkdir()
    place.write_bytes(content)
    place.with_name("vault.db-journal").write_bytes(b"")
    destroy(place)
    assert names(place.parent) == []


def test_what_cannot_be_deleted_is_told_in_words(vault: Vault, place: Path) -> None:
    vault.lock()
    (place.parent / ".new-0123").mkdir()
    with pytest.raises(VaultWriteError):
        destroy(place)
    assert not place.exists()


def test_files_that_are_not_there_are_removed(tmp_path: Path) -> None:
    remove_files(tmp_path / "vault.db")


def test_a_destroyed_vault_leaves_no_secret_and_nothing_unfinished(
    vault: Vault, place: Path, desktop: DesktopKeyring
) -> None:
    vault.set_opener(Keyring())
    vault.lock()
    (place.parent / ".new-0123").write_bytes(b"half")
    destroy(place)
    assert desktop.kept == {}
    assert names(place.parent) == []

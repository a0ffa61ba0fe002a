"""How a vault is made: whole, alone in its folder, and over no other."""

import os
import stat
from pathlib import Path

import pytest

from client.errors import VaultError, VaultWriteError
from client.kept.store import Kind
from client.vault.making import _move, create_vault, new_vault
from client.vault.openers import KeyFile
from client.vault.vault import Vault, open_vault, vault_path
from tests.client.vault.outside import full_disk, names


def test_a_vault_is_in_the_folder_of_the_persons_data(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert vault_path() == tmp_path / "leastsaid" / "vault" / "vault.db"


def test_only_its_owner_can_look_into_a_new_vault(vault: Vault, place: Path) -> None:
    assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert vault.is_open


def test_a_new_vault_is_empty_and_alone_in_its_folder(vault: Vault, place: Path) -> None:
    assert not any(vault.store.all(kind) for kind in Kind)
    assert list(vault.store.links()) == []
    assert vault.store.purged is None
    vault.lock()
    assert names(place.parent) == ["vault.db"]


def test_a_vault_is_never_made_over_another(vault: Vault, place: Path, opener: KeyFile) -> None:
    record = vault.store.put(Kind.LIMIT, b"mine")
    vault.lock()
    with pytest.raises(VaultError, match="not overwritten"):
        create_vault(place, [opener])
    vault.unlock([opener])
    assert vault.store.get(Kind.LIMIT, record) == b"mine"


def test_what_an_unfinished_making_left_is_swept_away(place: Path, opener: KeyFile) -> None:
    place.parent.mkdir(mode=0o700)
    (place.parent / ".new-0123").write_bytes(b"half")
    (place.parent / ".new-4567").write_bytes(b"being made")
    os.utime(place.parent / ".new-0123", (0, 0))
    (place.parent / "something else").write_bytes(b"whole")
    create_vault(place, [opener])
    assert names(place.parent) == [".new-4567", "something else", "vault.db"]


def test_a_vault_that_cannot_be_made_leaves_nothing(place: Path, opener: KeyFile) -> None:
    for size in (0, 4096, 9000, 20_000):
        with full_disk(size), pytest.raises(VaultWriteError):
            create_vault(place, [opener])
        assert names(place.parent) == []
    create_vault(place, [opener])


def make_while_taken(place: Path, opener: KeyFile) -> None:
    with new_vault(place, [opener]):
        place.write_bytes(b"mine")


def test_a_vault_whose_place_is_taken_meanwhile_is_not_made(place: Path, opener: KeyFile) -> None:
    place.parent.mkdir()
    with pytest.raises(VaultError, match="not overwritten"):
        make_while_taken(place, opener)
    assert names(place.parent) == ["vault.db"]
    assert place.read_bytes() == b"mine"


def test_a_vault_is_made_where_files_have_no_second_names(
    place: Path, opener: KeyFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stand-in for a file system of another kind."""

    def refused(_source: Path, _target: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refused)
    create_vault(place, [opener])
    assert names(place.parent) == ["vault.db"]
    open_vault(place, [opener]).lock()


def make_while_the_folder_goes(place: Path, opener: KeyFile) -> None:
    with new_vault(place, [opener]):
        place.parent.rename(place.parent.with_name("elsewhere"))


def test_a_vault_whose_folder_is_gone_meanwhile_is_not_made(place: Path, opener: KeyFile) -> None:
    place.parent.mkdir()
    with pytest.raises(VaultWriteError):
        make_while_the_folder_goes(place, opener)
    assert not place.exists()


def test_a_file_whose_log_is_not_empty_is_not_moved(tmp_path: Path) -> None:
    (tmp_path / "scratch").write_bytes(b"half")
    (tmp_path / "scratch-wal").write_bytes(b"the other half")
    with pytest.raises(VaultWriteError):
        _move(tmp_path / "scratch", tmp_path / "vault.db")
    assert not (tmp_path / "vault.db").exists()


def test_a_folder_that_cannot_be_made_is_told_in_words(tmp_path: Path, opener: KeyFile) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(VaultError):
        create_vault(tmp_path / "file" / "vault" / "vault.db", [opener])


def test_a_folder_that_was_open_to_others_is_closed(place: Path, opener: KeyFile) -> None:
    place.parent.mkdir(mode=0o755)
    create_vault(place, [opener])
    assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700


def test_a_vault_that_nothing_would_open_is_not_made(place: Path) -> None:
    with pytest.raises(VaultError):
        create_vault(place, [])

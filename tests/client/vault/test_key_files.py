"""Key files: what one is, and what is refused as one."""

import os
import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from client.errors import VaultError
from client.vault.crypto import KEY_BYTES
from client.vault.openers import KeyFile, make_key_file
from tests.client.vault.keys import VAULT
from tests.client.vault.outside import full_disk


def test_a_key_file_holds_32_bytes_that_only_its_owner_can_read(tmp_path: Path) -> None:
    for name in ("one", "other"):
        make_key_file(tmp_path / name)
    assert stat.S_IMODE((tmp_path / "one").stat().st_mode) == 0o600
    assert len((tmp_path / "one").read_bytes()) == 32
    assert (tmp_path / "one").read_bytes() != (tmp_path / "other").read_bytes()


def test_the_key_of_a_file_is_derived_for_vault_kind_and_salt(tmp_path: Path) -> None:
    make_key_file(tmp_path / "key")
    opener = KeyFile(tmp_path / "key")
    slot, another = opener.slot(), opener.slot()
    purpose = b"leastsaid slot \x02" + VAULT
    known = HKDF(hashes.SHA256(), KEY_BYTES, slot.salt, purpose).derive((tmp_path / "key").read_bytes())
    assert opener.key(slot, VAULT) == known
    keys = {
        bytes(opener.key(slot, VAULT)),
        bytes(opener.key(another, VAULT)),
        bytes(opener.key(slot, bytes(16))),
    }
    assert len(keys) == 3
    assert (slot.memory, slot.passes, slot.lanes) == (0, 0, 0)


def test_a_key_file_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(b"mine")
    with pytest.raises(VaultError, match="already"):
        make_key_file(tmp_path / "key")
    assert (tmp_path / "key").read_bytes() == b"mine"


def test_a_key_file_that_cannot_be_written_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(VaultError, match="cannot be written"):
        make_key_file(tmp_path / "missing" / "key")


def test_a_key_file_that_the_disk_does_not_take_leaves_none(tmp_path: Path) -> None:
    with full_disk(0), pytest.raises(VaultError, match="cannot be written"):
        make_key_file(tmp_path / "key")
    assert not (tmp_path / "key").exists()


def test_a_key_file_that_is_not_there_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(VaultError, match="cannot be read"):
        KeyFile(tmp_path / "key")


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o644, 0o601])
def test_a_key_file_that_others_may_use_is_refused(tmp_path: Path, mode: int) -> None:
    make_key_file(tmp_path / "key")
    (tmp_path / "key").chmod(mode)
    with pytest.raises(VaultError, match="open to others"):
        KeyFile(tmp_path / "key")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_a_key_file_of_somebody_else_is_refused(tmp_path: Path) -> None:
    make_key_file(tmp_path / "key")
    os.chown(tmp_path / "key", 12345, -1)
    with pytest.raises(VaultError, match="open to others"):
        KeyFile(tmp_path / "key")


@pytest.mark.parametrize("size", [0, 31, 33, 64])
def test_a_file_of_another_size_is_no_key_file(tmp_path: Path, size: int) -> None:
    (tmp_path / "key").write_bytes(bytes(size))
    (tmp_path / "key").chmod(0o600)
    with pytest.raises(VaultError, match="no key file"):
        KeyFile(tmp_path / "key")


def test_a_folder_is_no_key_file(tmp_path: Path) -> None:
    (tmp_path / "key").mkdir(mode=0o700)
    with pytest.raises(VaultError, match="no key file"):
        KeyFile(tmp_path / "key")

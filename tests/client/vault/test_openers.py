"""What holds for every opener."""

from pathlib import Path

import pytest

from client.vault import openers
from client.vault.header import MEMORY
from client.vault.openers import (
    KeyFile,
    Keyring,
    Passphrase,
    make_key_file,
)
from tests.client.vault.keys import CHEAP, VAULT, MemoryKeyring


def test_new_slots_have_new_salts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(openers, "calibrated_memory", lambda: MEMORY[0])
    make_key_file(tmp_path / "key")
    for opener in (Passphrase("correct horse"), KeyFile(tmp_path / "key"), Keyring(MemoryKeyring())):
        assert opener.slot().salt != opener.slot().salt


def test_a_wiped_opener_opens_nothing(tmp_path: Path, backend: MemoryKeyring) -> None:
    make_key_file(tmp_path / "key")
    key_file, passphrase = KeyFile(tmp_path / "key"), Passphrase("correct horse")
    slot = key_file.slot()
    before = key_file.key(slot, VAULT), passphrase.key(CHEAP, VAULT)
    for opener in (key_file, passphrase, Keyring(backend)):
        opener.wipe()
    assert key_file.key(slot, VAULT) != before[0]
    assert passphrase.key(CHEAP, VAULT) != before[1]
    assert not any(key_file._content)
    assert not any(passphrase._words)

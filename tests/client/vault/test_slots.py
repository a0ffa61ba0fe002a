"""The openers of a vault: set, replaced and dropped."""

from pathlib import Path

import pytest

from client.errors import VaultError, VaultWriteError, WrongKeyError
from client.kept.store import Kind
from client.vault import openers
from client.vault.header import MEMORY, SlotKind
from client.vault.making import create_vault
from client.vault.openers import (
    KeyFile,
    Keyring,
    Passphrase,
)
from client.vault.vault import Vault, open_vault
from tests.client.vault.keys import DesktopKeyring, MemoryKeyring, another_key, kinds
from tests.client.vault.outside import full_disk, is_left, rows


def test_another_opener_opens_it_too(vault: Vault, place: Path, opener: KeyFile) -> None:
    keyring = Keyring(MemoryKeyring())
    record = vault.store.put(Kind.LIMIT, b"x")
    vault.set_opener(keyring)
    assert vault.slots == (SlotKind.KEY_FILE, SlotKind.KEYRING)
    vault.lock()
    assert kinds(place) == (SlotKind.KEY_FILE, SlotKind.KEYRING)
    for one in (opener, keyring):
        vault.unlock([one])
        assert vault.store.get(Kind.LIMIT, record) == b"x"
        vault.lock()


def test_a_new_opener_of_a_kind_takes_the_place_of_the_old(
    vault: Vault, place: Path, opener: KeyFile, tmp_path: Path
) -> None:
    record, other = vault.store.put(Kind.LIMIT, b"x"), another_key(tmp_path)
    vault.lock()
    ((header,),) = rows(place, "SELECT v FROM s WHERE k = 0")
    vault.unlock([opener])
    vault.set_opener(other)
    assert vault.slots == (SlotKind.KEY_FILE,)
    assert not is_left(place, header[36:112])
    vault.lock()
    with pytest.raises(WrongKeyError):
        vault.unlock([opener])
    vault.unlock([other])
    assert vault.store.get(Kind.LIMIT, record) == b"x"


def test_a_dropped_opener_opens_it_no_longer(vault: Vault, opener: KeyFile) -> None:
    keyring = Keyring(MemoryKeyring())
    vault.set_opener(keyring)
    vault.drop_opener(SlotKind.KEY_FILE)
    assert vault.slots == (SlotKind.KEYRING,)
    vault.lock()
    with pytest.raises(WrongKeyError):
        vault.unlock([opener])
    vault.unlock([keyring])


def test_the_last_opener_is_not_dropped(vault: Vault, opener: KeyFile) -> None:
    with pytest.raises(VaultError, match="Nothing else opens"):
        vault.drop_opener(SlotKind.KEY_FILE)
    vault.lock()
    vault.unlock([opener])


def test_an_opener_that_could_not_be_written_changes_nothing(
    vault: Vault, opener: KeyFile, tmp_path: Path
) -> None:
    other = another_key(tmp_path)
    with full_disk(0), pytest.raises(VaultWriteError):
        vault.set_opener(other)
    vault.lock()
    vault.unlock([opener])
    assert vault.slots == (SlotKind.KEY_FILE,)


def test_a_keyring_still_opens_it_when_its_new_secret_could_not_be_written(vault: Vault) -> None:
    keyring = Keyring(MemoryKeyring())
    vault.set_opener(keyring)
    vault.drop_opener(SlotKind.KEY_FILE)
    with full_disk(0), pytest.raises(VaultWriteError):
        vault.set_opener(keyring)
    vault.lock()
    vault.unlock([keyring])


def test_a_keyring_that_lost_its_secret_does_not_keep_other_openers_out(
    vault: Vault, opener: KeyFile
) -> None:
    vault.set_opener(Keyring(MemoryKeyring()))
    vault.lock()
    vault.unlock([Keyring(MemoryKeyring()), opener])
    assert vault.is_open


def test_a_keyring_that_does_not_answer_does_not_keep_other_openers_out(
    vault: Vault, opener: KeyFile
) -> None:
    backend = MemoryKeyring()
    vault.set_opener(Keyring(backend))
    vault.lock()
    backend.failure = RuntimeError("locked")
    vault.unlock([Keyring(backend), opener])
    assert vault.is_open


def test_a_passphrase_opens_it_and_another_does_not(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(openers, "calibrated_memory", lambda: MEMORY[0])
    create_vault(place, [Passphrase("six words that nobody else knows")])
    vault = open_vault(place, [Passphrase(" six words  that nobody else knows")])
    assert vault.slots == (SlotKind.PASSPHRASE,)
    vault.set_opener(Passphrase("six other words"))
    vault.lock()
    with pytest.raises(WrongKeyError):
        vault.unlock([Passphrase("six words that nobody else knows")])
    vault.unlock([Passphrase("six other words")])
    vault.lock()


def test_a_dropped_or_replaced_keyring_keeps_no_secret(
    vault: Vault, opener: KeyFile, desktop: DesktopKeyring
) -> None:
    vault.set_opener(Keyring())
    first = set(desktop.kept)
    vault.set_opener(Keyring())
    assert len(desktop.kept) == 1
    assert not first & set(desktop.kept)
    vault.drop_opener(SlotKind.KEYRING)
    assert desktop.kept == {}


def test_a_keyring_that_does_not_answer_does_not_hinder_dropping(
    vault: Vault, desktop: DesktopKeyring
) -> None:
    vault.set_opener(Keyring())
    desktop.failure = RuntimeError("my secret")
    vault.drop_opener(SlotKind.KEYRING)
    assert vault.slots == (SlotKind.KEY_FILE,)

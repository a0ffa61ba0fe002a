"""A vault as it is opened and locked, and what keeps it shut."""

import shutil
from pathlib import Path

import pytest

from client.errors import VaultBusyError, VaultDamagedError, VaultError, WrongKeyError
from client.kept.store import Kind
from client.vault.header import Slot, SlotKind
from client.vault.making import destroy
from client.vault.openers import KeyFile, Keyring, Passphrase
from client.vault.vault import Vault, open_vault, read_header
from tests.client.vault.contents import NOW
from tests.client.vault.keys import MemoryKeyring, another_key, kinds
from tests.client.vault.outside import rows, tamper


def test_everything_is_there_when_it_is_opened_again(vault: Vault, opener: KeyFile) -> None:
    kept = {kind: {vault.store.put(kind, kind.value): kind.value} for kind in Kind}
    vault.store.link(b"one")
    vault.store.note_purge(NOW)
    vault.lock()
    vault.unlock([opener])
    assert {kind: vault.store.all(kind) for kind in Kind} == kept
    assert list(vault.store.links()) == [(1, b"one")]
    assert vault.store.purged == NOW


def test_a_locked_vault_is_closed_and_its_keys_are_wiped(vault: Vault, place: Path) -> None:
    opened = vault._opened
    assert opened
    keys = [getattr(opened.keys, name) for name in opened.keys.__slots__]
    vault.lock()
    assert not vault.is_open
    assert {bytes(key) for key in (*keys, opened.master)} == {bytes(32)}
    assert kinds(place) == (SlotKind.KEY_FILE,)


def test_a_vault_may_be_locked_twice(vault: Vault) -> None:
    vault.lock()
    vault.lock()


@pytest.mark.parametrize(
    "use",
    [
        lambda vault: vault.slots,
        lambda vault: vault.set_opener(Passphrase("x")),
        lambda vault: vault.drop_opener(SlotKind.KEY_FILE),
        lambda vault: vault.store.put(Kind.LIMIT, b"x"),
    ],
    ids=["slots", "set_opener", "drop_opener", "store"],
)
def test_a_locked_vault_refuses_everything(vault: Vault, use: object) -> None:
    assert callable(use)
    vault.lock()
    with pytest.raises(VaultError, match=r"locked\. Open"):
        use(vault)


def test_one_store_serves_before_and_after_locking(vault: Vault, opener: KeyFile) -> None:
    store = vault.store
    record = store.put(Kind.LIMIT, b"a limit")
    vault.lock()
    vault.unlock([opener])
    assert store.get(Kind.LIMIT, record) == b"a limit"


def test_another_key_does_not_open_it_and_lets_it_go(
    vault: Vault, place: Path, opener: KeyFile, tmp_path: Path
) -> None:
    vault.lock()
    with pytest.raises(WrongKeyError):
        vault.unlock([another_key(tmp_path)])
    assert not vault.is_open
    vault.unlock([opener])


@pytest.mark.parametrize("wrong", [[], [Passphrase("correct horse")], [Keyring(MemoryKeyring())]])
def test_an_opener_of_another_kind_opens_nothing(vault: Vault, wrong: list[Passphrase]) -> None:
    vault.lock()
    with pytest.raises(WrongKeyError):
        vault.unlock(wrong)


def test_the_first_opener_that_fits_opens_it(vault: Vault, opener: KeyFile, tmp_path: Path) -> None:
    vault.lock()
    vault.unlock([Keyring(MemoryKeyring()), another_key(tmp_path), opener])
    assert vault.is_open


def test_while_it_is_open_a_second_opening_is_refused_and_harms_nothing(
    vault: Vault, place: Path, opener: KeyFile
) -> None:
    with pytest.raises(VaultBusyError):
        open_vault(place, [opener])
    with pytest.raises(VaultBusyError):
        read_header(place)
    with pytest.raises(VaultBusyError):
        destroy(place)
    record = vault.store.put(Kind.LIMIT, b"still open")
    assert vault.store.get(Kind.LIMIT, record) == b"still open"


def test_a_vault_that_is_open_is_not_opened_again(vault: Vault) -> None:
    record = vault.store.put(Kind.LIMIT, b"x")
    vault.unlock([])
    assert vault.store.get(Kind.LIMIT, record) == b"x"


def test_a_vault_that_is_not_there_is_told_in_words(place: Path, opener: KeyFile) -> None:
    for use in (lambda: open_vault(place, [opener]), lambda: read_header(place), lambda: destroy(place)):
        with pytest.raises(VaultError, match="vault init"):
            use()


@pytest.mark.parametrize("at", [0, 5, 10, 22, 23, 30, 50, 60, 90, 111, 115, 143])
def test_a_changed_header_is_refused(vault: Vault, place: Path, opener: KeyFile, at: int) -> None:
    vault.lock()
    ((header,),) = rows(place, "SELECT v FROM s WHERE k = 0")
    assert len(header) == 144
    changed = bytes(byte ^ (index == at) for index, byte in enumerate(header))
    tamper(place, f"UPDATE s SET v = x'{changed.hex()}' WHERE k = 0")
    with pytest.raises((VaultDamagedError, WrongKeyError)):
        vault.unlock([opener])
    assert not vault.is_open
    tamper(place, f"UPDATE s SET v = x'{header.hex()}' WHERE k = 0")
    vault.unlock([opener])


def test_a_damaged_vault_is_let_go_and_wiped(vault: Vault, place: Path, opener: KeyFile) -> None:
    vault.store.put(Kind.LIMIT, b"x")
    vault.lock()
    tamper(place, "DELETE FROM r")
    for _ in range(2):
        with pytest.raises(VaultDamagedError):
            vault.unlock([opener])
        assert not vault.is_open


@pytest.mark.parametrize(
    "statements",
    [
        ["DELETE FROM s"],
        ["DROP TABLE s"],
    ],
)
def test_a_file_without_a_header_says_that_it_is_damaged(
    vault: Vault, place: Path, statements: list[str]
) -> None:
    vault.lock()
    tamper(place, *statements)
    with pytest.raises(VaultDamagedError):
        read_header(place)
    shutil.rmtree(place.parent)


def test_an_opener_that_cannot_try_says_why(vault: Vault, opener: KeyFile) -> None:
    """Such as a passphrase that nobody can be asked for: it is no wrong passphrase."""

    class Unable(KeyFile):
        def __init__(self) -> None:
            pass

        def key(self, slot: Slot, vault: bytes) -> bytearray:
            raise VaultError("There is nobody to ask.")

    vault.lock()
    with pytest.raises(VaultError, match="nobody to ask"):
        vault.unlock([Unable(), opener])
    assert not vault.is_open

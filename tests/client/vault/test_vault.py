import os
import shutil
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import keyring
import pytest

from client.audit import Audit, AuditEntry
from client.consent import Consent, State
from client.errors import VaultBusyError, VaultDamagedError, VaultError, VaultWriteError, WrongKeyError
from client.records import Records
from client.store import Kind
from client.vault import openers
from client.vault.header import MEMORY, SlotKind
from client.vault.making import _move, create_vault, destroy, new_vault, remove_files
from client.vault.openers import KeyFile, Keyring, Passphrase, make_key_file
from client.vault.vault import Vault, import_vault, open_vault, read_header, vault_path
from sanitizer.types import Level
from tests.client.vault.conftest import full_disk, is_left, live_bytes, rows, tamper
from tests.client.vault.test_openers import MemoryKeyring

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


def another_key(folder: Path) -> KeyFile:
    make_key_file(folder / "another")
    return KeyFile(folder / "another")


def kinds(place: Path) -> tuple[SlotKind, ...]:
    return tuple(slot.kind for slot in read_header(place).slots)


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


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


def filled(vault: Vault) -> dict[Kind, dict[bytes, bytes]]:
    audit = Audit(vault.store)
    for at in range(3):
        audit.intend(AuditEntry(NOW, "somebody", "", b"request %d" % at))
    audit.erase([2], NOW)
    vault.store.put(Kind.LIMIT, b"a limit")
    vault.store.put(Kind.TURN, b"a turn")
    vault.store.note_purge(NOW)
    return {kind: vault.store.all(kind) for kind in Kind}


def test_a_copy_holds_the_same_under_other_keys(vault: Vault, place: Path, tmp_path: Path) -> None:
    kept, chain, other = filled(vault), list(vault.store.links()), another_key(tmp_path)
    vault.copy(tmp_path / "copy.db", [other])
    vault.lock()
    copy = open_vault(tmp_path / "copy.db", [other])
    assert {kind: copy.store.all(kind) for kind in Kind} == kept
    assert list(copy.store.links()) == chain
    assert copy.store.purged == NOW
    assert Audit(copy.store).verify() == len(chain)
    copy.lock()
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600
    for query in (
        "SELECT k FROM r",
        "SELECT v FROM r",
        "SELECT g FROM r",
        "SELECT v FROM c",
        "SELECT v FROM s",
    ):
        assert not set(rows(place, query)) & set(rows(tmp_path / "copy.db", query))


def test_the_key_of_a_vault_does_not_open_its_copy(vault: Vault, opener: KeyFile, tmp_path: Path) -> None:
    vault.copy(tmp_path / "copy.db", [another_key(tmp_path)])
    with pytest.raises(WrongKeyError):
        open_vault(tmp_path / "copy.db", [opener])


def test_a_copy_is_never_made_over_another_file(vault: Vault, opener: KeyFile, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_bytes(b"mine")
    with pytest.raises(VaultError, match="not overwritten"):
        vault.copy(tmp_path / "copy.db", [opener])
    assert (tmp_path / "copy.db").read_bytes() == b"mine"


def test_a_copy_that_is_not_whole_is_not_there(vault: Vault, opener: KeyFile, tmp_path: Path) -> None:
    vault.store.put(Kind.TURN, os.urandom(100_000))
    kept = vault.store.all(Kind.TURN)
    (tmp_path / "copies").mkdir()
    with full_disk(60_000), pytest.raises(VaultWriteError):
        vault.copy(tmp_path / "copies" / "copy.db", [opener])
    assert names(tmp_path / "copies") == []
    assert vault.store.all(Kind.TURN) == kept


def test_a_copy_of_a_locked_vault_is_not_there(vault: Vault, opener: KeyFile, tmp_path: Path) -> None:
    vault.lock()
    with pytest.raises(VaultError, match="locked"):
        vault.copy(tmp_path / "copy.db", [opener])
    assert not (tmp_path / "copy.db").exists()


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


def export(vault: Vault, folder: Path, opener: KeyFile) -> Path:
    vault.copy(folder / "export.db", [opener])
    return folder / "export.db"


def test_an_export_is_imported_as_it_was_and_only_read(
    vault: Vault, place: Path, opener: KeyFile, tmp_path: Path
) -> None:
    kept, chain = filled(vault), list(vault.store.links())
    source = export(vault, tmp_path, opener)
    content, target = source.read_bytes(), tmp_path / "imported" / "vault.db"
    import_vault(source, target, opener)
    assert source.read_bytes() == content
    assert names(target.parent) == ["vault.db"]
    imported = open_vault(target, [opener])
    assert {kind: imported.store.all(kind) for kind in Kind} == kept
    assert list(imported.store.links()) == chain
    imported.lock()


def test_consents_that_were_live_are_over_after_an_import(
    vault: Vault, opener: KeyFile, tmp_path: Path
) -> None:
    """They may have been withdrawn since the export."""
    now = datetime.now(UTC)
    given = Consent((Level.GROUP, "violence"), "somebody", "", State.GIVEN, now, now + timedelta(hours=1))
    Records(vault.store).consents.record([given])
    target = tmp_path / "imported" / "vault.db"
    import_vault(export(vault, tmp_path, opener), target, opener)
    imported = open_vault(target, [opener])
    assert [one.state for one in Records(imported.store).consents.all()] == [State.EXPIRED]
    imported.lock()
    assert Records(vault.store).consents.all() == (given,)


def refused_import(source: Path, target: Path, opener: KeyFile) -> str:
    with pytest.raises(VaultError) as caught:
        import_vault(source, target, opener)
    return str(caught.value)


def test_what_is_no_export_is_told_in_words_and_leaves_nothing(opener: KeyFile, tmp_path: Path) -> None:
    (tmp_path / "letter").write_bytes(b"Dear all" * 100)
    target = tmp_path / "imported" / "vault.db"
    assert "no export of a vault" in refused_import(tmp_path / "letter", target, opener)
    assert "cannot be read" in refused_import(tmp_path / "missing", target, opener)
    assert names(target.parent) == []


def test_an_export_is_not_imported_over_a_vault_or_with_another_key(
    vault: Vault, place: Path, opener: KeyFile, tmp_path: Path
) -> None:
    source, target = export(vault, tmp_path, opener), tmp_path / "imported" / "vault.db"
    assert "not overwritten" in refused_import(source, place, opener)
    assert "does not open" in refused_import(source, target, another_key(tmp_path))
    assert names(target.parent) == []


def test_an_export_whose_audit_is_not_whole_is_not_imported(
    vault: Vault, opener: KeyFile, tmp_path: Path
) -> None:
    filled(vault)
    vault.store.erase(vault.store.all(Kind.SENT))
    target = tmp_path / "imported" / "vault.db"
    with pytest.raises(VaultDamagedError):
        import_vault(export(vault, tmp_path, opener), target, opener)
    assert names(target.parent) == []


class DesktopKeyring(MemoryKeyring):
    """Taken for that of the operating system."""

    __module__ = "keyring.backends.SecretService"


@pytest.fixture
def desktop() -> Iterator[DesktopKeyring]:
    before, backend = keyring.get_keyring(), DesktopKeyring()
    keyring.set_keyring(backend)
    yield backend
    keyring.set_keyring(before)


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


def test_a_destroyed_vault_leaves_no_secret_and_nothing_unfinished(
    vault: Vault, place: Path, desktop: DesktopKeyring
) -> None:
    vault.set_opener(Keyring())
    vault.lock()
    (place.parent / ".new-0123").write_bytes(b"half")
    destroy(place)
    assert desktop.kept == {}
    assert names(place.parent) == []

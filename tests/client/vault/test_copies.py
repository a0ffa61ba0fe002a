"""Copies of a vault under other keys: exports and imports."""

import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from client.errors import VaultDamagedError, VaultError, VaultWriteError, WrongKeyError
from client.kept.audit import Audit
from client.kept.consent import Consent, State
from client.kept.records import Records
from client.kept.store import Kind
from client.vault.openers import KeyFile
from client.vault.vault import Vault, import_vault, open_vault
from sanitizer.types import Level
from tests.client.vault.contents import NOW, filled
from tests.client.vault.keys import another_key
from tests.client.vault.outside import full_disk, names, rows


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

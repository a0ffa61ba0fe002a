"""A store whose tables were changed from outside."""

import gc
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from client.errors import VaultDamagedError, VaultError
from client.kept.store import Kind
from client.vault.manifest import Manifest, decoded_manifest
from client.vault.openers import KeyFile
from client.vault.vault import Vault, open_vault
from tests.client.vault.contents import refusal
from tests.client.vault.outside import tamper


def exchange(column: str) -> str:
    """Gives the first record a column of the second."""
    return f"UPDATE r SET {column} = (SELECT {column} FROM r WHERE rowid = 2) WHERE rowid = 1"


@pytest.mark.parametrize(
    "statements",
    [
        ["DELETE FROM r WHERE rowid = 1"],
        ["DELETE FROM r"],
        ["INSERT INTO r SELECT randomblob(16), g, k, v FROM r WHERE rowid = 1"],
        ["UPDATE r SET i = randomblob(16) WHERE rowid = 1"],
        ["UPDATE r SET g = (SELECT g FROM r WHERE rowid = 3) WHERE rowid = 1"],
        [exchange("k")],
        [exchange("v")],
        [exchange("k"), exchange("v")],
        ["UPDATE r SET v = zeroblob(length(v))"],
        ["UPDATE r SET v = x''"],
        ["UPDATE r SET k = x''"],
        ["DELETE FROM c WHERE n = 1"],
        ["DELETE FROM c WHERE n = 3"],
        ["DELETE FROM c"],
        ["DELETE FROM c WHERE n = 2", "UPDATE c SET n = 2 WHERE n = 3"],
        ["UPDATE c SET n = 4 WHERE n = 3"],
        ["UPDATE c SET n = 0 WHERE n = 1"],
        ["UPDATE c SET v = (SELECT v FROM c WHERE n = 2) WHERE n = 1"],
        ["UPDATE c SET n = n + 10", "UPDATE c SET n = 4 - (n - 10)"],
        ["INSERT INTO c SELECT 4, v FROM c WHERE n = 3"],
        ["UPDATE c SET v = zeroblob(length(v)) WHERE n = 2"],
        ["DELETE FROM s WHERE k = 0"],
        ["DELETE FROM s WHERE k = 1"],
        ["UPDATE s SET v = zeroblob(length(v)) WHERE k = 1"],
        ["UPDATE s SET v = x'' WHERE k = 0"],
        ["UPDATE s SET v = 3 WHERE k = 0"],
        ["UPDATE s SET v = 'text' WHERE k = 0"],
    ],
    ids=lambda statements: statements[-1][:50],
)
def test_what_was_changed_from_outside_is_refused(
    vault: Vault, place: Path, opener: KeyFile, statements: list[str]
) -> None:
    for value, kind in ((b"one", Kind.LIMIT), (b"two", Kind.LIMIT), (b"three", Kind.CONSENT)):
        vault.store.put(kind, value)
        vault.store.link(value)
    vault.lock()
    tamper(place, *statements)
    assert refusal(place, opener) is VaultDamagedError


@pytest.mark.parametrize(
    "statement",
    [
        f"UPDATE {table} SET {column} = {value} WHERE rowid = 1"
        for table, column in (("r", "i"), ("r", "g"), ("r", "k"), ("r", "v"), ("c", "v"), ("s", "v"))
        for value in ("'text'", "7")
    ]
    + ["UPDATE c SET n = -5 WHERE n = 1"],
)
def test_a_value_of_another_type_is_damage(
    vault: Vault, place: Path, opener: KeyFile, statement: str
) -> None:
    for value in (b"one", b"two", b"three"):
        vault.store.put(Kind.LIMIT, value)
        vault.store.link(value)
    vault.lock()
    tamper(place, statement)
    assert refusal(place, opener) is VaultDamagedError


@pytest.mark.parametrize("column", ["i", "g"])
def test_a_record_is_not_hidden_by_changing_a_type(
    vault: Vault, place: Path, opener: KeyFile, column: str
) -> None:
    """One flipped bit makes text of a tag."""
    record = vault.store.put(Kind.LIMIT, b"a limit")
    vault.lock()
    tamper(place, f"UPDATE r SET {column} = CAST({column} AS TEXT)")
    with suppress(VaultDamagedError):
        vault.unlock([opener])
        assert vault.store.get(Kind.LIMIT, record) == b"a limit"
        assert vault.store.all(Kind.LIMIT) == {record: b"a limit"}


def test_a_sealed_record_opens_only_under_its_own_kind_and_id(vault: Vault) -> None:
    """Also to somebody who could make the manifest fit."""
    record = vault.store.put(Kind.LIMIT, b"a limit")
    (row,) = vault.store._container.rows("bbb", "SELECT i, k, v FROM r")
    assert vault.store._open(Kind.LIMIT, row) == b"a limit"
    for kind, moved in ((Kind.CONSENT, record), (Kind.LIMIT, bytes(16))):
        with pytest.raises(VaultDamagedError):
            vault.store._open(kind, (moved, *row[1:]))


def test_a_manifest_of_another_form_is_refused() -> None:
    whole = Manifest(3, 2, 1 << 255, 4, b"e" * 32, b"h" * 32, 5, 6, True)
    assert decoded_manifest(whole.encode()) == whole
    for content in (b"", whole.encode()[:-1], whole.encode() + b"\0"):
        with pytest.raises(VaultDamagedError):
            decoded_manifest(content)


def test_a_flipped_bit_never_shows_another_value(vault: Vault, place: Path, opener: KeyFile) -> None:
    """A sample of places; `scripts/faults` flips one in each byte."""
    record = vault.store.put(Kind.LIMIT, b"a limit")
    vault.store.link(b"a link")
    vault.lock()
    content = place.read_bytes()
    for at in range(0, len(content), 997):
        changed = bytearray(content)
        changed[at] ^= 1 << at % 8
        place.write_bytes(changed)
        with suppress(VaultError):
            flipped = open_vault(place, [opener])
            try:
                assert flipped.store.get(Kind.LIMIT, record) == b"a limit"
                assert [value for _, value in flipped.store.links()] == [b"a link"]
            finally:
                flipped.lock()


def test_damage_is_told_once(
    vault: Vault, place: Path, opener: KeyFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.store.put(Kind.LIMIT, b"one")
    vault.lock()
    tamper(place, "UPDATE r SET v = zeroblob(length(v))")
    told: list[type[BaseException] | None] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda error: told.append(error.exc_type))
    assert refusal(place, opener) is VaultDamagedError
    gc.collect()
    assert told == []

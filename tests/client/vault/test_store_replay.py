"""A store into which something from an earlier day, or of another story, was put back."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from client.errors import VaultDamagedError
from client.kept.store import Kind
from client.vault.openers import (
    KeyFile,
)
from client.vault.vault import Vault
from tests.client.vault.contents import refusal
from tests.client.vault.outside import rows, tamper


def test_a_replayed_record_is_refused(vault: Vault, place: Path, opener: KeyFile) -> None:
    record = vault.store.put(Kind.LIMIT, b"before")
    vault.lock()
    (old,) = rows(place, "SELECT i, g, k, v FROM r")
    vault.unlock([opener])
    vault.store.put(Kind.LIMIT, b"after", record)
    vault.lock()
    with closing(sqlite3.connect(place)) as database:
        database.execute("UPDATE r SET g = ?, k = ?, v = ?", old[1:])
        database.commit()
    assert refusal(place, opener) is VaultDamagedError


def test_an_earlier_head_is_refused(vault: Vault, place: Path, opener: KeyFile, tmp_path: Path) -> None:
    vault.lock()
    ((old,),) = rows(place, "SELECT v FROM s WHERE k = 0")
    vault.unlock([opener])
    vault.set_opener(opener)
    vault.lock()
    tamper(place, f"UPDATE s SET v = x'{old.hex()}' WHERE k = 0")
    assert refusal(place, opener) is VaultDamagedError


def test_an_erased_record_that_is_put_back_is_refused(vault: Vault, place: Path, opener: KeyFile) -> None:
    record = vault.store.put(Kind.LIMIT, b"before")
    vault.lock()
    (old,) = rows(place, "SELECT i, g, k, v FROM r")
    vault.unlock([opener])
    vault.store.erase([record])
    vault.lock()
    with closing(sqlite3.connect(place)) as database:
        database.execute("INSERT INTO r VALUES (?, ?, ?, ?)", old)
        database.commit()
    assert refusal(place, opener) is VaultDamagedError


@pytest.mark.parametrize("table", ["r", "c", "s"])
def test_a_table_of_an_earlier_day_is_refused(
    vault: Vault, place: Path, opener: KeyFile, tmp_path: Path, table: str
) -> None:
    vault.store.put(Kind.LIMIT, b"one")
    vault.store.link(b"one")
    vault.lock()
    shutil.copy(place, tmp_path / "earlier.db")
    vault.unlock([opener])
    vault.store.put(Kind.LIMIT, b"two")
    vault.store.link(b"two")
    vault.lock()
    tamper(
        place,
        f"ATTACH '{tmp_path / 'earlier.db'}' AS earlier",
        f"DELETE FROM main.{table}",
        f"INSERT INTO main.{table} SELECT * FROM earlier.{table}",
    )
    assert refusal(place, opener) is VaultDamagedError


def test_a_link_of_the_same_number_from_an_earlier_chain_is_refused(
    vault: Vault, place: Path, opener: KeyFile, tmp_path: Path
) -> None:
    """It was sealed by the same key for the same place: only the chain tells."""
    put_back_a_link(vault, place, opener, tmp_path, b"another story", b"that goes on")
    assert refusal(place, opener) is VaultDamagedError
    tamper(place, "UPDATE c SET v = x'' WHERE n = 2")
    assert refusal(place, opener) is VaultDamagedError


def test_a_last_link_from_another_chain_is_refused(
    vault: Vault, place: Path, opener: KeyFile, tmp_path: Path
) -> None:
    put_back_a_link(vault, place, opener, tmp_path, b"another story")
    assert refusal(place, opener) is VaultDamagedError


def put_back_a_link(vault: Vault, place: Path, opener: KeyFile, folder: Path, *later: bytes) -> None:
    """Lets something happen, puts an earlier copy in its place, lets other things happen, and puts that link back."""
    vault.lock()
    shutil.copy(place, folder / "earlier.db")
    vault.unlock([opener])
    vault.store.link(b"what happened")
    vault.lock()
    (happened,) = rows(place, "SELECT v, n FROM c")
    shutil.copy(folder / "earlier.db", place)
    vault.unlock([opener])
    for link in later:
        vault.store.link(link)
    vault.lock()
    with closing(sqlite3.connect(place)) as database:
        database.execute("UPDATE c SET v = ? WHERE n = ?", happened)
        database.commit()

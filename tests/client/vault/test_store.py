"""What a store keeps in a vault, counts and erases."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from client.errors import VaultError, VaultWriteError
from client.kept.store import ID_BYTES, Kind
from client.vault.making import create_vault
from client.vault.openers import KeyFile
from client.vault.store import TAG_BYTES, VaultStore
from client.vault.vault import Vault, open_vault
from tests.client.vault.contents import NOW
from tests.client.vault.outside import full_disk, is_left, live_bytes, rows


def test_the_columns_say_nothing_of_what_they_hold(vault: Vault, place: Path) -> None:
    for kind in Kind:
        vault.store.put(kind, b"a canary in the " + kind.value)
    vault.store.link(b"a canary in the chain")
    vault.lock()
    found = live_bytes(place)
    assert not any(word in found for word in (b"canary", *(kind.value for kind in Kind)))
    ids, tags, _, sealed = zip(*rows(place, "SELECT i, g, k, v FROM r"), strict=True)
    assert {len(one) for one in ids} == {ID_BYTES}
    assert {len(tag) for tag in tags} == {TAG_BYTES}
    assert len(set(tags)) == len(Kind)
    assert len({len(value) for value in sealed}) == 1


def test_two_vaults_have_different_tags_for_one_kind(tmp_path: Path, opener: KeyFile) -> None:
    tags = set()
    for name in ("one", "other"):
        path = tmp_path / name / "vault.db"
        create_vault(path, [opener])
        vault = open_vault(path, [opener])
        vault.store.put(Kind.LIMIT, b"x")
        vault.lock()
        tags |= {tag for (tag,) in rows(path, "SELECT g FROM r")}
    assert len(tags) == 2


def test_a_replaced_value_gets_a_new_key(vault: Vault, place: Path, opener: KeyFile) -> None:
    record = vault.store.put(Kind.LIMIT, b"a limit")
    vault.lock()
    ((before, value_before),) = rows(place, "SELECT k, v FROM r")
    vault.unlock([opener])
    vault.store.put(Kind.LIMIT, b"a limit", record)
    vault.lock()
    ((after, value_after),) = rows(place, "SELECT k, v FROM r")
    assert before != after
    assert value_before != value_after


def test_what_changed_nothing_writes_nothing(vault: Vault, place: Path) -> None:
    vault.store.see(NOW)
    before = live_bytes(place)
    vault.store.see(NOW)
    vault.store.erase([bytes(16)])
    assert live_bytes(place) == before


def test_a_vault_that_is_locked_within_a_transaction_keeps_nothing_of_it(
    vault: Vault, opener: KeyFile
) -> None:
    def lock_within() -> None:
        with vault.store.transaction():
            vault.store.put(Kind.LIMIT, b"x")
            vault.lock()

    with pytest.raises(VaultError, match="locked"):
        lock_within()
    vault.unlock([opener])
    assert vault.store.all(Kind.LIMIT) == {}


def test_every_transaction_is_counted(vault: Vault) -> None:
    before = vault.store.manifest.changes
    with vault.store.transaction():
        vault.store.put(Kind.LIMIT, b"one")
        vault.store.put(Kind.LIMIT, b"two")
    assert (vault.store.manifest.changes - before, vault.store.manifest.records) == (1, 2)


@pytest.mark.parametrize("error", [ZeroDivisionError, KeyboardInterrupt])
def test_the_manifest_forgets_a_transaction_that_failed(
    vault: Vault, opener: KeyFile, error: type[BaseException]
) -> None:
    record = vault.store.put(Kind.LIMIT, b"before")
    before = vault.store.manifest

    def fail() -> None:
        with vault.store.transaction():
            vault.store.put(Kind.LIMIT, b"after", record)
            vault.store.link(b"a link")
            vault.store.see(NOW)
            raise error

    with pytest.raises(error):
        fail()
    assert vault.store.manifest == before
    vault.lock()
    vault.unlock([opener])
    assert vault.store.all(Kind.LIMIT) == {record: b"before"}


def test_nothing_is_left_of_an_erased_record(vault: Vault, place: Path, opener: KeyFile) -> None:
    records = [vault.store.put(kind, b"x" * 5000) for kind in Kind for _ in range(3)]
    vault.lock()
    sealed = {record: (key, value) for record, key, value in rows(place, "SELECT i, k, v FROM r")}
    vault.unlock([opener])
    vault.store.put(Kind.LIMIT, b"y" * 5000)
    gone = records[::2]
    parts = [part for record in gone for part in (record, *sealed[record])]
    assert all(is_left(place, part) for part in parts)
    assert vault.store.erase(gone) == len(gone)
    assert not is_left(place, *parts)
    assert all(is_left(place, *sealed[record]) for record in records[1::2])


def test_what_was_erased_when_the_disk_was_full_is_swept_at_the_next_opening(
    vault: Vault, place: Path, opener: KeyFile
) -> None:
    kept = {vault.store.put(Kind.TURN, bytes([at]) * 16000): bytes([at]) * 16000 for at in range(40)}
    gone = next(iter(kept))
    vault.lock()
    ((wrapped, sealed),) = rows(place, "SELECT k, v FROM r WHERE i = ?", gone)
    vault.unlock([opener])
    with full_disk(200_000), pytest.raises(VaultWriteError):
        vault.store.erase([gone])
    vault.lock()
    vault.unlock([opener])
    assert not vault.store.manifest.unswept
    assert not is_left(place, sealed, wrapped)
    assert vault.store.all(Kind.TURN) == {record: kept[record] for record in kept if record != gone}


@pytest.mark.parametrize("size", range(4096, 90_000, 9973))
def test_on_a_full_disk_what_was_acknowledged_stays(
    vault: Vault, place: Path, opener: KeyFile, size: int
) -> None:
    taken: list[bytes] = []

    def fill() -> None:
        for at in range(256):
            with vault.store.transaction():
                vault.store.put(Kind.TURN, bytes([at]) * 3000)
                vault.store.link(bytes([at]))
            taken.append(bytes([at]))

    with full_disk(size), pytest.raises(VaultWriteError):
        fill()
    vault.lock()
    vault.unlock([opener])
    assert [value for _, value in vault.store.links()] == taken
    assert [value[:1] for value in vault.store.all(Kind.TURN).values()] == taken


@pytest.mark.parametrize(
    "use",
    [
        lambda store: store.put(Kind.LIMIT, b"x"),
        lambda store: store.get(Kind.LIMIT, bytes(16)),
        lambda store: store.all(Kind.LIMIT),
        lambda store: store.erase([]),
        lambda store: store.link(b"x"),
        lambda store: list(store.links()),
        lambda store: store.see(NOW),
        lambda store: store.sweep(),
        lambda store: store.purged,
    ],
    ids=["put", "get", "all", "erase", "link", "links", "see", "sweep", "purged"],
)
def test_a_locked_store_refuses_everything(vault: Vault, use: Callable[[VaultStore], object]) -> None:
    vault.store.see(NOW)
    vault.lock()
    with pytest.raises(VaultError, match=r"locked\. Open"):
        use(vault.store)


def test_a_store_that_was_never_opened_refuses_everything() -> None:
    with pytest.raises(VaultError, match="locked"):
        VaultStore().put(Kind.LIMIT, b"x")


def test_the_time_that_was_noted_is_noted_when_it_is_opened_again(vault: Vault, opener: KeyFile) -> None:
    moment = NOW.replace(microsecond=123_456)
    vault.store.see(moment)
    vault.lock()
    vault.unlock([opener])
    assert not vault.store.see(moment)
    assert vault.store.see(moment - timedelta(microseconds=1))


def test_a_clock_before_1970_went_back(vault: Vault) -> None:
    vault.store.see(NOW)
    assert vault.store.see(datetime(1969, 1, 1, tzinfo=UTC))
    assert not vault.store.see(datetime(1970, 1, 1, tzinfo=UTC))


def test_a_store_takes_the_time_of_another(vault: Vault, tmp_path: Path, opener: KeyFile) -> None:
    path = tmp_path / "other" / "vault.db"
    create_vault(path, [opener])
    other = open_vault(path, [opener])
    other.store.see(NOW)
    other.store.note_purge(NOW - timedelta(days=1))
    vault.store.take_time(other.store)
    other.lock()
    assert vault.store.purged == NOW - timedelta(days=1)
    assert vault.store.see(NOW - timedelta(seconds=1))


def test_erasing_while_links_are_read_does_not_close_the_vault(vault: Vault) -> None:
    record = vault.store.put(Kind.LIMIT, b"one")
    vault.store.link(b"one")
    vault.store.link(b"two")
    links = vault.store.links()
    found = [next(links)]
    with suppress(VaultError):
        vault.store.erase([record])
        found += links
    with suppress(VaultError):
        links.close()  # type: ignore[attr-defined]
    assert found == [(1, b"one"), (2, b"two")]

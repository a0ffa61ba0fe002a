import gc
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from client.errors import VaultDamagedError, VaultError, VaultWriteError
from client.store import ID_BYTES, Kind
from client.vault.making import create_vault
from client.vault.manifest import Manifest, decoded_manifest
from client.vault.openers import KeyFile
from client.vault.store import TAG_BYTES, VaultStore
from client.vault.vault import Vault, open_vault
from tests.client.vault.conftest import fresh_key, full_disk, is_left, live_bytes, rows, tamper

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


def read_everything(vault: Vault) -> None:
    for kind in Kind:
        for record in vault.store.all(kind):
            vault.store.get(kind, record)
    list(vault.store.links())


def refusal(path: Path, opener: KeyFile) -> type[Exception] | None:
    """The error with which it is refused, at once or where it is read; None where it is read as if it were whole."""
    try:
        vault = open_vault(path, [opener])
        try:
            read_everything(vault)
        finally:
            vault.lock()
    except Exception as error:
        return type(error)
    return None


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


def test_a_sealed_record_opens_only_under_its_own_kind_and_id(vault: Vault) -> None:
    """Also to somebody who could make the manifest fit."""
    record = vault.store.put(Kind.LIMIT, b"a limit")
    (row,) = vault.store._container.rows("bbb", "SELECT i, k, v FROM r")
    assert vault.store._open(Kind.LIMIT, row) == b"a limit"
    for kind, moved in ((Kind.CONSENT, record), (Kind.LIMIT, bytes(16))):
        with pytest.raises(VaultDamagedError):
            vault.store._open(kind, (moved, *row[1:]))


def test_an_earlier_head_is_refused(vault: Vault, place: Path, opener: KeyFile, tmp_path: Path) -> None:
    vault.lock()
    ((old,),) = rows(place, "SELECT v FROM s WHERE k = 0")
    vault.unlock([opener])
    vault.set_opener(opener)
    vault.lock()
    tamper(place, f"UPDATE s SET v = x'{old.hex()}' WHERE k = 0")
    assert refusal(place, opener) is VaultDamagedError


def test_a_manifest_of_another_form_is_refused() -> None:
    whole = Manifest(3, 2, 1 << 255, 4, b"e" * 32, b"h" * 32, 5, 6, True)
    assert decoded_manifest(whole.encode()) == whole
    for content in (b"", whole.encode()[:-1], whole.encode() + b"\0"):
        with pytest.raises(VaultDamagedError):
            decoded_manifest(content)


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
    vault.lock()
    shutil.copy(place, tmp_path / "earlier.db")
    vault.unlock([opener])
    vault.store.link(b"what happened")
    vault.lock()
    (happened,) = rows(place, "SELECT n, v FROM c")
    shutil.copy(tmp_path / "earlier.db", place)
    vault.unlock([opener])
    vault.store.link(b"another story")
    vault.store.link(b"that goes on")
    vault.lock()
    with closing(sqlite3.connect(place)) as database:
        database.execute("UPDATE c SET v = ? WHERE n = ?", happened[::-1])
        database.commit()
    assert refusal(place, opener) is VaultDamagedError
    tamper(place, "UPDATE c SET v = x'' WHERE n = 2")
    assert refusal(place, opener) is VaultDamagedError


def test_a_last_link_from_another_chain_is_refused(
    vault: Vault, place: Path, opener: KeyFile, tmp_path: Path
) -> None:
    vault.lock()
    shutil.copy(place, tmp_path / "earlier.db")
    vault.unlock([opener])
    vault.store.link(b"what happened")
    vault.lock()
    (happened,) = rows(place, "SELECT v, n FROM c")
    shutil.copy(tmp_path / "earlier.db", place)
    vault.unlock([opener])
    vault.store.link(b"another story")
    vault.lock()
    with closing(sqlite3.connect(place)) as database:
        database.execute("UPDATE c SET v = ? WHERE n = ?", happened)
        database.commit()
    assert refusal(place, opener) is VaultDamagedError


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


class AgainstADict(RuleBasedStateMachine):
    """Any sequence of operations does to a vault what it does to a dict and a list, also when it is reopened."""

    records = Bundle("records")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.opener = fresh_key(self.folder)
        create_vault(self.folder / "vault.db", [self.opener])
        self.vault = open_vault(self.folder / "vault.db", [self.opener])
        self.kept: dict[bytes, tuple[Kind, bytes]] = {}
        self.chain: list[bytes] = []

    @rule(target=records, kind=st.sampled_from(Kind), value=st.binary(max_size=600))
    def put(self, kind: Kind, value: bytes) -> bytes:
        record = self.vault.store.put(kind, value)
        self.kept[record] = kind, value
        return record

    @rule(record=records, kind=st.sampled_from(Kind), value=st.binary(max_size=600))
    def replace(self, record: bytes, kind: Kind, value: bytes) -> None:
        assert self.vault.store.put(kind, value, record) == record
        self.kept.pop(record, None)
        self.kept[record] = kind, value

    @rule(chosen=st.lists(records, max_size=3))
    def erase(self, chosen: list[bytes]) -> None:
        there = {record for record in chosen if self.kept.pop(record, None)}
        assert self.vault.store.erase(chosen) == len(there)

    @rule(value=st.binary(max_size=300))
    def link(self, value: bytes) -> None:
        self.chain.append(value)
        assert self.vault.store.link(value) == len(self.chain)

    @rule(record=records, value=st.binary(max_size=20))
    def fail(self, record: bytes, value: bytes) -> None:
        with suppress(ZeroDivisionError), self.vault.store.transaction():
            self.vault.store.put(Kind.SENT, value)
            self.vault.store.erase([record])
            self.vault.store.link(value)
            raise ZeroDivisionError

    @rule()
    def reopen(self) -> None:
        self.vault.lock()
        self.vault.unlock([self.opener])

    @invariant()
    def it_holds_what_the_dict_holds(self) -> None:
        for kind in Kind:
            expected = {record: value for record, (of, value) in self.kept.items() if of is kind}
            assert self.vault.store.all(kind) == expected
        assert list(self.vault.store.links()) == list(enumerate(self.chain, 1))

    def teardown(self) -> None:
        self.vault.lock()
        shutil.rmtree(self.folder)


TestAgainstADict = AgainstADict.TestCase
TestAgainstADict.settings = settings(max_examples=10, stateful_step_count=12, deadline=None)

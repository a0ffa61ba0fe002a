"""What every store promises, over the one in memory and over a vault."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from client.kept.store import ID_BYTES, Kind, MemoryStore, Store
from tests.client.vault.conftest import STORES, either_store

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)

store = pytest.fixture(params=STORES)(either_store)


def test_only_a_vault_outlives_the_program(store: Store) -> None:
    assert store.lasting is not isinstance(store, MemoryStore)


@pytest.mark.parametrize("kind", Kind)
def test_a_value_that_was_put_is_got(store: Store, kind: Kind) -> None:
    record = store.put(kind, b"a value")
    assert len(record) == ID_BYTES
    assert store.get(kind, record) == b"a value"
    assert store.all(kind) == {record: b"a value"}


@pytest.mark.parametrize("value", [b"", b"\0", bytes(20_000)])
def test_a_value_keeps_its_exact_bytes(store: Store, value: bytes) -> None:
    assert store.get(Kind.TURN, store.put(Kind.TURN, value)) == value


def test_every_new_record_has_an_id_of_its_own(store: Store) -> None:
    assert len({store.put(Kind.LIMIT, b"the same") for _ in range(20)}) == 20


def test_a_record_is_of_its_kind_only(store: Store) -> None:
    record = store.put(Kind.LIMIT, b"a limit")
    assert store.get(Kind.CONSENT, record) is None
    assert store.all(Kind.CONSENT) == {}


def test_a_record_that_is_not_there_is_none(store: Store) -> None:
    assert store.get(Kind.LIMIT, bytes(ID_BYTES)) is None


def test_all_values_of_a_kind_come_with_their_ids(store: Store) -> None:
    first, second, third = (store.put(Kind.TURN, value) for value in (b"1", b"2", b"3"))
    store.put(Kind.LIMIT, b"0")
    store.put(Kind.TURN, b"4", first)
    store.erase([third])
    assert store.all(Kind.TURN) == {first: b"4", second: b"2"}


def test_a_record_of_a_chosen_id_is_kept_under_it(store: Store) -> None:
    assert store.put(Kind.WORDS, b"words", bytes(ID_BYTES)) == bytes(ID_BYTES)
    assert store.get(Kind.WORDS, bytes(ID_BYTES)) == b"words"


def test_a_record_may_become_one_of_another_kind(store: Store) -> None:
    record = store.put(Kind.LIMIT, b"a limit")
    store.put(Kind.TURN, b"a turn", record)
    assert store.get(Kind.LIMIT, record) is None
    assert store.get(Kind.TURN, record) == b"a turn"


def test_a_record_that_was_deleted_is_missed(store: Store) -> None:
    record, other = store.put(Kind.LIMIT, b"1"), store.put(Kind.LIMIT, b"2")
    assert store.erase([record, bytes(ID_BYTES), record]) == 1
    assert store.get(Kind.LIMIT, record) is None
    assert store.all(Kind.LIMIT) == {other: b"2"}
    assert store.erase([record]) == 0


def test_links_are_numbered_from_one(store: Store) -> None:
    assert list(store.links()) == []
    assert [store.link(value) for value in (b"a", b"", b"a")] == [1, 2, 3]
    assert list(store.links()) == [(1, b"a"), (2, b""), (3, b"a")]


def test_a_clock_that_went_back_is_noticed_once(store: Store) -> None:
    assert not store.see(NOW)
    assert not store.see(NOW)
    assert not store.see(NOW + timedelta(microseconds=1))
    assert store.see(NOW)
    assert not store.see(NOW)


def test_when_it_was_purged_is_noted(store: Store) -> None:
    assert store.purged is None
    store.note_purge(NOW)
    assert store.purged == NOW
    store.note_purge(NOW - timedelta(days=1))
    assert store.purged == NOW - timedelta(days=1)


def test_an_error_in_a_transaction_leaves_no_purge_noted(store: Store) -> None:
    with pytest.raises(ZeroDivisionError):
        fails_after(store, lambda: store.note_purge(NOW))
    assert store.purged is None


def fails_after(store: Store, *changes: Callable[[], object]) -> None:
    with store.transaction():
        for change in changes:
            change()
        raise ZeroDivisionError


def test_an_error_in_a_transaction_leaves_nothing_written(store: Store) -> None:
    record = store.put(Kind.LIMIT, b"before")
    store.link(b"before")
    store.see(NOW)
    with pytest.raises(ZeroDivisionError):
        fails_after(
            store,
            lambda: store.put(Kind.LIMIT, b"after", record),
            lambda: store.put(Kind.LIMIT, b"new"),
            lambda: store.erase([record]),
            lambda: store.link(b"after"),
            lambda: store.see(NOW + timedelta(days=1)),
        )
    assert store.all(Kind.LIMIT) == {record: b"before"}
    assert list(store.links()) == [(1, b"before")]
    assert not store.see(NOW)


def test_an_error_outside_of_an_inner_transaction_takes_it_back(store: Store) -> None:
    def inner() -> None:
        with store.transaction():
            store.put(Kind.LIMIT, b"inner")

    with pytest.raises(ZeroDivisionError):
        fails_after(store, inner)
    assert store.all(Kind.LIMIT) == {}


def test_what_is_written_in_a_transaction_is_read_in_it_and_after(store: Store) -> None:
    with store.transaction():
        record = store.put(Kind.LIMIT, b"1")
        store.link(b"1")
        with store.transaction():
            store.put(Kind.LIMIT, b"2", record)
        assert store.get(Kind.LIMIT, record) == b"2"
        assert list(store.links()) == [(1, b"1")]
    assert store.get(Kind.LIMIT, record) == b"2"


def test_after_a_failed_transaction_the_next_one_is_whole(store: Store) -> None:
    with pytest.raises(ZeroDivisionError):
        fails_after(store, lambda: store.link(b"no"))
    with store.transaction():
        store.link(b"yes")
    assert list(store.links()) == [(1, b"yes")]


@pytest.mark.parametrize(
    "use",
    [
        lambda store: store.put(Kind.LIMIT, b"2"),
        lambda store: store.all(Kind.LIMIT),
        lambda store: store.erase([]),
        lambda store: store.link(b"2"),
        lambda store: store.see(NOW),
        lambda store: store.transaction().__enter__(),
        pytest.param(lambda store: store.get(Kind.LIMIT, b""), id="get"),
        pytest.param(lambda store: list(store.links()), id="links"),
        pytest.param(lambda store: store.purged, id="purged"),
    ],
    ids=["put", "all", "erase", "link", "see", "transaction", "get", "links", "purged"],
)
def test_while_a_transaction_is_open_nobody_else_reads_or_writes(
    store: Store, use: Callable[[Store], object]
) -> None:
    done = threading.Event()

    def other() -> None:
        use(store)
        done.set()

    thread = threading.Thread(target=other, daemon=True)
    with store.transaction():
        store.put(Kind.LIMIT, b"1")
        thread.start()
        early = done.wait(0.05)
    thread.join(5)
    assert done.is_set()
    assert not early


def test_an_inner_transaction_that_failed_leaves_nothing_though_the_outer_goes_on(store: Store) -> None:
    with store.transaction():
        store.put(Kind.LIMIT, b"outer")
        with pytest.raises(ZeroDivisionError):
            fails_after(store, lambda: store.put(Kind.LIMIT, b"inner"))
    assert list(store.all(Kind.LIMIT).values()) == [b"outer"]


def test_threads_lose_nothing_of_each_other(store: Store) -> None:
    def write(name: bytes) -> None:
        for _ in range(10):
            with store.transaction():
                number = store.link(name)
                store.put(Kind.TURN, b"%d" % number)

    threads = [threading.Thread(target=write, args=(b"%d" % at,)) for at in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [number for number, _ in store.links()] == list(range(1, 31))
    assert list(store.all(Kind.TURN).values()) == [b"%d" % number for number in range(1, 31)]


Change = tuple[str, int, bytes]


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["put", "replace", "erase", "fail"]), st.integers(0, 5), st.binary(max_size=4)
        ),
        max_size=30,
    )
)
def test_a_store_in_memory_does_what_a_dict_does(changes: list[Change]) -> None:
    store, known, ids = MemoryStore(), dict[bytes, bytes](), [bytes(ID_BYTES)]
    for what, at, value in changes:
        record = ids[at % len(ids)]
        if what == "put":
            ids.append(store.put(Kind.TURN, value))
            known[ids[-1]] = value
        elif what == "replace":
            store.put(Kind.TURN, value, record)
            known.pop(record, None)
            known[record] = value
        elif what == "erase":
            assert store.erase([record]) == (known.pop(record, None) is not None)
        else:
            with pytest.raises(ZeroDivisionError):
                fails_after(store, lambda: store.put(Kind.TURN, b"x"), lambda: store.erase(ids))
        assert list(store.all(Kind.TURN).items()) == list(known.items())

"""The entries of one conversation, which are asked for at every change of the screen."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from client.kept.audit import Audit, AuditEntry, Outcome
from client.kept.store import MemoryStore, Store
from client.tui.standing import standing
from tests.client.test_deciding import Open
from tests.client.vault.conftest import STORES, either_store

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
ENTRY = AuditEntry(NOW, "a recommender", "", b"a request", conversation="one")

store = pytest.fixture(params=STORES)(either_store)


class CountedStore(MemoryStore):
    """Counts how often its chain was read."""

    def __init__(self) -> None:
        super().__init__()
        self.read = 0

    def links(self) -> Iterator[tuple[int, bytes]]:
        self.read += 1
        return super().links()


def filled(audit: Audit) -> None:
    for conversation in ("one", "other", "one"):
        number = audit.intend(replace(ENTRY, conversation=conversation))
        audit.conclude(number, Outcome.ANSWERED, NOW)


@pytest.mark.parametrize("early", [True, False])
def test_they_are_those_of_all_that_are_of_it(store: Store, early: bool) -> None:
    audit = Audit(store)
    if early:
        assert audit.of("one") == ()
    filled(audit)
    audit.intend(ENTRY)
    expected = tuple(entry for entry in audit.entries if entry.conversation == "one")
    assert len(expected) == 3
    assert audit.of("one") == Audit(store).of("one") == expected
    assert audit.of("none") == ()


def test_what_was_erased_is_none_of_them_any_more(store: Store) -> None:
    audit = Audit(store)
    filled(audit)
    first, last = audit.of("one")
    audit.erase([first.number], NOW)
    assert audit.of("one") == (last,)


def test_what_was_taken_back_with_its_transaction_is_none_of_them(store: Store) -> None:
    audit = Audit(store)
    filled(audit)
    before = audit.of("one")
    with suppress(ZeroDivisionError), store.transaction():
        audit.intend(ENTRY)
        raise ZeroDivisionError
    assert audit.of("one") == before
    audit.intend(ENTRY)
    assert len(audit.of("one")) == len(before) + 1


def test_the_record_is_read_once_however_often_they_are_asked_for() -> None:
    store = CountedStore()
    audit = Audit(store)
    filled(audit)
    for _ in range(3):
        audit.of("one")
        filled(audit)
    assert store.read == 1


def test_how_things_stand_does_not_read_the_whole_record_each_time(
    open_session: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = open_session()
    store = CountedStore()
    monkeypatch.setattr(session.records, "audit", Audit(store))
    filled(session.records.audit)
    session.records.audit.intend(replace(ENTRY, conversation=session.conversation))
    for _ in range(3):
        assert "last sent" in standing(session, "media").last[0]
    assert store.read == 1

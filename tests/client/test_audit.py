import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from client.errors import VaultDamagedError
from client.kept.audit import Audit, AuditEntry, Outcome
from client.kept.store import Kind, MemoryStore, Store
from sanitizer.types import Level
from tests.client.vault.conftest import STORES, either_store

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
LATER = NOW + timedelta(seconds=3)
TOLD = ((Level.GROUP, "violence"), (Level.CODE, "gore"))

store = pytest.fixture(params=STORES)(either_store)


@pytest.fixture
def audit(store: Store) -> Audit:
    return Audit(store)


def entry(content: bytes | None = b"a request") -> AuditEntry:
    return AuditEntry(NOW, "a recommender", "", content, TOLD, ("an id",), "a conversation")


def links(store: Store) -> list[dict[str, object]]:
    return [json.loads(value) for _, value in store.links()]


def test_an_intent_is_an_entry_that_may_have_left(audit: Audit) -> None:
    number = audit.intend(entry())
    (found,) = audit.entries
    assert found == AuditEntry(
        NOW,
        "a recommender",
        hashlib.sha256(b"a request").hexdigest(),
        b"a request",
        TOLD,
        ("an id",),
        "a conversation",
        Outcome.PENDING,
        number,
        len(b"a request"),
    )
    assert "a request" not in repr(found)


@pytest.mark.parametrize("outcome", [Outcome.ANSWERED, Outcome.FAILED])
def test_a_result_says_how_an_entry_ended(audit: Audit, outcome: Outcome) -> None:
    first, second = audit.intend(entry()), audit.intend(entry())
    audit.conclude(first, outcome, LATER)
    assert [(one.number, one.outcome) for one in audit.entries] == [
        (first, outcome),
        (second, Outcome.PENDING),
    ]


def test_an_intent_without_bytes_is_a_mistake(audit: Audit, store: Store) -> None:
    with pytest.raises(ValueError, match="has its bytes"):
        audit.intend(entry(None))
    assert links(store) == []


@settings(max_examples=30)
@given(st.lists(st.binary(max_size=700), max_size=5))
def test_any_bytes_are_kept_exactly(contents: list[bytes]) -> None:
    audit = Audit(MemoryStore())
    for content in contents:
        audit.intend(entry(content))
    assert [one.content for one in audit.entries] == contents
    assert [link.sent for link in audit.chain()] == contents
    assert audit.verify() == len(contents)


def test_links_say_nothing_of_what_they_are_about(audit: Audit, store: Store) -> None:
    audit.conclude(audit.intend(entry()), Outcome.ANSWERED, LATER)
    audit.erase([1], LATER)
    said = json.dumps(links(store))
    assert not any(word in said for word in ("recommender", "violence", "gore", "conversation", "an id"))
    assert hashlib.sha256(b"a request").hexdigest() not in said
    assert [link["is"] for link in links(store)] == ["intent", "result", "erased"]


def test_the_commitment_is_an_hmac_of_the_bytes_under_a_salt_of_32_bytes(audit: Audit) -> None:
    audit.intend(entry())
    (link,) = audit.chain()
    assert link.salt
    assert len(link.salt) == 32
    known = hmac.digest(link.salt, b"a request", hashlib.sha256).hex()
    assert json.loads(link.value)["commitment"] == known
    assert json.loads(link.value)["length"] == len(b"a request")


def test_the_same_bytes_are_committed_to_differently(audit: Audit, store: Store) -> None:
    audit.intend(entry())
    audit.intend(entry())
    first, second = links(store)
    assert first["commitment"] != second["commitment"]


def test_anybody_can_check_the_hashes_of_the_chain(audit: Audit) -> None:
    for at in range(3):
        audit.conclude(audit.intend(entry(b"%d" % at)), Outcome.ANSWERED, LATER)
    audit.erase([1], LATER)
    head = bytes(32)
    for number, link in enumerate(audit.chain(), 1):
        head = hashlib.sha256(head + link.value).digest()
        assert (link.number, link.hash) == (number, head)
    assert [link.sent for link in audit.chain()] == [None, None, b"1", None, b"2", None, None]
    assert [link.salt is None for link in audit.chain()] == [link.sent is None for link in audit.chain()]


def test_what_is_erased_leaves_the_chain_whole(audit: Audit, store: Store) -> None:
    numbers = [audit.intend(entry(b"%d" % at)) for at in range(3)]
    audit.conclude(numbers[0], Outcome.ANSWERED, LATER)
    before = list(store.links())
    assert audit.erase(numbers[:2], LATER) == 2
    assert list(store.links())[:-1] == before
    assert audit.verify() == len(before) + 1
    assert len(store.all(Kind.SENT)) == 1


def test_of_an_erased_entry_only_when_how_long_and_how_it_ended_is_known(audit: Audit) -> None:
    number = audit.intend(entry())
    audit.conclude(number, Outcome.ANSWERED, LATER)
    audit.erase([number], LATER)
    assert audit.entries == (
        AuditEntry(NOW, "", "", None, outcome=Outcome.ANSWERED, number=number, length=len(b"a request")),
    )


def test_erasing_counts_only_what_there_was(audit: Audit, store: Store) -> None:
    number = audit.intend(entry())
    audit.conclude(number, Outcome.ANSWERED, LATER)
    assert audit.erase([number, 2, 99], LATER) == 1
    said = list(store.links())
    assert audit.erase([number, 2, 99], LATER) == 0
    assert audit.erase([], LATER) == 0
    assert list(store.links()) == said


def test_an_empty_record_is_whole(audit: Audit) -> None:
    assert audit.verify() == 0
    assert audit.entries == ()
    assert list(audit.chain()) == []


def kept_value(store: Store) -> tuple[bytes, bytes]:
    return next(iter(store.all(Kind.SENT).items()))


@pytest.mark.parametrize("at", [0, 31, -1])
def test_changed_bytes_or_salt_are_found(audit: Audit, store: Store, at: int) -> None:
    audit.intend(entry())
    record, value = kept_value(store)
    changed = bytearray(value)
    changed[at] ^= 1
    store.put(Kind.SENT, bytes(changed), record)
    with pytest.raises(VaultDamagedError):
        audit.verify()


def test_bytes_of_another_entry_are_found(audit: Audit, store: Store) -> None:
    audit.intend(entry(b"one"))
    audit.intend(entry(b"two"))
    (first, one), (second, two) = store.all(Kind.SENT).items()
    store.put(Kind.SENT, two, first)
    store.put(Kind.SENT, one, second)
    with pytest.raises(VaultDamagedError):
        audit.verify()


def test_bytes_that_nobody_erased_are_missed(audit: Audit, store: Store) -> None:
    audit.intend(entry(b"one"))
    audit.intend(entry(b"two"))
    audit.erase([1], LATER)
    assert audit.verify() == 3
    store.erase(store.all(Kind.SENT))
    with pytest.raises(VaultDamagedError):
        audit.verify()


def test_an_intent_that_could_not_be_linked_keeps_no_bytes(
    audit: Audit, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_value: bytes) -> int:
        raise OSError

    monkeypatch.setattr(store, "link", full)
    with pytest.raises(OSError):  # noqa: PT011 any
        audit.intend(entry())
    assert store.all(Kind.SENT) == {}

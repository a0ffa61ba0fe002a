import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from client.kept.conversations import Conversations, Turn
from client.kept.store import Kind, MemoryStore, Store
from tests.client.vault.conftest import STORES, either_store

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)

store = pytest.fixture(params=STORES)(either_store)


@pytest.fixture
def conversations(store: Store) -> Conversations:
    return Conversations(store)


def turn(conversation: str = "a conversation", days: int = 0) -> Turn:
    shown = (("Clueless", 1995, "safe"), ("Soup", None, "unknown"))
    return Turn(conversation, NOW + timedelta(days=days), b'{"a": "request"}', shown, 3)


def test_a_turn_is_kept_as_it_was(conversations: Conversations) -> None:
    conversations.add(turn())
    assert conversations.all() == (turn(),)


@settings(max_examples=40)
@given(
    st.builds(
        Turn,
        st.text(max_size=20),
        st.datetimes(timezones=st.just(UTC)),
        st.binary(max_size=600),
        st.lists(
            st.tuples(st.text(max_size=20), st.none() | st.integers(1, 9999), st.text(max_size=10)),
            max_size=4,
        ).map(tuple),
        st.integers(0, 50),
    )
)
def test_any_turn_comes_back_as_it_was_kept(one: Turn) -> None:
    conversations = Conversations(MemoryStore())
    conversations.add(one)
    assert conversations.all() == (one,)


def test_turns_come_oldest_first_with_their_records(conversations: Conversations, store: Store) -> None:
    for days in (2, 0, 1):
        conversations.add(turn(days=days))
    assert conversations.all() == tuple(turn(days=days) for days in (0, 1, 2))
    found = conversations.by_record()
    assert tuple(found.values()) == conversations.all()
    assert set(found) == set(store.all(Kind.TURN))


def test_two_like_turns_are_two(conversations: Conversations) -> None:
    conversations.add(turn())
    conversations.add(turn())
    assert len(conversations.all()) == 2


def test_of_a_turn_only_what_left_and_what_was_shown_is_kept(
    conversations: Conversations, store: Store
) -> None:
    conversations.add(turn())
    (kept,) = store.all(Kind.TURN).values()
    assert set(json.loads(kept)) == {"conversation", "at", "sent", "shown", "hidden", "rules"}


def test_a_turn_is_not_shown_by_its_repr() -> None:
    assert not any(word in repr(turn()) for word in ("request", "Clueless"))

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from client.kept.limits import Limits, SavedLimit
from client.kept.store import Kind, MemoryStore, Store
from sanitizer.taxonomy import taxonomy
from sanitizer.types import Constraint, Level, Mode
from tests.client.vault.conftest import STORES, either_store

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)

store = pytest.fixture(params=STORES)(either_store)


@pytest.fixture
def limits(store: Store) -> Limits:
    return Limits(store)


def limit(code: str, level: Level = Level.NOTHING, mode: Mode = Mode.ASK, days: int = 0) -> SavedLimit:
    return SavedLimit(Constraint(code, level, mode), "loss", NOW + timedelta(days=days))


def test_a_saved_limit_is_kept_as_it_was(limits: Limits) -> None:
    saved = limit("gore", Level.GROUP, Mode.STRICT)
    limits.save(saved)
    assert limits.all() == (saved,)


@settings(max_examples=40)
@given(
    st.sampled_from(sorted(taxonomy().codes)),
    st.sampled_from(Level),
    st.sampled_from(Mode),
    st.text(max_size=20),
    st.datetimes(timezones=st.just(UTC)),
)
def test_any_limit_comes_back_as_it_was_saved(
    code: str, level: Level, mode: Mode, label: str, since: datetime
) -> None:
    limits, saved = Limits(MemoryStore()), SavedLimit(Constraint(code, level, mode), label, since)
    limits.save(saved)
    assert limits.all() == (saved,)


def test_of_a_limit_only_code_level_modes_label_and_time_are_kept(limits: Limits, store: Store) -> None:
    limits.save(limit("gore"))
    (kept,) = store.all(Kind.LIMIT).values()
    assert set(json.loads(kept)) == {"code", "level", "mode", "told_mode", "label", "since"}


def test_a_limit_takes_the_place_of_the_earlier_one_of_its_code(limits: Limits, store: Store) -> None:
    limits.save(limit("gore"))
    limits.save(limit("stalking-kidnap"))
    limits.save(limit("gore", Level.CODE, days=1))
    assert {saved.constraint.code: saved for saved in limits.all()} == {
        "stalking-kidnap": limit("stalking-kidnap"),
        "gore": limit("gore", Level.CODE, days=1),
    }
    assert len(store.all(Kind.LIMIT)) == 2


def test_limits_come_oldest_first(limits: Limits) -> None:
    saved = [limit(code, days=at) for at, code in enumerate(("gore", "stalking-kidnap", "war-combat"))]
    for one in saved:
        limits.save(one)
    assert limits.all() == tuple(saved)


def test_a_limit_of_a_code_that_is_not_known_waits(limits: Limits, store: Store) -> None:
    limits.save(limit("gore"))
    ((record, value),) = store.all(Kind.LIMIT).items()
    store.put(Kind.LIMIT, value.replace(b'"gore"', b'"of another release"'), record)
    assert limits.all() == ()
    assert limits.forget(["of another release"]) == 0
    assert set(store.all(Kind.LIMIT)) == {record}


def test_forgotten_limits_are_gone(limits: Limits) -> None:
    for code in ("gore", "stalking-kidnap", "war-combat"):
        limits.save(limit(code))
    assert limits.forget(["gore", "war-combat", "gun-violence"]) == 2
    assert [saved.constraint.code for saved in limits.all()] == ["stalking-kidnap"]
    assert limits.forget([]) == 0

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from client.kept.audit import AuditEntry
from client.kept.consent import Consent, Name, State
from client.kept.conversations import Turn
from client.kept.limits import SavedLimit
from client.kept.records import Records
from client.kept.retention import (
    DOUBTFUL,
    USUAL,
    Erasure,
    Retention,
    erase,
    of_code,
    of_conversation,
    outdated,
    purge,
)
from client.kept.store import Kind
from sanitizer.types import Constraint, Level
from sanitizer.wire import Scope
from tests.client.vault.conftest import STORES, either_records

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
MOMENT = timedelta(microseconds=1)
TALK = "a conversation"
GORE: Name = (Level.CODE, "gore")
VIOLENCE: Name = (Level.GROUP, "violence")

records = pytest.fixture(params=STORES)(either_records)


def request(*told: Name) -> bytes:
    fields = {Level.CODE: "code", Level.GROUP: "group", Level.ROOT: "root"}
    return json.dumps({"constraints": [{fields[level]: word} for level, word in told]}).encode()


def add_turn(records: Records, *told: Name, at: datetime = NOW, conversation: str = TALK) -> bytes:
    before = set(records.conversations.by_record())
    records.conversations.add(Turn(conversation, at, request(*told), ()))
    return (set(records.conversations.by_record()) - before).pop()


def add_consent(records: Records, name: Name = VIOLENCE, **changes: Any) -> bytes:
    one = Consent(name, "a recommender", TALK, State.GIVEN, NOW, NOW + DAY)
    one = replace(one, **changes)
    records.consents.record([one])
    return bytes.fromhex(one.id)


def add_entry(records: Records, *told: Name, at: datetime = NOW, conversation: str = TALK) -> int:
    return records.audit.intend(AuditEntry(at, "a recommender", "", request(*told), told, (), conversation))


def add_limit(records: Records, code: str) -> None:
    records.limits.save(SavedLimit(Constraint(code), "", NOW))


def test_conversations_are_kept_30_days_and_what_left_90() -> None:
    assert Retention(conversations=30 * DAY, audit=90 * DAY) == USUAL


def test_what_is_past_its_time_is_outdated_to_the_moment(records: Records) -> None:
    old = add_turn(records, at=NOW - 30 * DAY)
    add_turn(records, at=NOW - 30 * DAY + MOMENT)
    over = add_consent(records, expires=NOW)
    add_consent(records, GORE, expires=NOW + MOMENT)
    left = add_entry(records, at=NOW - 90 * DAY)
    add_entry(records, at=NOW - 90 * DAY + MOMENT)
    add_limit(records, "gore")
    assert outdated(records, NOW, USUAL) == Erasure((old,), (over,), (), (left,))


def test_how_long_things_are_kept_can_be_set(records: Records) -> None:
    turn, left = add_turn(records), add_entry(records)
    rule = Retention(conversations=DAY, audit=2 * DAY)
    assert outdated(records, NOW + DAY, rule) == Erasure(turns=(turn,))
    assert outdated(records, NOW + 2 * DAY, rule) == Erasure(turns=(turn,), entries=(left,))


@pytest.mark.parametrize("state", State)
def test_a_consent_of_any_state_is_kept_until_it_expires(records: Records, state: State) -> None:
    record = add_consent(records, state=state)
    assert not outdated(records, NOW + DAY - MOMENT, USUAL)
    assert outdated(records, NOW + DAY, USUAL) == Erasure(consents=(record,))


def test_what_was_erased_is_not_outdated_again(records: Records) -> None:
    records.audit.erase([add_entry(records, at=NOW - 100 * DAY)], NOW)
    assert not outdated(records, NOW, USUAL)


def test_limits_and_words_are_never_outdated(records: Records) -> None:
    add_limit(records, "gore")
    records.words.keep(("Zoe",))
    assert not outdated(records, NOW + 3650 * DAY, USUAL)


def test_everything_of_a_conversation_is_named(records: Records) -> None:
    turn, here, left = add_turn(records), add_consent(records), add_entry(records)
    until = add_consent(records, scope=Scope.UNTIL, given=NOW + MOMENT)
    for add in (add_turn, add_consent, add_entry):
        add(records, conversation="another")
    add_limit(records, "gore")
    assert of_conversation(records, TALK) == Erasure((turn,), (here, until), (), (left,))


def test_a_code_is_found_wherever_it_or_its_group_was_told(records: Records) -> None:
    told = [add_turn(records, GORE), add_turn(records, VIOLENCE, (Level.CODE, "snakes"))]
    allowed = [add_consent(records, GORE), add_consent(records, given=NOW + MOMENT)]
    left = [add_entry(records, GORE), add_entry(records, VIOLENCE)]
    for other in ((Level.CODE, "war-combat"), (Level.GROUP, "fear"), (Level.ROOT, "gentle")):
        add_turn(records, other)
        add_consent(records, other)
        add_entry(records, other)
    add_turn(records)
    add_entry(records)
    add_limit(records, "gore")
    add_limit(records, "war-combat")
    assert of_code(records, "gore") == Erasure(tuple(told), tuple(allowed), ("gore",), tuple(left))


def test_a_code_is_found_in_the_personal_dictionary(records: Records) -> None:
    records.words.keep(("Zoe", "the cellar | trauma_event | gore"))
    erase(records, of_code(records, "gore"), NOW)
    assert records.words.lines() == ("Zoe",)


def test_what_was_chosen_is_erased_and_nothing_else(records: Records) -> None:
    turn, allowed, left = add_turn(records), add_consent(records), add_entry(records)
    other_turn, other_left = add_turn(records), add_entry(records)
    other_allowed = add_consent(records, GORE)
    add_limit(records, "gore")
    add_limit(records, "war-combat")
    erase(records, Erasure((turn,), (allowed,), ("gore",), (left,)), NOW)
    assert set(records.conversations.by_record()) == {other_turn}
    assert {bytes.fromhex(one.id) for one in records.consents.all()} == {other_allowed}
    assert [saved.constraint.code for saved in records.limits.all()] == ["war-combat"]
    assert [one.number for one in records.audit.entries if one.content is not None] == [other_left]
    assert [one.number for one in records.audit.entries] == [left, other_left]
    assert records.audit.verify() == 3


def test_erasing_nothing_writes_nothing(records: Records) -> None:
    add_entry(records)
    before = list(records.store.links())
    erase(records, Erasure(), NOW)
    assert list(records.store.links()) == before


def test_an_erasure_is_all_or_nothing(records: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    left, turn = add_entry(records), add_turn(records)
    add_limit(records, "gore")

    def broken(_codes: list[str]) -> int:
        raise OSError

    monkeypatch.setattr(records.limits, "forget", broken)
    with pytest.raises(OSError):  # noqa: PT011 any
        erase(records, Erasure((turn,), (), ("gore",), (left,)), NOW)
    assert records.audit.entries[0].content is not None
    assert len(list(records.store.links())) == 1
    assert len(records.conversations.all()) == 1


def test_the_size_of_an_erasure_counts_all_its_parts() -> None:
    assert len(Erasure((b"1",), (b"2", b"3"), ("gore",), (1, 2, 3), ("a line",))) == 8
    assert not Erasure()


def test_a_purge_erases_what_is_past_its_time_and_is_noted(records: Records) -> None:
    old, left = add_turn(records, at=NOW - 40 * DAY), add_entry(records, at=NOW - 100 * DAY)
    kept = add_turn(records)
    assert purge(records, NOW, USUAL) == Erasure(turns=(old,), entries=(left,))
    assert set(records.conversations.by_record()) == {kept}
    assert records.store.all(Kind.SENT) == {}
    assert records.store.purged == NOW
    assert purge(records, NOW, USUAL) == Erasure()
    assert records.audit.verify() == 2


@pytest.mark.parametrize("ahead", [DOUBTFUL + MOMENT, 3650 * DAY])
def test_a_clock_far_ahead_erases_nothing_unless_somebody_is_sure(records: Records, ahead: timedelta) -> None:
    turn = add_turn(records)
    purge(records, NOW, USUAL)
    records.see(NOW + ahead)
    for _ in range(2):
        assert purge(records, NOW + ahead, USUAL) is None
    assert records.store.purged == NOW
    assert len(records.conversations.all()) == 1
    assert purge(records, NOW + ahead, USUAL, sure=True) == Erasure(turns=(turn,))
    assert records.conversations.all() == ()


def test_a_clock_that_is_not_far_ahead_is_believed(records: Records) -> None:
    turn = add_turn(records)
    purge(records, NOW, USUAL)
    assert purge(records, NOW + DOUBTFUL, USUAL) == Erasure(turns=(turn,))


def test_a_clock_that_went_back_erases_nothing(records: Records) -> None:
    add_turn(records)
    add_entry(records)
    add_consent(records)
    purge(records, NOW, USUAL)
    assert purge(records, NOW - 3650 * DAY, USUAL) == Erasure()


@settings(max_examples=40)
@given(st.integers(-20, 200), st.integers(1, 60), st.integers(1, 120))
def test_nothing_is_erased_before_its_time(age: int, conversations: int, audit: int) -> None:
    records = Records()
    add_turn(records, at=NOW - age * DAY)
    add_entry(records, at=NOW - age * DAY)
    found = outdated(records, NOW, Retention(conversations * DAY, audit * DAY))
    assert (len(found.turns), len(found.entries)) == (age >= conversations, age >= audit)

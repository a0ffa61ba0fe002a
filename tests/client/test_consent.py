from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from client.kept.consent import LASTS, WIDTH, Consent, Consents, State
from client.kept.store import MemoryStore, Store
from sanitizer.types import Level, Mode
from sanitizer.wire import PURPOSE, Scope
from tests.client.vault.conftest import STORES, either_store

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
NAME = (Level.GROUP, "violence")
TALK, WHO = "a conversation", "a recommender"
MOMENT = timedelta(microseconds=1)

store = pytest.fixture(params=STORES)(either_store)


@pytest.fixture
def consents(store: Store) -> Consents:
    return Consents(store)


def consent(**changes: Any) -> Consent:
    given_at = changes.get("given", NOW)
    return replace(Consent(NAME, WHO, TALK, State.GIVEN, NOW, given_at + timedelta(hours=12)), **changes)


def test_every_scope_ends_by_itself_and_a_narrower_one_sooner() -> None:
    scopes = sorted(Scope, key=WIDTH.__getitem__)
    assert scopes == [Scope.REQUEST, Scope.CONVERSATION, Scope.UNTIL]
    assert [LASTS[scope] for scope in scopes] == [timedelta(hours=1), timedelta(hours=12), timedelta(days=30)]


@pytest.mark.parametrize(
    ("at", "live"),
    [
        (NOW, True),
        (NOW + timedelta(hours=12) - MOMENT, True),
        (NOW + timedelta(hours=12), False),
        (NOW + timedelta(days=3650), False),
        (NOW - MOMENT, False),
        (NOW - timedelta(days=3650), False),
    ],
)
def test_a_consent_holds_from_its_giving_to_its_expiry(at: datetime, live: bool) -> None:
    assert consent().live(at) is live
    assert consent().state_at(at) is (State.GIVEN if live else State.EXPIRED)


@pytest.mark.parametrize("state", [State.REFUSED, State.WITHDRAWN, State.EXPIRED])
def test_what_was_not_given_never_holds(state: State) -> None:
    for at in (NOW - timedelta(days=1), NOW, NOW + timedelta(days=1)):
        assert not consent(state=state).live(at)
        assert consent(state=state).state_at(at) is state


@pytest.mark.parametrize(
    ("changes", "answers"),
    [
        ({}, True),
        ({"conversation": "another"}, False),
        ({"conversation": "another", "scope": Scope.UNTIL}, True),
        ({"conversation": "another", "scope": Scope.REQUEST}, False),
        ({"recipient": "somebody else"}, False),
        ({"recipient": "somebody else", "scope": Scope.UNTIL}, False),
        ({"name": (Level.CODE, "gore")}, False),
        ({"name": (Level.CODE, "violence")}, False),
    ],
)
def test_a_consent_answers_one_question_to_one_recipient(changes: dict[str, Any], answers: bool) -> None:
    assert consent(**changes).answers(NAME, WHO, TALK) is answers


@pytest.mark.parametrize("held", Scope)
@pytest.mark.parametrize("said", Scope)
def test_a_consent_covers_no_wider_scope(held: Scope, said: Scope) -> None:
    assert consent(scope=held).covers(PURPOSE, said, NOW, "") is (WIDTH[said] <= WIDTH[held])


@pytest.mark.parametrize("asked", Mode)
def test_a_consent_allows_nothing_stricter_than_was_asked(asked: Mode) -> None:
    order = [Mode.SOFT, Mode.ASK, Mode.STRICT]
    allowed = [mode for mode in order if consent(mode=asked).allows(mode)]
    assert allowed == order[: order.index(asked) + 1]


def test_a_consent_covers_no_other_purpose_and_no_later_day() -> None:
    held = consent(expires=NOW)
    assert held.covers(PURPOSE, Scope.REQUEST, NOW + timedelta(hours=11), "")
    assert not held.covers(PURPOSE, Scope.REQUEST, NOW + timedelta(hours=12), "")
    assert not held.covers("Marketing", Scope.REQUEST, NOW, "")


@pytest.mark.parametrize("scope", Scope)
def test_only_a_consent_for_one_request_is_bound_to_it(scope: Scope) -> None:
    held = consent(scope=scope, request="a digest")
    assert held.covers(PURPOSE, Scope.REQUEST, NOW, "a digest")
    assert held.covers(PURPOSE, Scope.REQUEST, NOW, "another") is (scope is not Scope.REQUEST)


@pytest.mark.parametrize("scope", Scope)
def test_a_consent_holds_no_longer_than_its_scope_may(scope: Scope) -> None:
    held = consent(scope=scope, expires=NOW + timedelta(days=3650))
    assert held.live(NOW + LASTS[scope] - MOMENT)
    assert not held.live(NOW + LASTS[scope])


def test_a_consent_is_explicit_and_for_recommendations() -> None:
    assert (consent().basis, consent().purpose) == ("explicit", PURPOSE)
    assert consent().id != consent().id


def test_an_answer_is_kept_as_it_was_given(consents: Consents) -> None:
    given_one = consent(ended=NOW, state=State.WITHDRAWN, scope=Scope.UNTIL)
    consents.record([given_one])
    assert consents.all() == (given_one,)


@settings(max_examples=40)
@given(
    st.builds(
        Consent,
        st.tuples(st.sampled_from(Level), st.text(max_size=20)),
        st.text(max_size=20),
        st.text(max_size=20),
        st.sampled_from(State),
        st.datetimes(timezones=st.just(UTC)),
        st.datetimes(timezones=st.just(UTC)),
        st.text(max_size=20),
        st.sampled_from(Scope),
        st.text(max_size=20),
        st.none() | st.datetimes(timezones=st.just(UTC)),
        st.text(max_size=20),
        st.text(max_size=20),
        st.binary(min_size=16, max_size=16).map(bytes.hex),
        mode=st.sampled_from(Mode),
    )
)
def test_any_answer_comes_back_as_it_was_kept(one: Consent) -> None:
    kept = Consents(MemoryStore())
    kept.record([one])
    assert kept.all() == (one,)


def test_answers_come_in_the_order_of_asking_whatever_the_clock_said(consents: Consents) -> None:
    first, second = consent(conversation="1", given=NOW + MOMENT), consent(conversation="2")
    consents.record([first])
    consents.record([second])
    assert consents.all() == (first, second)
    consents.withdraw([first], NOW)
    assert [one.id for one in consents.all()] == [first.id, second.id]


def test_a_later_answer_counts_and_the_earlier_one_stays(consents: Consents) -> None:
    old, new = consent(), consent(state=State.REFUSED, given=NOW + MOMENT)
    consents.record([old])
    consents.record([new])
    assert consents.all() == (old, new)
    assert consents.find(NAME, WHO, TALK) == new


@pytest.mark.parametrize(
    "changes",
    [
        {"name": (Level.CODE, "gore")},
        {"recipient": "somebody else"},
        {"conversation": "another"},
        {"scope": Scope.UNTIL},
    ],
)
def test_an_answer_to_another_question_stays_beside_it(consents: Consents, changes: dict[str, Any]) -> None:
    consents.record([consent(), consent(**changes)])
    assert len(consents.all()) == 2


def test_recording_an_answer_again_keeps_it_once(consents: Consents) -> None:
    one = consent()
    consents.record([one, one])
    assert consents.all() == (one,)


def test_a_record_of_answers_is_all_or_nothing(consents: Consents) -> None:
    with pytest.raises(ValueError, match="hexadecimal"):
        consents.record([consent(), consent(conversation="another", id="no id")])
    assert consents.all() == ()


def test_the_answer_that_was_written_last_is_found(consents: Consents) -> None:
    until = consent(scope=Scope.UNTIL)
    here = consent(state=State.REFUSED, given=NOW - MOMENT)
    consents.record([until])
    consents.record([here])
    assert consents.find(NAME, WHO, TALK) == here
    assert consents.find(NAME, WHO, "another") == until
    assert consents.find((Level.CODE, "gore"), WHO, TALK) is None
    assert consents.find(NAME, "somebody else", TALK) is None


def test_a_withdrawn_consent_holds_no_longer(consents: Consents) -> None:
    consents.record([consent()])
    later = NOW + timedelta(hours=1)
    assert consents.withdraw(consents.all(), later) == 1
    (found,) = consents.all()
    assert (found.state, found.ended, found.live(later)) == (State.WITHDRAWN, later, False)
    assert consents.withdraw(consents.all(), later) == 0
    assert consents.all() == (found,)


def test_a_consent_that_ended_early_is_expired(consents: Consents) -> None:
    consents.record([consent()])
    assert consents.expire(consents.all(), NOW) == 1
    assert (consents.all()[0].state, consents.all()[0].ended) == (State.EXPIRED, NOW)


def test_only_what_was_chosen_ends(consents: Consents) -> None:
    one, other = consent(), consent(conversation="another", given=NOW + MOMENT)
    consents.record([one, other])
    consents.withdraw([one], NOW)
    assert [found.state for found in consents.all()] == [State.WITHDRAWN, State.GIVEN]


def test_a_refusal_is_not_withdrawn(consents: Consents) -> None:
    consents.record([consent(state=State.REFUSED)])
    assert consents.withdraw(consents.all(), NOW) == 0
    assert consents.all()[0].state is State.REFUSED


def test_a_consent_of_the_future_can_be_ended(consents: Consents) -> None:
    """The clock went back; when it is there again, the consent must not hold."""
    ahead = consent(given=NOW + timedelta(days=1))
    consents.record([ahead])
    assert consents.expire(consents.all(), NOW) == 0
    assert not consents.all()[0].live(ahead.given)


def test_a_withdrawn_consent_of_the_future_never_holds(consents: Consents) -> None:
    ahead = consent(given=NOW + timedelta(minutes=1))
    consents.record([ahead])
    consents.withdraw(consents.all(), NOW)
    assert not consents.all()[0].live(ahead.given)


def test_what_seems_to_have_expired_is_withdrawn_too_since_the_clock_may_be_wrong(consents: Consents) -> None:
    consents.record([consent()])
    late = NOW + timedelta(days=2)
    assert consents.withdraw(consents.all(), late) == 0
    assert not consents.all()[0].live(NOW)


def test_withdrawing_does_not_bring_back_what_was_erased(consents: Consents, store: Store) -> None:
    consents.record([consent()])
    found = consents.all()
    store.erase([bytes.fromhex(found[0].id)])
    consents.withdraw(found, NOW)
    assert consents.all() == ()


def test_an_answer_that_a_wrong_clock_dated_ahead_does_not_hide_the_next(consents: Consents) -> None:
    consents.record([consent(scope=Scope.UNTIL, conversation="earlier", given=NOW + timedelta(days=300))])
    consents.expire(consents.all(), NOW)
    consents.record([consent()])
    found = consents.find(NAME, WHO, TALK)
    assert found
    assert found.live(NOW)

"""What is kept together, whether it lasts or not."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from client.kept.audit import AuditEntry
from client.kept.consent import LASTS, Consent, State
from client.kept.personal import PersonalWords
from client.kept.records import Records
from client.kept.store import Kind, MemoryStore
from sanitizer import DictionaryError
from sanitizer.wire import Scope
from tests.client.records.sending import DAY, GORE, NOW, TALK, consent


def test_without_a_store_records_end_with_the_program() -> None:
    assert not Records().lasting
    assert isinstance(Records().store, MemoryStore)


def test_records_last_where_their_store_does(records: Records) -> None:
    assert records.lasting is records.store.lasting


def test_one_transaction_spans_everything(records: Records) -> None:
    def change_all() -> None:
        with records.transaction():
            records.consents.record([consent()])
            records.audit.intend(AuditEntry(NOW, "", "", b"x"))
            records.words.keep(("Zoe",))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change_all()
    assert not any(records.store.all(kind) for kind in Kind)
    assert records.audit.verify() == 0


def test_a_clock_that_goes_on_ends_no_consent(records: Records) -> None:
    records.consents.record([consent()])
    for at in (NOW, NOW, NOW + timedelta(hours=1)):
        records.see(at)
    assert records.consents.all()[0].live(NOW + timedelta(hours=1))


@pytest.mark.parametrize("back", [timedelta(microseconds=1), 3650 * DAY])
def test_a_clock_that_went_back_ends_every_consent(records: Records, back: timedelta) -> None:
    records.see(NOW)
    records.consents.record([consent(), consent(GORE, Scope.UNTIL), consent(conversation="another")])
    records.see(NOW - back)
    assert {one.state for one in records.consents.all()} == {State.EXPIRED}
    records.see(NOW)
    assert not any(one.live(NOW) for one in records.consents.all())


def test_a_clock_that_lags_behind_the_time_that_passed_ends_consents() -> None:
    passed = [0.0]
    records = Records(MemoryStore(), lambda: passed[0])
    records.see(NOW)
    given = Consent(GORE, "a recommender", TALK, State.GIVEN, NOW, NOW + LASTS[Scope.CONVERSATION])
    records.consents.record([given])
    passed[0] = 3600.0
    records.see(NOW + timedelta(hours=1))
    assert records.consents.all()[0].live(NOW + timedelta(hours=1))
    passed[0] = 20 * 3600.0
    records.see(NOW + timedelta(hours=6))
    assert not records.consents.all()[0].live(NOW + timedelta(hours=6))


def test_words_are_kept_in_order_and_replaced_as_a_whole(records: Records) -> None:
    assert records.words.lines() == ()
    records.words.keep(("Zoe Okafor", "the cellar | trauma_event | gore"))
    assert records.words.lines() == ("Zoe Okafor", "the cellar | trauma_event | gore")
    assert len(records.words.dictionary()) == 2
    records.words.keep(("Ada",))
    assert records.words.lines() == ("Ada",)


def test_without_lines_no_record_of_words_is_left(records: Records) -> None:
    records.words.keep(("Zoe",))
    records.words.keep(())
    assert records.store.all(Kind.WORDS) == {}
    assert len(records.words.dictionary()) == 0


def test_a_line_that_cannot_be_read_changes_nothing(records: Records) -> None:
    records.words.keep(("Zoe",))
    with pytest.raises(DictionaryError):
        records.words.keep(("Zoe", "x | no such label"))
    assert records.words.lines() == ("Zoe",)


@settings(max_examples=40)
@given(st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=10), max_size=6))
def test_any_words_come_back_as_they_were_kept(lines: list[str]) -> None:
    words = PersonalWords(MemoryStore())
    words.keep(tuple(lines))
    assert words.lines() == tuple(lines)

"""Questions before anything is told: limits, then words of the person's own, for one request only."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from client.catalogue import Catalogue
from client.config import Config
from client.conversation.asking import Preview, without
from client.conversation.session import Session
from client.egress import EgressGate
from client.errors import ConsentError, EgressError
from client.kept.consent import WORDS, State, told_phrase
from client.kept.receipts import receipt
from client.kept.records import Records
from client.kept.store import Kind
from client.ownwords import may_leave
from client.remotes.builtin import BuiltinRemote
from client.vault.making import create_vault
from client.vault.vault import open_vault
from client.wording.words import becomes
from sanitizer import Constraint, Level, Sanitizer
from sanitizer.wire import MAX_PHRASE, MAX_WORDS, SCHEMA, SCHEMA_WITH_WORDS, MinimizedRequest, Scope
from tests.client.vault.keys import fresh_key

Start = Callable[..., Session]
CROW = "A light film. A talking crow on stilts"
GORE = f"I can't stand gore. {CROW}"
PHRASE = "talking crow on stilts"


@pytest.fixture
def start(knowing: Sanitizer, catalogue: Catalogue) -> Start:
    """A conversation whose gate reads words again."""

    def opened(sanitizer: Sanitizer = knowing, records: Records | None = None) -> Session:
        gate = EgressGate(
            BuiltinRemote(),
            records or Records(),
            catalogue.titles,
            harmless=partial(may_leave, sanitizer=sanitizer),
        )
        return Session(sanitizer, gate, catalogue, Config(domain="media"))

    return opened


def chosen(session: Session, draft: str, phrase: str = PHRASE) -> Preview:
    """The first preview of a draft of which one finding is to be sent as it is written."""
    review = session.review(draft)
    spans = [finding.span.of(draft) for finding in review.findings]
    return session.preview(review.send_words(next(at for at, said in enumerate(spans) if phrase in said)))


def fields(preview: Preview) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(preview.prepared.content)
    return body


def test_words_are_asked_about_after_the_limits_and_nothing_of_either_is_in_the_bytes_before(
    start: Start,
) -> None:
    session = start()
    first = chosen(session, GORE)
    assert (first.asked, first.words) == (((Level.GROUP, "violence"),), ())
    second = session.answer(first, agreed=True)
    assert second.asked == (WORDS,)
    assert "in your own words, once" in second.question
    assert PHRASE in second.words[0]
    for preview in (first, second):
        assert PHRASE not in preview.prepared.content.decode() + preview.question + preview.learns
        assert fields(preview)["schema"] == SCHEMA
    third = session.answer(second, agreed=True)
    assert third.asked == ()
    assert fields(third)["words"] == list(second.words)


async def test_yes_sends_the_words_and_says_so_in_the_sentence_and_on_record(start: Start) -> None:
    session = start()
    preview = session.answer(chosen(session, CROW), agreed=True)
    assert (
        f"in your own words: “{preview.review.as_written and fields(preview)['words'][0]}”" in preview.learns
    )
    assert fields(preview)["schema"] == SCHEMA_WITH_WORDS
    assert preview.prepared.told == (WORDS,)
    await session.send(preview, preview.prepared.digest)
    (entry,) = session.sent
    assert entry.content == preview.prepared.content
    assert [told_phrase(name) for name in entry.told] == ["wishes in your own words"]
    (consent,) = session.records.consents.all()
    assert entry.consents == (consent.id,)
    shown = receipt(consent, datetime.now(UTC))
    assert "wishes in your own words" in json.dumps(shown)
    assert PHRASE not in json.dumps(shown)


def test_no_sends_the_rest_without_them_and_asks_no_more(start: Start) -> None:
    session = start()
    preview = session.answer(session.answer(chosen(session, GORE), agreed=True), agreed=False)
    assert (preview.asked, preview.words, preview.review.as_written) == ((), (), frozenset())
    assert preview.prepared.told == ((Level.GROUP, "violence"),)
    assert "words" not in fields(preview)
    assert fields(preview)["want"] == {"kind": ["film"], "mood": ["light"]}
    assert session.records.consents.all()[-1].state is State.REFUSED


@pytest.mark.parametrize("scope", Scope)
def test_words_are_allowed_for_one_request_only_whatever_is_answered(start: Start, scope: Scope) -> None:
    session = start()
    preview = session.answer(chosen(session, CROW), agreed=True, scope=scope)
    (consent,) = session.records.consents.all()
    assert (consent.name, consent.scope) == (WORDS, Scope.REQUEST)
    assert consent.request == preview.prepared.digest


async def test_a_consent_to_words_is_spent_by_its_request_and_the_next_one_asks_again(start: Start) -> None:
    session = start()
    preview = session.answer(chosen(session, CROW), agreed=True)
    await session.send(preview, preview.prepared.digest)
    assert session.records.consents.all()[0].state is State.EXPIRED
    again = chosen(session, CROW)
    assert again.asked == (WORDS,)
    with pytest.raises(EgressError, match="Answer it first"):
        await session.send(again, again.prepared.digest)


async def test_a_yes_once_to_a_limit_holds_for_the_bytes_with_the_words_that_follow(start: Start) -> None:
    session = start()
    asked = session.answer(chosen(session, GORE), agreed=True, scope=Scope.REQUEST)
    preview = session.answer(asked, agreed=True)
    await session.send(preview, preview.prepared.digest)
    assert session.sent[0].told == ((Level.GROUP, "violence"), WORDS)
    assert {one.request for one in session.records.consents.all()} == {preview.prepared.digest}


async def test_words_leave_with_no_other_bytes_than_those_that_were_agreed_to(start: Start) -> None:
    session = start()
    agreed = session.answer(chosen(session, CROW), agreed=True)
    other = session._asking._shown(agreed.review, ("a humming crow",))
    with pytest.raises(ConsentError, match="own words"):
        await session.send(other, other.prepared.digest)
    assert session.sent == ()


async def test_words_do_not_leave_after_withdrawing(start: Start) -> None:
    session = start()
    agreed = session.answer(chosen(session, CROW), agreed=True)
    assert session.withdraw() == 1
    with pytest.raises(ConsentError, match="own words"):
        await session.send(agreed, agreed.prepared.digest)
    untold = session.preview(without(agreed.review, agreed.prepared.told))
    assert (untold.asked, untold.prepared.told) == ((), ())


def test_a_wish_that_was_left_out_or_is_something_else_after_all_is_not_asked_about(start: Start) -> None:
    session = start()
    review = chosen(session, CROW).review
    (index,) = review.as_written
    for changed in (review.decide(index, "redact"), review.relabel(index, "condition")):
        preview = session.preview(changed)
        assert (preview.asked, "words" in fields(preview)) == ((), False)


def test_a_fact_a_limit_and_words_with_something_of_the_dictionary_may_not_be_sent(
    start: Start, catalogue: Catalogue
) -> None:
    session = start(Sanitizer.load(titles=catalogue.titles, dictionary=["Rookwood"]))
    draft = f"My dad died in March. {GORE}"
    review = session.review(draft)
    may = {finding.label: session.may_send(review, at) for at, finding in enumerate(review.findings)}
    assert may == {"loss": False, "aversion": False, "want": True}
    with pytest.raises(EgressError, match="personal may be in your words"):
        session._asking._shown(review, ("a film like life at Rookwood",))


def test_a_gate_without_a_scanner_lets_no_words_out(open_session: Start) -> None:
    session = open_session()
    preview = chosen(session, CROW)
    with pytest.raises(EgressError, match="personal may be in your words"):
        session.answer(preview, agreed=True)


@pytest.mark.parametrize(
    "words", ["I have epilepsy", "since my miscarriage", "my name is Ada, 0151 496 0123"]
)
def test_the_gate_reads_the_bytes_again_whoever_made_them(start: Start, words: str) -> None:
    session = start()
    request = session.review(CROW).request(words=["a talking crow"])
    assert session._gate.prepare(request).told == (WORDS,)
    with pytest.raises(EgressError, match="personal may be in your words"):
        session._gate.prepare(replace(request, words=("a talking crow", words)))


def test_words_are_few_and_short(start: Start) -> None:
    session = start()
    animals = ["crow", "goose", "heron", "magpie", "otter", "walrus", "yak"]
    drafts = ". ".join(f"I'd love a film about a humming {animal}" for animal in animals)
    review = session.review(drafts)
    many = session._asking.sendable(review, range(len(review.findings)))
    assert len(many) == MAX_WORDS
    long = "a film about " + ", ".join(f"a humming {animal}" for animal in animals)
    assert len(long) > MAX_PHRASE
    review = session.review(long)
    assert all(
        len(words) <= MAX_PHRASE for words in session._asking.sendable(review, range(len(review.findings)))
    )


def test_words_of_several_lines_are_sent_as_one(start: Start) -> None:
    session = start()
    preview = chosen(session, "A light film. A talking\n  crow on   stilts", "crow")
    assert "talking crow on stilts" in preview.words[0]


async def test_nothing_of_the_words_is_in_a_vault_but_the_bytes_that_were_sent(
    start: Start, tmp_path: Path
) -> None:
    opener, path = fresh_key(tmp_path), tmp_path / "vault" / "vault.db"
    create_vault(path, [opener])
    vault = open_vault(path, [opener])
    try:
        session = start(records=Records(vault.store))
        preview = session.answer(chosen(session, CROW), agreed=False)
        await session.send(preview, preview.prepared.digest)
        assert not holding(vault.store.all, PHRASE)
        preview = session.answer(chosen(session, CROW), agreed=True)
        assert not holding(vault.store.all, PHRASE)
        await session.send(preview, preview.prepared.digest)
        assert holding(vault.store.all, PHRASE) == {Kind.SENT}
        assert not holding(vault.store.all, CROW)
    finally:
        vault.lock()
    assert PHRASE.encode() not in path.read_bytes()


def holding(values: Callable[[Kind], dict[bytes, bytes]], text: str) -> set[Kind]:
    """The kinds of records in which a text stands."""
    return {kind for kind in Kind if any(text.encode() in value for value in values(kind).values())}


def test_a_request_holds_words_only_where_it_says_so(start: Start) -> None:
    session = start()
    request: MinimizedRequest = session.review(CROW).request()
    assert (request.words, request.body()["schema"]) == ((), SCHEMA)


def test_how_strictly_a_limit_is_meant_is_a_part_of_the_question(
    open_session: Callable[..., Session],
) -> None:
    session = open_session()
    review = session.review("I can't stand gore. A light comedy")
    at = next(index for index, finding in enumerate(review.findings) if finding.codes)
    strict = session.preview(review.decide(at, "constrain", level=2, mode="strict"))
    assert "has to be low on violence (strictly)?" in strict.question
    assert "(strictly)" not in session.preview(review).question


def test_a_row_says_what_a_limit_that_is_kept_tells_of_its_words(open_session: Start) -> None:
    session = open_session()
    session.keep(Constraint("pregnancy-infant-loss", Level.GROUP))
    review = session.review("I had a stillbirth in May. I'd like a light 90s comedy.")
    (index,) = (at for at, one in enumerate(review.findings) if one.codes)
    assert review.decisions[index].level is Level.NOTHING
    assert "told as a group, if you agree: careful with death and loss" in becomes(review, index)
    assert session.preview(review).asked == ((Level.GROUP, "death-loss"),)

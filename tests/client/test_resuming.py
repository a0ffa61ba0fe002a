"""Conversations that are kept: listed, named, gone on with; nothing that was not kept comes back."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from client.addresses import Address
from client.conversation.resuming import asked_words, kept_conversations, recommended_words
from client.conversation.session import Session
from client.errors import UsageError
from client.kept.conversations import asked
from client.kept.retention import USUAL, Erasure, erase, of_code, of_conversation, outdated
from sanitizer import Constraint, Level, Mode
from sanitizer.wire import Scope

Open = Callable[..., Session]
DRAFT = "My dog died. I can't watch anything with gore. A light comedy like Clueless"


async def turn(session: Session, draft: str, *, agreed: bool = False) -> None:
    preview = session.preview(session.review(draft))
    if preview.asked:
        preview = session.answer(preview, agreed=agreed, scope=Scope.CONVERSATION)
    await session.send(preview, preview.prepared.digest)


async def test_a_conversation_goes_on_from_its_last_turn_with_the_limits_that_hold_now(
    open_session: Open,
) -> None:
    first = open_session()
    await turn(first, DRAFT)
    session, before = open_session(records=first.records).resumed(first.conversation)
    assert (session.conversation, session.kept, before.whole) == (first.conversation, (), False)
    assert asked_words(before.turns[0]) == "comedy and light, like Clueless"
    (kept,) = first.records.conversations.all()
    assert [(one.item.title.text, one.item.year) for one in before.reply.shown] == [
        (title, year) for title, year, _ in kept.shown
    ]
    assert not any(one.checked for one in before.reply.shown)
    follow = session.review("something shorter")
    assert follow.earlier is not None
    assert set(follow.wishes.want["genre"]) == {"comedy"}
    assert [title.title for title in follow.wishes.like] == ["Clueless"]
    assert follow.constraints == ()
    second = before.reply.shown[1].known.entries[0].title
    assert second in session.review("more like the second").wishes.like
    await turn(session, "something shorter")
    assert [len(one.turns) for one in kept_conversations(first.records)] == [2]


async def test_a_conversation_that_was_left_in_this_program_has_its_limits_still(open_session: Open) -> None:
    first = open_session()
    await turn(first, DRAFT)
    session, before = first.fresh().fresh().resumed(first.conversation)
    assert session is first
    assert before.whole
    assert session.kept != ()
    assert any(one.checked for one in before.reply.shown)


async def test_a_conversation_is_gone_back_to_whole_after_another_recommender_was_asked(
    open_session: Open,
) -> None:
    first = open_session()
    await turn(first, DRAFT)
    other = first.elsewhere(Address("http://127.0.0.1:9"))
    assert other.kept == ()
    session, before = other.resumed(first.conversation)
    assert before.whole
    assert "gore" in {one.code for one in session.kept}
    assert session.recipient == other.recipient
    assert session.sent == first.sent


async def test_a_limit_saved_in_one_conversation_holds_in_another_that_is_gone_back_to(
    open_session: Open,
) -> None:
    first = open_session(domain=None)
    await turn(first, "A funny film for my 6-year-old, not animated")
    second = first.fresh()
    second.keep(Constraint("gore"))
    second._limits.save("gore")
    session, before = second.resumed(first.conversation)
    assert "gore" in {one.code for one in session.kept}
    follow = session.review("something longer")
    assert session._earlier.youngest(follow) == "children"
    assert follow.wishes.unwanted
    assert before.whole
    again, _ = session.resumed(session.conversation)
    assert again is session


async def test_an_answer_checked_again_heeds_what_is_kept_and_nothing_else(open_session: Open) -> None:
    session = open_session()
    preview = session.preview(session.review("I can't stand gore. A dark crime film"))
    while preview.asked:
        preview = session.answer(preview, agreed=False)
    reply = await session.send(preview, preview.prepared.digest)
    assert reply.hidden
    assert not session.check_again()
    assert session.last is not None
    session.last = replace(session.last, reply=replace(reply, repeated=3, unreadable=2))
    session.drop("gore")
    assert session.check_again()
    free = session.last.reply
    assert free.hidden == ()
    assert (free.repeated, free.unreadable) == (3, 2)
    session.keep(Constraint("war-combat"))
    assert session.check_again()
    assert session.last.reply.hidden


async def test_an_answer_keeps_its_order_and_how_far_a_limit_may_be_told_changes_nothing_of_it(
    open_session: Open,
) -> None:
    session = open_session()
    await turn(session, "I can't stand gore. A dark crime film")
    assert session.last is not None
    names = [one.item.name for one in session.last.reply.shown]
    session.keep(Constraint("gore", Level.GROUP))
    assert not session.check_again()
    session.keep(Constraint("gore", mode=Mode.STRICT))
    assert session.check_again()
    session.keep(Constraint("gore"))
    assert session.check_again()
    assert [one.item.name for one in session.last.reply.shown] == names


async def test_what_conflicts_with_a_limit_that_was_saved_since_is_not_shown_again(
    open_session: Open,
) -> None:
    session = open_session()
    await turn(session, "a dark gangster war film")
    plain = session.resumed(session.conversation)[1].reply
    session.keep(Constraint("brutal-violence"))
    session._limits.save("brutal-violence")
    other, before = session.resumed(session.conversation)
    assert [one.code for one in other.kept] == ["brutal-violence"]
    assert before.reply.hidden
    assert len(before.reply.shown) + len(before.reply.hidden) == len(plain.shown)
    assert all(one.checked for one in before.reply.shown)


def test_what_is_not_kept_cannot_be_gone_on_with(open_session: Open) -> None:
    with pytest.raises(UsageError, match="Nothing of this conversation"):
        open_session().resumed("0" * 16)


async def test_conversations_are_named_listed_the_latest_first_and_erased_with_their_names(
    open_session: Open,
) -> None:
    first = open_session()
    await turn(first, DRAFT)
    second = first.fresh()
    await turn(second, "a moving drama")
    records = first.records
    records.names.keep(first.conversation, "after Rex")
    records.names.keep(first.conversation, "After Rex")
    records.names.keep(second.conversation, "gone soon")
    records.names.keep(second.conversation, "")
    listed = kept_conversations(records)
    assert [one.title for one in listed] == [asked_words(second.records.conversations.all()[1]), "After Rex"]
    assert [one.recipient for one in listed] == [first.recipient.name] * 2
    assert "After Rex" not in repr(listed)
    found = of_conversation(records, first.conversation)
    assert (len(found.turns), len(found.names)) == (1, 1)
    erase(records, found, first.now)
    assert records.names.all() == {}
    assert [one.id for one in kept_conversations(records)] == [second.conversation]


async def test_a_name_goes_with_the_last_turn_of_its_conversation(open_session: Open) -> None:
    session = open_session()
    await turn(session, DRAFT, agreed=True)
    records, now = session.records, session.now
    records.names.keep(session.conversation, "After Rex")
    assert outdated(records, now, USUAL).names == ()
    assert len(of_code(records, "gore").names) == 1
    assert of_code(records, "no-flying").names == ()
    late = outdated(records, now + timedelta(days=31), USUAL)
    assert (len(late.turns), len(late.names)) == (1, 1)
    erase(records, Erasure(turns=late.turns, names=late.names), now)
    assert (records.names.all(), records.conversations.all()) == ({}, ())


async def test_sent_bytes_are_read_back_in_whatever_frame_and_without_words_that_are_unknown(
    open_session: Open,
) -> None:
    session = open_session()
    await turn(session, DRAFT, agreed=True)
    (kept,) = session.records.conversations.all()
    plain = asked(kept.sent)
    assert plain is not None
    assert plain.told == ((Level.GROUP, "violence", Mode.ASK),)
    body = json.loads(kept.sent)
    chat = {"model": "x", "messages": [{"content": "rules"}, {"content": kept.sent.decode()}]}
    assert asked(json.dumps(chat).encode()) == plain
    body["want"]["genre"].append("opera buffa")
    assert asked(json.dumps(body).encode()) == plain
    for other in (b"", b"[]", b"{}", b"\xff", b'{"messages": []}', b'{"constraints": [], "domain": "?"}'):
        assert asked(other) is None
    assert asked_words(replace(kept, sent=b"?")) == "a request that cannot be read here"
    assert recommended_words(replace(kept, shown=(), hidden=3)) == "Recommended: nothing. 3 more did not fit."

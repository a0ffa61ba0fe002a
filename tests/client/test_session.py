"""Whole turns without a screen: what is told, what is kept, what is refused."""

import asyncio
import re
import threading
from collections.abc import Callable
from typing import Any

import pytest

from client.conversation.asking import Preview
from client.conversation.session import Session
from client.errors import EgressError
from client.kept.consent import State
from client.safety import SafeReply, Verdict, rank
from sanitizer import Constraint, Level
from tests.client.lying import Lying

Open = Callable[..., Session]
LOST = "Since my miscarriage last spring I can't watch baby scenes. Any light 90s comedies?"
ID = re.compile(rb'"id":"[0-9a-f]{32}"')


async def send(session: Session, preview: Preview) -> list[str]:
    reply = await session.send(preview, preview.prepared.digest)
    return [item.item.title.text for item in reply.shown]


def same_but_for_the_id(preview: Preview) -> bytes:
    return ID.sub(b'"id":""', preview.prepared.content)


def test_a_draft_of_facts_only_asks_no_question_and_tells_none(open_session: Open) -> None:
    session = open_session()
    preview = session.preview(session.review("I had a stillbirth in May. I'd like a light 90s comedy."))
    assert (preview.asked, preview.prepared.told) == ((), ())
    assert "stillbirth" not in preview.prepared.content.decode()
    assert "90s" in preview.learns
    assert "reproductive" in preview.stays


def test_two_conversations_that_differ_in_untold_limits_send_the_same_bytes(open_session: Open) -> None:
    drafts = [
        "I had a stillbirth in May. I'd like a light 90s comedy.",
        "My brother killed himself and I'm sober two years. I'd like a light 90s comedy.",
        "I'd like a light 90s comedy.",
    ]
    sessions = [open_session() for _ in drafts]
    reviews = [session.review(draft) for session, draft in zip(sessions, drafts, strict=True)]
    assert len({review.constraints for review in reviews}) == 3
    previews = [session.preview(review) for session, review in zip(sessions, reviews, strict=True)]
    assert len({same_but_for_the_id(preview) for preview in previews}) == 1
    assert len({preview.prepared.content for preview in previews}) == 3


def test_a_stated_limit_is_asked_about_once_and_nothing_is_told_before(open_session: Open) -> None:
    session = open_session()
    preview = session.preview(session.review(LOST))
    assert preview.asked == ((Level.GROUP, "death-loss"),)
    assert "careful with death and loss" in preview.question
    assert "the built-in catalogue" in preview.question
    assert preview.prepared.told == ()


async def test_without_an_answer_to_the_question_nothing_is_sent(open_session: Open) -> None:
    session = open_session()
    preview = session.preview(session.review(LOST))
    with pytest.raises(EgressError, match="Answer it first"):
        await session.send(preview, preview.prepared.digest)
    assert session.sent == ()


async def test_yes_tells_the_group_and_is_not_asked_again(open_session: Open) -> None:
    session = open_session()
    preview = session.answer(session.preview(session.review(LOST)), agreed=True)
    assert preview.prepared.told == ((Level.GROUP, "death-loss"),)
    assert "careful with death and loss" in preview.learns
    await send(session, preview)
    again = session.preview(session.review("Something with dogs instead"))
    assert again.asked == ()
    assert again.prepared.told == ((Level.GROUP, "death-loss"),)


async def test_no_tells_nothing_and_still_keeps_the_limit(open_session: Open) -> None:
    session = open_session()
    preview = session.answer(session.preview(session.review(LOST)), agreed=False)
    assert preview.prepared.told == ()
    reply = await session.send(preview, preview.prepared.digest)
    assert reply.hidden
    assert all(item.verdict is not Verdict.UNSAFE for item in reply.shown)
    assert [consent.told for consent in session.sent] == [()]


async def test_what_was_withdrawn_or_refused_is_asked_again_only_when_the_person_chooses_it(
    open_session: Open,
) -> None:
    session = open_session()
    await send(session, session.answer(session.preview(session.review(LOST)), agreed=True))
    assert session.withdraw() == 1
    later = session.review("I can't watch baby scenes. Something with dogs")
    assert session.preview(later).asked == ()
    assert session.preview(later).prepared.told == ()
    assert session.preview(later.decide(0, "constrain", level=2)).asked == ((Level.GROUP, "death-loss"),)
    assert session.withdraw() == 0


async def test_a_decision_of_this_turn_overrules_what_earlier_turns_told(open_session: Open) -> None:
    session = open_session()
    await send(session, session.answer(session.preview(session.review(LOST)), agreed=True))
    again = session.review(LOST)
    untold = again.decide(0, "constrain", level=0).decide(1, "constrain", level=0)
    left_out = again.decide(0, "redact").decide(1, "redact")
    for review in (untold, left_out):
        assert session.preview(review).prepared.told == ()
        assert [constraint.code for constraint in review.constraints] == ["pregnancy-infant-loss"]


async def test_no_to_a_new_limit_does_not_untell_what_was_agreed_to(open_session: Open) -> None:
    session = open_session()
    await send(session, session.answer(session.preview(session.review(LOST)), agreed=True))
    preview = session.preview(session.review("I can't stand gore. A comedy"))
    assert preview.asked == ((Level.GROUP, "violence"),)
    refused = session.answer(preview, agreed=False)
    assert refused.prepared.told == preview.prepared.told == ((Level.GROUP, "death-loss"),)


def test_a_danger_keeps_its_limits_untold(open_session: Open) -> None:
    session = open_session()
    review = session.review("i want to die. a funny film?")
    assert "suicide-self-harm" in [constraint.code for constraint in review.constraints]
    assert session.preview(review).prepared.told == ()


def test_what_is_told_exactly_is_not_said_to_stay(open_session: Open) -> None:
    session = open_session()
    review = session.review("I had a stillbirth in May and no gore please. A comedy")
    told = session.answer(session.preview(review.decide(0, "constrain", level=3)), agreed=True)
    assert "without pregnancy or infant loss" in told.learns
    assert "reproductive" not in told.stays
    assert "without pregnancy or infant loss" not in told.stays


def test_what_is_told_for_one_limit_is_not_said_to_stay_of_another(open_session: Open) -> None:
    session = open_session()
    session.keep(Constraint("bereavement"))
    told = session.answer(session.preview(session.review(LOST)), agreed=True)
    assert told.prepared.told == ((Level.GROUP, "death-loss"),)
    assert "death" not in told.stays
    assert "loss" not in told.stays


async def test_an_answer_that_was_stopped_while_it_was_judged_is_gone_on_from_by_nothing(
    open_session: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = open_session()
    judging, stopped = threading.Event(), threading.Event()

    def waiting(*given: Any) -> SafeReply:
        judging.set()
        stopped.wait(5)
        return rank(*given)

    monkeypatch.setattr("client.conversation.session.rank", waiting)
    preview = session.answer(session.preview(session.review(LOST)), agreed=False)
    sending = asyncio.create_task(session.send(preview, preview.prepared.digest))
    await asyncio.to_thread(judging.wait, 5)
    sending.cancel()
    with pytest.raises(asyncio.CancelledError):
        await sending
    stopped.set()
    await asyncio.sleep(0.05)
    assert (session.last, session.kept, session.review("something shorter").earlier) == (None, (), None)


async def test_limits_last_as_long_as_the_conversation(open_session: Open) -> None:
    session = open_session()
    await send(session, session.answer(session.preview(session.review(LOST)), agreed=False))
    later = session.review("A moving drama, then")
    assert [constraint.code for constraint in later.constraints] == ["pregnancy-infant-loss"]
    assert session.fresh().review("A moving drama, then").constraints == ()
    session.forget()
    assert session.kept == ()
    assert session.review("A moving drama, then").constraints == ()


@pytest.mark.parametrize(
    ("policy", "asked"),
    [
        ("private", ()),
        ("balanced", ((Level.GROUP, "death-loss"),)),
        ("open", ((Level.GROUP, "death-loss"), (Level.CODE, "pregnancy-infant-loss"))),
    ],
)
def test_the_policy_decides_what_is_asked_about(
    open_session: Open, policy: str, asked: tuple[tuple[Level, str], ...]
) -> None:
    session = open_session(policy=policy)
    assert set(session.preview(session.review(LOST)).asked) <= set(asked)
    assert bool(session.preview(session.review(LOST)).asked) == bool(asked)


def test_a_level_chosen_in_the_review_still_needs_the_answer(open_session: Open) -> None:
    session = open_session(policy="private")
    review = session.review(LOST).decide(0, "constrain", level=3)
    preview = session.preview(review)
    assert preview.asked == ((Level.CODE, "pregnancy-infant-loss"),)
    assert preview.prepared.told == ()
    assert session.answer(preview, agreed=True).prepared.told == preview.asked


async def test_what_is_not_wanted_stays_here_and_is_kept_from_the_answer(open_session: Open) -> None:
    session = open_session()
    preview = session.preview(session.review("Funny films from the 1950s, no musicals"))
    assert b"musical" not in preview.prepared.content
    assert "Singin' in the Rain" not in await send(session, preview)
    everything = session.preview(session.review("Funny musicals from the 1950s"))
    assert "Singin' in the Rain" in await send(session, everything)


async def test_a_liked_title_leaves_as_the_catalogue_spells_it(open_session: Open) -> None:
    session = open_session()
    preview = session.preview(session.review("films like CLUELESS please"))
    assert b'"like":[{"title":"Clueless","year":1995}]' in preview.prepared.content
    assert "Clueless" not in await send(session, preview)


def test_a_recommender_without_the_domain_is_not_asked(open_session: Open) -> None:
    session = open_session(Lying(), domain="food")
    with pytest.raises(EgressError, match="has no "):
        session.preview(session.review("cheap ramen"))


async def test_a_recommender_that_lies_does_not_get_past_our_notes(open_session: Open) -> None:
    session = open_session(Lying())
    preview = session.preview(session.review("My dad died in March. Something about dogs"))
    reply = await session.send(preview, preview.prepared.digest)
    assert [(item.item.title.text, item.verdict) for item in reply.shown] == [
        ("Never Heard Of It", Verdict.UNKNOWN)
    ]


def test_a_refusal_is_on_record(open_session: Open) -> None:
    session = open_session()
    session.answer(session.preview(session.review(LOST)), agreed=False)
    consent = session._gate.records.consents.find(
        (Level.GROUP, "death-loss"), "the built-in catalogue", session._conversation
    )
    assert consent is not None
    assert consent.state is State.REFUSED

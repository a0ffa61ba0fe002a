"""The limits of a conversation: set, changed, dropped, saved, told no more."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from client.conversation.keeping import Keeping
from client.conversation.session import Session
from client.errors import RefusedError
from client.kept.limits import Limits, SavedLimit
from client.kept.store import MemoryStore
from client.tui.standing import standing
from sanitizer import Constraint, Draft, Level, Mode, Review
from sanitizer.wire import Scope
from tests.client.driver import LOST

Open = Callable[..., Session]
NOW = datetime(2026, 5, 3, tzinfo=UTC)
LATER = datetime(2026, 6, 3, tzinfo=UTC)


def kept(session: Session) -> dict[str, Constraint]:
    return {one.code: one for one in session.kept}


async def turn(session: Session, draft: str = LOST, *, agreed: bool = True) -> None:
    preview = session.preview(session.review(draft))
    if preview.asked:
        preview = session.answer(preview, agreed=agreed, scope=Scope.CONVERSATION)
    await session.send(preview, preview.prepared.digest)


def test_a_limit_set_by_hand_holds_in_the_next_request_and_is_told_to_nobody(open_session: Open) -> None:
    session = open_session()
    session.keep(Constraint("gore"))
    preview = session.preview(session.review("a light comedy"))
    assert [one.code for one in preview.review.constraints] == ["gore"]
    assert not preview.asked
    session.keep(Constraint("gore", Level.CODE, Mode.STRICT))
    preview = session.preview(session.review("a light comedy"))
    assert preview.asked == ((Level.CODE, "gore"),)
    assert b"gore" not in preview.prepared.body


async def test_what_is_dropped_or_told_less_meanwhile_is_so_in_a_review_that_was_read_before(
    open_session: Open,
) -> None:
    session = open_session()
    await turn(session)
    review = session.review("a moving drama")
    assert session.preview(review).prepared.told
    (code,) = {one.code for one in session.kept if one.level}
    session.keep(Constraint(code))
    assert not session.preview(review).prepared.told
    session.drop(code)
    assert code not in {one.code for one in session.preview(review).review.constraints}
    session.keep(Constraint("gore"))
    assert "gore" in {one.code for one in session.preview(review).review.constraints}
    assert session.offer(review, "violence").told == ((Level.GROUP, "violence", Mode.ASK),)
    assert session.preview(session.offer(review, "violence")).asked == ((Level.GROUP, "violence"),)


async def test_one_withdrawn_consent_lowers_what_it_told_and_nothing_else(open_session: Open) -> None:
    session = open_session()
    await turn(session)
    session.keep(Constraint("gore", Level.CODE))
    (consent,) = (one for one in session.records.consents.all() if one.live(session.now))
    assert session.withdraw([consent]) == 1
    assert kept(session)["gore"].level is Level.CODE
    assert {one.level for one in session.kept if one.code != "gore"} == {Level.NOTHING}
    assert not session.preview(session.review("a moving drama")).prepared.told


@pytest.mark.parametrize("change", ["told to nobody", "dropped", "set back"])
async def test_what_nobody_may_be_told_any_more_is_not_told_by_an_earlier_consent(
    open_session: Open, change: str
) -> None:
    session = open_session()
    session.keep(Constraint("pregnancy-infant-loss"))
    (before,) = session.limits
    await turn(session)
    assert session.may_tell("media") == ((Level.GROUP, "death-loss"),)
    open_review = session.review(LOST)
    if change == "told to nobody":
        session.keep(Constraint("pregnancy-infant-loss"))
    elif change == "dropped":
        session.drop("pregnancy-infant-loss")
    else:
        session.restore(before)
    assert session.may_tell("media") == ()
    for review in (open_review, None):
        preview = session.preview(review or session.review(LOST))
        assert (preview.asked, preview.prepared.told) == ((), ())


async def test_a_limit_that_becomes_stricter_than_was_agreed_to_is_asked_about_again(
    open_session: Open,
) -> None:
    session = open_session()
    session.keep(Constraint("gore", Level.CODE, Mode.SOFT))
    await turn(session, "a light comedy")
    assert session.preview(session.review("a light comedy")).prepared.told == ((Level.CODE, "gore"),)
    session.keep(Constraint("gore", Level.CODE, Mode.STRICT))
    preview = session.preview(session.review("a light comedy"))
    assert (preview.asked, preview.prepared.told) == (((Level.CODE, "gore"),), ())
    assert "strictly" in preview.question


async def test_a_consent_for_every_conversation_is_said_in_a_new_one(open_session: Open) -> None:
    session = open_session()
    preview = session.preview(session.review(LOST))
    await session.send(
        preview := session.answer(preview, agreed=True, scope=Scope.UNTIL), preview.prepared.digest
    )
    other = session.fresh()
    assert (other.kept, other.may_tell("media")) == ((), ((Level.GROUP, "death-loss"),))
    assert other.may_tell("food") == ()
    assert "may tell: careful with death and loss" in standing(other, "media").line(200)


def test_saving_a_limit_needs_a_vault(open_session: Open) -> None:
    session = open_session()
    session.keep(Constraint("gore"))
    with pytest.raises(RefusedError, match="no vault"):
        session.save_limit("gore")


def test_a_saved_limit_changes_with_the_one_that_holds_and_keeps_its_time() -> None:
    limits = Limits(MemoryStore())
    keeping = Keeping(limits)
    keeping.set(Constraint("gore"), NOW)
    assert limits.all() == ()
    keeping.save("gore")
    keeping.set(Constraint("gore", mode=Mode.STRICT), LATER)
    assert limits.all() == (SavedLimit(Constraint("gore", mode=Mode.STRICT), "", NOW),)
    (one,) = Keeping(limits).all()
    assert (one.saved, one.careful, one.since) == (True, False, NOW)
    keeping.unsave("gore")
    assert (limits.all(), [one.saved for one in keeping.all()]) == ((), [False])
    keeping.save("gore")
    keeping.drop("gore")
    assert (limits.all(), keeping.all()) == ((), ())


def test_what_came_with_a_kind_answer_is_saved_only_by_itself(open_session: Open) -> None:
    session = open_session()
    review, found = session.read("I want to die. A light comedy?")
    assert found
    keeping = Keeping(Limits(MemoryStore()))
    named = keeping.read(found)
    keeping.remember(Review(Draft(""), "media", (), named=named), NOW)
    assert [one.careful for one in keeping.all()] == [True]
    assert keeping.save_all(None, NOW) == ()
    keeping.save(named[0].code)
    assert [(one.saved, one.careful) for one in keeping.all()] == [(True, False)]
    assert review.named == named

"""Of several things that are asked about, some are told and the others refused."""

from collections.abc import Callable

import pytest

from client.conversation.session import Session
from client.kept.consent import WORDS, State
from client.plain.answers import _chosen
from sanitizer import Level
from sanitizer.wire import Scope
from tests.client.test_plain_commands import chat
from tests.conftest import Run

Open = Callable[..., Session]
TWO = "I can't watch baby scenes and I can't stand gore. A light comedy"
VIOLENCE, LOSS = (Level.GROUP, "violence"), (Level.GROUP, "death-loss")
SCOPES = {"yes": Scope.CONVERSATION, "y": Scope.CONVERSATION, "once": Scope.REQUEST}


async def test_what_is_not_ticked_is_refused_kept_here_and_not_asked_again(open_session: Open) -> None:
    session = open_session()
    asked = session.preview(session.review(TWO))
    assert set(asked.asked) == {VIOLENCE, LOSS}
    preview = session.answer(asked, agreed=True, names=[VIOLENCE])
    assert (preview.asked, preview.prepared.told) == ((), (VIOLENCE,))
    assert "low on violence" in preview.learns
    assert "without pregnancy or infant loss" in preview.stays
    states = {consent.name: consent.state for consent in session.records.consents.all()}
    assert states == {VIOLENCE: State.GIVEN, LOSS: State.REFUSED}
    await session.send(preview, preview.prepared.digest)
    assert session.sent[0].told == (VIOLENCE,)
    again = session.preview(session.review("I can't watch baby scenes. A drama"))
    assert (again.asked, again.prepared.told) == ((), (VIOLENCE,))
    assert {constraint.code for constraint in session.kept} >= {"pregnancy-infant-loss", "gore"}


async def test_some_of_it_once_is_bound_to_the_one_request(open_session: Open) -> None:
    session = open_session()
    asked = session.preview(session.review(TWO))
    preview = session.answer(asked, agreed=True, scope=Scope.REQUEST, names=[LOSS])
    assert [consent.name for consent in preview.once] == [LOSS]
    await session.send(preview, preview.prepared.digest)
    assert session.sent[0].told == (LOSS,)
    assert session.preview(session.review(TWO)).prepared.told == ()


def test_nothing_is_told_by_a_no_or_of_what_was_not_asked(open_session: Open) -> None:
    for agreed, names in ((False, [VIOLENCE, LOSS]), (True, []), (True, [(Level.CODE, "gore"), WORDS])):
        session = open_session()
        preview = session.answer(session.preview(session.review(TWO)), agreed=agreed, names=names)
        assert preview.prepared.told == ()
        assert {consent.state for consent in session.records.consents.all()} == {State.REFUSED}
        assert len(session.records.consents.all()) == 2


@pytest.mark.parametrize(
    ("line", "scope", "names"),
    [
        ("yes all", Scope.CONVERSATION, (VIOLENCE, LOSS)),
        ("all", Scope.CONVERSATION, (VIOLENCE, LOSS)),
        ("2 1", Scope.CONVERSATION, (VIOLENCE, LOSS)),
        (" Once 2 ", Scope.REQUEST, (LOSS,)),
        ("1", Scope.CONVERSATION, (VIOLENCE,)),
        ("n", None, ()),
    ],
)
def test_what_is_typed_says_for_how_long_and_which(
    line: str, scope: Scope | None, names: tuple[object]
) -> None:
    chosen = _chosen(line, (VIOLENCE, LOSS), SCOPES)
    assert chosen is not None
    assert (chosen[0], tuple(chosen[1])) == (scope, names)


@pytest.mark.parametrize(
    "line", ["", "yes", "once", "3", "0", "yes 3", "yes 1 maybe", "no 1", "always", "²", "-1", "1 yes"]
)
def test_what_is_unclear_is_no_answer(line: str) -> None:
    assert _chosen(line, (VIOLENCE, LOSS), SCOPES) is None


def test_of_one_thing_alone_yes_is_enough() -> None:
    assert _chosen("yes", (LOSS,), SCOPES) == (Scope.CONVERSATION, (LOSS,))


def test_in_lines_each_has_a_number_and_some_can_be_told(leastsaid: Run) -> None:
    said = chat(leastsaid, TWO, ".", "send", "yes 3", "yes 1", "no", "quit")[0]
    assert "  1  low on violence\n  2  careful with death and loss\n" in said
    assert "If you say yes, it tells about 9 bits of your limits" in said
    assert "Please type yes, once or no, with the numbers" in said
    shown = said.split("They will learn:")[1]
    assert "what you get has to be low on violence." in shown
    assert "Tells about 5 bits of your limits: one of 34 possible answers." in shown
    assert '"group":"violence"' in shown
    assert "death-loss" not in shown


def test_of_one_finding_some_limits_are_told_and_others_not(open_session: Open) -> None:
    session = open_session()
    review = session.review("I can't stand gore. A light comedy")
    at = next(index for index, finding in enumerate(review.findings) if finding.codes)
    both = review.follow(at, ["gore", "pregnancy-infant-loss"]).decide(at, "constrain", level=2)
    asked = session.preview(both)
    assert set(asked.asked) == {VIOLENCE, LOSS}
    preview = session.answer(asked, agreed=True, names=[VIOLENCE])
    assert preview.prepared.told == (VIOLENCE,)
    assert {one.code for one in preview.review.constraints} >= {"gore", "pregnancy-infant-loss"}

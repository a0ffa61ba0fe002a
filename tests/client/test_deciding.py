"""A review changed step by step, as every front end does: what each step says, and the way back."""

from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest

from client.conversation.deciding import Change, Deciding
from client.conversation.flagging import always_flag, never_flag
from client.conversation.session import Session
from client.errors import Refusal, RefusedError, VaultError
from client.kept.store import MemoryStore
from sanitizer import Action, Mode, Sanitizer, Span, Wishes
from sanitizer.marking import Edge

Open = Callable[..., Session]
DRAFT = "I live in Leeds, and Leeds is grey. Dad's funeral was on Friday. A funny film, and no tuba solos."
PLACE, LOSS, WISH, LIMIT = range(4)
"""The groups of what is found in it."""


@pytest.fixture
def session(open_session: Open, knowing: Sanitizer) -> Iterator[Session]:
    before = knowing.dictionary
    yield open_session(domain=None)
    knowing.dictionary = before


@pytest.fixture
def deciding(session: Session) -> Deciding:
    return Deciding(session, session.review(DRAFT))


def span_of(words: str, text: str = DRAFT) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def test_every_change_can_be_taken_back(deciding: Deciding, session: Session) -> None:
    def state() -> object:
        return deciding.review, session.records.words.lines()

    place, loss, wish, limit = deciding.groups
    changes: list[Callable[[], Change]] = [
        lambda: deciding.decide(loss, Action.ALLOW),
        lambda: deciding.decide(loss, Action.CONSTRAIN, level=2),
        lambda: deciding.mean(loss, Mode.STRICT),
        lambda: deciding.follow(limit, ["animal-harm"]),
        lambda: deciding.pick(wish, Wishes(want={"genre": ("comedy",)})),
        lambda: deciding.send_words(wish),
        lambda: deciding.relabel(place, "person"),
        lambda: deciding.stretch(loss, Edge.END, -1),
        lambda: deciding.teach(place, always_flag),
        lambda: deciding.teach(place, never_flag),
        lambda: deciding.mark([span_of("Friday")], "condition"),
        deciding.alone,
        lambda: deciding.ask_for("food"),
    ]
    states = [state()]
    for change in changes:
        assert change().review is deciding.review
        states.append(state())
    assert all(one != other for one, other in pairwise(states))
    for before in reversed(states[:-1]):
        deciding.undo()
        assert state() == before
    with pytest.raises(RefusedError, match=Refusal.NOTHING_TO_UNDO.value):
        deciding.undo()


def test_a_change_of_how_far_something_private_reaches_takes_back_what_it_said_is_asked_for(
    session: Session,
) -> None:
    text = "I was fired from the museum restaurant, I want something light."
    guess = session.review(text)
    review = guess.drop(range(len(guess.findings))).mark(span_of("I was fired", text), "hardship")
    deciding = Deciding(session, session.settled(guess, review))
    for _ in range(4):
        deciding.stretch(deciding.groups[0], Edge.END, 1)
    assert deciding.review.findings[0].span.of(text) == "I was fired from the museum restaurant"
    assert deciding.review.domain == "media"
    deciding.undo_all()
    assert deciding.review.domain == "outings"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda one: one.decide(one.groups[WISH], Action.CONSTRAIN), Refusal.NO_LIMIT_FOLLOWS),
        (lambda one: one.mean(one.groups[PLACE], Mode.SOFT), Refusal.NOT_A_LIMIT),
        (lambda one: one.save(one.groups[PLACE]), Refusal.NOT_A_LIMIT),
        (lambda one: one.stretch(one.groups[PLACE], Edge.START, -1), Refusal.LAST_WORD),
        (lambda one: one.teach(one.groups[WISH], always_flag), Refusal.NOT_PRIVATE),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    deciding: Deciding, change: Callable[[Deciding], Change], why: Refusal
) -> None:
    before = deciding.review
    with pytest.raises(RefusedError) as refused:
        change(deciding)
    assert refused.value.why is why
    assert deciding.review is before


def test_where_the_vault_does_not_take_something_back_the_step_stays(
    deciding: Deciding, monkeypatch: pytest.MonkeyPatch
) -> None:
    deciding.decide(deciding.groups[LOSS], Action.ALLOW)
    deciding.teach(deciding.groups[PLACE], never_flag)
    deciding.decide(deciding.groups[0], Action.REDACT)

    def locked(*_: object) -> None:
        raise VaultError("The vault is locked.")

    with monkeypatch.context() as patch:
        patch.setattr(Session, "use_words", locked)
        with pytest.raises(VaultError):
            deciding.undo_all()
        assert deciding.review.redacted().count("Leeds") == 2
    deciding.undo_all()
    assert "Leeds" not in deciding.review.redacted()


def test_limits_are_saved_for_later_once_and_unsaved(
    deciding: Deciding, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(RefusedError, match=Refusal.NO_VAULT.value):
        deciding.save(deciding.groups[LOSS])
    monkeypatch.setattr(MemoryStore, "lasting", True)
    deciding.save(deciding.groups[LOSS])
    assert session.records.limits.codes()
    with pytest.raises(RefusedError, match=Refusal.SAVED_ALREADY.value):
        deciding.save(deciding.groups[LOSS])
    deciding.undo()
    assert not session.records.limits.codes()

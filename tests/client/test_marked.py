"""What follows from a piece that a person marks: it stays here everywhere, and turns no wish round."""

from collections.abc import Callable

import pytest

from client.conversation.flagging import mark_everywhere
from client.conversation.session import Session
from client.hearing import heard
from sanitizer import Action, Decision, Draft, Finding, Kind, Review, Span

Open = Callable[..., Session]
VILLAGE = "A gentle film about Kelmscott. In the evening I sit by the window and Kelmscott comes back to me, all of it."


def span_of(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def wished(review: Review) -> str:
    """All words that are asked for."""
    return " ".join(
        one.finding.span.of(review.draft.text)
        for one in review.decisions
        if one.finding.kind is Kind.WISH and one.action == "allow"
    )


def test_a_piece_is_marked_wherever_it_stands_and_is_cut_out_of_a_wish(open_session: Open) -> None:
    review = open_session().review(VILLAGE)
    marked, places = mark_everywhere(review, [span_of(VILLAGE, "Kelmscott")], "loss")
    assert places == 2
    assert "Kelmscott" not in marked.redacted()
    assert "Kelmscott" not in wished(marked)
    assert "film" in wished(marked)


def test_own_words_never_hold_what_is_private_elsewhere_in_the_draft(open_session: Open) -> None:
    session = open_session()
    review = session.review(VILLAGE)
    wish = next(
        at
        for at, one in enumerate(review.findings)
        if "Kelmscott" in one.span.of(VILLAGE) and one.kind is Kind.WISH
    )
    assert session.may_send(review, wish)
    second = VILLAGE.rindex("Kelmscott")
    marked = review.mark(Span(second, second + len("Kelmscott")), "loss")
    assert not session.may_send(marked, wish)


@pytest.mark.parametrize(
    ("text", "private", "turned"),
    [
        ("A film, nothing like Anna's sad romance", "Anna", "sad"),
        ("A film that is not about my mother's war, please", "mother", "war"),
    ],
)
def test_a_mark_inside_a_wish_does_not_turn_its_meaning_round(
    open_session: Open, text: str, private: str, turned: str
) -> None:
    review = open_session().review(text)
    start = text.index("nothing" if "nothing" in text else "not about")
    whole = review.drop(range(len(review.findings))).mark(
        Span(start, text.index(turned) + len(turned)), "want"
    )
    marked = whole.mark(span_of(text, private), "person")
    values = {value for found in marked.wishes.want.values() for value in found}
    assert turned not in values
    assert private not in marked.redacted()


def test_a_mark_takes_back_what_private_words_said_is_asked_for(open_session: Open) -> None:
    text = "My stoma means restaurants and dinner menus are hard. Something light"
    private = Span(0, text.index(". Something"))
    session = open_session(domain=None)
    nothing_found = session.review(text).drop(range(9))
    guessed = nothing_found.about("food")
    assert session.settled(guessed, guessed.mark(private, "condition")).domain == "media"
    by_hand = nothing_found.about("outings")
    assert session.settled(by_hand, by_hand.mark(private, "condition")).domain == "outings"
    fixed = open_session(domain="food").review(text).drop(range(9))
    assert open_session(domain="food").settled(fixed, fixed.mark(private, "condition")).domain == "food"


def test_limits_are_heard_in_the_words_of_the_domain_that_is_asked(open_session: Open) -> None:
    session = open_session(domain=None)
    review = session.review("A film with no car crashes, please")
    assert "accidents-disasters" in {one.code for one in review.constraints}


def test_a_code_for_another_kind_of_thing_leaves_a_stated_limit_to_be_heard() -> None:
    text = "A funny film. I can't watch films about plane crashes."
    stated = Finding(Span(text.index("I can't"), len(text) - 1), "aversion", ("no-flying",))
    review = heard(Review(Draft(text), "media", (Decision(stated, Action.CONSTRAIN),)))
    assert [one.code for one in review.constraints] == ["accidents-disasters", "no-flying"]

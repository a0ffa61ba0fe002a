"""What points at an answer: others than were seen, more like one of them, and none."""

from collections.abc import Callable

import pytest

from client.conversation.references import Reference, reference
from client.conversation.session import Session
from tests.client.turns import FILM, PAGE, RAMEN, after, asked, names, wanted

Open = Callable[..., Session]


async def test_others_leaves_out_what_was_seen_and_nothing_that_was_not(open_session: Open) -> None:
    session = open_session()
    first = await after(session, FILM)
    second = await after(session, "others")
    assert set(names(second)).isdisjoint(names(first)[:PAGE])
    assert set(names(second)) == set(names(first)[PAGE:])
    assert second.repeated == PAGE
    third = await after(session, "more")
    assert third.repeated == 2 * PAGE
    again = await after(session, "not animated")
    assert again.repeated == 0
    shorter = await after(session, "something shorter")
    assert set(names(shorter)).isdisjoint({*names(first)[:PAGE], *names(second)[:PAGE], *names(again)[:PAGE]})


async def test_an_answer_that_is_asked_for_again_leaves_out_the_same(open_session: Open) -> None:
    session = open_session()
    await after(session, "a dark crime film, no gore please")
    review = session.review("others")
    second = await asked(session, review)
    again = await asked(session, session.offer(review, "violence"))
    assert set(names(again)) == set(names(second))


async def test_more_like_one_that_was_shown_asks_for_its_title(open_session: Open) -> None:
    session = open_session()
    first = await after(session, FILM)
    review = session.review("more like the second, but shorter")
    assert [title.title for title in review.wishes.like] == [first.shown[1].item.title.text]
    assert wanted(review)["format"] == ("short",)
    refused = session.review("I don't like number 3")
    assert [title.title for title in refused.wishes.dislike] == [first.shown[2].item.title.text]
    assert refused.wishes.like == ()


async def test_more_like_a_thing_without_a_year_asks_for_what_kind_of_thing_it_is(open_session: Open) -> None:
    session = open_session(domain="food")
    first = await after(session, RAMEN)
    entry = first.shown[0].known.entry
    assert entry is not None
    review = session.review("more like the first one")
    assert review.wishes.like == ()
    assert set(entry.facets["dish"]) <= set(wanted(review)["dish"])


@pytest.mark.parametrize(
    ("text", "place", "liked"),
    [
        ("more like the second", 1, True),
        ("like the last one", 9, True),
        ("similar to number 3 but newer", 2, True),
        ("more like #4", 3, True),
        ("more like the 2nd", 1, True),
        ("more of the tenth", 9, True),
        ("not like the second", 1, False),
        ("not the first", 0, False),
        ("nothing like number two", 1, False),
        ("I don't really like the third one", 2, False),
        ("I hated the last", 9, False),
    ],
)
def test_a_place_is_read_with_whether_it_is_liked(text: str, place: int, liked: bool) -> None:
    assert reference(text, 10) == Reference(place, wanted=liked)


async def test_the_last_one_is_the_last_that_was_seen(open_session: Open) -> None:
    assert reference("like the last one", 10, seen=4) == Reference(3, wanted=True)
    session = open_session()
    first = await after(session, FILM)
    assert len(first.shown) > PAGE
    (liked,) = session.review("more like the last one").wishes.like
    assert liked.title == first.shown[PAGE - 1].item.title.text


@pytest.mark.parametrize(
    "text",
    [
        "like the eleventh",
        "like number 11",
        "like number 0",
        "like the first world war",
        "something like two hours",
        "the second world war",
        "like one of those",
        "not one for me",
        "",
    ],
)
def test_what_is_no_place_in_the_answer_is_not_read_as_one(text: str) -> None:
    assert reference(text, 10) is None

"""Turns that go on from an answer, over whole conversations with the built-in catalogue."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from client import followups
from client.references import Reference, reference
from client.safety import SafeReply
from client.session import Session
from sanitizer import Level, Review, Wishes

Open = Callable[..., Session]
FILM = "a light 90s comedy film"
RAMEN = "cheap ramen for two"
WALK = "a walk by a lake with my dog"
PAGE = 5


async def asked(session: Session, review: Review) -> SafeReply:
    """The answer to a review, no to every question, with its first page seen."""
    preview = session.preview(review)
    while preview.asked:
        preview = session.answer(preview, agreed=False)
    reply = await session.send(preview, preview.prepared.digest)
    session.saw(PAGE)
    return reply


async def after(session: Session, *drafts: str) -> SafeReply:
    """The answer to the last of some drafts."""
    replies = [await asked(session, session.review(draft)) for draft in drafts]
    return replies[-1]


def names(reply: SafeReply) -> list[str]:
    return [one.item.name for one in reply.shown]


def wanted(review: Review) -> dict[str, Any]:
    return dict(review.wishes.want)


@pytest.mark.parametrize(
    ("follow_up", "changed"),
    [
        ("something shorter", {"format": ("short",)}),
        ("Shorter?", {"format": ("short",)}),
        ("the same but from the 80s", {"era": ("1980s",)}),
        ("newer", {"era": ("2000s", "2010s", "2020s")}),
        (
            "older please",
            {"era": ("before-1920", "1920s", "1930s", "1940s", "1950s", "1960s", "1970s", "1980s")},
        ),
        ("what about a book instead?", {"kind": ("book",)}),
        ("a dark one instead", {"mood": ("dark",)}),
        ("something darker", {"mood": ("dark",)}),
        ("more romantic", {"genre": ("comedy", "romance")}),
        ("make it scary", {"genre": ("comedy", "horror")}),
        ("and with dogs", {"theme": ("animals-theme",)}),
        ("others", {}),
        ("I've seen those, others?", {}),
        ("another one", {}),
        ("none of these", {}),
    ],
)
async def test_a_follow_up_changes_what_it_names_and_keeps_the_rest(
    open_session: Open, follow_up: str, changed: dict[str, tuple[str, ...]]
) -> None:
    session = open_session(domain=None)
    await after(session, FILM)
    review = session.review(follow_up)
    before = {"kind": ("film",), "genre": ("comedy",), "mood": ("light",), "era": ("1990s",)}
    assert review.earlier is not None
    assert wanted(review) == before | changed


@pytest.mark.parametrize(
    ("follow_up", "facet", "value"),
    [
        ("not animated", "genre", "animation"),
        ("less sad", "mood", "sad"),
        ("too scary", "genre", "horror"),
        ("not too long", "format", "long"),
        ("no musicals please", "genre", "musical"),
    ],
)
async def test_what_a_follow_up_refuses_is_kept_out_here_and_not_told(
    open_session: Open, follow_up: str, facet: str, value: str
) -> None:
    session = open_session()
    await after(session, FILM)
    review = session.review(follow_up)
    assert wanted(review)["genre"] == ("comedy",)
    assert value in review.wishes.unwanted[facet]
    assert value.encode() not in session.preview(review).prepared.content


@pytest.mark.parametrize(
    "draft",
    [
        "a thriller",
        "a summer film",
        "something from the 80s",
        "something with dogs",
        "no idea what to watch, maybe a western",
        "I'd love a slow documentary about rivers and the people who live beside them, in any language",
        "more than anything I want a western",
        "something darker that we could start on the train tonight and then finish at home on Sunday",
        "films like the first world war ones",
        "",
    ],
)
async def test_any_other_draft_is_a_request_of_its_own(open_session: Open, draft: str) -> None:
    session = open_session()
    await after(session, FILM)
    review = session.review(draft)
    assert review.earlier is None
    assert "comedy" not in wanted(review).get("genre", ())


async def test_a_follow_up_stays_in_the_domain_that_it_goes_on_from(open_session: Open) -> None:
    session = open_session(domain=None)
    await after(session, RAMEN)
    for follow_up in ("somewhere quieter", "italian instead", "not spicy", "fancier", "others"):
        assert session.review(follow_up).domain == "food"
    assert wanted(session.review("italian instead"))["cuisine"] == ("italian",)
    assert "cheap" not in wanted(session.review("fancier")).get("price", ())


async def test_a_follow_up_about_what_only_another_domain_has_is_a_request_of_its_own(
    open_session: Open,
) -> None:
    session = open_session(domain=None)
    await after(session, FILM)
    review = session.review("no noodles, a cheap sushi place")
    assert (review.domain, review.earlier) == ("food", None)


@pytest.mark.parametrize(("draft", "decades"), [("older", ("1990s",)), ("newer", ("2010s",))])
async def test_without_a_decade_what_is_usual_among_the_first_shown_is_gone_on_from(
    open_session: Open, draft: str, decades: tuple[str, ...]
) -> None:
    session = open_session(domain=None)
    reply = await after(session, "a comedy")
    (one, *_) = reply.shown
    years = (1936, 1994, 2003, 2004, 2018)
    shown = tuple(replace(one, known=replace(one.known, item=replace(one.item, year=year))) for year in years)
    follows = followups.follow_up(session.review(draft), followups.Answered("media", Wishes(), shown))
    assert follows is not None
    assert decades[0] in follows.wishes.want["era"]
    assert "2000s" not in follows.wishes.want["era"]


async def test_a_domain_without_decades_has_no_newer_ones(open_session: Open) -> None:
    session = open_session(domain=None)
    await after(session, WALK)
    review = session.review("something newer and shorter")
    assert (review.domain, wanted(review)["length"]) == ("outings", ("hour",))


async def test_before_an_answer_nothing_is_gone_on_from(open_session: Open) -> None:
    session = open_session()
    assert session.review("others").earlier is None
    await after(session, FILM)
    assert session.review("others").earlier is not None
    assert session.fresh().review("others").earlier is None


async def test_a_follow_up_can_be_made_a_request_of_its_own(open_session: Open) -> None:
    session = open_session()
    await after(session, FILM)
    alone = session.alone(session.review("something shorter"))
    assert wanted(alone) == {"format": ("short",)}
    await asked(session, alone)
    assert wanted(session.review("and older")).keys() == {"format", "era"}


async def test_limits_go_on_and_a_fact_in_a_follow_up_is_no_wish(open_session: Open) -> None:
    session = open_session()
    await after(session, "I can't watch gore. A light comedy")
    review = session.review("something kinder, my mother died of cancer in hospital")
    assert review.earlier is not None
    assert wanted(review) == {"genre": ("comedy",), "mood": ("light", "gentle")}
    assert "gore" in [one.code for one in review.constraints]
    sent = session.preview(review).prepared.content
    for told in (b"gore", b"grief", b"illness", b"cancer", b"hospital", b"workplace", b"died"):
        assert told not in sent


@pytest.mark.parametrize(
    "draft", ["My boyfriend hit me. Something funnier", "My dad died there, somewhere else"]
)
async def test_a_fact_before_it_hides_no_follow_up(open_session: Open, draft: str) -> None:
    session = open_session()
    await after(session, FILM)
    assert session.review(draft).earlier is not None


async def test_a_limit_that_is_the_whole_follow_up_keeps_the_wish(open_session: Open) -> None:
    session = open_session()
    await after(session, FILM)
    review = session.review("less violent please")
    assert wanted(review)["genre"] == ("comedy",)
    assert [one.code for one in review.constraints] == ["brutal-violence"]
    assert all(one.level is Level.NOTHING for one in review.constraints)


async def test_a_child_who_was_said_to_be_there_is_there_in_what_goes_on(open_session: Open) -> None:
    session = open_session()
    first = await after(session, "scary films for my 7 year old")
    allowed = set(names(first))
    assert first.hidden
    later = await after(session, "others")
    assert later.hidden
    assert {one.item.name for one in first.hidden}.isdisjoint(names(later))
    assert set(names(later)) <= allowed
    alone = await asked(session, session.review("a scary film"))
    assert len(alone.hidden) < len(first.hidden)


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


async def test_a_wish_that_changes_nothing_in_a_follow_up_can_still_be_picked(open_session: Open) -> None:
    session = open_session()
    await after(session, FILM)
    unread = session.review("something with fewer accordions")
    assert unread.wishes.unmapped == (0,)
    assert session.review("others").wishes.unmapped == ()
    assert session.review("not like the second").wishes.unmapped == ()


async def test_a_request_of_its_own_without_a_word_of_the_vocabulary_stays_in_the_domain(
    open_session: Open,
) -> None:
    session = open_session(domain=None)
    await after(session, WALK)
    review = session.review("my knee hurts")
    assert (review.domain, review.earlier) == ("outings", None)

"""Turns that go on from an answer, over whole conversations with the built-in catalogue."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from client.conversation import followups
from client.conversation.session import Session
from sanitizer import Level, Wishes
from tests.client.turns import FILM, RAMEN, after, asked, names, wanted

Open = Callable[..., Session]
WALK = "a walk by a lake with my dog"


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
        ("for my sister's kids", {}),
        ("one my niece can watch too", {}),
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


async def test_a_request_of_its_own_may_be_for_another_kind_of_thing(open_session: Open) -> None:
    session = open_session(domain=None)
    await after(session, "a comedy film")
    assert session.review("What could I cook for my brother tonight? Pasta maybe").domain == "food"
    assert session.review("whatever you have").domain == "media"
    await after(session, "a restaurant for dinner, italian")
    assert session.review("whatever you have").domain == "food"
    fixed = open_session(domain="media")
    await after(fixed, "a comedy film")
    assert fixed.review("What could I cook for my brother tonight? Pasta maybe").domain == "media"


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

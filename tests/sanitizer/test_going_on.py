"""What a later turn, a pick or the person's own words make of the wishes of a review."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanitizer import DecisionError, Review, Sanitizer, Wishes
from sanitizer.facets import facets
from sanitizer.titles import Title
from sanitizer.wishes import going_on, ordered

CLUELESS, EMMA = Title("Clueless", 1995), Title("Emma", 1996)
MEDIA = [(facet.name, value) for facet in facets("media").values() for value in facet.values]
pairs = st.sets(st.sampled_from(MEDIA), max_size=8)
titles = st.sets(st.sampled_from([CLUELESS, EMMA]))


@st.composite
def wished(draw: st.DrawFn) -> Wishes:
    """Any wishes that do not contradict themselves."""
    want, liked = draw(pairs), draw(titles)
    return Wishes(
        ordered(want, "media"),
        ordered(draw(pairs) - want, "media"),
        tuple(sorted(liked, key=str)),
        tuple(sorted(draw(titles) - liked, key=str)),
    )


@given(wished())
@settings(max_examples=30)
def test_a_turn_that_says_nothing_changes_nothing(earlier: Wishes) -> None:
    assert going_on(earlier, Wishes(), "media") == earlier


@given(wished(), wished())
@settings(max_examples=60)
def test_all_that_is_said_now_holds_and_nothing_is_both_wanted_and_not(earlier: Wishes, now: Wishes) -> None:
    found = going_on(earlier, now, "media")
    assert all(set(values) <= set(found.want[facet]) for facet, values in now.want.items())
    assert all(set(values) <= set(found.unwanted[facet]) for facet, values in now.unwanted.items())
    assert set(now.like) <= set(found.like)
    assert set(now.dislike) <= set(found.dislike)
    for facet, values in found.want.items():
        assert not set(values) & set(found.unwanted.get(facet, ()))
    assert not set(found.like) & set(found.dislike)
    assert going_on(found, now, "media") == found


@pytest.mark.parametrize(
    ("earlier", "now", "expected"),
    [
        ({"kind": ("film",)}, {"kind": ("book",)}, {"kind": ("book",)}),
        ({"era": ("1990s",)}, {"era": ("1980s",)}, {"era": ("1980s",)}),
        ({"genre": ("comedy",)}, {"genre": ("mystery",)}, {"genre": ("comedy", "mystery")}),
        ({"genre": ("comedy",)}, {"mood": ("light",)}, {"genre": ("comedy",), "mood": ("light",)}),
    ],
)
def test_a_new_kind_or_era_takes_the_place_of_the_old_and_a_genre_is_added(
    earlier: Mapping[str, tuple[str, ...]],
    now: Mapping[str, tuple[str, ...]],
    expected: Mapping[str, tuple[str, ...]],
) -> None:
    assert dict(going_on(Wishes(earlier), Wishes(now), "media").want) == expected


def test_what_is_refused_now_is_not_asked_for_any_more_and_can_be_asked_for_again() -> None:
    refused = going_on(
        Wishes({"genre": ("comedy",)}, like=(EMMA,)),
        Wishes(unwanted={"genre": ("comedy",)}, dislike=(EMMA,)),
        "media",
    )
    assert (dict(refused.want), dict(refused.unwanted)) == ({}, {"genre": ("comedy",)})
    assert (refused.like, refused.dislike) == ((), (EMMA,))
    again = going_on(refused, Wishes({"genre": ("comedy",)}, like=(EMMA,)), "media")
    assert (dict(again.want), dict(again.unwanted)) == ({"genre": ("comedy",)}, {})
    assert (again.like, again.dislike) == ((EMMA,), ())


@pytest.mark.parametrize(
    ("draft", "domain", "asked"),
    [
        ("something lighter", "media", ("mood", "light")),
        ("a funnier film", "media", ("genre", "comedy")),
        ("somewhere quieter for dinner", "food", ("place", "quiet-place")),
        ("a cheaper restaurant", "food", ("price", "cheap")),
    ],
)
def test_a_comparative_asks_for_its_plain_word_in_a_first_draft_too(
    sanitizer: Sanitizer, draft: str, domain: str, asked: tuple[str, str]
) -> None:
    facet, value = asked
    assert value in sanitizer.review(draft, domain=domain).wishes.want[facet]


@pytest.fixture
def film(sanitizer: Sanitizer) -> Review:
    """A wish, a fact, and a wish that the vocabulary has no place for."""
    return sanitizer.review("A light film. My dad died in March. I'd love a talking crow", domain="media")


def at(review: Review, words: str) -> int:
    """Which finding holds some words."""
    spans = (finding.span.of(review.draft.text) for finding in review.findings)
    return next(index for index, said in enumerate(spans) if words in said)


def test_a_wish_without_a_place_is_said_to_have_none_until_one_is_picked(film: Review) -> None:
    crow = at(film, "talking crow")
    assert film.wishes.unmapped == (crow,)
    picked = film.pick(crow, Wishes({"theme": ("animals-theme",)}))
    assert picked.wishes.unmapped == ()
    assert dict(picked.wishes.want) == {"kind": ("film",), "mood": ("light",), "theme": ("animals-theme",)}


def test_a_pick_takes_the_place_of_what_the_words_would_ask_for(film: Review) -> None:
    picked = film.pick(at(film, "light"), Wishes({"mood": ("gentle",)}))
    assert dict(picked.wishes.want) == {"mood": ("gentle",)}


def test_a_wish_that_is_left_out_asks_for_nothing_whatever_was_picked_for_it(film: Review) -> None:
    crow = at(film, "talking crow")
    picked = film.pick(crow, Wishes({"theme": ("animals-theme",)}))
    assert "theme" not in picked.decide(crow, "redact").wishes.want
    assert "theme" not in picked.relabel(crow, "condition").wishes.want


def test_a_pick_is_a_wish_again_that_was_left_out(film: Review) -> None:
    crow = at(film, "talking crow")
    picked = film.decide(crow, "redact").pick(crow, Wishes({"theme": ("animals-theme",)}))
    assert picked.wishes.want["theme"] == ("animals-theme",)


def test_words_are_sent_of_wishes_only_and_not_of_what_is_left_out_or_something_else(
    sanitizer: Sanitizer, film: Review
) -> None:
    crow = at(film, "talking crow")
    chosen = film.send_words(crow)
    assert sanitizer.checked_words(chosen, chosen.as_written) == ("a talking crow",)
    for changed in (chosen.decide(crow, "redact"), chosen.relabel(crow, "condition")):
        assert sanitizer.checked_words(changed, changed.as_written) == ()
    assert sanitizer.checked_words(chosen, {at(film, "dad died")}) == ()
    assert chosen.pick(crow, Wishes()).as_written == frozenset()


def test_a_fact_can_be_neither_picked_nor_sent_in_its_words(film: Review) -> None:
    fact = at(film, "dad died")
    with pytest.raises(DecisionError, match="Only a wish"):
        film.pick(fact, Wishes())
    with pytest.raises(DecisionError, match="Only a wish"):
        film.send_words(fact)
    with pytest.raises(DecisionError, match="no finding"):
        film.send_words(9)


def test_words_in_which_a_phrase_of_the_persons_own_dictionary_stands_are_not_sent() -> None:
    private = Sanitizer.load(dictionary=["Rookwood"])
    review = private.review("a light film set in a place like Rookwood", domain="media")
    assert not private.wish_only("a place like Rookwood")
    assert not any(
        "Rookwood" in words for words in private.checked_words(review, range(len(review.findings)))
    )

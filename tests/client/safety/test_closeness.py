"""How close a thing is to what was asked for, and how a list is spread."""

from collections.abc import Mapping

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from client.closeness import _REPEAT, Taste, Thing, closeness, described, leading, spread, thing, words_of
from sanitizer.facets import facets
from tests.client.safety.made import work

PAIRS = [(facet.name, value) for facet in facets("media").values() for value in facet.values]
pairs = st.lists(st.sampled_from(PAIRS), max_size=6, unique=True)


def grouped(found: list[tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
    return {facet: tuple(value for of, value in found if of == facet) for facet, _ in found}


def of(found: list[tuple[str, str]], line: str = "") -> Thing:
    return described(grouped(found), line)


@given(has=pairs, asked=pairs, wish=st.sampled_from(PAIRS))
@settings(max_examples=80, deadline=None)
def test_a_met_wish_never_lowers(
    has: list[tuple[str, str]], asked: list[tuple[str, str]], wish: tuple[str, str]
) -> None:
    assume(wish not in has)
    taste = Taste(want=grouped(list(dict.fromkeys([*asked, wish]))))
    assert closeness(of([*has, wish]), taste) >= closeness(of(has), taste)


@given(has=pairs, asked=pairs)
@settings(max_examples=50, deadline=None)
def test_what_meets_every_wish_is_as_close_as_anything(
    has: list[tuple[str, str]], asked: list[tuple[str, str]]
) -> None:
    taste = Taste(want=grouped(asked))
    for_grown_ups = [pair for pair in asked if pair[0] != "audience"] + [("audience", "adults")]
    best = asked if "audience" in taste.want else for_grown_ups
    assert closeness(of(best), taste) >= closeness(of(has), taste) - 1e-9


def test_any_of_several_kinds_will_do_and_more_genres_are_better() -> None:
    kinds = Taste(want={"kind": ("film", "series")})
    assert closeness(of([("kind", "film")]), kinds) == closeness(of([("kind", "series")]), kinds) > 0
    genres = Taste(want={"genre": ("comedy", "romance")})
    one, both = of([("genre", "comedy")]), of([("genre", "comedy"), ("genre", "romance")])
    assert 0 < closeness(one, genres) < closeness(both, genres)


def test_what_is_like_something_liked_is_closer_and_like_something_disliked_farther() -> None:
    other = of([("genre", "heist"), ("mood", "tense")])
    alike, unlike = of([("genre", "heist"), ("mood", "light")]), of([("genre", "nature")])
    assert closeness(other, Taste(liked=(other,))) > closeness(alike, Taste(liked=(other,))) > 0
    assert closeness(unlike, Taste(liked=(other,))) == 0
    assert closeness(other, Taste(disliked=(other,))) < closeness(alike, Taste(disliked=(other,))) < 0


def test_kind_and_years_make_nothing_alike() -> None:
    one = of([("kind", "film"), ("era", "1990s"), ("format", "short")])
    assert closeness(one, Taste(liked=(one,))) == 0


def test_a_second_thing_that_is_liked_never_lowers() -> None:
    one = of([("genre", "heist")])
    assert closeness(one, Taste(liked=(one, of([("genre", "nature")])))) == closeness(
        one, Taste(liked=(one,))
    )


def test_words_without_a_place_in_the_vocabulary_count_and_rare_ones_more() -> None:
    taste = Taste(words=words_of("zeppelin friends"))
    rare, common = of([], "Of a zeppelin."), of([], "Of friends.")
    assert closeness(rare, taste) > closeness(common, taste) > closeness(of([], "Of tea."), taste) == 0
    assert closeness(of([], "A zeppelin, and friends."), taste) > closeness(rare, taste)


@pytest.mark.parametrize("audience", [("toddlers",), ("children",), ("toddlers", "children")])
def test_what_is_for_small_children_comes_late_where_nobody_asked_for_it(audience: tuple[str, ...]) -> None:
    small = described({"audience": audience}, "")
    assert closeness(small, Taste()) < 0
    assert closeness(small, Taste(want={"audience": audience[:1]})) > 0
    assert closeness(described({"audience": (*audience, "adults")}, ""), Taste()) == 0


def test_an_entry_is_the_thing_that_its_facets_and_line_say() -> None:
    entry = work(facets={"genre": ("nature", "comedy")}, about="Of a zeppelin.")
    assert thing(entry) == described(entry.facets, "Of a zeppelin.")
    assert leading(thing(entry)) == "nature"
    assert leading(described({"mood": ("light",)}, "")) == ""
    assert leading(described({"place": ("park",), "activity": ("walking",)}, "")) == "walking"


def greedy(scored: list[tuple[float, str]], count: int) -> list[tuple[float, str]]:
    """The plain algorithm: of all that is left the best, each earlier one of its group costing a little."""
    left = list(scored)
    chosen: list[tuple[float, str]] = []
    while left and len(chosen) < count:
        worth = [score - _REPEAT * [group for _, group in chosen].count(group) for score, group in left]
        chosen.append(left.pop(worth.index(max(worth))))
    return chosen


def worth(chosen: list[tuple[float, str]]) -> list[float]:
    """What each was worth when it was chosen."""
    groups = [group for _, group in chosen]
    return [score - _REPEAT * groups[:at].count(group) for at, (score, group) in enumerate(chosen)]


lists = st.lists(st.tuples(st.integers(-40, 40).map(lambda number: number / 8), st.sampled_from("abcd")))


@given(scored=lists)
@settings(max_examples=80, deadline=None)
def test_spreading_keeps_everything_once(scored: list[tuple[float, str]]) -> None:
    chosen = spread([(pair[0], pair) for pair in scored], lambda pair: pair[1], len(scored))
    assert sorted(chosen) == sorted(scored)


@given(scored=lists, count=st.integers(0, 12))
@settings(max_examples=80, deadline=None)
def test_spreading_is_the_plain_greedy_choice(scored: list[tuple[float, str]], count: int) -> None:
    chosen = spread([(pair[0], pair) for pair in scored], lambda pair: pair[1], count)
    assert worth(chosen) == pytest.approx(worth(greedy(scored, count)))


def test_a_group_gives_way_to_one_that_is_nearly_as_good() -> None:
    chosen = spread([(1.0, "a1"), (0.9, "a2"), (0.8, "b1")], lambda name: name[0], 3)
    assert chosen == ["a1", "b1", "a2"]

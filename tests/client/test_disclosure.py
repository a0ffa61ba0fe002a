"""How much a request tells: nothing is 0 bits, coarser is never more, and more things are never less."""

from dataclasses import replace
from itertools import combinations, product
from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from client.kept.consent import WORDS, Name
from client.wording.disclosure import Disclosure, disclosure, possible, possible_limits, tells
from sanitizer import Level, Mode, Sanitizer
from sanitizer.constraints import told_name
from sanitizer.taxonomy import taxonomy
from sanitizer.titles import Title
from sanitizer.wire import tellable

TITLES = [Title("Clueless", 1995), Title("Big", 1988), Title("Ramen", None, domain="food")]
DRAFT = "Since my miscarriage last spring I can't watch baby scenes. Any light 90s comedies like Clueless?"
domains = st.sampled_from(list(taxonomy().domains))


@st.composite
def limits(draw: st.DrawFn) -> tuple[str, list[tuple[str, Level]]]:
    """A domain, and some of its codes, each told at a level."""
    domain = draw(domains)
    codes = st.sampled_from([code.name for code in taxonomy().codes_of(domain)])
    level = st.sampled_from([Level.ROOT, Level.GROUP, Level.CODE])
    return domain, draw(st.lists(st.tuples(codes, level), max_size=9, unique_by=lambda told: told[0]))


def names(told: list[tuple[str, Level]]) -> set[Name]:
    return {(level, told_name(taxonomy().codes[code], level)) for code, level in told}


@given(domains)
def test_telling_nothing_is_no_bits(domain: str) -> None:
    assert possible_limits((), domain) == possible_limits((WORDS,), domain) == 1
    assert Disclosure().bits == 0


@given(limits(), st.data())
def test_a_coarser_level_never_tells_more(
    told: tuple[str, list[tuple[str, Level]]], data: st.DataObject
) -> None:
    domain, chosen = told
    fine = names(chosen)
    coarse = {data.draw(st.sampled_from(no_finer(name, domain))) for name in sorted(fine)}
    assert possible_limits(coarse, domain) <= possible_limits(fine, domain)


def no_finer(name: Name, domain: str) -> list[Name]:
    """A told name, and the coarser ones that stand for it: a code's group and root, a group's root."""
    level, word = name
    code = next(
        code for code in taxonomy().codes_of(domain) if level is Level.ROOT or word in (code.name, code.group)
    )
    return [(one, told_name(code, one)) for one in Level if 0 < one <= level]


@given(limits())
def test_every_limit_more_tells_no_less(told: tuple[str, list[tuple[str, Level]]]) -> None:
    domain, chosen = told
    answers = [possible_limits(names(chosen[:count]), domain) for count in range(len(chosen) + 1)]
    assert answers == sorted(answers)


@given(st.integers(0, 200), st.integers(0, 20), st.integers(1, 3))
def test_more_things_of_more_forms_out_of_more_are_never_fewer_answers(
    choices: int, count: int, forms: int
) -> None:
    answers = possible(choices, count, forms)
    assert possible(choices, 0, forms) == 1 <= answers
    assert answers <= possible(choices, count + 1, forms)
    assert answers <= possible(choices + 1, count, forms)
    assert answers <= possible(choices, count, forms + 1)


def test_the_answers_are_as_many_as_there_are_when_counted_one_by_one() -> None:
    choices = sorted(tellable("outings", Level.ROOT) | tellable("outings", Level.GROUP))
    sets = [
        tuple(zip(chosen, modes, strict=True))
        for size in range(3)
        for chosen in combinations(choices, size)
        for modes in product(Mode, repeat=size)
    ]
    group = next(iter(taxonomy().codes_of("outings"))).group
    two = {(Level.GROUP, group), (Level.ROOT, taxonomy().domains["outings"].root)}
    assert possible_limits(two, "outings") == len(set(sets)) == 37


@pytest.fixture(scope="module")
def reading() -> Sanitizer:
    return Sanitizer.load(titles=TITLES)


def test_a_request_is_counted_by_its_limits_its_wishes_and_its_titles(reading: Sanitizer) -> None:
    review = reading.review(DRAFT, domain="media")
    plain = disclosure(review.request(), review.titles)
    assert (plain.limits, plain.titles) == (1, possible(2, 1, 2))
    assert plain.wishes > 1
    told = disclosure(review.accept_offers().request(), review.titles)
    assert told == replace(plain, limits=34)
    assert told.bits == pytest.approx(plain.bits + log2(34))


def test_it_is_said_in_words_that_need_no_sum(reading: Sanitizer) -> None:
    review = reading.review(DRAFT, domain="media")
    request = review.request()
    asked = tells(review, request, [(Level.GROUP, "death-loss")])
    assert tells(review, request).startswith("Tells nothing of your limits. Of your wishes about ")
    assert asked.startswith(
        "If you say yes, it tells about 5 bits of your limits: one of 34 possible answers."
    )
    assert asked.endswith("Your draft said more.")
    told = review.accept_offers()
    assert tells(told, told.request()).startswith(
        "Tells about 5 bits of your limits: one of 34 possible answers."
    )
    long = reading.review(f"{DRAFT} I am so tired of it all. " * 3, domain="media")
    assert tells(long, long.request()).endswith("Your draft said much more.")


def test_a_draft_that_may_not_say_more_is_not_said_to_and_words_are_not_compared(reading: Sanitizer) -> None:
    short = reading.review("a light comedy", domain="media")
    assert "Your draft" not in tells(short, short.request())
    long = reading.review(DRAFT, domain="media")
    assert "Your draft" not in tells(long, replace(long.request(), words=("a talking crow",)))

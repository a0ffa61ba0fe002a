"""Kinds of work in bare words: asked for, though they are no findings."""

import pytest

from sanitizer import Draft, Sanitizer, Span, Wishes
from sanitizer.kinds import asked_kinds
from sanitizer.wishes import asking


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("A film for tonight?", ["film"]),
        ("My mum died in May. Recommend me a film", ["film"]),
        ("Any podcasts?", ["podcast"]),
        ("It can be a film or some graphic novels.", ["film", "comic"]),
        ("what book could I read on a bad day", ["book"]),
        ("Something cosy, film or TV-series", ["film", "series"]),
        ("Short stories please", ["short-stories"]),
    ],
)
def test_a_bare_word_asks_for_its_kind(text: str, kinds: list[str]) -> None:
    assert [kind for _, kind in asked_kinds(Draft(text), ())] == kinds


@pytest.mark.parametrize(
    "text",
    [
        "I saw a film yesterday",
        "My dad, a film director, is kind",
        "No films please",
        "anything but a film",
        "I want to avoid any film tonight",
        "I am tired of any film",
        "I don't want a book",
        "we loved the book, the game club and the film set",
        "I read to him on the radio show",
    ],
)
def test_what_only_names_one_asks_for_nothing(text: str) -> None:
    assert asked_kinds(Draft(text), ()) == ()


def test_a_review_asks_for_it_until_the_word_is_something_else(sanitizer: Sanitizer) -> None:
    text = "My dad died in May. A film for tonight?"
    review = sanitizer.review(text)
    assert review.wishes.want == {"kind": ("film",)}
    assert "Kind: film." in review.prompt()
    assert all(one.span.of(text) != "film" for one in review.findings)
    place = Span(text.index("film"), text.index("film") + len("film"))
    assert not review.mark(place, "place").wishes.want
    assert review.about("food").wishes.empty
    assert review.about("food").about("media").wishes.want == {"kind": ("film",)}


def test_what_is_refused_is_not_asked_for() -> None:
    found = asking(Wishes(unwanted={"kind": ("film",)}), {"film", "book"}, "media")
    assert found.want == {"kind": ("book",)}

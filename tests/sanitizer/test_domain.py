import pytest

from sanitizer import Sanitizer
from sanitizer.domain import closest_domain
from sanitizer.types import Draft, Finding, Span


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("Ramen for lunch, please.", "food"),
        ("A hike and a castle this weekend.", "outings"),
        ("Something light to eat.", "food"),
        ("A quiet film for a night in.", "media"),
        ("Where can I take my mum, somewhere with benches?", "outings"),
        ("Whatever.", "media"),
        ("", "media"),
    ],
)
def test_the_words_of_a_draft_say_what_it_asks_about(sanitizer: Sanitizer, text: str, domain: str) -> None:
    assert sanitizer.review(text).domain == domain


def test_what_is_private_has_no_say() -> None:
    wished = "Something for Saturday, please. "
    for fact in ("I was poisoned at a restaurant", "I broke my hip on a hike", "My film club left me"):
        draft = Draft(wished + fact)
        for label in ("condition", "loss", "place", "aversion"):
            private = Finding(Span(len(wished), len(draft.text)), label)
            assert closest_domain(draft, [private]) == closest_domain(Draft(wished), [])


def test_what_hints_at_nothing_is_of_the_domain_before() -> None:
    for text, domain in (("whatever you have", "outings"), ("something light to eat", "food")):
        assert closest_domain(Draft(text), [], "outings") == domain


def test_a_review_can_ask_about_another_domain(sanitizer: Sanitizer) -> None:
    review = sanitizer.review("Something light and cosy.", domain="media")
    other = review.about("food")
    assert (review.domain, other.domain) == ("media", "food")
    assert other.request().domain == "food"
    assert other.decisions == review.decisions

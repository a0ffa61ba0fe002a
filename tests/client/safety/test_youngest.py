"""Who a draft says will be there: an age bounds what is shown, and is told to nobody."""

import pytest

from client.conversation.audience import youngest
from client.safety import bounds
from sanitizer import Draft, Review, Sanitizer
from sanitizer.types import Action, Decision, Finding, Span


def read(text: str, *ages: str, label: str = "age_date") -> Review:
    """A review in which these words were found to be ages."""
    spans = [Span(text.index(age), text.index(age) + len(age)) for age in ages]
    return Review(
        Draft(text), "media", tuple(Decision(Finding(span, label), Action.REDACT) for span in spans)
    )


@pytest.mark.parametrize(
    ("text", "age", "audience"),
    [
        ("a film for my 7 year old", "7 year old", "children"),
        ("something to watch with my 3-year-old", "3-year-old", "toddlers"),
        ("a film for my son, 15yo", "15yo", "teenagers"),
        ("a film for my nephew, 12 y/o", "12 y/o", "teenagers"),
        ("a film night with my 10yr old", "10yr old", "children"),
        ("a game for a nine-year-old girl", "nine-year-old", "children"),
        ("a film for my Seven year old", "Seven year old", "children"),
        ("a film for my seventeen-year-old", "seventeen-year-old", "teenagers"),
        ("a film for my 18 month old", "18 month old", "toddlers"),
        ("a film for my 7 and 9 year olds", "7 and 9 year olds", "children"),
        ("a film for my fourteen and four year olds", "fourteen and four year olds", "toddlers"),
        ("a film for my daughter aged 7", "7", "children"),
        ("a film for my son who is eleven", "eleven", "children"),
        ("a film for my daughter (8)", "8", "children"),
        ("a film with the twins, aged 4 and 13", "4 and 13", "toddlers"),
        ("My daughter is seven, we want to watch together.", "seven", "children"),
        ("Something to watch with my daughter tonight, she is seven", "seven", "children"),
        ("My kids are 6 and 9, any family film", "6 and 9", "children"),
        ("My son turned 13 and we'd like something to watch together", "13", "teenagers"),
    ],
)
def test_an_age_of_those_whom_a_draft_asks_for_is_an_audience(text: str, age: str, audience: str) -> None:
    assert youngest(read(text, age)) == audience


@pytest.mark.parametrize(
    ("text", "audience"),
    [
        ("a film for my sister's kids", "children"),
        ("for my sister's kids", "children"),
        ("With my nieces tonight, a film", "children"),
        ("a book for our grandchildren", "children"),
        ("something with my little boy", "children"),
        ("something with my toddler", "toddlers"),
        ("a thriller once the kids are asleep, I'm in with the kids", ""),
        ("a film about a woman with two kids", ""),
        ("stories with children in them", ""),
        ("a book for my grown-up kids", ""),
        ("a film for my niece, 34", ""),
        ("a film for my daughter", ""),
        ("a night off without the kids", ""),
    ],
)
def test_children_who_are_there_are_an_audience_whatever_their_age(text: str, audience: str) -> None:
    assert youngest(read(text)) == audience


@pytest.mark.parametrize(
    ("text", "audience"),
    [("one my niece of 6 can watch too", "children"), ("My niece of 6 died. A film, please", "")],
)
def test_the_age_of_a_child_counts_where_the_child_is_there(text: str, audience: str) -> None:
    assert youngest(read(text, "6")) == audience


@pytest.mark.parametrize(
    ("age", "audience"),
    [
        (1, "toddlers"),
        (4, "toddlers"),
        (5, "children"),
        (11, "children"),
        (12, "teenagers"),
        (17, "teenagers"),
    ],
)
def test_each_audience_has_its_ages(age: int, audience: str) -> None:
    assert youngest(read(f"a film for my {age} year old", f"{age} year old")) == audience


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("a film for my mum, 64 years old", "64 years old"),
        ("a film for my 18 year old", "18 year old"),
        ("a film for my twenty-two year old", "twenty-two year old"),
        ("I am 9 years old", "9 years old"),
        ("Thanks for this. My 7 year old is ill", "7 year old"),
        ("I was married for 12 years", "12 years"),
        ("a film for the evening of 7 March", "7 March"),
        ("a film for Friday the 13", "13"),
        ("a film for us since 2009", "2009"),
        ("a film for my wife who is 34", "34"),
        ("a film for my f\u0131ve year old", "f\u0131ve year old"),
        ("My cat is seven. A film for my wife and me", "seven"),
        ("My daughter is seven. A film for my husband", "seven"),
        ("My daughter is 34 and we watch together", "34"),
    ],
)
def test_grown_ups_dates_and_those_who_are_not_asked_for_are_none(text: str, age: str) -> None:
    assert youngest(read(text, age)) == ""


def test_the_youngest_of_several_counts() -> None:
    text = "a film for my 14 year old and with my 5 year old"
    assert youngest(read(text, "14 year old", "5 year old")) == "children"
    assert youngest(read(text, "14 year old")) == "teenagers"


def test_only_what_was_found_to_be_an_age_is_read() -> None:
    assert youngest(read("a whisky for me, 12 years old", "12 years old", label="want")) == ""
    assert youngest(read("a film for my 7 year old")) == ""


@pytest.mark.parametrize("text", ["A funny film for my 7 year old", "A funny film for my daughter aged 7"])
def test_from_a_real_draft_a_ceiling_and_no_wish(sanitizer: Sanitizer, text: str) -> None:
    review = sanitizer.review(text, domain="media")
    held = bounds(review.constraints, review.wishes, "media", youngest(review))
    assert held.ceiling
    assert held.ceiling.audience == "children"
    assert "audience" not in review.wishes.want
    assert "audience" not in review.request().body()["want"]

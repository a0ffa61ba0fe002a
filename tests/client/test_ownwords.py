import pytest

from client.ownwords import may_leave
from sanitizer import Sanitizer


@pytest.mark.parametrize(
    "phrase",
    [
        "ducks in a monastery",
        "slow trains through snow",
        "found family on a spaceship",
        "heist with old ladies",
        "no plot just vibes",
        "dragons who bake",
        "unreliable narrator",
    ],
)
def test_a_taste_may_leave(knowing: Sanitizer, phrase: str) -> None:
    assert may_leave([phrase], knowing)


@pytest.mark.parametrize(
    "phrase",
    [
        "hiv",
        "prozac",
        "chemo",
        "IVF stories",
        "abuse survivor",
        "my ex",
        "anna from work",
        "leeds",
        "call me on 555 0199",
        "1987-03-12",
        "u/janedoe82",
        "@janedoe",
        "tras mi aborto",
        "nach meiner Fehlgeburt",
        "жизнь",
        "a" * 81,
        "",
    ],
)
def test_what_says_something_of_a_person_may_not(knowing: Sanitizer, phrase: str) -> None:
    assert not may_leave([phrase], knowing)


def test_a_fact_that_is_split_over_phrases_may_not_leave_together(knowing: Sanitizer) -> None:
    assert may_leave(["the week after", "ducks"], knowing)
    assert not may_leave(["the week after", "my operation"], knowing)
    assert not may_leave(["one", "two", "three", "four", "five", "six"], knowing)

"""How wordings are read: what is denied, how far a denial and a wording reach, which counts, and faults in the list."""

import pytest

from client.errors import ClientError
from client.safety.phrases import VERSION, mentions, read_table
from sanitizer.errors import VocabularyError


def rows(**codes: dict[str, list[str]]) -> dict[str, object]:
    """A phrase list as it stands in the file."""
    return {"version": VERSION, "harmless": ["to die for"], "whole": [], **codes}


@pytest.mark.parametrize(
    "text",
    [
        "no gore",
        "without any violence",
        "free of gore",
        "Free from gore and violence",
        "not gory",
        "It isn't gory",
        "never violent",
        "violence-free",
        "no murder, no violence or gore",
        "nothing too gory",
        "nobody is murdered",
        "there is very little talk and no explicit violence",
    ],
)
def test_what_is_denied_is_not_mentioned(text: str) -> None:
    assert mentions(text) == {}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("not without gore", "gore"),
        ("never without gore", "gore"),
        ("No romance. Gore from start to end", "gore"),
        ("He cannot forget the murder", "brutal-violence"),
        ("a no-nonsense detective hunts a serial killer", "brutal-violence"),
        ("not only gory but funny", "gore"),
        ("no longer a heroin addict", "substance-use"),
        ("less gore than the first", "gore"),
        ("no love, just gore", "gore"),
    ],
)
def test_a_denial_reaches_no_further_than_its_own_words(text: str, code: str) -> None:
    assert code in mentions(text)


def test_the_longest_wording_wins() -> None:
    table = read_table(rows(gore={"clearly": ["blood bath"], "slightly": ["blood"]}))
    assert table.meanings[("blood", "bath")] == (("gore", 2),)
    assert mentions("a glass of almond milk").keys() & {"dairy-free", "nut-free"} == {"nut-free"}


def test_a_longer_wording_says_what_its_parts_say_too() -> None:
    found = mentions("cured salmon")
    assert found["seafood-free"] == found["low-salt"] == 2


def test_the_higher_of_two_mentions_counts() -> None:
    assert mentions("some blood, then gore, then blood")["gore"] == 2
    assert mentions("blood")["gore"] == 1


def test_case_accents_hyphens_and_possessives_make_no_difference() -> None:
    assert mentions("BLOOD-SOAKED") == mentions("blood soaked") == mentions("Blöod  soaked")
    assert mentions("his wife’s death") == mentions("the wife's death")


def test_a_wording_does_not_reach_across_a_comma_or_a_stop() -> None:
    assert mentions("jump, scares").get("flashing-motion") is None
    assert mentions("jump scares")["flashing-motion"] == 2


@pytest.mark.parametrize(
    "broken",
    [
        rows() | {"version": VERSION + 1},
        rows(gore={"clearly": ["gory", "Gory"], "slightly": []}),
        rows(gore={"clearly": ["gory"], "slightly": ["gory"]}),
        rows(gore={"clearly": ["to die for"], "slightly": []}),
        rows(gore={"clearly": ["the"], "slightly": []}),
    ],
)
def test_a_list_with_a_fault_is_refused(broken: dict[str, object]) -> None:
    with pytest.raises(ClientError):
        read_table(broken)


def test_a_list_with_an_unknown_code_is_refused() -> None:
    with pytest.raises(VocabularyError):
        read_table(rows(weather={"clearly": ["rain"], "slightly": []}))

"""Searches through limits and kinds: the best first, and everyday words that name a limit."""

import pytest

from client.lookup import PERHAPS, everyday, fitting_kinds, fitting_limits, named_limits, rank
from sanitizer.taxonomy import taxonomy

CODES = list(taxonomy().codes.values())


def test_what_is_meant_exactly_comes_before_what_only_mentions_it() -> None:
    assert [kind.phrase for kind in fitting_kinds("name")][:1] == ["name"]
    assert [kind.phrase for kind in fitting_kinds("na")][:1] == ["name"]
    assert [kind.phrase for kind in fitting_kinds("health")][:1] == ["health condition"]
    assert fitting_limits("grief", CODES)[0].name == "bereavement"
    assert len(fitting_kinds("")) == sum(label.markable for label in taxonomy().labels.values())


def test_words_rank_by_where_they_stand() -> None:
    ranks = [
        rank(typed, "health condition", "illness, allergy")
        for typed in ("", "Health condition!", "health", "cond")
    ]
    assert ranks == [0, 0, 1, 2]
    assert rank("allergy", "health condition", "illness, allergy") == 3
    assert rank("all", "health condition", "illness, allergy") == 4
    assert rank("gore", "health condition", "illness, allergy") is None


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("shout", "domestic-abuse"),
        ("shouting", "domestic-abuse"),
        ("father", "domestic-abuse"),
        ("family", "domestic-abuse"),
        ("hit", "domestic-abuse"),
        ("beaten", "brutal-violence"),
        ("drunk", "substance-use"),
        ("needle", "needles-procedures"),
        ("vomit", "eating-body-image"),
        ("dentist", "needles-procedures"),
        ("my father shouting at me", "domestic-abuse"),
    ],
)
def test_everyday_words_name_a_limit(word: str, code: str) -> None:
    named = [found.name for found in named_limits(word, CODES)]
    assert code in named
    assert len(named) <= PERHAPS


def test_words_of_nothing_name_nothing() -> None:
    assert named_limits("", CODES) == []
    assert named_limits("zzqq the of", CODES) == []


@pytest.mark.parametrize("word", ["grief", "depression", "drunk", "hospital", "money"])
def test_everyday_words_name_a_kind(word: str) -> None:
    assert fitting_kinds(word)


def test_everyday_words_are_of_what_there_is_and_each_finds_its_own() -> None:
    assert set(everyday()["kinds"]) <= set(taxonomy().labels)
    assert set(everyday()["limits"]) <= set(taxonomy().codes)
    for label, words in everyday()["kinds"].items():
        for word in words.split():
            assert label in [one.name for one in fitting_kinds(word)], word

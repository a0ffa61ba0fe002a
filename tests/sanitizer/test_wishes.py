import pytest

from sanitizer.titles import Title, title_table
from sanitizer.types import Action, Decision, Draft, Finding, Span
from sanitizer.wishes import wishes

CASTAWAYS = Title("The Castaways of Hill Street", 2004)
TITLES = title_table([CASTAWAYS])


def wished(*phrases: str) -> tuple[Draft, tuple[Decision, ...]]:
    draft = Draft(" ".join(phrases))
    decisions = []
    position = 0
    for phrase in phrases:
        decisions.append(Decision(Finding(Span(position, position + len(phrase)), "want"), Action.ALLOW))
        position += len(phrase) + 1
    return draft, tuple(decisions)


@pytest.mark.parametrize(
    ("phrase", "domain", "expected"),
    [
        ("light 90s comedies", "media", {"genre": ("comedy",), "mood": ("light",), "era": ("1990s",)}),
        (
            "Cozy  MYSTERIES set in Japan",
            "media",
            {"genre": ("mystery",), "mood": ("cosy",), "setting": ("japan",)},
        ),
        ("something from 1974", "media", {"era": ("1970s",)}),
        ("a 1980's rom-com", "media", {"genre": ("romance",), "era": ("1980s",)}),
        ("true crime podcast", "media", {"kind": ("podcast",), "genre": ("true-crime",)}),
        ("no pork dinner", "food", {"meal": ("dinner",), "style": ("no-pork",)}),
        ("dinner without pork", "food", {"meal": ("dinner",), "style": ("no-pork",)}),
        ("cheap ramen", "food", {"cuisine": ("japanese",), "price": ("cheap",)}),
        (
            "dog-friendly walks by a lake",
            "outings",
            {"place": ("lake",), "activity": ("walking",), "audience": ("with-dog",)},
        ),
    ],
)
def test_wishes_become_facets(phrase: str, domain: str, expected: dict[str, tuple[str, ...]]) -> None:
    draft, decisions = wished(phrase)
    assert dict(wishes(draft, decisions, domain).want) == expected


@pytest.mark.parametrize(
    "phrase",
    [
        "no musicals",
        "not a musical",
        "anything but musicals",
        "didn't like that musical",
        "anything but no, nothing musical",
    ],
)
def test_a_negated_wish_is_unwanted(phrase: str) -> None:
    draft, decisions = wished(phrase)
    found = wishes(draft, decisions, "media")
    assert dict(found.unwanted) == {"genre": ("musical",)}
    assert "genre" not in found.want


@pytest.mark.parametrize(
    "phrase", ["not a musical but a comedy", "no musicals, comedies please", "don't want musicals. Comedy!"]
)
def test_a_turn_or_a_new_clause_ends_a_negation(phrase: str) -> None:
    draft, decisions = wished(phrase)
    found = wishes(draft, decisions, "media")
    assert (dict(found.want), dict(found.unwanted)) == ({"genre": ("comedy",)}, {"genre": ("musical",)})


@pytest.mark.parametrize(
    "phrase",
    [
        "can you find a musical",
        "films that won an Oscar, a musical",
        "can't get enough musicals",
        "musicals I never get tired of",
        "not only a musical",
        "nothing beats a musical",
    ],
)
def test_what_only_sounds_like_a_negation_is_wanted(phrase: str) -> None:
    draft, decisions = wished(phrase)
    assert "musical" in wishes(draft, decisions, "media").want["genre"]


def test_a_decade_can_be_unwanted() -> None:
    draft, decisions = wished("no films from the 1980s", "nothing from 1974")
    assert dict(wishes(draft, decisions, "media").unwanted)["era"] == ("1970s", "1980s")


def test_a_wish_outside_the_vocabulary_is_unmapped_and_nowhere_else() -> None:
    draft, decisions = wished("heist", "my cousin's secret zine")
    found = wishes(draft, decisions, "media")
    assert found.unmapped == (1,)
    assert "zine" not in repr(found)


def test_known_titles_are_liked_or_disliked_with_their_year() -> None:
    draft, decisions = wished("the castaways of HILL street", "not The Castaways of Hill Street")
    assert wishes(draft, decisions[:1], "media", TITLES).like == (CASTAWAYS,)
    assert wishes(draft, decisions[:1], "media").like == ()
    assert wishes(draft, decisions[1:], "media", TITLES).dislike == (CASTAWAYS,)


def test_only_allowed_wishes_count() -> None:
    draft, (decision,) = wished("comedy")
    left_out = Decision(decision.finding, Action.REDACT)
    assert dict(wishes(draft, (left_out,), "media").want) == {}

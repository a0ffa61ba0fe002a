from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanitizer import Draft, Sanitizer
from sanitizer.plain import detect_plain, frames

SAID = [
    ("I'm pregnant", "reproductive", "pregnant"),
    ("im pregnant and want a light comedy", "reproductive", "pregnant"),
    ("my wife Anna is pregnant", "reproductive", "pregnant"),
    ("We’re expecting a baby, ideas for a last night out?", "reproductive", "expecting a baby"),
    ("I can't have kids.", "reproductive", "can't have kids"),
    ("I was abused", "abuse", "abused"),
    ("my brother has been stalked", "abuse", "stalked"),
    ("I've been raped. Something gentle", "abuse", "raped"),
    ("I use heroin", "substance", "use heroin"),
    ("I'm addicted to pills", "substance", "addicted to pills"),
    ("I'm dying. What should I read?", "condition", "dying"),
    ("my dad's paralysed", "condition", "paralysed"),
    ("I am a refugee", "trauma_event", "a refugee"),
    ("I got laid off", "hardship", "laid off"),
    ("My wife Sibylla has dementia; something like Poirot", "condition", "dementia"),
    ("I was diagnosed with early-onset Parkinson's in May", "condition", "Parkinson's"),
    ("my mum's breast cancer is back", "condition", "breast cancer"),
    ("I'm recovering from an eating disorder", "mental_health", "eating disorder"),
    ("My husband Miroslav was violent.", "abuse", "violent"),
    ("I'm ｐｒｅｇｎａｎｔ", "reproductive", "ｐｒｅｇｎａｎｔ"),
]
NOT_SAID = [
    "I'm dying to see it",
    "I'm addicted to crime shows",
    "I'm not pregnant",
    "if I'm pregnant, what then?",
    "the book “I'm pregnant” was fun",
    "I was fired up for the match",
    "I'm in recovery from lambing",
    "If I were pregnant I'd name it Alien",
    "a film about a pregnant detective",
    "I gamble on that it rains",
    "she is pregnant in the fourth season",
    "a film about a man with dementia",
    "We're expecting a child-sized kitchen",
    "I take coke zero with it",
    "I overdosed on romcoms",
    "We are separated by an ocean",
    "my pots and pans",
    "We have depression-era books",
    "I am blind baking a tart",
    "I have MS Office open",
    "My brother had a stroke of luck",
    "I don't have cancer",
    "the husband was violent in that one",
]


@pytest.mark.parametrize(("text", "label", "words"), SAID)
def test_what_is_said_plainly_is_found(text: str, label: str, words: str) -> None:
    (found,) = detect_plain(Draft(text))
    assert (found.label, found.span.of(text)) == (label, words)


@pytest.mark.parametrize("text", NOT_SAID)
def test_what_only_sounds_like_it_is_not(text: str) -> None:
    assert detect_plain(Draft(text)) == ()


@pytest.mark.parametrize(("text", "label", "words"), SAID)
def test_a_sanitizer_finds_each_once_with_its_label(
    sanitizer: Sanitizer, text: str, label: str, words: str
) -> None:
    assert [finding.label for finding in sanitizer.detect(text) if finding.kind == "fact"] == [label]


def test_every_frame_is_used_and_begins_nothing_by_itself() -> None:
    labels = {label for frame in frames() for label, _ in frame.facts.values()}
    assert labels >= {"reproductive", "abuse", "loss", "substance", "condition", "hardship"}
    assert all(frame.facts for frame in frames())
    assert detect_plain(Draft("I am and was, I do, my sister is")) == ()


@given(st.text(max_size=300))
def test_any_text_gives_disjoint_findings_inside_it(text: str) -> None:
    found = detect_plain(Draft(text))
    assert all(finding.span.end <= len(text) for finding in found)
    assert all(not one.span.overlaps(other.span) for one, other in pairwise(found))


def test_a_long_text_takes_no_long_time(sanitizer: Sanitizer) -> None:
    assert detect_plain(Draft("my brother " * 20_000)) == ()

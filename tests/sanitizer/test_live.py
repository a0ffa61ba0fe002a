"""Findings while typing: quick in between, and those of a whole reading in the end."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanitizer import Sanitizer
from sanitizer.live import LiveDraft
from sanitizer.types import Finding, Span

DRAFT = (
    "Since my miscarriage last spring I can't watch baby scenes. We live in Leeds now, near the canal. "
    "My dad died in March and I'm on sertraline, which helps a bit. My sister Anna is 34. "
    "Any light 90s comedies? Nothing with hospitals, please. We both loved Notting Hill and Paddington. "
) * 2


def edits(seed: int, count: int) -> list[str]:
    """A draft after each of some random edits: letters typed, words pasted, stretches deleted or replaced."""
    chance, text, texts = random.Random(seed), DRAFT, []
    words = ["a", " ", ".", "\n", " my mum has cancer ", "diabetes", " I was mugged. ", "?", "é"]
    for _ in range(count):
        at = chance.randrange(len(text) + 1)
        until = min(len(text), at + chance.choice([0, 0, 0, 1, 8, 60]))
        text = text[:at] + chance.choice([*words, ""]) + text[until:]
        texts.append(text)
    return texts


@pytest.mark.parametrize("seed", range(4))
def test_after_random_edits_the_findings_at_review_are_those_of_a_whole_reading(
    sanitizer: Sanitizer, seed: int
) -> None:
    live = LiveDraft(sanitizer.detect)
    for text in edits(seed, 12):
        live = live.typed(text)
        assert all(finding.span.end <= len(text) for finding in live.findings)
    assert live.settled(live.text).findings == sanitizer.detect(live.text)
    assert live.settled(live.text).findings == sanitizer.review(live.text).findings


def test_typing_reads_only_what_is_near(sanitizer: Sanitizer) -> None:
    read: list[int] = []

    def detect(text: str) -> tuple[Finding, ...]:
        read.append(len(text))
        return sanitizer.detect(text)

    live = LiveDraft(detect).settled(DRAFT)
    live = live.typed(f"{DRAFT}I was mugged")
    assert read == [len(DRAFT), read[1]]
    assert read[1] < len(DRAFT) / 2
    assert any(finding.span.of(live.text) in "I was mugged" for finding in live.findings)


def test_findings_elsewhere_move_with_the_text(sanitizer: Sanitizer) -> None:
    live = LiveDraft(sanitizer.detect).settled(DRAFT)
    words = [finding.span.of(DRAFT) for finding in live.findings]
    moved = live.typed(f"Hello there, you. {DRAFT}")
    assert [finding.span.of(moved.text) for finding in moved.findings][-10:] == words[-10:]


def found_words(text: str) -> list[Finding]:
    """A detector of one word whose findings depend on nothing around it."""
    places = [at for at in range(len(text)) if text.startswith("pain", at)]
    return [Finding(Span(at, at + 4), "condition") for at in places]


@settings(max_examples=300, deadline=None)
@given(texts=st.lists(st.text(alphabet="pain. \n", max_size=400), min_size=2, max_size=6))
def test_where_context_does_not_matter_typing_finds_what_a_whole_reading_finds(texts: list[str]) -> None:
    live = LiveDraft(found_words)
    for text in texts:
        live = live.typed(text)
        assert list(live.findings) == found_words(text)
        position = 0
        for finding in live.findings:
            assert position <= finding.span.start
            position = finding.span.end


def test_a_live_draft_does_not_show_itself(sanitizer: Sanitizer) -> None:
    assert "miscarriage" not in repr(LiveDraft(sanitizer.detect).settled(DRAFT))

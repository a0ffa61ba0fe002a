import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanitizer import Finding, Kind, Review, Sanitizer, Span, detector, pipeline
from sanitizer.taxonomy import taxonomy

DRAFT = (
    "Since my miscarriage last spring I can't watch baby scenes. My dad died in March and I'm on sertraline. "
    "My sister Anna is 34. Any light 90s comedies?"
)


def labels(sanitizer: Sanitizer, text: str) -> set[str]:
    return {finding.label for finding in sanitizer.detect(text)}


def test_the_shipped_model_finds_what_is_plainly_there(sanitizer: Sanitizer) -> None:
    assert {"reproductive", "loss", "treatment", "aversion", "want"} <= labels(sanitizer, DRAFT)


@pytest.mark.parametrize(
    "text",
    [
        "Any good heist films from the 70s?",
        "A documentary about the opioid crisis, please.",
        "That finale killed me lol",
    ],
)
def test_the_shipped_model_leaves_plain_requests_alone(sanitizer: Sanitizer, text: str) -> None:
    assert not any(finding.sensitive for finding in sanitizer.detect(text))


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=300))
def test_any_text_gives_disjoint_findings_inside_it(sanitizer: Sanitizer, text: str) -> None:
    findings = sanitizer.detect(text)
    position = 0
    for finding in findings:
        assert position <= finding.span.start < finding.span.end <= len(text)
        assert 0 <= finding.score <= 1
        assert set(finding.codes) <= set(taxonomy().codes)
        position = finding.span.end


@pytest.mark.parametrize("text", ["", " \n\t ", "😀", "\ud800", "\x00\x1b\x9b", "…"])
def test_texts_without_words_are_clean(sanitizer: Sanitizer, text: str) -> None:
    assert sanitizer.detect(text) == ()


def test_places_are_code_points(sanitizer: Sanitizer) -> None:
    text = "😀🏳️‍🌈 naïve café — I was diagnosed with epilepsy"
    found = [finding.span.of(text) for finding in sanitizer.detect(text) if finding.label == "condition"]
    assert found[-1].endswith("epilepsy")


@pytest.mark.parametrize(
    "words",
    ["ᚠᚢᚦ ᚬᚱᚴ", "Я болею раком", "عندي سكري", "我有糖尿病", "私は癌です", "मुझे कैंसर है", "x" * 150],
)
def test_letters_that_cannot_be_read_are_never_clean(sanitizer: Sanitizer, words: str) -> None:
    text = f"I want a film. {words} please"
    found = [finding.span for finding in sanitizer.detect(text) if finding.sensitive]
    places = [place for place in range(15, 15 + len(words)) if text[place].isalnum()]
    assert [place for place in places if not any(span.start <= place < span.end for span in found)] == []


@pytest.mark.parametrize("text", ["a naïve café in Málaga, Łódź or Đà Nẵng", "5 μg", "the α and the ω"])
def test_latin_letters_with_marks_and_lone_symbols_are_readable(sanitizer: Sanitizer, text: str) -> None:
    assert not any(finding.label == "unreadable" for finding in sanitizer.detect(text))


@pytest.mark.parametrize(
    "word", ["dia\u200bbe\u00adtes\u2060", "di\u0430b\u0435tes", "d i a b e t e s", "d1ab3tes"]
)
def test_odd_writing_does_not_hide_a_word(sanitizer: Sanitizer, word: str) -> None:
    hidden = f"I was diagnosed with {word} last year"
    facts = [finding.span.of(hidden) for finding in sanitizer.detect(hidden) if finding.kind == "fact"]
    assert any(word in found for found in facts)


def test_input_over_the_limit_is_unreadable(sanitizer: Sanitizer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "MAX_CODE_POINTS", 40)
    text = "a comedy please " * 10
    last = sanitizer.detect(text)[-1]
    assert (last.label, last.span.start, last.span.end) == ("unreadable", 40, len(text))


def test_a_draft_is_found_the_same_wherever_it_runs(sanitizer: Sanitizer) -> None:
    alone = sanitizer.detect(DRAFT)
    texts = [DRAFT, "a comedy", DRAFT * 5] * 8
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(sanitizer.detect, texts))
    assert [found for text, found in zip(texts, together, strict=True) if text == DRAFT] == [alone] * 8


def test_more_is_found_the_more_cautious_the_point() -> None:
    counts = [
        sum(finding.sensitive for finding in Sanitizer.load(operating_point=point).detect(DRAFT * 3))
        for point in ("quiet", "balanced", "cautious")
    ]
    assert counts == sorted(counts)


def test_the_async_twin_gives_the_same_review(sanitizer: Sanitizer) -> None:
    review: Review = asyncio.run(sanitizer.review_async(DRAFT, domain="media"))
    assert review == sanitizer.review(DRAFT, domain="media")


def test_wishes_as_written_are_scanned_again(sanitizer: Sanitizer, monkeypatch: pytest.MonkeyPatch) -> None:
    review = sanitizer.review("I loved Paddington, so more like that")
    assert "Paddington" in sanitizer.checked_words(review)
    fact = (Finding(Span(0, 4), "condition"),)
    monkeypatch.setattr(sanitizer, "detect", lambda _: fact)
    assert sanitizer.checked_words(review) == ()


@pytest.mark.parametrize(
    ("text", "kind", "kept"),
    [
        ("Anna's", Kind.DETAIL, "Anna"),
        ("Crohn’s", Kind.FACT, "Crohn’s"),
        ('"cosy films",', Kind.WISH, "cosy films"),
        ("sober (18 months)", Kind.FACT, "sober (18 months)"),
        ("...", Kind.FACT, "..."),
    ],
)
def test_edges_are_trimmed_of_punctuation_and_names_of_possessives(text: str, kind: Kind, kept: str) -> None:
    assert detector._place(f"x {text} y", Span(2, 2 + len(text)), kind).of(f"x {text} y") == kept


@pytest.mark.parametrize(
    "address", ["jane.doe@example.com", "a@b.de", "http://facebook.com/jane.doe.7", "SW1A 1AA"]
)
def test_an_address_is_one_finding_whatever_the_model_says_of_its_pieces(
    sanitizer: Sanitizer, address: str
) -> None:
    text = f"You find me at {address} and I have asthma"
    assert [f.span.of(text) for f in sanitizer.detect(text) if f.label == "contact"] == [address]


def test_a_limit_is_one_finding_with_its_verb(sanitizer: Sanitizer) -> None:
    text = "I have bulimia and I can not watch dinner scenes. I do not want diet shows."
    limits = [one.span.of(text) for one in sanitizer.detect(text) if one.kind == "limit"]
    assert limits == ["can not watch dinner scenes", "do not want diet shows"]

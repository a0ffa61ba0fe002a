"""The copy that the model reads, and the way back to the draft."""

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanitizer import Sanitizer
from sanitizer.model import Model
from sanitizer.normal import Copy, folded, readable
from sanitizer.windows import knows

Read = Callable[[str], Copy]


@pytest.fixture(scope="module")
def read(model: Model) -> Read:
    return lambda text: readable(text, knows(model.tokenizer))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("I was d e p r e s s e d last year", "I was depressed last year"),
        ("m y d e p r e s s i o n is back", "my depression is back"),
        ("t-h-e-r-a-p-y and P.T.S.D. too", "therapy and PTSD. too"),
        ("d😀e😀p😀r😀e😀s😀s😀e😀d", "depressed"),
        ("d3pr3ss3d and su1c1d4l", "depressed and suicidal"),
        ("h3r0in, c@ncer, $ick", "heroin, cancer, sick"),
        ("s*icide, r*pe", "suicide, rape"),
        ("depresssed, diagnnosed, aanxiety, yesss", "depressed, diagnosed, anxiety, yes"),
        ("\u0455ui\u0441\u0456de", "suicide"),
        ("my son'\u0455 \u0441\u043es", "my son's cos"),
        ("\uff44\uff49\uff41\uff42\uff45\uff54\uff45\uff53", "diabetes"),
        ("\U0001d41d\U0001d41e\U0001d429 \u24d3\u24d4 \U0001f173", "dep de d"),
        ("\u1d05\u1d07\u1d18ression", "depression"),
        ("dia\u200bbe\u00adtes\u2060 \u202ehere\u202c", "diabetes here"),
        ("Crohn\u2019s\u00a0and\u2009ME\u2010CFS", "Crohn's and ME-CFS"),
        ("happy😀ending", "happy ending"),
        ("depre😀ssion can\x00cer", "depression cancer"),
        ("d \u0435 \u0440 r \u0435 \u0455 \u0455 \u0456 \u043e n now", "depression now"),
        ("d 3 p r 3 5 5 1 0 n", "depression"),
        ("a z q x w v k", "a zqxwvk"),
        (
            "\U0001f1e9\U0001f1ea\U0001f1f5\U0001f1f7\U0001f1ea\U0001f1f8\U0001f1f8\U0001f1ee\U0001f1f4\U0001f1f3",
            "depression",
        ),
        ("I  h a v e  a n x i e t y", "I  have  anxiety"),
    ],
)
def test_odd_writing_reads_as_it_is_meant(read: Read, written: str, meant: str) -> None:
    assert read(written).text == meant


@pytest.mark.parametrize(
    "text",
    [
        "20mg since 2019, 26F, B12, A1C, mp3, covid19, h1n1, 1980s, WALL-E, 5-7pm, 10k, xbox360, 4x4",
        "jo@example.com or +44 7700 900123",
        "coffee, Annabelle, aardvark, Hawaii, Aaron, bookkeeper",
        "a b or c, I I I think, e.g. and i.e.",
        "phone 0 7 7 0 0 9 0 0 1 2 3",
        "rock & roll, AT&T, a-ha, F1, 4x4",
        "5 \u03bcg and \u03b1",
    ],
)
def test_plain_writing_stays_as_it_is(read: Read, text: str) -> None:
    assert read(text).text.replace("+", " ") == text.replace("+", " ")


def places_are_sound(copy: Copy, text: str) -> None:
    assert len(copy.text) == len(copy.starts) == len(copy.ends)
    previous = 0
    for start, end in zip(copy.starts, copy.ends, strict=True):
        assert previous <= start < end <= len(text)
        previous = start


@settings(max_examples=300, deadline=None)
@given(text=st.text(max_size=120))
def test_places_are_in_order_and_inside_the_draft(model: Model, text: str) -> None:
    places_are_sound(folded(text), text)
    places_are_sound(readable(text, knows(model.tokenizer)), text)


ODD = st.text(
    alphabet=st.sampled_from("abdeprs dep13$*@!.- \u200b\u0301\u0430\u0435\uff41😀\u202e\n"), max_size=60
)


@settings(max_examples=500, deadline=None)
@given(text=ODD)
def test_every_letter_has_a_place_in_the_copy(model: Model, text: str) -> None:
    copy = readable(text, knows(model.tokenizer))
    places_are_sound(copy, text)
    letters = {place for place, char in enumerate(text) if unicodedata.category(char)[0] in "LN"}
    covered = {
        place
        for start, end, char in zip(copy.starts, copy.ends, copy.text, strict=True)
        if char.isalnum()
        for place in range(start, end)
    }
    assert letters <= covered


def test_marks_belong_to_the_letter_before_them() -> None:
    text = "e\u0301t\u200de"
    assert [folded(text).place(index, index + 1) for index in range(3)] == [(0, 2), (2, 4), (4, 5)]


def test_a_copy_does_not_show_the_draft() -> None:
    assert "secret" not in repr(folded("s\u0435cret"))


@pytest.mark.parametrize(
    "text", ["x" * 200_000, "1a" * 100_000, "a " * 100_000, "aa*" * 70_000, "a.b." * 50_000]
)
def test_no_text_makes_reading_slow(model: Model, text: str) -> None:
    # Quadratic work would take minutes here; the suite's own limit would end it.
    assert len(readable(text, knows(model.tokenizer)).text) <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        "\u202enoisserped\u202c, any comedies?",
        "".join(chr(0xE0000 + ord(letter)) for letter in "I have cancer"),
        "\ue000\ue001\ue002",
        "\u2819\u2811\u280f",
    ],
)
def test_what_is_not_shown_as_it_is_written_is_unreadable(sanitizer: Sanitizer, text: str) -> None:
    assert sanitizer.detect(f"My wife: {text}")[0].label == "unreadable"


@pytest.mark.parametrize(
    "text",
    [
        "comedies please \u00af\\_(\u30c4)_/\u00af",
        "\u0ca0_\u0ca0 that ending",
        "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f film",
    ],
)
def test_emoticons_and_flags_are_not_unreadable(sanitizer: Sanitizer, text: str) -> None:
    assert not any(finding.label == "unreadable" for finding in sanitizer.detect(text))


def test_vowel_signs_belong_to_their_letter(sanitizer: Sanitizer) -> None:
    text = "\u092e\u0947\u0930\u0940 \u0926\u094b\u0938\u094d\u0924"
    assert [finding.span.of(text) for finding in sanitizer.detect(text)] == [text]

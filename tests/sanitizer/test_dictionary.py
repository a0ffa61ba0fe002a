"""The person's own words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanitizer import Dictionary, DictionaryError, Draft, Entry, Sanitizer, Source

WORDS = Dictionary(
    ["Zoë Okafor", Entry("Sunrise House", "organization"), Entry("the Leeds thing", "abuse", ("bullying",))]
)


def found(text: str, dictionary: Dictionary = WORDS) -> list[tuple[str, str]]:
    return [(finding.span.of(text), finding.label) for finding in dictionary.detect(Draft(text))]


@pytest.mark.parametrize(
    "written",
    [
        "Zoë Okafor",
        "zoe okafor",
        "ZOE  OKAFOR",
        "Zoe\u0308 Okafor",
        "Zoë-Okafor",
        "\uff3aoë Okafor",
        "Zo\u200bë Okaf\u043er",
    ],
)
def test_a_phrase_is_found_however_it_is_written(written: str) -> None:
    assert found(f"for {written}'s birthday") == [(written, "person")]


def test_labels_and_codes_are_those_of_the_entry() -> None:
    finding = WORDS.detect(Draft("since the LEEDS thing"))[0]
    assert (finding.label, finding.codes, finding.source) == ("abuse", ("bullying",), Source.DICTIONARY)


def test_only_whole_words_are_found_and_the_longest_phrase() -> None:
    dictionary = Dictionary(["Ann", "Ann Lee"])
    assert found("Annie met Ann Lee and Ann", dictionary) == [("Ann Lee", "person"), ("Ann", "person")]


@given(before=st.text(max_size=20), after=st.text(max_size=20))
def test_a_word_is_found_in_any_surroundings(before: str, after: str) -> None:
    assert ("Quillfeather", "person") in found(f"{before} Quillfeather {after}", Dictionary(["quillfeather"]))


def test_lines_of_a_file() -> None:
    parsed = Dictionary.parse(
        "# mine\nZoë\n\nSunrise House | organization  # work\nlupus | condition | low-exertion,seating-rests\n"
    )
    assert len(parsed) == 3
    finding = parsed.detect(Draft("my LUPUS"))[0]
    assert (finding.label, finding.codes) == ("condition", ("low-exertion", "seating-rests"))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("secretname | wish", "Unknown label"),
        ("secretname | want", "a fact, a detail or an aversion"),
        ("secretname | condition | no-such-code", "Unknown code"),
        ("secretname | person | gore", "a detail none"),
        ("secretname | condition | gore | more", "A line is"),
        ("!!! | condition", "needs a letter or a digit"),
    ],
)
def test_a_bad_line_is_named_by_number_and_not_repeated(line: str, reason: str) -> None:
    with pytest.raises(DictionaryError, match=f"Line 2 of the dictionary: .*{reason}") as caught:
        Dictionary.parse(f"fine\n{line}\n")
    assert "secretname" not in str(caught.value)


def test_neither_entries_nor_dictionaries_show_their_words() -> None:
    assert "Zo" not in repr(WORDS)
    assert "Zo" not in repr(Entry("Zoë"))


def test_the_sanitizer_finds_the_words_and_leaves_them_out() -> None:
    sanitizer = Sanitizer.load(dictionary=["Quillfeather", "blue heron"])
    review = sanitizer.review("A film about the Blue Heron for quillfeather", domain="media")
    assert "Heron" not in review.redacted()
    assert "quillfeather" not in review.redacted()
    assert {finding.source for finding in review.findings} >= {Source.DICTIONARY}

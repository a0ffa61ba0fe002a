"""The person's own words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanitizer import Dictionary, DictionaryError, Draft, Entry, Sanitizer, SanitizerError, Source

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
        ("secretname | want", "Unknown label"),
        ("secretname | condition | no-such-code", "Unknown code"),
        ("secretname | person | gore", "has no codes"),
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


@pytest.mark.parametrize(
    ("entry", "text", "expected"),
    [
        ("Zoë Okafor", "ZoeOkafor likes", "ZoeOkafor"),
        ("Zoë Okafor", "#zoeokafor likes", "zoeokafor"),
        ("Zoë Okafor", "Z o e  O k a f o r likes", "Z o e  O k a f o r"),
        ("Zoë Okafor", "z.o.e okafor", "z.o.e okafor"),
        ("Łukasz Øyen", "for Lukasz Oyen", "Lukasz Oyen"),
        ("AB-123/45", "my number AB12345", "AB12345"),
        ("शर्मा", "मेरी दोस्त शर्मा जी", "शर्मा"),
        ("C# club", "the C# club", "C# club"),
    ],
)
def test_gaps_and_letters_with_strokes_do_not_hide_a_phrase(entry: str, text: str, expected: str) -> None:
    assert [words for words, _ in found(text, Dictionary.parse(entry))] == [expected]


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ("me too", "do that for me. Too bad"),
        ("Kerrin Vale", "Kerrin!\n\nVale of York"),
        ("Ian", "I an old man"),
        ("C# club", "C!"),
    ],
)
def test_a_phrase_does_not_go_across_a_pause_and_short_names_keep_their_shape(entry: str, text: str) -> None:
    assert found(text, Dictionary([entry])) == []


def test_of_phrases_that_overlap_all_is_covered() -> None:
    assert found("Kerrin Vale Road", Dictionary(["Kerrin Vale", "Vale Road"])) == [
        ("Kerrin Vale", "person"),
        ("Road", "person"),
    ]


def test_a_thousand_phrases_that_begin_alike_are_quick() -> None:
    # Work for each phrase at each word would take half a minute here; the suite's own limit would end it.
    many = Dictionary([f"the {number} thing" for number in range(1000)])
    assert found("the " * 20_000 + "7 thing", many) == [("the 7 thing", "person")]


def test_one_phrase_has_one_placeholder_however_it_is_written() -> None:
    sanitizer = Sanitizer.load(dictionary=["José Quillfeather"])
    redacted = sanitizer.review("JOSÉ QUILLFEATHER, jose quillfeather and José Quillfeather").redacted()
    assert redacted == "[name 1], [name 1] and [name 1]"


@pytest.mark.parametrize("words", ["Sib", None, 7, [b"Sib"], [("Sib", "person")]])
def test_words_that_are_no_list_of_phrases_are_refused_without_being_repeated(words: object) -> None:
    with pytest.raises(DictionaryError, match="list of phrases") as caught:
        Dictionary(words)  # type: ignore[arg-type]
    assert "Sib" not in str(caught.value)


def test_the_sanitizer_refuses_one_text_as_a_dictionary() -> None:
    with pytest.raises(SanitizerError, match="list of phrases"):
        Sanitizer.load(dictionary="Sib")

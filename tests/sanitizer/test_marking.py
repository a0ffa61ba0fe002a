"""What a person changes of the findings themselves: marks, extents, groups, words never flagged."""

from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanitizer import Action, DecisionError, Dictionary, DictionaryError, Draft, Entry, Review, Sanitizer
from sanitizer.marking import Edge, stretched, whole_words
from sanitizer.policy import POLICIES, PolicyName, decide
from sanitizer.types import Finding, Source, Span
from sanitizer.wishes import Wishes

TEXT = "My lupus, my Lupus flare and the ward on Elm Row. A light comedy, a quiet western."


def at(words: str, label: str, *codes: str) -> Finding:
    start = TEXT.index(words)
    return Finding(Span(start, start + len(words)), label, codes)


@pytest.fixture
def review() -> Review:
    found = (
        at("lupus", "condition", "low-exertion"),
        at("Lupus", "condition"),
        at("light comedy", "want"),
        at("quiet western", "want"),
    )
    policy = POLICIES[PolicyName.BALANCED]
    return Review(Draft(TEXT), "media", tuple(decide(finding, policy) for finding in found))


def span(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def words(review: Review) -> list[str]:
    return [finding.span.of(TEXT) for finding in review.findings]


def test_the_same_fact_is_one_group_with_one_decision_and_one_placeholder(review: Review) -> None:
    assert review.groups == ((0, 1), (2,), (3,))
    assert review.placeholder(0) == review.placeholder(1) == "[health condition 1]"
    limited = review.decide_all((0, 1), "constrain", level=3)
    assert [one.action for one in limited.decisions[:2]] == [Action.CONSTRAIN, Action.REDACT]
    kept = review.decide_all((0, 1), "allow")
    assert "My lupus, my Lupus flare" in kept.redacted()
    with pytest.raises(DecisionError):
        review.decide_all((2,), "constrain")
    with pytest.raises(DecisionError):
        review.decide_all((0, 9), "constrain")


def test_a_piece_that_was_missed_is_marked_and_decided_as_its_kind_is(review: Review) -> None:
    marked = review.mark(span(" the ward on Elm Row."), "treatment")
    assert words(marked)[2] == "the ward on Elm Row"
    assert marked.findings[2].source is Source.PERSON
    assert "ward" not in marked.redacted()
    assert review.mark(span("ward"), "condition", ["low-exertion"]).decisions[2].action is Action.CONSTRAIN
    assert review.mark(span("ward"), "want").decisions[2].action is Action.ALLOW


@pytest.mark.parametrize(
    ("place", "label", "codes", "said"),
    [
        (span("my Lupus"), "loss", (), "found already"),
        (Span(len(TEXT) - 2, len(TEXT) + 1), "loss", (), "after the draft"),
        (Span(TEXT.index(". A"), TEXT.index(". A") + 2), "loss", (), "no letter or digit"),
        (span("ward"), "unreadable", (), "can be read"),
        (span("ward"), "place", ("low-exertion",), "follows only"),
    ],
)
def test_a_mark_that_cannot_be_says_why(
    review: Review, place: Span, label: str, codes: tuple[str, ...], said: str
) -> None:
    with pytest.raises(DecisionError, match=said):
        review.mark(place, label, codes)


def test_what_was_picked_stays_with_its_wish_when_findings_come_and_go(review: Review) -> None:
    meant = Wishes(want=MappingProxyType({"mood": ("gentle",)}))
    picked = review.pick(2, meant).send_words(3)
    marked = picked.mark(span("ward"), "treatment")
    assert (dict(marked.picked), set(marked.as_written)) == ({3: meant}, {4})
    fewer = marked.drop({0, 1})
    assert (dict(fewer.picked), set(fewer.as_written)) == ({1: meant}, {2})
    assert fewer.drop({1, 2}).as_written == frozenset()


def test_an_extent_changes_word_by_word_and_never_overlaps(review: Review) -> None:
    draft, found = review.draft, review.findings
    longer = stretched(draft, found, 1, Edge.END, 1)
    assert longer is not None
    assert longer.of(TEXT) == "Lupus flare"
    changed = review.decide(1, "allow").resize(1, longer)
    assert changed.decisions[1].action is Action.ALLOW
    assert changed.groups == ((0,), (1,), (2,), (3,))
    shorter = stretched(draft, changed.findings, 1, Edge.END, -1)
    assert shorter == found[1].span
    before = stretched(draft, found, 1, Edge.START, 1)
    assert before is not None
    assert before.of(TEXT) == "my Lupus"
    assert stretched(draft, found, 1, Edge.START, -1) is None
    with pytest.raises(DecisionError, match="found already"):
        review.resize(1, span("lupus, my Lupus"))
    with pytest.raises(DecisionError, match="keeps a part"):
        review.resize(1, span("ward"))


def test_words_that_were_to_be_sent_are_not_once_they_are_others(review: Review) -> None:
    assert review.send_words(3).resize(3, span("a quiet western")).as_written == frozenset()


def test_a_limit_follows_as_the_person_says_and_is_told_to_nobody(review: Review) -> None:
    followed = review.follow(1, ["gore"])
    assert "gore" in {constraint.code for constraint in followed.constraints}
    assert followed.request().constraints == ()
    with pytest.raises(DecisionError):
        review.follow(2, ["gore"])


@given(st.text("ab .\n’", min_size=2, max_size=40), st.data())
def test_stretching_never_reaches_another_finding_and_keeps_a_word(text: str, data: st.DataObject) -> None:
    letters = [place for place, letter in enumerate(text) if letter.isalpha()]
    if len(letters) < 2:
        return
    first, second = letters[0], letters[-1]
    found = (Finding(Span(first, first + 1), "loss"), Finding(Span(second, second + 1), "person"))
    edge, by = data.draw(st.sampled_from(Edge)), data.draw(st.sampled_from([-1, 1]))
    place = stretched(Draft(text), found, data.draw(st.sampled_from([0, 1])), edge, by)
    if place is not None:
        assert any(letter.isalpha() for letter in place.of(text))
        assert not all(place.overlaps(finding.span) for finding in found)


def test_a_piece_is_rounded_to_whole_words() -> None:
    assert whole_words("the stillbirth ward", Span(6, 12)).of("the stillbirth ward") == "stillbirth ward"[:10]
    assert whole_words("我的妈妈去世了", Span(2, 4)) == Span(2, 4)


def test_a_phrase_that_is_never_flagged_spares_just_these_words_of_the_model() -> None:
    sanitizer = Sanitizer.load()
    text = "Since my miscarriage I live with Anna, mail anna@example.org"
    before = sanitizer.detect(text)
    sanitizer.dictionary = Dictionary.parse("! Miscarriage\n! anna@example.org\n")
    gone = {finding.span.of(text) for finding in before} - {f.span.of(text) for f in sanitizer.detect(text)}
    assert gone == {"miscarriage"}


def test_never_and_always_are_one_entry_of_a_phrase_and_the_last_holds() -> None:
    merged = Dictionary.parse("Kerrin Vale | place") | Dictionary.parse("!kerrin  vale # mine")
    assert len(merged) == 1
    assert merged.spares("KERRIN VALE")
    assert not merged.spares("Kerrin")
    assert merged.detect(Draft("Kerrin Vale")) == ()
    assert not Dictionary.parse("Kerrin Vale").spares("Kerrin Vale")


@pytest.mark.parametrize(
    "entry", [Entry("Zoë", "person"), Entry("my| #lupus", "condition", ("gore",)), Entry("!x", never=True)]
)
def test_the_line_of_an_entry_is_read_as_that_entry(entry: Entry) -> None:
    (read,) = Dictionary.parse(entry.line).entries
    assert (read.spelt, read.label, read.codes, read.never) == (
        entry.spelt,
        entry.label,
        entry.codes,
        entry.never,
    )


def test_a_line_of_never_has_no_label() -> None:
    with pytest.raises(DictionaryError, match="phrase alone"):
        Dictionary.parse("! Zoë | condition")

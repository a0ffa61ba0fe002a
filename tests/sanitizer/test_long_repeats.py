"""How much is read for words that are looked for again: no more in a draft of many repetitions than in another."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sanitizer import Dictionary, Draft, Finding, Source, Span
from sanitizer.repeats import repeated


class CountedEntries(dict[str, Any]):
    """Counts how often something is looked up."""

    looked = 0

    def get(self, *asked: Any) -> Any:
        self.looked += 1
        return super().get(*asked)


def again(words: str) -> list[str]:
    text = f"{words}. And {words}."
    found = Finding(Span(0, len(words)), "person", (), 0.9, Source.MODEL)
    return [one.span.of(text) for one in repeated(Draft(text), [found])]


def test_what_is_longer_than_anybody_says_twice_is_not_looked_for_again() -> None:
    assert again("Ada Okafor") == ["Ada Okafor"]
    assert again("d e " * 19 + "d e") == ["d e " * 19 + "d e"]
    assert again("d e " * 20 + "d e") == []


def test_a_long_phrase_of_the_dictionary_costs_nothing_where_no_part_of_it_stands() -> None:
    known = Dictionary(["the house where all of us lived until the winter that the river came over the road"])
    known._entries = counted = CountedEntries(known._entries)
    assert known.detect(Draft("a word " * 500)) == ()
    assert counted.looked <= 500


@given(
    st.lists(st.text("ab", min_size=1, max_size=3), min_size=1, max_size=12),
    st.lists(st.text("ab", min_size=5, max_size=9), min_size=1, max_size=6),
)
def test_what_is_found_is_the_longest_phrase_from_the_left(words: list[str], phrases: list[str]) -> None:
    expected, reached = [], 0
    for first in range(len(words)):
        ends = [end for end in range(first + 1, len(words) + 1) if "".join(words[first:end]) in phrases]
        if ends and ends[-1] > reached:
            expected.append((max(first, reached), ends[-1]))
            reached = ends[-1]
    text, starts, at = " ".join(words), [], 0
    for word in words:
        starts.append(at)
        at += len(word) + 1
    spans = [Span(starts[first], starts[end - 1] + len(words[end - 1])) for first, end in expected]
    assert [found.span for found in Dictionary(phrases).detect(Draft(text))] == spans

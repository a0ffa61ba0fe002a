from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sanitizer.merge import merge
from sanitizer.types import Finding, Source, Span

LENGTH = 60
spans = st.tuples(st.integers(0, LENGTH - 1), st.integers(1, 20)).map(
    lambda pair: Span(pair[0], min(LENGTH, pair[0] + pair[1]))
)


def layer(label: str) -> st.SearchStrategy[list[Finding]]:
    return st.lists(spans.map(lambda span: Finding(span, label)), max_size=6)


@given(layer("condition"), layer("contact"), layer("want"))
def test_merged_findings_are_disjoint_sorted_and_lose_nothing(
    facts: list[Finding], rules: list[Finding], wants: list[Finding]
) -> None:
    merged = merge(LENGTH, facts, rules, wants)
    for left, right in pairwise(merged):
        assert left.span.end <= right.span.start
    places = {place for f in (*facts, *rules, *wants) for place in range(f.span.start, f.span.end)}
    assert {place for f in merged for place in range(f.span.start, f.span.end)} == places
    wished = {place for f in merged if f.label == "want" for place in range(f.span.start, f.span.end)}
    assert not wished & {place for f in (*facts, *rules) for place in range(f.span.start, f.span.end)}


def test_unreadable_neighbours_become_one_finding() -> None:
    words = [Finding(Span(start, start + 3), "unreadable", source=Source.RULES) for start in (0, 4, 9)]
    assert [finding.span for finding in merge(LENGTH, words)] == [Span(0, 7), Span(9, 12)]

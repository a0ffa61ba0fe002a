from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sanitizer.merge import merge
from sanitizer.types import Finding, Source, Span

TEXT = "xb, cd. ef gh -- ij; kl 12 34 mn (op) qr st … uv wx yz xb cd!"
"""No piece of it is a word that only connects others."""
LENGTH = len(TEXT)
spans = st.tuples(st.integers(0, LENGTH - 1), st.integers(1, 20)).map(
    lambda pair: Span(pair[0], min(LENGTH, pair[0] + pair[1]))
)


def layer(label: str) -> st.SearchStrategy[list[Finding]]:
    return st.lists(spans.map(lambda span: Finding(span, label)), max_size=6)


@given(layer("condition"), layer("contact"), layer("want"))
def test_merged_findings_are_disjoint_sorted_and_lose_nothing(
    facts: list[Finding], rules: list[Finding], wants: list[Finding]
) -> None:
    merged = merge(TEXT, facts, rules, wants)
    for left, right in pairwise(merged):
        assert left.span.end <= right.span.start
    places = {place for f in (*facts, *rules, *wants) for place in range(f.span.start, f.span.end)}
    merged_places = {place for f in merged for place in range(f.span.start, f.span.end)}
    assert [place for place in places - merged_places if TEXT[place].isalnum()] == []
    assert all(
        any(map(str.isalnum, f.span.of(TEXT)))
        for f in merged
        if f.label == "want" and len(f.span) < 3 and f not in wants
    )
    wished = {place for f in merged if f.label == "want" for place in range(f.span.start, f.span.end)}
    kept_back = {place for f in (*facts, *rules) for place in range(f.span.start, f.span.end)}
    assert [place for place in wished & kept_back if TEXT[place].isalnum()] == []


def test_unreadable_neighbours_become_one_finding() -> None:
    words = [Finding(Span(start, start + 3), "unreadable", source=Source.RULES) for start in (0, 4, 9)]
    assert [finding.span for finding in merge(TEXT, words)] == [Span(0, 7), Span(9, 12)]


def test_a_wish_cut_by_facts_leaves_no_blank_pieces() -> None:
    text = "lupus, gout films"
    facts = [Finding(Span(0, 5), "condition"), Finding(Span(7, 11), "condition")]
    merged = merge(text, facts, [Finding(Span(0, 17), "want")])
    assert [finding.span.of(text) for finding in merged] == ["lupus", "gout", "films"]


def test_of_a_wish_that_is_cut_no_connecting_word_is_left() -> None:
    text = "cosy film with Anna at the Blue Heron"
    names = [Finding(Span(15, 19), "person"), Finding(Span(27, 37), "place")]
    wish = Finding(Span(0, 37), "want")
    assert [one.span.of(text) for one in merge(text, names, [wish])] == [
        "cosy film with",
        "Anna",
        "Blue Heron",
    ]
    fact = Finding(Span(0, 37), "loss")
    assert "at the" in [one.span.of(text) for one in merge(text, names, [fact])]

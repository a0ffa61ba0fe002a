"""Marks in a draft: where they are, how they look, and that they stay with their words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from client.tui.marks import COLOURS, line_starts, marks_of, moved, styles
from sanitizer import Finding, Kind, Span


def words_marked(text: str, findings: list[Finding]) -> list[str]:
    lines = text.split("\n")
    return [
        lines[line][left:right]
        for line, marks in marks_of(text, findings).items()
        for left, right, _ in marks
    ]


def test_a_finding_over_two_lines_is_marked_in_both() -> None:
    text = "my mum\nhas cancer\n\nand more"
    assert words_marked(text, [Finding(Span(3, 17), "condition")]) == ["mum", "has cancer"]
    assert line_starts(text) == [0, 7, 18, 19]


def test_every_kind_differs_from_every_other_without_colour() -> None:
    shapes = {(look.bold, look.italic, look.underline) for look in styles({}).values()}
    assert len(shapes) == len(Kind) == len(COLOURS)


def test_a_theme_gives_the_colours() -> None:
    looks = styles({"fact": "#123456"})
    assert "#123456" in str(looks[Kind.FACT])


@pytest.mark.parametrize(
    ("start", "old_end", "new_end", "expected"),
    [
        ((0, 0), (0, 0), (0, 1), {0: ((4, 9, Kind.FACT),), 1: ((0, 4, Kind.WISH),)}),
        ((0, 5), (0, 5), (0, 6), {0: ((3, 9, Kind.FACT),), 1: ((0, 4, Kind.WISH),)}),
        ((0, 8), (0, 8), (0, 9), {0: ((3, 8, Kind.FACT),), 1: ((0, 4, Kind.WISH),)}),
        ((0, 5), (0, 5), (1, 0), {0: ((3, 5, Kind.FACT),), 1: ((0, 3, Kind.FACT),), 2: ((0, 4, Kind.WISH),)}),
        ((0, 5), (1, 2), (0, 5), {0: ((3, 5, Kind.FACT), (5, 7, Kind.WISH))}),
        ((0, 0), (1, 4), (0, 0), {}),
    ],
    ids=["before", "inside", "behind", "broken", "joined", "gone"],
)
def test_marks_go_along_with_a_change(
    start: tuple[int, int], old_end: tuple[int, int], new_end: tuple[int, int], expected: object
) -> None:
    assert moved({0: ((3, 8, Kind.FACT),), 1: ((0, 4, Kind.WISH),)}, start, old_end, new_end) == expected


@given(
    text=st.text("ab \n", max_size=60),
    at=st.integers(0, 60),
    new=st.text("c\n", max_size=4),
    gone=st.integers(0, 9),
)
def test_what_stands_apart_from_a_change_stays_marked(text: str, at: int, new: str, gone: int) -> None:
    at = min(at, len(text))
    end = min(len(text), at + gone)
    findings = [
        Finding(Span(place, place + 1), "condition")
        for place in range(0, len(text), 3)
        if text[place] in "ab"
    ]
    after = text[:at] + new + text[end:]
    left = [one for one in findings if one.span.end <= at]
    right = [one for one in findings if one.span.start >= end]
    expected = [one.span.of(text) for one in left + right]

    def place(of: str, offset: int) -> tuple[int, int]:
        return of.count("\n", 0, offset), offset - (of.rfind("\n", 0, offset) + 1)

    marks = moved(marks_of(text, findings), place(text, at), place(text, end), place(after, at + len(new)))
    lines = after.split("\n")
    found = [lines[line][left:right] for line in sorted(marks) for left, right, _ in marks[line]]
    # Neighbours of one kind may become one mark.
    assert "".join(found) == "".join(expected)

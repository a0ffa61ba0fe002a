from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanitizer.decode import best_path, decode, tag_names, word_log_probabilities
from sanitizer.windows import Word

TAGS = tag_names(("a", "b"))
EVEN = np.zeros(len(TAGS), dtype=np.float32)


def scores(*rows: dict[str, float]) -> np.ndarray:
    array = np.full((len(rows), len(TAGS)), -9.0, dtype=np.float32)
    for index, row in enumerate(rows):
        for tag, score in row.items():
            array[index, TAGS.index(tag)] = score
    return array


def test_tags_are_outside_then_begin_and_inside_of_each_label() -> None:
    assert TAGS == ("O", "B-a", "I-a", "B-b", "I-b")


def test_a_span_cannot_begin_inside() -> None:
    path = best_path(scores({"O": -2.0, "I-a": -0.1, "B-a": -1.0}, {"I-a": -0.1}))
    assert [TAGS[tag] for tag in path] == ["B-a", "I-a"]


@given(st.lists(st.lists(st.floats(-20, 0), min_size=5, max_size=5), min_size=1, max_size=12))
def test_every_path_is_allowed(rows: list[list[float]]) -> None:
    path = best_path(np.array(rows, dtype=np.float32))
    for before, after in zip([0, *path], path, strict=False):
        if TAGS[after].startswith("I-"):
            assert TAGS[before][2:] == TAGS[after][2:]


def test_neighbouring_spans_of_one_label_stay_apart() -> None:
    spans = decode(scores({"B-a": -0.1}, {"B-a": -0.1}, {"I-a": -0.1}), TAGS, EVEN)
    assert [(span.first, span.last, span.label) for span in spans] == [(0, 1, "a"), (1, 3, "a")]


def test_a_label_that_is_favoured_is_found_more() -> None:
    row = scores({"O": -0.3, "B-b": -1.3})
    favour = np.array([0, 0, 0, 2, 2], dtype=np.float32)
    assert decode(row, TAGS, EVEN) == []
    assert [span.label for span in decode(row, TAGS, favour)] == ["b"]


def test_nothing_gives_nothing() -> None:
    assert decode(np.zeros((0, len(TAGS)), dtype=np.float32), TAGS, EVEN) == []


def test_the_pieces_of_a_word_vote() -> None:
    logits = np.array([[4.0, 0.0], [0.0, 1.0], [0.0, 4.0]], dtype=np.float32)
    voted = word_log_probabilities(logits, [Word(0, 2), Word(2, 3)])
    assert voted.shape == (2, 2)
    assert voted[0].argmax() == 0
    assert voted[1].argmax() == 1


@given(st.lists(st.lists(st.floats(-20, 0), min_size=5, max_size=5), min_size=1, max_size=5), st.floats(0, 3))
def test_no_allowed_path_is_better(rows: list[list[float]], continuation: float) -> None:
    table = np.array(rows, dtype=np.float64)

    def worth(path: tuple[int, ...]) -> float:
        inside = sum(continuation for tag in path if TAGS[tag].startswith("I-"))
        return float(sum(table[index, tag] for index, tag in enumerate(path))) + inside

    def allowed(path: tuple[int, ...]) -> bool:
        pairs = zip((0, *path), path, strict=False)
        return all(
            not TAGS[after].startswith("I-") or TAGS[before][2:] == TAGS[after][2:] for before, after in pairs
        )

    best = max(worth(path) for path in product(range(5), repeat=len(rows)) if allowed(path))
    assert worth(tuple(best_path(table.astype(np.float32), continuation))) == pytest.approx(best, abs=1e-3)


def test_a_bonus_for_going_on_closes_a_gap() -> None:
    rows = scores({"B-a": -0.1}, {"I-a": -1.2, "O": -0.6}, {"I-a": -0.3, "B-a": -1.5})
    assert len(decode(rows, TAGS, EVEN)) == 1
    gap = scores({"B-a": -0.1}, {"I-a": -2.0, "O": -0.2}, {"I-a": -0.9, "B-a": -0.7})
    assert [len(decode(gap, TAGS, EVEN, bonus)) for bonus in (0.0, 2.0)] == [2, 1]

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanitizer.model import Model
from sanitizer.windows import encode, windows


@given(
    st.integers(0, 3000),
    st.integers(1, 300).flatmap(lambda size: st.tuples(st.just(size), st.integers(1, size))),
)
def test_the_kept_parts_of_windows_tile_all_tokens(count: int, shape: tuple[int, int]) -> None:
    size, stride = shape
    slices = windows(count, size, stride)
    position = 0
    for window in slices:
        assert window.keep_start == position
        assert window.start <= window.keep_start <= window.keep_end <= window.end
        assert window.end - window.start <= size
        position = window.keep_end
    assert position == count


def test_a_stride_beyond_the_window_is_refused() -> None:
    with pytest.raises(ValueError, match="stride"):
        windows(10, 4, 5)


@settings(max_examples=300, deadline=None)
@given(text=st.text(max_size=400))
def test_every_letter_and_digit_lies_in_a_token(model: Model, text: str) -> None:
    encoded = encode(model.tokenizer, text)
    covered = {place for token in encoded.tokens for place in range(token.start, token.end)}
    assert [
        place
        for place, character in enumerate(text)
        if unicodedata.category(character)[0] in "LN" and place not in covered
    ] == []


@settings(max_examples=200, deadline=None)
@given(text=st.text(alphabet=st.sampled_from("ab' -’é1😀\n語.,ß"), max_size=80))
def test_words_tile_the_tokens(model: Model, text: str) -> None:
    encoded = encode(model.tokenizer, text)
    position = 0
    for word in encoded.words:
        assert word.first == position < word.last
        position = word.last
    assert position == len(encoded.tokens)


def test_apostrophes_and_hyphens_join_words(model: Model) -> None:
    encoded = encode(model.tokenizer, "my Crohn’s and post-partum 'thing'")
    starts = [encoded.tokens[word.first].start for word in encoded.words]
    assert len([start for start in starts if 3 <= start < 11]) == 1
    assert len(encoded.words) == 7


def test_an_emoji_inside_a_word_leaves_both_sides_readable(model: Model) -> None:
    assert encode(model.tokenizer, "happy😀ending").unreadable == ()


def test_a_word_beyond_the_vocabulary_is_unreadable(model: Model) -> None:
    text = "see " + "x" * 150 + " there"
    assert encode(model.tokenizer, text).unreadable == ((4, 154),)

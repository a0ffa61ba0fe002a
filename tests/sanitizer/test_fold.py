"""Texts as comparable words: ASCII takes a short way that leads to the same place."""

from hypothesis import given
from hypothesis import strategies as st

from sanitizer.facets import fold

NO_ASCII = "\u2003"
"""A blank that is not ASCII: with it a text goes the long way."""


@given(st.text(st.characters(max_codepoint=127)))
def test_the_short_way_gives_the_same_words(text: str) -> None:
    assert fold(text) == fold(f"{text}{NO_ASCII}")

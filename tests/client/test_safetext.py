import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from client.safetext import MAX_LENGTH, SafeText, safe_draft, safe_text

OBEYED = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@given(st.text())
def test_nothing_in_safe_text_can_be_obeyed(raw: str) -> None:
    safe = safe_text(raw).text
    assert not {unicodedata.category(character) for character in safe} & OBEYED
    assert len(safe) <= MAX_LENGTH
    assert unicodedata.is_normalized("NFC", safe)


@given(st.text())
def test_making_it_safe_twice_changes_nothing(raw: str) -> None:
    assert safe_text(safe_text(raw).text) == safe_text(raw)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("a\x1b]52;c;x\x07b", "a]52;c;xb"),
        ("\x9b31mred", "31mred"),
        ("left\u202eright", "leftright"),
        ("two\nlines\tand\u2028more", "two lines and more"),
        ("cafe\u0301", "café"),
        ("z" + "\u0300" * 50, "z" + "\u0300" * 4),
        ("[@click=app.quit]x[/]", "[@click=app.quit]x[/]"),
        ("half \ud800 pair", "half pair"),
    ],
)
def test_what_is_left(raw: str, shown: str) -> None:
    assert safe_text(raw).text == shown


def test_a_long_text_is_cut_with_an_ellipsis() -> None:
    assert safe_text("word " * 100, 12).text == "word word w…"


def test_only_safe_text_can_be_made() -> None:
    with pytest.raises(ValueError, match="safe_text"):
        SafeText("a\x1bb")


def test_a_draft_keeps_its_lines_and_loses_what_a_terminal_obeys() -> None:
    assert safe_draft("one\r\ntwo\rthree\x1b]0;title\x07\tx\u202e") == "one\ntwo\nthree]0;title\tx"

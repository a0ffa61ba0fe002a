"""Text from outside that a terminal can only show, never obey.

Widgets and terminals pass on what they are given: escape sequences that write the clipboard or the title, C1
controls, bidi overrides, and markup with live actions. `SafeText` is the one type in which remote text is shown.
"""

import re
import unicodedata
from dataclasses import dataclass

MAX_LENGTH = 300
MAX_MARKS = 4
"""Combining marks in a row; more are dropped."""

_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_BLANKS = frozenset({"Zl", "Zp", "Zs"})
_TAGS = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85]")


@dataclass(frozen=True, slots=True)
class SafeText:
    """One line without control, format, surrogate, private or unassigned characters. Check at construction."""

    text: str

    def __post_init__(self) -> None:
        if self.text != _clean(self.text, len(self.text)):
            raise ValueError("This is no safe text; make one with safe_text.")

    def __str__(self) -> str:
        return self.text


def safe_text(raw: str, limit: int = MAX_LENGTH) -> SafeText:
    """The text as one safe line of at most `limit` characters, in NFC, with an ellipsis where it was cut."""
    return SafeText(_clean(raw[: limit * 8], limit))


def safe_draft(raw: str) -> str:
    """A person's own text with its line ends and tabs, without what a terminal could obey."""
    lines = raw.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        character
        for character in lines
        if character in "\n\t\u200d" or unicodedata.category(character) not in _DROPPED
    )


def _clean(raw: str, limit: int) -> str:
    kept: list[str] = []
    marks = 0
    for character in unicodedata.normalize("NFC", _TAGS.sub(" ", raw)):
        category = unicodedata.category(character)
        if category in _DROPPED:
            continue
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if marks <= MAX_MARKS:
            kept.append(" " if category in _BLANKS else character)
    line = " ".join(unicodedata.normalize("NFC", "".join(kept)).split())
    return line if len(line) <= limit else f"{line[: limit - 1].rstrip()}…"

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
_INVISIBLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
"""Letters and marks that show nothing: fillers and variation selectors."""
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

    @property
    def disguised(self) -> bool:
        """Whether Latin letters stand beside letters of another script, which may only look like them."""
        if self.text.isascii():
            return False
        scripts = {unicodedata.name(letter, "?").split()[0] for letter in self.text if letter.isalpha()}
        return "LATIN" in scripts and len(scripts) > 1


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
    if raw.isascii() and raw.isprintable():
        return _cut(" ".join(raw.split()), limit)
    shown = (character for character in _TAGS.sub(" ", raw) if not _dropped(character))
    kept: list[str] = []
    marks = 0
    for character in unicodedata.normalize("NFC", "".join(shown)):
        category = unicodedata.category(character)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if marks <= MAX_MARKS:
            kept.append(" " if category in _BLANKS else character)
    return _cut(" ".join("".join(kept).split()), limit)


def _cut(line: str, limit: int) -> str:
    return line if len(line) <= limit else f"{line[: limit - 1].rstrip()}…"


def _dropped(character: str) -> bool:
    return unicodedata.category(character) in _DROPPED or _INVISIBLE.match(character) is not None

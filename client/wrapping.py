"""Lines that break at words."""

import os
import re
import textwrap
from typing import TextIO

_INDENT = re.compile(r" *(?:\d+  )?")


def columns(stream: TextIO | None) -> int:
    """How wide lines may be on a stream; 0 where it is no terminal and they stay whole."""
    if not (stream and stream.isatty()):
        return 0
    # A very simple terminal goes to a line of its own after the last column.
    return max(os.get_terminal_size(stream.fileno()).columns - 1, 0)


def wrapped(text: str, width: int, inset: int = 0) -> str:
    """Each line wrapped at words, what goes on below where its own words began; blanks at the end stay."""
    return "\n".join(_wrapped(line, width, inset) for line in text.split("\n")) if width else text


def _wrapped(line: str, width: int, inset: int) -> str:
    begin = _INDENT.match(line)
    lines = textwrap.wrap(
        line,
        width=width,
        subsequent_indent=" " * min((len(begin.group()) if begin else 0) + inset, width // 2),
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(lines) + line[len(line.rstrip(" ")) :]

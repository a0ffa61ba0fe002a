"""Screens as text, one line a row: what a person sees, kept beside the tests and compared."""

import os
import re
from pathlib import Path

from textual.app import App
from textual.pilot import Pilot

FOLDER = Path(__file__).with_name("pictures")
SIZES = ((80, 24), (120, 40), (200, 60))
_VARYING = (
    (re.compile(r"\b(?=[0-9a-f]*\d)[0-9a-f]{8,64}…?"), "#"),
    (re.compile(r"\b\d{1,2}:\d\d(?::\d\d)?\b"), "00:00"),
    (re.compile(r"\b\d{4}-\d\d-\d\d\b"), "2026-01-01"),
    (
        re.compile(
            r"\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}\b"
        ),
        "1 January 2026",
    ),
)
"""What differs from run to run: digests, ids and the time."""


def seen(app: App[None]) -> str:
    """The screen as text, without blanks at the ends of lines, what varies replaced."""
    strips = app.screen._compositor.render_strips(app.size)
    text = "\n".join(strip.text.rstrip() for strip in strips)
    for pattern, same in _VARYING:
        text = pattern.sub(same, text)
    return f"{text}\n"


async def compare(pilot: Pilot[None], name: str) -> list[str]:
    """The sizes at which a screen differs from its picture; with UPDATE_PICTURES set the pictures are taken anew."""
    differing = []
    for width, height in SIZES:
        await pilot.resize_terminal(width, height)
        await pilot.pause()
        path, now = FOLDER / f"{name}-{width}x{height}.txt", seen(pilot.app)
        if os.environ.get("UPDATE_PICTURES"):
            FOLDER.mkdir(exist_ok=True)
            path.write_text(now, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != now:
            differing.append(path.name)
    return differing

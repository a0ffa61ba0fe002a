"""Writes `client.svg` beside this file: the client at its review, with a draft of ours and the real detector.

Run `scripts/screenshot` after the screen changed.
"""

import asyncio
import re
import sys
from pathlib import Path

from textual import events

from client.catalogue import load_catalogue
from client.config import Config
from client.session import open_session
from client.tui.app import ChatApp
from client.tui.composer import Composer
from client.tui.review import ReviewPane
from client.tui.unhurried import UnhurriedScreen
from sanitizer import Sanitizer

DRAFTS = (
    "Something kind and funny from the 1990s, a film. I'm three months sober, so no boozy parties please.",
    "Since my miscarriage last spring I can't watch baby scenes. Any light 90s comedies like Clueless?",
)
SIZE = (100, 40)
OUT = Path(__file__).with_name("client.svg")


async def picture() -> str:
    """One turn answered and the next under review, as SVG without an address to fetch fonts from."""
    sanitizer = Sanitizer.load(titles=load_catalogue().titles)
    app = ChatApp(open_session(sanitizer, Config(domain="media")))
    UnhurriedScreen.PAUSE = 0.0
    async with app.run_test(size=SIZE) as pilot:
        for draft in DRAFTS:
            composer = app.screen.query_one(Composer)
            composer.post_message(events.Paste(draft))
            await pilot.pause(1)
            await pilot.press("enter")
            while not app.screen.query_one(ReviewPane).reviewing:
                await pilot.pause(0.1)
            await pilot.pause(0.5)
            if draft == DRAFTS[-1]:
                break
            for key in ("enter", "n", "enter"):
                await pilot.press(key)
                await pilot.pause(1)
        svg = app.export_screenshot(title="leastsaid chat")
    svg = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
    return "\n".join(line.rstrip() for line in svg.splitlines() if line.strip()) + "\n"


def main() -> int:
    """Exit 0."""
    OUT.write_text(asyncio.run(picture()), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

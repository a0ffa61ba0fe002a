"""Writes the README's pictures beside this file: the real client, with drafts of ours and the real detector.

Run `scripts/screenshot` after a screen changed.
"""

import asyncio
import re
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from textual import events
from textual.app import App
from textual.pilot import Pilot

from client.catalogue import load_catalogue
from client.config import Config
from client.conversation.session import open_session
from client.tui.app import ChatApp
from client.tui.composer import Composer
from client.tui.places.limits import LimitsScreen
from client.tui.preview import PreviewScreen
from client.tui.review import ReviewPane
from client.tui.screen import ChatScreen
from client.tui.unhurried import UnhurriedScreen
from sanitizer import Sanitizer

FIRST = "Something kind and funny from the 1990s, a film. I'm three months sober, so no boozy parties please."
SECOND = "Since my miscarriage last spring I can't watch baby scenes. Any light 90s comedies like Clueless?"
SIZE = (112, 34)
FOLDER = Path(__file__).parent


class Pictures:
    """Drives the client, and takes a picture of what is on its screen."""

    def __init__(self, app: ChatApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    async def write(self, draft: str) -> None:
        """A draft, pasted and read."""
        self.app.screen.query_one(Composer).post_message(events.Paste(draft))
        await self.until(lambda: bool(self.app.screen.query_one(Composer).said))

    async def press(self, key: str, wanted: Callable[[], bool]) -> None:
        """A key, and what it brings."""
        await self.pilot.press(key)
        await self.until(wanted)

    async def until(self, wanted: Callable[[], bool]) -> None:
        """Waits until something is so, and is drawn."""
        while not wanted():
            await self.pilot.pause(0.05)
        await self.pilot.pause(0.5)

    def take(self, name: str) -> None:
        """Writes the screen as SVG, without an address to fetch fonts from."""
        svg = self.app.export_screenshot(title="leastsaid chat")
        svg = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
        lines = "\n".join(line.rstrip() for line in svg.splitlines() if line.strip())
        (FOLDER / f"{name}.svg").write_text(f"{lines}\n", encoding="utf-8")


@asynccontextmanager
async def client() -> AsyncIterator[Pictures]:
    """The client with the built-in recommender, without a vault."""
    sanitizer = Sanitizer.load(titles=load_catalogue().titles)
    app = ChatApp(open_session(sanitizer, Config(domain="media")))
    UnhurriedScreen.PAUSE = 0.0
    async with app.run_test(size=SIZE) as pilot:
        yield Pictures(app, pilot)


async def take_all() -> None:
    """A draft while it is written, its review, its preview, its answer; then the limits."""
    async with client() as pictures:
        app: App[None] = pictures.app

        def on(screen: type[object]) -> Callable[[], bool]:
            return lambda: isinstance(app.screen, screen)

        def reviewing() -> bool:
            return isinstance(app.screen, ChatScreen) and app.screen.query_one(ReviewPane).reviewing

        await pictures.write(FIRST)
        await pictures.press("enter", reviewing)
        await pictures.press("enter", on(PreviewScreen))
        await pictures.press("n", on(PreviewScreen))
        await pictures.press("enter", lambda: on(ChatScreen)() and not reviewing())
        await pictures.write(SECOND)
        pictures.take("draft")
        await pictures.press("enter", reviewing)
        pictures.take("review")
        await pictures.press("enter", on(PreviewScreen))
        pictures.take("preview")
        await pictures.press("n", on(PreviewScreen))
        await pictures.press("enter", lambda: on(ChatScreen)() and not reviewing())
        pictures.take("answer")
        app.push_screen(LimitsScreen(pictures.app.session))
        await pictures.until(on(LimitsScreen))
        pictures.take("limits")


def main() -> int:
    """Exit 0."""
    asyncio.run(take_all())
    return 0


if __name__ == "__main__":
    sys.exit(main())

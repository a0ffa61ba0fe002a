"""Keys in, texts out: a person at the chat screen."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from textual import events
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Static

from client.conversation.session import Session
from client.tui.app import ChatApp
from client.tui.composer import Composer
from client.tui.preview import PreviewScreen
from client.tui.review import ReviewPane
from client.tui.rows import Rows
from client.tui.screen import ChatScreen
from client.tui.transcript import Answer, Card, Transcript

LOST = "Since my miscarriage last spring I can't watch baby scenes. Any light 90s comedies?"


class StandingClock:
    """Stands still, as for keys that are held down, until a test moves it on."""

    now = 0.0

    def monotonic(self) -> float:
        return self.now


class Driver:
    """Presses keys and reads the screen."""

    def __init__(self, pilot: Pilot[None], session: Session) -> None:
        self.pilot, self.session = pilot, session

    @property
    def screen(self) -> Screen[object]:
        return self.pilot.app.screen

    @property
    def pane(self) -> ReviewPane:
        return self.pilot.app.screen_stack[1].query_one(ReviewPane)

    def text(self, selector: str) -> str:
        return str(self.screen.query_one(selector, Static).content)

    async def until(self, true: Callable[[], bool]) -> None:
        for _ in range(200):
            if true():
                return
            await self.pilot.pause(0.02)
        raise AssertionError(f"This did not come true; the status says: {self.text('#status')}")

    async def write(self, text: str) -> None:
        composer = self.screen.query_one(Composer)
        composer.post_message(events.Paste(text))
        await self.until(lambda: composer.text.endswith(text))

    async def review(self, text: str = LOST) -> None:
        await self.write(text)
        await self.pilot.press("enter")
        await self.until(lambda: self.pane.display and isinstance(self.pilot.app.focused, Rows))

    async def preview(self) -> None:
        await self.pilot.press("enter")
        await self.until(lambda: isinstance(self.screen, PreviewScreen))

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def answered(self) -> None:
        await self.until(lambda: isinstance(self.screen, ChatScreen) and bool(self.screen.query(Card)))

    def sees_answer(self, number: int) -> bool:
        """Whether the first card of that answer is in view."""
        answers = list(self.pilot.app.screen.query(Answer))
        if len(answers) < number or not answers[-1].query(Card):
            return False
        transcript = self.screen.query_one(Transcript)
        return transcript.region.contains_region(answers[-1].query(Card).first().region)

    def rows(self) -> list[str]:
        rows = self.pane.query_one(Rows)
        prompts = [rows.get_option_at_index(index).prompt for index in range(rows.option_count)]
        return [" ".join(str(prompt).split()) for prompt in prompts]


@asynccontextmanager
async def driving(session: Session, size: tuple[int, int] = (100, 32)) -> AsyncIterator[Driver]:
    app = ChatApp(session)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield Driver(pilot, session)

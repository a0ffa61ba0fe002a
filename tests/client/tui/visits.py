"""A person at one of the places beside the conversation."""

from collections.abc import Callable
from typing import Any

from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Static

from client.conversation.session import Session
from client.tui.listing import Listing
from client.tui.lists import Things
from sanitizer.wire import Scope
from tests.client.driver import Driver

Open = Callable[..., Session]
DRAFT = "My dog died. I can't watch anything with gore. A light comedy like Clueless"


async def turn(session: Session, draft: str = DRAFT, *, agreed: bool = True) -> None:
    preview = session.preview(session.review(draft))
    if preview.asked:
        preview = session.answer(preview, agreed=agreed, scope=Scope.CONVERSATION)
    await session.send(preview, preview.prepared.digest)


class Visit:
    """A person at one of the places."""

    def __init__(self, driver: Driver, place: Listing[Any]) -> None:
        self.driver, self.place = driver, place
        self.left: list[str | None] = []

    @property
    def pilot(self) -> Pilot[None]:
        return self.driver.pilot

    @property
    def rows(self) -> list[str]:
        things = self.place.query_one(Things)
        prompts = [things.get_option_at_index(index).prompt for index in range(things.option_count)]
        return [" ".join(str(prompt).split()) for prompt in prompts]

    @property
    def about(self) -> str:
        return str(self.place.query_one("#about", Static).content)

    @property
    def status(self) -> str:
        return str(self.place.query_one("#status", Static).content)

    @property
    def hint(self) -> str:
        return str(self.place.query_one("#hint", Static).content)

    async def press(self, *keys: str) -> None:
        await self.driver.press(*keys)

    async def asked(self, kind: type[Screen[Any]]) -> None:
        await self.driver.until(lambda: isinstance(self.driver.screen, kind))


async def visit(driver: Driver, place: Listing[Any]) -> Visit:
    there = Visit(driver, place)
    await driver.pilot.app.push_screen(place, there.left.append)
    await driver.pilot.pause()
    return there

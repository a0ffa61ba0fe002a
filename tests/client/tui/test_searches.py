"""Every search of the screen: the best first, Enter takes it, Backspace edits, everyday words find."""

from collections.abc import Callable
from typing import Any

import pytest
from textual.command import CommandPalette, Hit
from textual.screen import Screen
from textual.widgets import Input, OptionList

from client.conversation.session import Session
from client.tui.codes import CodeScreen
from client.tui.label import LabelScreen
from client.tui.palette import Everything
from client.tui.places.asking import LineScreen
from client.tui.places.conversations import ConversationsScreen
from client.tui.places.limits import LimitsScreen
from client.tui.wish import WishScreen
from sanitizer.wishes import Wishes
from tests.client.driver import Driver, driving
from tests.client.tui.visits import turn, visit

Open = Callable[..., Session]
pytestmark = pytest.mark.usefixtures("hurried")


async def ask(driver: Driver, screen: Screen[Any]) -> list[object]:
    """Opens a search; what it is dismissed with."""
    chosen: list[object] = []
    await driver.pilot.app.push_screen(screen, chosen.append)
    await driver.pilot.pause()
    return chosen


async def typed(driver: Driver, *keys: str) -> str:
    """What stands in the line to search with after some keys."""
    await driver.press(*keys)
    return driver.screen.query_one("#search", Input).value


async def test_the_first_enter_takes_the_row_under_the_cursor_and_backspace_edits(open_session: Open) -> None:
    async with driving(open_session(), (80, 24)) as driver:
        chosen = await ask(driver, LabelScreen("Anna", begin="condition"))
        assert await typed(driver, *"name") == "name"
        await driver.press("enter")
        assert chosen == ["person"]
        chosen = await ask(driver, LabelScreen("Anna"))
        assert await typed(driver, *"health", "down") == "health"
        assert await typed(driver, "backspace") == "healt"
        assert await typed(driver, *["backspace"] * 5, *"loss") == "loss"
        await driver.press("enter")
        assert chosen == ["loss"]
        chosen = await ask(driver, LabelScreen("Anna"))
        await driver.press(*"health", "down", "enter")
        assert chosen != ["condition"]


async def test_everyday_words_offer_a_limit_and_where_none_fits_it_is_said_what_to_try(
    open_session: Open,
) -> None:
    async with driving(open_session(), (80, 24)) as driver:
        chosen = await ask(driver, CodeScreen("media"))
        await driver.press(*"father")
        listed = driver.screen.query_one(OptionList)
        assert "domestic-abuse" in str([option.id for option in listed.options])
        await typed(driver, *["backspace"] * 6, *"zzqq")
        assert "Try what it is about" in str(listed.get_option_at_index(0).prompt)
        await driver.press("enter")
        assert chosen == []
        await typed(driver, *["backspace"] * 4, *"dentist")
        await driver.press("enter")
        assert chosen == ["needles-procedures"]


async def test_a_wish_that_is_typed_exactly_comes_first(open_session: Open) -> None:
    async with driving(open_session(), (80, 24)) as driver:
        chosen = await ask(driver, WishScreen((), "media", may_send=True))
        await driver.press(*"war", "enter")
        (wish,) = chosen
        assert isinstance(wish, Wishes)
        assert any("war" in value for values in wish.want.values() for value in values)


async def test_one_conversation_is_searched_too_and_letters_are_no_commands(open_session: Open) -> None:
    session = open_session()
    await turn(session)
    async with driving(session, (80, 24)) as driver:
        there = await visit(driver, ConversationsScreen(session))
        await there.press("slash", *"nqq")
        assert not isinstance(driver.screen, LineScreen)
        assert there.rows == []
        await there.press(*["backspace"] * 3, *"clue")
        assert len(there.rows) == 1
        await there.press("down", "backspace", "backspace")
        assert there.place.query_one("#search", Input).value == "cl"


async def test_where_nothing_is_listed_letters_are_searched_for_too(open_session: Open) -> None:
    async with driving(session := open_session(), (80, 24)) as driver:
        there = await visit(driver, LimitsScreen(session))
        await there.press("slash", *"add")
        assert there.place.query_one("#search", Input).value == "add"


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("record", "What left"),
        ("passphrase", "Make a vault"),
        ("helpline", "Settings"),
        ("delete", "Conversations"),
        ("history", "Conversations"),
        ("export", "Help"),
        ("settings", "Settings"),
    ],
)
async def test_the_list_of_all_that_can_be_done_knows_everyday_words(
    open_session: Open, words: str, first: str
) -> None:
    async with driving(open_session(), (80, 24)) as driver:
        found = [hit async for hit in Everything(driver.screen).search(words)]
        assert first in [str(hit.prompt) for hit in found if isinstance(hit, Hit)]


async def test_it_is_what_the_palette_asks(open_session: Open) -> None:
    async with driving(open_session(), (80, 24)) as driver:
        await driver.press("ctrl+p")
        await driver.until(lambda: isinstance(driver.screen, CommandPalette))
        assert set(driver.pilot.app.COMMANDS) == {Everything}

"""The line of keys, signs for those who see no colours, the mouse, and leaving from a place."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from textual.binding import ActiveBinding, Binding
from textual.widget import Widget
from textual.widgets import Input

from client.conversation.session import Session
from client.tui.app import ChatApp
from client.tui.composer import Composer
from client.tui.keys import Key, Keys, fitted
from client.tui.lists import HERE, Things
from client.tui.places import PLACES
from client.tui.places.choosing import ChoiceScreen
from client.tui.places.conversations import ConversationsScreen
from client.tui.places.limits import LimitsScreen
from client.tui.places.settings import SettingsScreen
from client.tui.screen import ChatScreen
from sanitizer import Constraint
from tests.client.driver import Driver, driving
from tests.client.tui.pictures import seen

pytestmark = pytest.mark.usefixtures("hurried")
Open = Callable[..., Session]


def key(name: str, action: str, words: str) -> Key:
    return Key(ActiveBinding(Widget(), Binding(name, action, words), enabled=True, tooltip=""), name)


def shown(driver: Driver) -> list[str]:
    """The keys that stand in the line."""
    return [one.key_display for one in driver.screen.query(Key)]


def whole(driver: Driver) -> bool:
    """Whether each key is seen whole, beside the one before."""
    keys = list(driver.screen.query_one(Keys).query(Key))
    places = [(one.region.x, one.region.right) for one in keys]
    return (
        all(right - left == one.width for one, (left, right) in zip(keys, places, strict=True))
        and all(before[1] <= after[0] for before, after in pairwise(places))
        and places[-1][1] <= driver.pilot.app.size.width
    )


async def click_key(driver: Driver, name: str) -> None:
    found = next(one for one in driver.screen.query(Key) if one.key_display == name)
    await driver.pilot.click(found)
    await driver.pilot.pause()


def test_where_there_is_no_room_the_least_needed_keys_are_left_out_and_enter_and_escape_stay() -> None:
    keys = [
        key("enter", "submit", "review"),
        key("^j", "new_line", "new line"),
        key("f2", "more", "more"),
        key("escape", "screen.back", "back"),
        key("U", "undo_all", "undo all"),
    ]
    width = sum(one.width for one in keys)
    assert fitted(keys, width) == keys
    assert [one.key for one in fitted(keys, width - 1)] == ["enter", "^j", "f2", "escape"]
    assert [one.key for one in fitted(keys, 40)] == ["enter", "f2", "escape"]
    assert [one.key for one in fitted(keys, 30)] == ["enter", "escape"]
    assert fitted(keys, 5) == []


@pytest.mark.parametrize("width", [80, 120])
async def test_no_line_of_keys_is_cut_and_each_names_help_and_all_there_is(
    open_session: Open, width: int
) -> None:
    async with driving(open_session(), (width, 24)) as driver:

        async def names(*keys: str) -> None:
            await driver.until(lambda: set(keys) <= set(shown(driver)) and whole(driver))

        await names("⏎", "f10", "f1", "^p")
        await driver.review()
        await names("⏎", "esc", "s", "u", "f1", "^p")
        await driver.preview()
        await names("y", "o", "n", "esc", "f1")
        # It does nothing past a question, so it is not named.
        assert "^p" not in shown(driver)
        await driver.press("n", "enter")
        await driver.answered()
        for place in PLACES:
            await driver.pilot.app.push_screen(place.open(driver.session))
            await names("esc", "^p", *(["f1"] if place.name != "Help" else []))
            await driver.press("escape")


async def test_keys_that_are_letters_are_not_named_while_letters_are_typed(open_session: Open) -> None:
    session = open_session()
    session.keep(Constraint("gore"))
    session.keep(Constraint("war-combat"))
    async with driving(session, (120, 24)) as driver:
        await driver.pilot.app.push_screen(LimitsScreen(session))
        await driver.until(lambda: "d" in shown(driver))
        await driver.press("slash")
        await driver.until(lambda: "d" not in shown(driver))
        assert {"esc", "f1", "^p"} <= set(shown(driver))


async def test_a_click_on_a_key_does_what_it_says_and_one_on_a_row_goes_there(open_session: Open) -> None:
    session = open_session()
    session.keep(Constraint("gore"))
    session.keep(Constraint("war-combat"))
    async with driving(session, (120, 40)) as driver:
        await driver.pilot.app.push_screen(LimitsScreen(session))
        await driver.until(lambda: "a" in shown(driver))
        things = driver.screen.query_one(Things)
        first = things.highlighted
        await driver.pilot.click(Things, offset=(8, 5))
        await driver.pilot.pause()
        assert things.highlighted != first
        await click_key(driver, "a")
        await driver.until(lambda: bool(driver.screen.query("#search")) and driver.screen.is_modal)
        await driver.until(lambda: "esc" in shown(driver))
        await click_key(driver, "esc")
        await driver.until(lambda: isinstance(driver.screen, LimitsScreen))
        await click_key(driver, "f1")
        await driver.until(lambda: "esc" in shown(driver))
        await click_key(driver, "esc")
        await driver.until(lambda: isinstance(driver.screen, LimitsScreen))
        await click_key(driver, "esc")
        await driver.until(lambda: isinstance(driver.screen, ChatScreen))


async def test_a_second_click_on_a_row_is_the_same_as_enter(open_session: Open) -> None:
    session = open_session()
    async with driving(session, (120, 40)) as driver:
        await driver.pilot.app.push_screen(SettingsScreen(session))
        await driver.pilot.pause()
        await driver.pilot.click(Things, offset=(8, 3))
        await driver.pilot.pause()
        assert isinstance(driver.screen, SettingsScreen)
        assert driver.screen.query_one(Things).highlighted == 1
        await driver.pilot.click(Things, offset=(8, 3))
        await driver.until(lambda: isinstance(driver.screen, ChoiceScreen))


async def test_the_cursor_and_what_is_chosen_have_signs_of_their_own(
    open_session: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    session = open_session()
    async with driving(session, (80, 24)) as driver:
        await driver.pilot.app.push_screen(SettingsScreen(session))
        await driver.press("down")
        assert f"{HERE}Country for helplines" in seen(driver.pilot.app)
        await driver.press("home", "enter")
        await driver.until(lambda: isinstance(driver.screen, ChoiceScreen))
        await driver.press("home")
        words = seen(driver.pilot.app)
        assert f"{HERE}○ Private" in words
        assert "  ● Balanced" in words


@pytest.mark.parametrize("keys", [("f10",), ("f1", "ctrl+q"), ("a", "ctrl+q")])
async def test_leaving_from_a_place_asks_where_something_is_written(
    open_session: Open, keys: tuple[str, ...]
) -> None:
    session = open_session()
    async with driving(session) as driver:
        app = driver.pilot.app
        await driver.write("a light comedy")
        await app.push_screen(LimitsScreen(session))
        await driver.press(*keys)
        await driver.until(lambda: isinstance(driver.screen, ChatScreen))
        await driver.until(lambda: "not kept" in driver.text("#status"))
        assert app.is_running
        assert driver.screen.query_one(Composer).text == "a light comedy"
        await driver.press("f10")
        assert app._exit


async def test_leaving_from_a_place_is_leaving_where_nothing_is_written(open_session: Open) -> None:
    session = open_session()
    async with driving(session) as driver:
        await driver.pilot.app.push_screen(LimitsScreen(session))
        await driver.press("f10")
        await driver.until(lambda: driver.pilot.app._exit)


def other(driver: Driver, before: Session) -> bool:
    app = driver.pilot.app
    assert isinstance(app, ChatApp)
    return isinstance(app.screen, ChatScreen) and app.session.conversation != before.conversation


async def begun_in_the_chat(driver: Driver) -> None:
    await driver.press("f3")


async def begun_in_a_place(driver: Driver) -> None:
    await driver.pilot.app.push_screen(ConversationsScreen(driver.session))
    await driver.press("f3", "y")


@pytest.mark.parametrize("begin", [begun_in_the_chat, begun_in_a_place])
async def test_nothing_of_a_conversation_is_shown_in_the_next(open_session: Open, begin: Any) -> None:
    session = open_session()
    async with driving(session, (120, 40)) as driver:
        await driver.review()
        await driver.preview()
        await driver.press("n", "enter")
        await driver.answered()
        assert "last sent" in driver.text("#heading")
        await driver.until(lambda: "f9" in shown(driver))
        await begin(driver)
        await driver.until(lambda: other(driver, session))
        await driver.until(lambda: "f9" not in shown(driver))
        assert "last sent" not in driver.text("#heading")
        await driver.press("f9", "f2")
        assert isinstance(driver.screen, ChatScreen)
        assert "no more recommendations" in driver.text("#status")
        words = seen(driver.pilot.app)
        assert "You asked for" not in words
        assert "recommended" not in words.replace("no more recommendations", "")


async def test_what_is_changed_of_a_limit_is_asked_or_taken_back(open_session: Open) -> None:
    session = open_session()
    session.keep(Constraint("gore"))
    before = session.limits
    async with driving(session, (120, 40)) as driver:
        await driver.pilot.app.push_screen(LimitsScreen(session))
        await driver.pilot.pause()
        await driver.press("2", "m", "down", "enter", "d", "y")
        assert session.kept == ()
        assert driver.text("#status") == "Dropped. u takes it back."
        await driver.press("u", "u", "u", "u")
        assert session.limits == before
        assert "is as it was" in driver.text("#status")
        await driver.press("t")
        await driver.until(lambda: isinstance(driver.screen, ChoiceScreen))
        await driver.press("escape")
        assert session.limits == before
        await driver.press("a", *"stalking")
        await driver.until(lambda: driver.screen.query_one("#search", Input).value == "stalking")
        await driver.press("enter")
        await driver.until(lambda: isinstance(driver.screen, LimitsScreen))
        assert len(session.kept) == 2
        await driver.press("u")
        assert session.limits == before

"""Keys and pastes that come faster than the screen: nothing is lost, and nothing is taken for a decision."""

from collections.abc import Callable

import pytest
from textual import events
from textual.geometry import Region
from textual.widgets import Input, OptionList

from client.conversation.session import Session
from client.tui.codes import CodeScreen
from client.tui.composer import Composer
from client.tui.preview import PreviewScreen
from client.tui.screen import ChatScreen
from tests.client.driver import LOST, driving

Open = Callable[..., Session]
pytestmark = pytest.mark.usefixtures("hurried")
PAGES = "k U o N 3 y\n" * 10_000


async def test_a_paste_of_a_hundred_thousand_letters_decides_nothing_and_answers_nothing(
    open_session: Open,
) -> None:
    assert len(PAGES) > 100_000
    async with driving(open_session()) as driver:
        await driver.review()
        before = driver.pane.review
        driver.pilot.app.post_message(events.Paste(PAGES))
        await driver.press("down", "up")
        assert driver.pane.review is before
        assert driver.screen.query_one(Composer).text == LOST
        await driver.preview()
        question = driver.text("#question")
        driver.pilot.app.post_message(events.Paste(PAGES))
        await driver.press("down", "up")
        assert isinstance(driver.screen, PreviewScreen)
        assert driver.text("#question") == question
        assert driver.session.records.consents.all() == ()
        await driver.press("escape")
        await driver.until(lambda: isinstance(driver.screen, ChatScreen) and not driver.screen.busy)
        assert driver.screen.query_one(Composer).text == LOST
        assert driver.session.sent == ()


async def test_a_letter_on_its_way_to_the_list_is_searched_for_too(open_session: Open) -> None:
    async with driving(open_session()) as driver:
        await driver.pilot.app.push_screen(CodeScreen("media"))
        await driver.press("g")
        driver.screen.query_one(OptionList)._forward_event(events.Key("o", "o"))
        await driver.pilot.pause()
        assert driver.screen.query_one(Input).value == "go"


async def test_what_is_pasted_is_seen_though_the_screen_is_drawn_before_it_was_read(
    open_session: Open,
) -> None:
    async with driving(open_session()) as driver:
        composer = driver.screen.query_one(Composer)
        composer.insert("my secret")
        composer.render_lines(Region(0, 0, *composer.size))
        await driver.until(lambda: composer.marked == "my secret")
        await driver.pilot.pause()
        assert "my&#160;secret" in driver.pilot.app.export_screenshot()

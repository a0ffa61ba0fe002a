"""The chat screen while writing and asking: what is found beside the draft, how things stand, what is never lost."""

from collections.abc import Callable

import pytest
from textual import events
from textual.widgets import Static

from client.conversation.session import Session
from client.remotes.https import HttpsRemote
from client.tui.composer import Composer
from client.tui.found import Found
from client.tui.screen import ChatScreen
from client.tui.standing import Standing
from client.tui.transcript import Transcript
from tests.client.driver import Driver, driving

Open = Callable[..., Session]
pytestmark = pytest.mark.usefixtures("hurried")
TWICE = "I live in Leeds. My name is Anna and Leeds is cold. A light comedy film, nothing with hospitals."


def listed(driver: Driver) -> list[str]:
    return [line.shown for line in driver.screen.query_one(Found).listed]


def composer(driver: Driver) -> Composer:
    return driver.screen.query_one(Composer)


async def test_what_is_found_is_listed_once_beside_the_draft_and_follows_the_cursor(
    open_session: Open,
) -> None:
    async with driving(open_session(), (120, 40)) as driver:
        await driver.write(TWICE)
        await driver.until(lambda: "Leeds (2×)" in listed(driver))
        found = driver.screen.query_one(Found)
        assert found.display
        assert found.here is None or found.listed[found.here].words != "Anna"
        composer(driver).go_to(TWICE.index("Anna"))
        await driver.until(lambda: found.here is not None and found.listed[found.here].words == "Anna")
        row = listed(driver).index("Leeds (2×)")
        for place in (TWICE.index("Leeds"), TWICE.rindex("Leeds")):
            composer(driver).go_to(max(0, place - 3))
            await driver.pilot.click(Found, offset=(4, row + 1))
            await driver.pilot.pause()
            assert composer(driver).place == place
        await driver.pilot.resize_terminal(80, 24)
        await driver.until(lambda: not found.display or found.size.width == 0)
        assert "Found so far: 3 personal" in driver.text("#status")
        await driver.press("f7", "delete")
        await driver.until(lambda: driver.text("#status") == "")
        assert listed(driver) == []


async def test_a_page_is_pasted_and_the_next_key_is_there_at_once(open_session: Open) -> None:
    text = "\n".join([TWICE] * 1060)
    assert len(text) > 100_000
    async with driving(open_session(), (100, 30)) as driver:
        composer(driver).post_message(events.Paste(text))
        for key in ("q", "left", "backspace"):
            driver.pilot.app.post_message(events.Key(key, "q" if key == "q" else None))
        await driver.until(lambda: composer(driver).text == f"{text[:-1]}q")
        assert composer(driver).size.height <= 10
        await driver.until(lambda: "%" in driver.text("#status"))
        await driver.press("f7", "delete")
        assert composer(driver).text == ""


async def test_a_remote_that_stalls_is_waited_for_in_seconds_and_can_be_left(
    open_session: Open, stalling: HttpsRemote
) -> None:
    async with driving(open_session(stalling), (80, 24)) as driver:
        asked = stalling.recipient.name
        assert f"asks {asked}" in driver.text("#heading")
        await driver.review("a light comedy")
        await driver.preview()
        await driver.press("enter")
        await driver.until(lambda: "1 s" in driver.text("#status"))
        assert f"Asking {asked}" in driver.text("#status")
        await driver.pilot.resize_terminal(120, 40)
        await driver.press("escape")
        await driver.until(lambda: "Stopped" in driver.text("#status"))
        assert "still here" in driver.text("#status")
        assert composer(driver).text == "a light comedy"
        await driver.press("s")
        await driver.until(lambda: "Stopped" not in driver.text("#status"))


async def test_the_line_on_top_says_what_is_told_and_the_turn_what_was_asked(open_session: Open) -> None:
    async with driving(open_session(), (200, 60)) as driver:
        assert "tells nothing of your limits" in driver.text("#heading")
        assert "nothing sent yet" in driver.text("#heading")
        await driver.review()
        await driver.preview()
        await driver.press("y", "enter")
        await driver.answered()
        assert "You asked for comedy, light and 1990s." in driver.text(".mine")
        await driver.until(
            lambda: "may tell: careful with death and loss (F4 ends it)" in driver.text("#heading")
        )
        assert "told careful with death and loss" in driver.text("#heading")
        await driver.press("f4")
        assert "tells nothing of your 1 limit" in driver.text("#heading")


async def test_cards_say_what_they_are_and_are_scrolled_from_the_draft(open_session: Open) -> None:
    async with driving(open_session(), (80, 24)) as driver:
        await driver.review("nothing with violence. a light comedy film")
        await driver.preview()
        await driver.press("n", "enter")
        await driver.answered()
        head = str(driver.screen.query(".card").first(Static).content).split("\n")[0]
        assert head.startswith("1. ")
        assert ") · film" in head
        assert "fits" in head
        transcript = driver.screen.query_one(Transcript)
        await driver.press("ctrl+end")
        bottom = transcript.scroll_y
        assert bottom == transcript.max_scroll_y > 0
        await driver.press("pageup")
        assert 0 < transcript.scroll_y < bottom
        await driver.press("pagedown", "ctrl+home")
        assert transcript.scroll_y == 0
        assert isinstance(driver.pilot.app.focused, Composer)


async def test_leaving_with_a_draft_asks_once(open_session: Open) -> None:
    async with driving(open_session()) as driver:
        await driver.write("a light")
        await driver.press("f10")
        assert "Press F10 again" in driver.text("#status")
        await driver.press("s")
        await driver.until(lambda: "F10" not in driver.text("#status"))
        await driver.press("f10")
        assert isinstance(driver.screen, ChatScreen)
        assert "Press F10 again" in driver.text("#status")
        await driver.press("f10")
        assert not driver.pilot.app.is_running or driver.pilot.app.return_value is None


@pytest.mark.parametrize("width", [20, 50, 78, 100, 140])
def test_the_line_on_top_fits_and_keeps_who_is_asked(width: int) -> None:
    so = Standing(
        ("asks somebody, over the network", "asks somebody"),
        ("tells nothing of your limits", "tells no limits"),
        ("no vault: nothing is kept", "no vault"),
        ("last sent 12:00, told no limits", "sent 12:00"),
    )
    assert len(so.line(width)) <= width
    assert "asks somebody" in so.line(width)

"""The review on the screen: every decision by key, and back."""

from collections.abc import Callable

import pytest

from client.conversation.session import Session
from client.tui.composer import Composer
from client.tui.label import LabelScreen
from client.tui.rows import Rows
from client.tui.screen import ChatScreen
from tests.client.driver import LOST, driving

Open = Callable[..., Session]


pytestmark = pytest.mark.usefixtures("hurried")


async def test_every_decision_has_a_key_and_undo_goes_back_to_the_start(open_session: Open) -> None:
    async with driving(open_session()) as driver:
        await driver.review()
        first = driver.rows()
        await driver.press("o")
        assert "left out" in driver.rows()[0]
        await driver.press("3")
        assert "told exactly" in driver.rows()[0]
        await driver.press("m")
        assert "hide whatever is not known to fit" in driver.rows()[0]
        await driver.press("down", "o")
        assert "left out" in driver.rows()[1]
        await driver.press("u", "u", "u", "u")
        assert driver.rows() == first
        await driver.press("u")
        assert "nothing to undo" in driver.text("#review-note")


async def test_a_fact_is_kept_only_when_asked_twice(open_session: Open) -> None:
    async with driving(open_session()) as driver:
        await driver.review()
        await driver.press("k")
        assert "Press k again" in driver.text("#review-note")
        assert "a limit" in driver.rows()[0]
        await driver.press("down", "up", "k")
        assert "a limit" in driver.rows()[0]
        await driver.press("k")
        assert "stays in your text" in driver.rows()[0]
        await driver.preview()
        assert "miscarriage" not in driver.text("#body")


async def test_what_a_finding_is_can_be_changed(open_session: Open) -> None:
    async with driving(open_session()) as driver:
        await driver.review()
        await driver.press("t")
        await driver.until(lambda: isinstance(driver.screen, LabelScreen))
        await driver.press("end", "enter")
        await driver.until(lambda: isinstance(driver.screen, ChatScreen))
        assert driver.rows()[0].startswith("wish")
        await driver.press("u")
        assert driver.rows()[0].startswith("fact")


async def test_decisions_survive_a_look_at_the_draft_but_not_a_change_of_it(open_session: Open) -> None:
    async with driving(open_session()) as driver:
        await driver.review()
        await driver.press("o", "escape", "enter")
        await driver.until(lambda: driver.pane.reviewing)
        assert "left out" in driver.rows()[0]
        await driver.press("escape", "space", "enter")
        await driver.until(lambda: driver.pane.reviewing)
        assert "a limit" in driver.rows()[0]


async def test_what_needs_saying_is_in_view_on_a_small_screen(open_session: Open) -> None:
    async with driving(open_session(), (60, 15)) as driver:
        await driver.review(f"{LOST} My ex hit me. I'm in Leeds, no gore, and I love Clueless.")
        await driver.press("k")
        note = driver.screen.query_one("#review-note")
        assert driver.screen.region.contains_region(note.region)
        await driver.press("end")
        rows = driver.pane.query_one(Rows)
        assert rows.highlighted == len(driver.rows()) - 1
        assert rows.scroll_offset.y > 0


async def test_escape_goes_back_to_the_draft_which_is_still_there(open_session: Open) -> None:
    async with driving(open_session()) as driver:
        await driver.review()
        await driver.press("escape")
        assert driver.screen.query_one(Composer).text == LOST
        assert isinstance(driver.pilot.app.focused, Composer)


async def test_limits_of_earlier_turns_are_shown_and_can_be_forgotten(open_session: Open) -> None:
    async with driving(open_session()) as driver:
        await driver.review()
        await driver.preview()
        await driver.press("n", "enter")
        await driver.answered()
        await driver.review("A moving drama instead")
        assert "without pregnancy or infant loss" in driver.text("#review-heading")
        await driver.press("f", "y")
        assert "From earlier" not in driver.text("#review-heading")
        assert driver.session.kept == ()

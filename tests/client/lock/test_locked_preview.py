"""A vault that is locked while the preview is open."""

import pytest

from client.tui.composer import Composer
from client.tui.preview import PreviewScreen
from client.tui.screen import ChatScreen
from client.tui.ticks import Ticks
from sanitizer import Level
from tests.client.lock.desk import Desk

pytestmark = pytest.mark.usefixtures("hurried")
TWO = "I can't watch baby scenes and I can't stand gore. A light comedy"


async def test_what_was_ticked_waits_behind_the_lock_and_an_answer_without_keys_is_refused_in_words(
    desk: Desk,
) -> None:
    async with desk.sitting() as person:
        driver = person.driver
        await driver.review(TWO)
        await driver.preview()
        await driver.press("down", "space")
        driver.pilot.app.lock()  # type: ignore[attr-defined]
        await person.until_locked()
        assert "gore" not in person.seen()
        await person.unlock()
        await driver.until(lambda: isinstance(driver.screen, PreviewScreen))
        assert driver.screen.query_one(Ticks).ticked == ((Level.GROUP, "death-loss"),)
        person.vault.lock()
        for key in ("y", "n"):
            await driver.press(key)
            assert "locked" in driver.text("#hint")
            assert driver.screen.query_one("#question").display
        await driver.press("escape")
        await driver.until(lambda: isinstance(driver.screen, ChatScreen) and not driver.screen.busy)
        await driver.press("escape")
        assert driver.screen.query_one(Composer).text == TWO
    assert desk.records().consents.all() == ()
    assert desk.records().audit.entries == ()


async def test_a_vault_locked_after_the_answer_lets_nothing_out(desk: Desk) -> None:
    async with desk.sitting() as person:
        driver = person.driver
        await driver.review(TWO)
        await driver.preview()
        await driver.press("space", "y")
        person.vault.lock()
        await driver.press("f4")
        assert "locked" in driver.text("#hint")
        await driver.press("enter")
        await driver.until(lambda: isinstance(driver.screen, ChatScreen) and not driver.screen.busy)
        await driver.until(lambda: "Nothing was sent" in person.status)
        assert driver.screen.query_one(Composer).text == TWO
    assert desk.records().audit.entries == ()

"""Remotes over a real network, and what a real vault keeps of them: one that stalls, one that lies."""

import json
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Static

from client.addresses import Address
from client.kept.audit import Outcome
from client.remotes.https import HttpsRemote
from client.tui.composer import Composer
from client.tui.mark import MarkScreen, Piece
from client.tui.screen import ChatScreen
from client.tui.transcript import Card
from client.tui.veil import VeilScreen
from tests.client.conftest import Serve
from tests.client.driver import LOST
from tests.client.lock.desk import LIGHT, MINUTE, Clock, Desk
from tests.client.test_remotes import Stub

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("hurried")]
EVIL = "\x1b]52;c;c2VjcmV0\x07[red]\u202e\x9b31m"


async def test_a_remote_that_stalls_keeps_the_vault_open_until_it_is_left_and_how_it_ended_is_kept(
    desk: Desk, stalling: HttpsRemote
) -> None:
    async with desk.sitting(stalling) as person:
        driver = person.driver
        await driver.review()
        await driver.preview()
        await driver.press("n", "enter")
        await driver.until(lambda: "1 s. Escape stops waiting." in person.status)
        await driver.press("f5")
        assert isinstance(driver.screen, VeilScreen)
        assert person.vault.is_open
        await driver.press("enter", "escape")
        await driver.until(lambda: "Stopped. The request may have been read already" in person.status)
        assert driver.screen.query_one(Composer).text == LOST
        await person.lock()
        assert "miscarriage" not in person.seen()
    (entry,) = desk.records().audit.entries
    assert (entry.outcome, entry.told) == (Outcome.FAILED, ())
    assert desk.records().conversations.all() == ()


async def test_a_remote_that_lies_hides_nothing_from_the_notes_here_and_is_kept_as_words(
    desk: Desk, serve: Serve, home: Path
) -> None:
    harmless = {"bereavement": 0, "pregnancy-infant-loss": 0}
    stub = Stub(
        json.dumps(
            {
                "items": [
                    item("Marley & Me", 2008, "Lovely!", harmless),
                    item(f"Paddington{EVIL}", 2014, f"Warm{EVIL}.", harmless),
                    item("Paddington", 2014, "Warm.", harmless),
                    {"title": 7, "notes": "lies"},
                ]
            }
        ).encode()
    )
    remote = HttpsRemote(Address(serve(stub, tls=False).http))
    async with desk.sitting(remote) as person:
        driver = person.driver
        await driver.review()
        await driver.preview()
        await driver.press("n", "enter")
        await driver.answered()
        shown = "\n".join(str(card.content) for card in driver.screen.query(Card))
        assert "Marley" not in shown
        assert "Paddington (2014)" in shown
        assert not set("\x1b\x07\x9b\u202e") & set(shown)
        said = "\n".join(str(static.content) for static in driver.screen.query(Static))
        assert "could not be read" in said
    ((_, body),) = stub.requests
    assert b"miscarriage" not in body
    assert b"death-loss" not in body
    (turn,) = desk.records().conversations.all()
    titles = [title for title, _, _ in turn.shown]
    assert "Paddington" in titles
    assert not set("\x1b\x07\x9b\u202e") & set("".join(titles))


async def test_a_vault_that_locks_itself_while_a_piece_is_marked_goes_on_with_the_same_piece(
    desk: Desk, clock: Clock
) -> None:
    async with desk.sitting() as person:
        driver = person.driver
        await driver.review(LIGHT)
        await driver.press("s")
        await driver.until(lambda: isinstance(driver.screen, MarkScreen))
        await driver.press("shift+right", "shift+right")
        span = driver.screen.query_one(Piece).span
        clock.now += 11 * MINUTE
        await person.until_locked()
        assert LIGHT not in person.seen()
        await driver.press("escape", "s")
        assert person.locked
        await person.unlock()
        await driver.until(lambda: isinstance(driver.screen, MarkScreen))
        assert driver.screen.query_one(Piece).span == span
        await driver.press("escape")
        await driver.until(lambda: isinstance(driver.screen, ChatScreen))
        assert driver.pane.reviewing


def item(title: str, year: int, why: str, notes: dict[str, int]) -> dict[str, Any]:
    return {"title": title, "year": year, "kind": "film", "why": why, "notes": notes}

"""Every screen at three sizes, as text. `UPDATE_PICTURES=1 scripts/test -m slow -k looks_as_it_did` takes them anew."""

import time
from datetime import UTC, datetime
from itertools import count

import pytest

from client.catalogue import Catalogue
from client.config import Config
from client.conversation.session import Session
from client.egress import EgressGate
from client.kept.records import Records
from client.remotes.builtin import BuiltinRemote
from client.tui.places import PLACES
from sanitizer import Sanitizer
from tests.client.driver import LOST, driving
from tests.client.tui.pictures import compare

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("hurried")]
NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def session(knowing: Sanitizer, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> Session:
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("XDG_CONFIG_HOME", "/settings")
    monkeypatch.setenv("XDG_DATA_HOME", "/data")
    time.tzset()
    numbers = count(1)
    monkeypatch.setattr("secrets.token_hex", lambda size: f"{next(numbers):0{2 * size}x}")
    gate = EgressGate(BuiltinRemote(), Records(), catalogue.titles, clock=lambda: NOON)
    return Session(knowing, gate, catalogue, Config(domain="media"))


async def test_every_screen_looks_as_it_did(session: Session) -> None:
    differing = []
    async with driving(session, (120, 40)) as driver:
        differing += await compare(driver.pilot, "begin")
        await driver.review(LOST)
        differing += await compare(driver.pilot, "review")
        await driver.preview()
        differing += await compare(driver.pilot, "preview")
        await driver.press("n", "enter")
        await driver.answered()
        differing += await compare(driver.pilot, "answer")
        await driver.press("f9")
        differing += await compare(driver.pilot, "hidden")
        await driver.press("escape")
        for place in PLACES:
            await driver.pilot.app.push_screen(place.open(driver.session))
            await driver.pilot.pause(0.2)
            differing += await compare(driver.pilot, place.name.lower().replace(" ", "-"))
            await driver.press("escape")
    assert differing == []

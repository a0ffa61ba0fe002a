"""A wish that was sent in the person's own words is said on the screen like anything else that was told."""

from functools import partial

import pytest

from client.catalogue import Catalogue
from client.config import Config
from client.conversation.session import Session
from client.egress import EgressGate
from client.kept.records import Records
from client.ownwords import may_leave
from client.remotes.builtin import BuiltinRemote
from client.tui.places import PLACES
from sanitizer import Sanitizer
from tests.client.driver import driving

pytestmark = pytest.mark.usefixtures("hurried")


async def test_the_answer_to_own_words_is_shown_and_every_place_opens_after_it(
    knowing: Sanitizer, catalogue: Catalogue
) -> None:
    harmless = partial(may_leave, sanitizer=knowing)
    gate = EgressGate(BuiltinRemote(), Records(), catalogue.titles, harmless=harmless)
    session = Session(knowing, gate, catalogue, Config(domain="media"))
    async with driving(session, (80, 24)) as driver:
        await driver.review("A cosy film with smugglers and lighthouses please.")
        index = next(at for at, one in enumerate(driver.pane.review.findings) if one.kind == "wish")
        driver.pane.change(lambda: driver.pane.deciding.send_words([index]))
        await driver.preview()
        await driver.press("o", "enter")
        await driver.answered()
        assert b'"words":["' in (session.sent[-1].content or b"")
        for place in PLACES:
            await driver.pilot.app.push_screen(place.open(session))
            await driver.pilot.pause(0.1)
            await driver.press("escape")
        await driver.answered()

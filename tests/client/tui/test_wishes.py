"""Wishes on the screen: picked, searched, sent as written; going on, alone, and why something was hidden."""

from functools import partial

import pytest
from textual.widgets import Input, OptionList, Static

from client.catalogue import Catalogue
from client.config import Config
from client.conversation.session import Session
from client.egress import EgressGate
from client.kept.records import Records
from client.ownwords import may_leave
from client.remotes.builtin import BuiltinRemote
from client.tui.hidden import HiddenScreen
from client.tui.preview import PreviewScreen
from client.tui.screen import ChatScreen
from client.tui.transcript import Card
from client.tui.wish import WishScreen
from sanitizer import Level, Sanitizer
from tests.client.driver import Driver, driving

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("hurried")]
CROW = "A light comedy film. I'd love a talking crow on stilts"


@pytest.fixture
def session(knowing: Sanitizer, catalogue: Catalogue) -> Session:
    gate = EgressGate(
        BuiltinRemote(), Records(), catalogue.titles, harmless=partial(may_leave, sanitizer=knowing)
    )
    return Session(knowing, gate, catalogue, Config(domain="media"))


async def wish(driver: Driver) -> list[str]:
    """What is offered for the wish under the cursor."""
    await driver.press("w")
    await driver.until(lambda: isinstance(driver.screen, WishScreen))
    return offered(driver)


def offered(driver: Driver) -> list[str]:
    options = driver.screen.query_one(OptionList)
    return [str(options.get_option_at_index(index).prompt) for index in range(options.option_count)]


async def back(driver: Driver) -> None:
    await driver.until(lambda: isinstance(driver.screen, ChatScreen))


async def test_a_wish_is_picked_searched_for_or_sent_as_it_is_written_after_a_question(
    session: Session,
) -> None:
    async with driving(session, (80, 24)) as driver:
        await driver.review(CROW)
        assert "no word for it" in driver.rows()[1]
        await driver.press("down")
        assert await wish(driver) == ["Send these words as they are, only this once; you are asked first"]
        await driver.press(*"sooth")
        await driver.until(lambda: len(offered(driver)) == 2)
        assert driver.screen.query_one(Input).value == "sooth"
        assert offered(driver)[0] == "mood: gentle"
        await driver.press("enter")
        await back(driver)
        assert "ask for gentle" in driver.rows()[1]
        await driver.press("u")
        assert "no word for it" in driver.rows()[1]
        await wish(driver)
        await driver.press("end", "enter")
        await back(driver)
        assert "sent in your own words, if you agree" in driver.rows()[1]
        await driver.preview()
        assert "talking crow on stilts”" in driver.text("#question")
        assert "talking crow" not in driver.text("#body") + driver.text("#learns")
        await driver.press("y", "u", "enter")
        assert isinstance(driver.screen, PreviewScreen)
        assert '"words"' not in driver.text("#body")
        await driver.press("o")
        assert "in your own words: “" in driver.text("#learns")
        assert "talking crow on stilts" in driver.text("#body")
        await driver.press("f4")
        assert "talking crow" not in driver.text("#body") + driver.text("#learns") + driver.text("#question")
        assert not driver.session.sent


async def test_a_follow_up_says_what_it_goes_on_from_and_can_be_made_alone_and_back(session: Session) -> None:
    async with driving(session, (80, 24)) as driver:
        await driver.review("a light comedy film")
        await driver.preview()
        await driver.press("enter")
        await driver.answered()
        first = str(driver.screen.query(Card).first().content)
        assert first.startswith("1. ")
        await driver.review("others")
        assert "Goes on from before; asked for now: film, comedy and light" in driver.text("#review-note")
        await driver.press("a")
        assert "Goes on from before" not in driver.text("#review-note")
        await driver.press("u")
        assert "Goes on from before" in driver.text("#review-note")
        await driver.preview()
        await driver.press("enter")
        await driver.until(lambda: driver.sees_answer(2))
        page = len(driver.screen.query(Card)) // 2
        assert f"{page} that you saw before are left out" in str(
            driver.screen.query(".summary").last(Static).content
        )


async def test_what_was_hidden_is_listed_with_its_rule_and_a_group_is_told_only_after_a_question(
    session: Session,
) -> None:
    async with driving(session, (80, 24)) as driver:
        await driver.review("I can't watch anything with violence. A dark gangster war film")
        await driver.preview()
        await driver.press("n", "enter")
        await driver.until(lambda: isinstance(driver.screen, ChatScreen) and len(driver.session.sent) == 1)
        await driver.until(lambda: not driver.pane.reviewing)
        await driver.press("f9")
        await driver.until(lambda: isinstance(driver.screen, HiddenScreen))
        said = "\n".join(str(widget.content) for widget in driver.screen.query(Static))
        assert ", by our notes" in said
        options = driver.screen.query_one("#groups", OptionList)
        assert options.get_option_at_index(0).id == "violence"
        await driver.press("enter")
        await driver.until(lambda: isinstance(driver.screen, PreviewScreen))
        assert "low on violence" in driver.text("#question")
        assert '"constraints":[]' in driver.text("#body")
        await driver.press("y")
        assert '"group":"violence"' in driver.text("#body")
        await driver.press("enter")
        await driver.until(lambda: len(driver.session.sent) == 2)
        assert driver.session.sent[1].told == ((Level.GROUP, "violence"),)

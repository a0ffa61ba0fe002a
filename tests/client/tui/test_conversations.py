"""Conversations that are gone back to, and answers that are held against what holds now."""

import pytest
from textual.widgets import Static

from client.tui.places.asking import SureScreen
from client.tui.places.consents import ConsentsScreen
from client.tui.places.conversations import ConversationsScreen
from client.tui.places.limits import LimitsScreen
from client.tui.screen import ChatScreen
from client.tui.transcript import Card
from sanitizer import Constraint
from tests.client.driver import driving
from tests.client.tui.visits import Open, turn, visit

pytestmark = pytest.mark.usefixtures("hurried")


async def test_a_conversation_is_found_by_typing_and_gone_on_with(open_session: Open) -> None:
    session = open_session()
    await turn(session)
    await turn(other := session.elsewhere(None), "a moving drama")
    async with driving(other, (80, 24)) as driver:
        await driver.write("not sent yet")
        there = await visit(driver, ConversationsScreen(other))
        assert len(there.rows) == 2
        await there.press("slash", *"clue")
        assert [row.split(" like ")[0] for row in there.rows] == ["comedy and light,"]
        await there.press("x")
        assert (there.rows, there.about) == ([], "Nothing fits what you typed.")
        await there.press("escape")
        assert len(there.rows) == 2
        await there.press("down", "enter")
        assert there.left == [session.conversation]
        chat = driver.screen
        assert isinstance(chat, ChatScreen)
        chat.resume(session.conversation)
        await driver.answered()
        said = "\n".join(str(widget.content) for widget in chat.query(Static))
        assert "You asked for comedy and light, like Clueless." in said
        assert chat.session.conversation == session.conversation
        assert chat.session.kept == session.kept
        assert chat.query(Card)
        assert chat.session.review("something shorter").earlier is not None


async def test_an_answer_is_checked_again_by_limits_that_changed_and_a_conversation_keeps_its_own(
    open_session: Open,
) -> None:
    async with driving(open_session(), (100, 40)) as driver:
        await driver.review("A light comedy film")
        await driver.preview()
        await driver.press("enter")
        await driver.answered()
        assert "None was hidden" in str(driver.screen.query(".summary").last(Static).content)
        chat = driver.screen
        assert isinstance(chat, ChatScreen)
        session = chat.session
        there = await visit(driver, LimitsScreen(session))
        session.keep(Constraint("substance-use"))
        await there.press("escape")
        await driver.until(lambda: isinstance(driver.screen, ChatScreen))
        await driver.until(lambda: "checked again" in driver.text("#status"))
        assert "with drink or drugs" in str(driver.screen.query(".summary").last(Static).content)
        assert len(driver.screen.query(".summary")) == 1
        first = session.conversation
        await driver.press("f3")
        assert chat.session.kept == ()
        chat.resume(first)
        await driver.pilot.pause()
        assert chat.session is session
        assert "with drink or drugs" in str(driver.screen.query(".summary").last(Static).content)
        assert {one.code for one in session.kept} == {"substance-use"}
        assert "are gone" not in driver.text("#status")


async def test_an_answer_that_holds_no_more_is_erased_and_one_that_holds_is_not(open_session: Open) -> None:
    async with driving(session := open_session(), (100, 30)) as driver:
        await turn(session)
        (one,) = session.records.consents.all()
        assert one.live(session.now)
        there = await visit(driver, ConsentsScreen(session))
        await there.press("e")
        assert driver.screen is there.place
        await there.press("w", "e")
        await there.asked(SureScreen)
        await there.press("y")
        await driver.until(lambda: "Erased" in there.status)
        assert session.records.consents.all() == ()
        assert len(session.records.audit.entries) == 1


async def test_enter_on_this_conversation_leaves_it_as_it_is(open_session: Open) -> None:
    async with driving(session := open_session(), (80, 24)) as driver:
        await turn(session)
        there = await visit(driver, ConversationsScreen(session))
        await there.press("enter")
        assert there.left == [None]

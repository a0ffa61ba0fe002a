"""Limits, consents, what left and conversations on the screen, by key, with and without a vault."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.widgets import Input, OptionList, Static

from client.catalogue import Catalogue
from client.kept.conversations import Turn
from client.tui.codes import CodeScreen
from client.tui.places.asking import LineScreen, SureScreen
from client.tui.places.consents import ConsentsScreen
from client.tui.places.conversations import ConversationsScreen
from client.tui.places.limits import LimitsScreen
from client.tui.places.sent import SentScreen
from client.tui.screen import ChatScreen
from client.tui.transcript import Card
from client.vault.openers import make_key_file
from sanitizer import Constraint, Level, Mode, Sanitizer
from tests.client.driver import Driver, driving
from tests.client.lock.desk import Desk
from tests.client.tui.visits import DRAFT, Open, turn, visit

pytestmark = pytest.mark.usefixtures("hurried")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, knowing: Sanitizer, catalogue: Catalogue) -> Desk:
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    key = tmp_path / "vault.key"
    make_key_file(key)
    return Desk(key, knowing, catalogue)


async def test_limits_are_added_changed_and_dropped_by_key_and_each_needs_no_vault(
    open_session: Open,
) -> None:
    async with driving(session := open_session(), (80, 24)) as driver:
        there = await visit(driver, LimitsScreen(session))
        assert "No limits hold now" in there.about
        assert "Without a vault this ends" in there.hint
        await there.press("a", *"gor")
        await there.asked(CodeScreen)
        await there.press("enter", "enter")
        assert there.rows == ["Low on violence", "◇ without blood or gore hides conflicts, told to nobody"]
        assert session.kept == (Constraint("gore"),)
        assert "Set by hand" in there.about
        await there.press("m", "down", "enter", "2")
        assert session.kept == (Constraint("gore", Level.GROUP, Mode.STRICT),)
        assert "“low on violence”, once you agree" in there.status
        assert "Nobody." in there.about
        await there.press("s")
        assert "There is no vault" in there.status
        await turn(session, agreed=True)
        there.place.show_all()
        assert "the built-in catalogue: “low on violence (strictly)”, until" in there.about
        await there.press("d")
        await there.asked(SureScreen)
        await there.press("n")
        assert session.kept
        await there.press("d", "y")
        assert "gore" not in {one.code for one in session.kept}
        assert there.status == "Dropped. u takes it back."
        await there.press("escape")
        assert isinstance(driver.screen, ChatScreen)


async def test_a_vault_keeps_limits_conversations_and_names_until_they_are_deleted(desk: Desk) -> None:
    async with desk.sitting() as person:
        driver, session = person.driver, person.driver.session
        await turn(session)
        there = await visit(driver, LimitsScreen(session))
        assert there.hint == ""
        await there.press("s")
        assert "saved" in there.rows[1]
        await there.press("m", "down", "enter")
        assert session.records.limits.all()[0].constraint.mode is Mode.STRICT
        await there.press("s")
        assert session.records.limits.all() == ()
        await there.press("s", "escape")
        there = await visit(driver, ConversationsScreen(session))
        await there.press("n")
        await there.asked(LineScreen)
        await there.press(*"Rex", "enter")
        assert there.rows[0].startswith("Rex this one · ")
        await person.lock()
        await person.unlock()
        await driver.until(lambda: not person.locked)
        assert there.rows[0].startswith("Rex ")
    async with desk.sitting() as person:
        driver, session = person.driver, person.driver.session
        there = await visit(driver, ConversationsScreen(session))
        await there.press("d")
        await there.asked(SureScreen)
        await there.press("y")
        assert "No conversation is kept" in there.about
    with desk.session() as later:
        left = later.records
        assert (left.conversations.all(), left.names.all(), left.consents.all()) == ((), {}, ())
        assert [entry.content for entry in left.audit.entries] == [None]
        assert [saved.constraint.code for saved in left.limits.all()] == ["gore"]


async def test_consents_are_read_and_withdrawn_with_one_key_for_the_next_request(open_session: Open) -> None:
    session = open_session()
    await turn(session, agreed=True)
    await turn(other := session.fresh(), "no war please, a light comedy", agreed=False)
    async with driving(other, (120, 40)) as driver:
        there = await visit(driver, ConsentsScreen(session))
        assert [row.split()[0] for row in there.rows] == ["○", "●"]
        assert "You said no" in there.about
        await there.press("down")
        assert "May the built-in catalogue be told that" in there.about
        assert "What for: only to recommend; no other use is allowed" in there.about
        assert "ConsentReceipt" not in there.about
        await there.press("r")
        assert '"@type": "dpv:ConsentReceipt"' in there.about
        await there.press("r", "w")
        assert "Withdrawn: 1. From the next request on" in there.status
        assert "One request told of it before" in there.status
        assert "You withdrew it" in there.about
        assert not session.preview(session.review("something shorter")).prepared.told
        await there.press("w")
        assert "Withdrawn: 1." in there.status


async def test_what_left_is_shown_as_it_looked_checked_and_erased(open_session: Open) -> None:
    session = open_session()
    await turn(session, agreed=True)
    sent = (session.sent[0].content or b"").decode().rstrip()
    async with driving(session, (80, 24)) as driver:
        there = await visit(driver, SentScreen(session))
        assert sent in there.about
        assert "You asked for films, series, books and games: comedy and light, like Clueless." in there.about
        assert "It has to be low on violence." in there.about
        await there.press("v")
        await driver.until(lambda: "The record is whole: 1 entry." in there.status)
        await there.press("e")
        await there.asked(SureScreen)
        await there.press("y")
        assert sent not in there.about
        assert "content erased" in there.rows[0]
        assert session.sent == ()
        await there.press("v")
        await driver.until(lambda: "The record is whole: 1 entry." in there.status)


async def test_a_long_check_tells_how_far_it_is_and_is_stopped_by_escape(
    open_session: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = open_session()
    await turn(session)
    go_on = asyncio.Event()
    loop = asyncio.get_running_loop()

    def verify(watch: Callable[[int], None]) -> int:
        watch(500)
        asyncio.run_coroutine_threadsafe(go_on.wait(), loop).result(10)
        watch(501)
        raise AssertionError

    monkeypatch.setattr(session.records.audit, "verify", verify)
    async with driving(session, (80, 24)) as driver:
        there = await visit(driver, SentScreen(session))
        await there.press("v")
        await driver.until(lambda: "500 links so far" in there.status)
        await there.press("escape")
        assert "Stopped. Nothing was changed." in there.status
        go_on.set()
        await driver.pilot.pause(0.05)
        assert "Stopped. Nothing was changed." in there.status
        await there.press("escape")
        assert isinstance(driver.screen, ChatScreen)


async def test_no_byte_of_a_title_or_a_name_is_obeyed(open_session: Open) -> None:
    session = open_session()
    await turn(session)
    (kept,) = session.records.conversations.all()
    shown = (("[@click=app.quit]Go\x1b]52;c;x\x07[/]", 1999, "safe"),)
    later = Turn("evil", session.now, kept.sent, shown)
    session.records.conversations.add(later)
    session.records.names.keep("evil", "[red]mine\x1b[2J")
    async with driving(session, (120, 40)) as driver:
        there = await visit(driver, ConversationsScreen(session))
        assert there.rows[0].startswith("[red]mine[2J")
        assert "[@click=app.quit]Go]52;c;x[/] (1999)" in there.about
        assert "\x1b" not in driver.pilot.app.export_screenshot()
        await there.press("n")
        assert driver.screen.query_one(Input).value == "[red]mine[2J"
        await there.press("escape", "escape")
        chat = driver.screen
        assert isinstance(chat, ChatScreen)
        chat.resume("evil")
        await driver.answered()
        assert "[@click=app.quit]Go]52;c;x[/]" in str(chat.query(Card).first().content)


async def test_lists_and_details_fit_every_size(open_session: Open) -> None:
    session = open_session()
    await turn(session)
    async with driving(session, (80, 24)) as driver:
        there = await visit(driver, LimitsScreen(session))
        for size in ((80, 24), (200, 60), (120, 40)):
            await driver.pilot.resize_terminal(*size)
            await driver.pilot.pause()
            things, details = there.place.query_one(OptionList), there.place.query_one("#details")
            assert things.region.height > 4
            assert details.region.height > 6
            assert (things.region.y == details.region.y) is (size[0] > 80)


async def test_a_limit_is_kept_for_later_from_its_review_and_that_is_taken_back(desk: Desk) -> None:
    async with desk.sitting() as person:
        driver, session = person.driver, person.driver.session
        await driver.review(DRAFT)
        await driver.press("v")
        kept = [limit.constraint.code for limit in session.records.limits.all()]
        assert kept == list(driver.pane.review.findings[0].codes)
        assert "Saved for every later conversation" in driver.text("#review-note")
        assert "for every conversation" in written(driver)
        await driver.press("v")
        assert "already" in driver.text("#review-note")
        await driver.press("u")
        assert session.records.limits.all() == ()
        assert "for this conversation" in written(driver)


def written(driver: Driver) -> str:
    """What is written about the row under the cursor of the review."""
    lines = driver.screen.query("Choices Static").results(Static)
    return " ".join(" ".join(str(line.content) for line in lines).split())

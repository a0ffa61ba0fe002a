"""The chat screen, driven by keys as a person would."""

import asyncio
import threading
from collections.abc import Callable, Sequence
from functools import partial

import pytest
from textual import events
from textual.widgets import Static

from client.conversation.session import Session
from client.remotes.https import HttpsRemote
from client.tui.composer import Composer
from client.tui.dialogs import KindScreen
from client.tui.preview import PreviewScreen
from client.tui.rows import Rows
from client.tui.transcript import Card
from client.tui.unhurried import UnhurriedScreen
from sanitizer import Finding, Level
from tests.client.driver import LOST, StandingClock, driving
from tests.client.lying import Lying

Open = Callable[..., Session]


pytestmark = pytest.mark.usefixtures("hurried")


@pytest.mark.parametrize("size", [(80, 24), (100, 32), (200, 60)])
async def test_four_keys_lead_from_the_draft_to_checked_cards(
    open_session: Open, size: tuple[int, int]
) -> None:
    async with driving(open_session(), size) as driver:
        await driver.review()
        assert "told to nobody" in driver.rows()[0]
        assert "careful with death and loss" in driver.rows()[1]
        await driver.preview()
        await driver.press("n", "enter")
        await driver.answered()
        summary = driver.text(".summary")
        assert "hidden: " in summary
        assert "with pregnancy or infant loss" in summary
        assert "miscarriage" not in "".join(str(widget.content) for widget in driver.screen.query(Static))
        assert driver.screen.query_one(Composer).text == ""
        assert len(driver.session.sent) == 1


async def test_findings_are_marked_while_typing_and_said_in_a_line(open_session: Open) -> None:
    async with driving(open_session()) as driver:
        await driver.write(LOST)
        await driver.until(lambda: "Found so far" in driver.text("#status"))
        look = driver.screen.query_one(Composer).look((0, 0, len(LOST), True))
        marked = {look.text[left:right] for left, right, _ in look.marks}
        assert "miscarriage last spring" in marked


async def test_a_slow_scan_holds_up_no_key_and_only_the_latest_text_is_scanned_after_it(
    open_session: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, free, scanned = open_session(), threading.Event(), []

    def slow(text: str) -> Sequence[Finding]:
        scanned.append(text)
        free.wait(10)
        return ()

    monkeypatch.setattr(session.sanitizer, "detect", slow)
    async with driving(session) as driver:
        await driver.press(*"comedy")
        assert driver.screen.query_one(Composer).text == "comedy"
        free.set()
        await driver.until(lambda: scanned[-1] == "comedy")
        assert len(scanned) == 2


async def test_the_open_question_cannot_be_sent_past(open_session: Open) -> None:
    async with driving(open_session()) as driver:
        await driver.review()
        await driver.preview()
        await driver.press("enter", "enter", "enter")
        assert isinstance(driver.screen, PreviewScreen)
        assert driver.session.sent == ()
        await driver.press("escape")
        assert driver.session.sent == ()


async def test_the_preview_shows_the_exact_bytes_before_and_after_the_answer(open_session: Open) -> None:
    async with driving(open_session()) as driver:
        await driver.review()
        await driver.preview()
        assert '"constraints":[]' in driver.text("#body")
        await driver.press("y")
        shown = driver.text("#body")
        assert '"group":"death-loss"' in shown
        assert "They will learn: " in driver.text("#learns")
        assert "They will not learn: what you wrote" in driver.text("#stays")
        await driver.press("enter")
        await driver.answered()
        assert (driver.session.sent[0].content or b"").decode().rstrip() == shown
        assert driver.session.sent[0].told == ((Level.GROUP, "death-loss"),)


async def test_keys_pressed_too_often_open_one_preview_and_send_once(open_session: Open) -> None:
    async with driving(open_session()) as driver:
        await driver.review("a light comedy")
        rows = driver.pane.query_one(Rows)
        await asyncio.gather(*(rows.run_action("screen.proceed") for _ in range(3)))
        await driver.until(lambda: isinstance(driver.screen, PreviewScreen))
        assert len(driver.pilot.app.screen_stack) == 3
        await driver.press("enter", "enter", "enter")
        await driver.answered()
        assert len(driver.session.sent) == 1


async def test_a_held_enter_answers_no_dialog(open_session: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = StandingClock()
    monkeypatch.setattr("client.tui.unhurried.time", clock)
    monkeypatch.setattr(UnhurriedScreen, "PAUSE", 0.5)
    async with driving(open_session()) as driver:
        await driver.write("a light comedy")
        await driver.press(*["enter"] * 3)
        await driver.until(lambda: driver.pane.reviewing)
        await driver.preview()
        await driver.press(*["enter"] * 12)
        assert isinstance(driver.screen, PreviewScreen)
        assert driver.session.sent == ()
        clock.now += UnhurriedScreen.PAUSE
        await driver.press("enter")
        await driver.answered()


async def test_a_new_conversation_leaves_nothing_on_the_screen_but_what_is_being_written(
    open_session: Open,
) -> None:
    async with driving(open_session()) as driver:
        await driver.review()
        await driver.preview()
        await driver.press("n", "enter")
        await driver.answered()
        await driver.write("something with ducks")
        await driver.press("f3")
        assert driver.screen.query_one(Composer).text == "something with ducks"
        assert not driver.screen.query(Card)
        assert "You asked for" not in driver.pilot.app.export_screenshot()


async def test_consents_are_withdrawn_with_one_key_and_a_new_conversation_starts_clean(
    open_session: Open,
) -> None:
    async with driving(open_session()) as driver:
        await driver.review()
        await driver.preview()
        await driver.press("y", "enter")
        await driver.answered()
        await driver.press("f4")
        assert "Withdrawn: 1" in driver.text("#status")
        await driver.press("f3")
        assert not driver.screen.query(Card)
        await driver.press("f4")
        assert "No consent is live" in driver.text("#status")


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (120, 100)])
async def test_each_answer_is_scrolled_to(open_session: Open, size: tuple[int, int]) -> None:
    async with driving(open_session(), size) as driver:
        for turn in range(1, 3):
            await driver.review("a light comedy")
            await driver.preview()
            await driver.press("enter")
            await driver.until(partial(driver.sees_answer, turn))


async def test_more_cards_come_a_page_at_a_time(open_session: Open) -> None:
    async with driving(open_session()) as driver:
        await driver.review("a light comedy")
        await driver.preview()
        await driver.press("enter")
        await driver.answered()
        first = len(driver.screen.query(Card))
        await driver.press("f2")
        assert len(driver.screen.query(Card)) == 2 * first


async def test_a_detector_that_fails_sends_nothing_and_says_so(
    open_session: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = open_session()

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("my secret")

    monkeypatch.setattr(session.sanitizer, "detect", broken)
    monkeypatch.setattr(session.sanitizer, "review", broken)
    async with driving(session) as driver:
        await driver.write("a light comedy")
        await driver.until(lambda: "detector failed" in driver.text("#status"))
        await driver.press("enter")
        await driver.until(lambda: "went wrong inside" in driver.text("#status"))
        assert "secret" not in driver.text("#status")
        assert "Nothing more is sent" in driver.text("#status")
        assert driver.screen.query_one(Composer).text == "a light comedy"
        assert session.sent == ()


async def test_waiting_can_be_stopped_and_the_draft_is_kept(
    open_session: Open, stalling: HttpsRemote
) -> None:
    async with driving(open_session(stalling)) as driver:
        await driver.review("a light comedy")
        await driver.preview()
        await driver.press("enter")
        await driver.until(lambda: len(driver.session.sent) == 1)
        assert "Escape" in driver.text("#status")
        await driver.press("escape")
        await driver.until(lambda: "Stopped" in driver.text("#status"))
        assert driver.screen.query_one(Composer).text == "a light comedy"
        assert driver.session.sent[0].outcome == "failed"


async def test_somebody_in_danger_is_answered_kindly_first_and_may_go_on(open_session: Open) -> None:
    async with driving(open_session(region="GB")) as driver:
        await driver.write("I want to die. Anything with cats?")
        await driver.press("enter")
        await driver.until(lambda: isinstance(driver.screen, KindScreen))
        said = "".join(str(widget.content) for widget in driver.screen.query(Static))
        assert "Samaritans: 116 123" in said
        await driver.press("escape")
        assert driver.screen.query_one(Composer).text.startswith("I want to die")
        await driver.press("enter")
        await driver.until(lambda: isinstance(driver.screen, KindScreen))
        await driver.press("enter")
        await driver.until(lambda: driver.pane.display)
        assert driver.session.sent == ()


async def test_a_domain_that_the_recommender_lacks_is_said(open_session: Open) -> None:
    async with driving(open_session(Lying(), domain="food")) as driver:
        await driver.review("cheap ramen")
        await driver.press("enter")
        await driver.until(lambda: "has no" in driver.text("#status"))


async def test_control_characters_of_a_paste_stay_out(open_session: Open) -> None:
    async with driving(open_session()) as driver:
        driver.screen.query_one(Composer).post_message(events.Paste("a\x1b]52;c;x\x07 comedy\r\nplease\x9b"))
        await driver.until(lambda: driver.screen.query_one(Composer).text == "a]52;c;x comedy\nplease")


async def test_lines_are_broken_by_key_and_an_empty_draft_is_not_reviewed(open_session: Open) -> None:
    async with driving(open_session()) as driver:
        await driver.press("enter")
        assert "Write something first" in driver.text("#status")
        await driver.press("a", "ctrl+j", "b")
        assert driver.screen.query_one(Composer).text == "a\nb"

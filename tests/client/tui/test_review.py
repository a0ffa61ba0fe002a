"""The review on the screen: each thing once, what each choice means, what was missed, and every way back."""

from collections.abc import Callable

import pytest
from textual.widgets import Static

from client.conversation.session import Session
from client.tui.choices import Line
from client.tui.codes import CodeScreen
from client.tui.label import LabelScreen
from client.tui.mark import MarkScreen, Piece, shown
from client.tui.preview import PreviewScreen
from client.tui.rows import Rows
from client.tui.screen import ChatScreen
from sanitizer import Kind, Source, Span
from tests.client.driver import Driver, driving

Open = Callable[..., Session]
pytestmark = pytest.mark.usefixtures("hurried")

TWICE = (
    "Since my miscarriage last spring I can't watch baby scenes. My sister Anna in Leeds says the miscarriage last "
    "spring changed me, and the hospital corridor is what I dream of. Any light 90s comedies with ducks?"
)


def choices(driver: Driver) -> str:
    """What is written about the row under the cursor."""
    written = driver.screen.query("Choices Static").results(Static)
    lines = [str(line.content) for line in written if line.display]
    return " ".join(" ".join(lines).split())


async def to_chat(driver: Driver) -> None:
    await driver.until(lambda: isinstance(driver.screen, ChatScreen))


async def test_a_fact_that_recurs_is_one_row_with_one_decision_and_says_what_each_choice_means(
    open_session: Open,
) -> None:
    async with driving(open_session(), (80, 24)) as driver:
        await driver.review(TWICE)
        first = driver.rows()
        assert "“miscarriage last spring” (2×)" in first[0]
        assert "o leave out a text to paste reads [reproductive or sexual health 1]" in choices(driver)
        assert "● l use as a limit left out; without pregnancy or infant loss; told to nobody" in choices(
            driver
        )
        assert "hide what conflicts; for this conversation" in choices(driver)
        assert "a request never holds it; asks twice" in choices(driver)
        await driver.press("2", "m")
        assert "told as a group, if you agree: careful with death and loss" in choices(driver)
        assert "hide whatever is not known to fit" in choices(driver)
        await driver.press("c")
        assert "Found by the model, " in driver.text("#review-note")
        await driver.press("down")
        assert "Found by" not in driver.text("#review-note")
        assert "[stated limit 1]" in choices(driver)
        await driver.press("up", "o")
        assert driver.pane.review.redacted().count("[reproductive or sexual health 1]") == 2
        assert "● o" in choices(driver)
        await driver.pilot.click(list(driver.screen.query(Line))[1])
        assert "● l" in choices(driver)
        await driver.press("U")
        assert driver.rows() == first
        assert "as it was at the start" in driver.text("#review-note")


async def test_an_extent_moves_word_by_word_and_is_seen_in_the_quotation(open_session: Open) -> None:
    async with driving(open_session()) as driver:
        await driver.review(TWICE)
        await driver.press("right_square_bracket")
        assert "“miscarriage last spring I”" in driver.rows()[0]
        assert "“miscarriage last spring”" in "".join(driver.rows()[1:])
        assert "Only this one changed" in driver.text("#review-note")
        await driver.press("shift+left", "left_curly_bracket")
        assert "“my miscarriage last spring”" in driver.rows()[0]
        await driver.press("left_square_bracket", "left_square_bracket", "right_curly_bracket")
        assert "“miscarriage”" in driver.rows()[0]
        await driver.press("left_square_bracket")
        assert "at least one word" in driver.text("#review-note")
        await driver.press("U")
        assert "(2×)" in driver.rows()[0]


async def test_what_was_missed_is_marked_by_keys_and_a_limit_can_follow_from_it(open_session: Open) -> None:
    async with driving(open_session(), (80, 24)) as driver:
        await driver.review(TWICE)
        await driver.press("s")
        await driver.until(lambda: isinstance(driver.screen, MarkScreen))
        piece = driver.screen.query_one(Piece)
        piece.move_cursor((0, TWICE.index("sister")))
        await driver.press("enter", "ctrl+right", "ctrl+right", "enter")
        assert "found already" in driver.text("#mark-note")
        piece.move_cursor((0, TWICE.index("hospital") + 2))
        await driver.press("enter")
        assert "Enter marks “hospital”" in driver.text("#mark-note")
        await driver.press("right")
        assert "Enter marks “hospital corridor”" in driver.text("#mark-note")
        await driver.press("enter")
        await driver.until(lambda: isinstance(driver.screen, LabelScreen))
        assert driver.text("#piece") == "“hospital corridor”"
        await driver.press("enter")
        await to_chat(driver)
        at = driver.pane.at
        assert at is not None
        assert driver.pane.review.findings[at].source is Source.PERSON
        assert "health condition: “hospital corridor”" in "".join(driver.rows())
        assert "hospital" not in driver.pane.review.redacted()
        await driver.press("l")
        await driver.until(lambda: isinstance(driver.screen, CodeScreen))
        await driver.press(*"hospital", "enter")
        await to_chat(driver)
        assert "● l use as a limit left out; without serious illness" in choices(driver)
        await driver.press("u", "u")
        assert "hospital" in driver.pane.review.redacted()


async def test_never_and_always_are_remembered_said_and_taken_back(open_session: Open) -> None:
    session = open_session()
    before = session.sanitizer.dictionary
    try:
        async with driving(session) as driver:
            await driver.review(TWICE)
            await driver.press("N")
            assert "not flagged from now on" in driver.text("#review-note")
            assert session.records.words.lines() == ("! miscarriage last spring",)
            assert "miscarriage" not in "".join(driver.rows())
            assert all("miscarriage" not in f.span.of(TWICE) for f in session.sanitizer.detect(TWICE))
            await driver.press("A")
            assert "always flagged: stated limit" in driver.text("#review-note")
            await driver.press("u", "u")
            assert session.records.words.lines() == ()
            assert "miscarriage" in driver.rows()[0]
            await driver.press("end", "A")
            assert "Say first what it is" in driver.text("#review-note")
            assert session.records.words.lines() == ()
    finally:
        session.sanitizer.dictionary = before


async def test_an_open_question_is_not_passed_and_two_enters_send_nothing_private(open_session: Open) -> None:
    async with driving(open_session()) as driver:
        await driver.review(TWICE)
        await driver.press("k", "enter")
        assert "Not kept" in driver.text("#review-note")
        assert driver.pane.reviewing
        assert "a limit" in driver.rows()[0]
        await driver.preview()
        await driver.press("enter", "enter")
        assert isinstance(driver.screen, PreviewScreen)
        assert not driver.session.sent
        await driver.press("n", "enter")
        await driver.answered()
        sent = driver.session.sent[-1]
        assert sent.told == ()
        for word in (b"miscarriage", b"Anna", b"hospital", b"death-loss"):
            assert word not in (sent.content or b"")


async def test_a_resize_while_reviewing_keeps_cursor_choices_and_what_was_said(open_session: Open) -> None:
    async with driving(open_session(), (120, 40)) as driver:
        await driver.review(TWICE)
        await driver.preview()
        await driver.press("n", "enter")
        await driver.answered()
        await driver.review(f"{TWICE} No gore, no spiders. My ex hit me in Leeds.")
        assert "Also kept: without pregnancy" in driver.text("#review-heading")
        await driver.press("end", "k")
        for size in ((80, 24), (60, 15), (200, 60), (80, 24)):
            await driver.pilot.resize_terminal(*size)
            await driver.pilot.pause()
            rows = driver.pane.query_one(Rows)
            assert rows.highlighted == len(driver.rows()) - 1
            first = driver.rows()[-1].split()[0]
            assert first in driver.pilot.app.export_screenshot()
            last = rows.virtual_size.height - rows.scroll_offset.y
            assert 0 < last <= rows.size.height
            note = driver.screen.query_one("#review-note")
            assert driver.screen.region.contains_region(note.region)


async def test_without_a_vault_no_limit_is_kept_for_later(open_session: Open) -> None:
    async with driving(open_session(), (80, 24)) as driver:
        await driver.review(TWICE)
        assert "for later, too" not in choices(driver)
        await driver.press("v")
        assert "There is no vault" in driver.text("#review-note")


async def test_what_kind_of_thing_is_asked_for_is_said_and_can_be_changed(open_session: Open) -> None:
    async with driving(open_session(), (80, 24)) as driver:
        await driver.review("Something light and cosy.")
        assert "Asks for films, series, books and games (d changes)." in driver.text("#review-heading")
        await driver.press("d")
        assert "Asks for food and drink (d changes)." in driver.text("#review-heading")
        assert driver.pane.review.request().domain == "food"
        await driver.press("d", "d")
        assert driver.pane.review.domain == "media"
        await driver.press("u", "u")
        assert driver.pane.review.domain == "food"


async def test_a_draft_in_which_nothing_was_found_can_be_marked(open_session: Open) -> None:
    async with driving(open_session(), (80, 24)) as driver:
        await driver.review("hello there you")
        assert driver.rows() == []
        await driver.press("s")
        await driver.until(lambda: isinstance(driver.screen, MarkScreen))
        await driver.press("shift+right", "shift+right", "enter")
        await driver.until(lambda: isinstance(driver.screen, LabelScreen))
        await driver.press("escape")
        await to_chat(driver)
        assert driver.rows() == []
        await driver.press("s")
        await driver.until(lambda: isinstance(driver.screen, MarkScreen))
        await driver.press("shift+right", "enter")
        await driver.until(lambda: isinstance(driver.screen, LabelScreen))
        await driver.press("enter")
        await to_chat(driver)
        assert "“hello”" in driver.rows()[0]


def test_a_text_is_shown_with_every_place_where_it_was_and_nothing_to_obey() -> None:
    raw = "a\x1b]52;c\x07\tb\u00a0c\u2028d\ne"
    assert len(shown(raw)) == len(raw)
    assert shown(raw) == "a\ufffd]52;c\ufffd b c\ufffdd\ne"


async def test_what_is_private_in_a_wish_is_marked_and_the_rest_of_the_wish_stays(open_session: Open) -> None:
    text = "I'd like a comedy about ducks in Leeds that my aunt would love."
    async with driving(open_session(), (80, 24)) as driver:
        await driver.review(text)
        start = text.index("ducks")
        assert any(
            one.kind is Kind.WISH and one.span.overlaps(Span(start, start + 5))
            for one in driver.pane.review.findings
        )
        marked = driver.pane.review.mark(Span(start, start + 5), "condition")
        assert "[health condition" in marked.redacted()
        wishes = [one.span.of(text) for one in marked.findings if one.kind is Kind.WISH]
        assert any("comedy" in wish for wish in wishes)
        assert not any("ducks" in wish for wish in wishes)


async def test_a_stated_limit_that_nothing_follows_from_is_said_and_likely_limits_come_first(
    open_session: Open,
) -> None:
    async with driving(open_session(), (80, 24)) as driver:
        text = "A comedy, please, and nothing orange."
        await driver.review(text)
        pane, span = driver.pane, Span(text.index("nothing"), len(text) - 1)
        pane.renew(lambda review: review.drop(range(len(review.findings))))
        pane.change(lambda: pane.deciding.mark([span], "aversion"))
        await driver.pilot.pause()
        assert "hides nothing yet" in "".join(driver.rows())
        assert "“nothing orange” hides nothing yet. l on its row says" in driver.text("#review-note")
        await driver.press("l")
        await driver.until(lambda: isinstance(driver.screen, CodeScreen))
        await driver.press(*"scares", "enter")
        await to_chat(driver)
        assert "hides nothing" not in driver.text("#review-note")


async def test_what_a_limit_may_mean_stands_first(open_session: Open) -> None:
    async with driving(open_session(), (80, 24)) as driver:
        await driver.pilot.app.push_screen(CodeScreen("media", likely=("gore", "war-combat")))
        await driver.press("enter")
        listed = CodeScreen("media", likely=("gore",)).found("")
        assert [option.id for option in listed][:2] == [None, "perhaps gore"]
        assert CodeScreen("media", likely=("gore",)).meant("perhaps gore") == "gore"


async def test_what_is_decided_about_stays_in_view_however_tall_its_choices(open_session: Open) -> None:
    text = "I'm three months sober, my dad died, I have lupus and I can't stand gore. A light comedy"
    async with driving(open_session(), (80, 24)) as driver:
        await driver.review(text)
        rows = driver.screen.query_one(Rows)
        for _ in range(len(driver.rows())):
            await driver.pilot.pause()
            shown = "".join(strip.text for strip in (rows.render_line(y) for y in range(rows.size.height)))
            assert "▸" in shown
            await driver.press("down")

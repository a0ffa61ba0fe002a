"""What a person decides about, and what is said to them, is in view whole on a screen of 80 columns."""

from collections.abc import Callable

import pytest

from client.conversation.session import Session
from client.tui.composer import Composer
from client.tui.note import MORE, paged
from client.tui.places.vault import EITHER, LATER, PassphraseScreen
from client.tui.rows import Rows
from client.tui.standing import standing
from client.wording.grammar import counted
from client.wording.words import NAMED
from sanitizer import Constraint, Span
from sanitizer.taxonomy import taxonomy
from tests.client.driver import Driver, driving
from tests.client.tui.pictures import seen

Open = Callable[..., Session]
pytestmark = pytest.mark.usefixtures("hurried")
TEN = (
    "I'm three months sober, my dad died last year, I have lupus, I take sertraline, my ex hit me, I was laid off, "
    "I can't stand gore, no spiders, nothing with hospitals. My sister Anna in Leeds says a light 90s comedy"
)
LONG = "Goes on from before; asked for now: " + ", ".join(f"{number} things" for number in range(200))


def in_view(driver: Driver) -> bool:
    """Whether the row under the cursor is on the screen."""
    rows = driver.pane.query_one(Rows)
    return any("▸" in rows.render_line(y).text for y in range(rows.size.height))


def words(driver: Driver) -> str:
    """All that stands on the screen, without frames and line ends."""
    return " ".join(seen(driver.pilot.app).replace("│", " ").split())


def inside(driver: Driver) -> str:
    """All that stands in the dialog on the screen."""
    lines = [line.split("│") for line in seen(driver.pilot.app).split("\n")]
    return " ".join(" ".join(max(line, key=len) for line in lines if len(line) > 2).split())


async def test_the_row_under_the_cursor_is_always_in_view(open_session: Open) -> None:
    async with driving(open_session(), (80, 24)) as driver:
        await driver.review(TEN)
        assert len(driver.rows()) >= 10
        for key in (
            ["down"] * 4 + ["o", "u", "2", "m", "c"] + ["down"] * 5 + ["up"] * 4 + ["k", "k", "u", "U"]
        ):
            await driver.press(key)
            await driver.pilot.pause()
            assert in_view(driver), key
        for size in ((60, 15), (80, 24), (120, 40), (80, 20)):
            await driver.pilot.resize_terminal(*size)
            await driver.pilot.pause()
            assert in_view(driver), size


async def test_what_is_said_below_the_review_is_said_whole(open_session: Open) -> None:
    said = " ".join(LONG.split()[:32]) + " and that is all."
    async with driving(open_session(), (80, 24)) as driver:
        await driver.review(TEN)
        driver.pane.say(said)
        await driver.pilot.pause()
        assert said in words(driver)
        assert in_view(driver)
        driver.pane.say(LONG)
        await driver.pilot.pause()
        assert MORE in words(driver)
        read = ""
        for _ in range(60):
            read += " " + driver.text("#review-note").replace(MORE, "")
            assert in_view(driver)
            await driver.press("r")
            if "Goes on from before" in driver.text("#review-note"):
                break
        assert " ".join(read.split()) == LONG


def test_pages_lose_nothing() -> None:
    for said in ("", "short", "x" * 200, LONG, "one\ntwo\nthree\nfour"):
        pages = paged(said, 40, 3)
        assert all(page.count("\n") < 3 for page in pages)
        assert "".join("".join(pages).replace(MORE, "").split()) == "".join(said.split())


async def test_many_limits_of_before_leave_room_for_the_rows(open_session: Open) -> None:
    session = open_session()
    for code in list(taxonomy().codes)[:20]:
        session.keep(Constraint(code))
    async with driving(session, (80, 24)) as driver:
        await driver.review(TEN)
        assert f"{20 - NAMED} more, which are listed under Limits (f forgets)." in words(driver)
        assert in_view(driver)


async def test_the_limits_that_hide_nothing_are_named(open_session: Open) -> None:
    text = "A comedy, please, nothing orange at all where somebody is, no teal."
    async with driving(open_session(), (80, 24)) as driver:
        await driver.review(text)
        pane = driver.pane
        pane.renew(lambda review: review.drop(range(len(review.findings))))
        start, end = text.index("nothing"), text.index(", no teal")
        pane.change(lambda: pane.deciding.mark([Span(start, end)], "aversion"))
        assert "“nothing orange at all w…” hides nothing yet. l on its row" in driver.text("#review-note")
        pane.change(lambda: pane.deciding.mark([Span(text.index("no teal"), len(text) - 1)], "aversion"))
        assert "“nothing orange at all w…” and “no teal” hide nothing yet." in driver.text("#review-note")


@pytest.mark.parametrize("kept", [1, 3])
def test_limits_that_stay_here_are_counted_however_narrow_the_line(open_session: Open, kept: int) -> None:
    session = open_session()
    for code in list(taxonomy().codes)[:kept]:
        session.keep(Constraint(code))
    line = standing(session, "media")
    for width in (60, 78, 100, 140):
        assert counted(kept, "limit") in line.line(width)


async def test_a_vault_says_first_what_begins_with_it_and_nothing_of_it_is_cut(open_session: Open) -> None:
    async with driving(open_session(), (80, 24)) as driver:
        await driver.pilot.app.push_screen(PassphraseScreen(LATER))
        await driver.pilot.pause()
        shown = inside(driver)
        assert " ".join(LATER.split()) in shown
        assert EITHER in shown
        await driver.press("enter")
        assert "Now type them once more, to be sure that you have them." in inside(driver)


async def test_ctrl_c_says_how_to_leave_and_copies_what_is_selected(open_session: Open) -> None:
    async with driving(open_session(), (80, 24)) as driver:
        await driver.write("something light")
        await driver.press("ctrl+c")
        assert "F10 leaves" in driver.text("#status")
        assert not driver.screen.query("Toast")
        driver.screen.query_one(Composer).select_all()
        await driver.press("ctrl+c")
        assert driver.pilot.app.clipboard == "something light"

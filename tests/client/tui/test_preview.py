"""The preview as a person uses it: both sides, the bytes, ticks, keys held down, and a remote that changes."""

from collections.abc import Callable

import pytest
from textual.content import Content
from textual.widgets import Static

from client.conversation.session import Session
from client.exchange import Recipient
from client.kept.consent import State
from client.tui.composer import Composer
from client.tui.preview import PreviewScreen
from client.tui.screen import ChatScreen
from client.tui.ticks import Ticks
from client.tui.unhurried import UnhurriedScreen
from sanitizer import Level
from tests.client.driver import LOST, Driver, StandingClock, driving
from tests.client.lying import Lying

Open = Callable[..., Session]
TWO = (
    "Since my miscarriage I can't watch baby scenes and I can't stand gore. Any light comedies like Clueless?"
)
VIOLENCE, LOSS = (Level.GROUP, "violence"), (Level.GROUP, "death-loss")


class Changeable(Lying):
    """Can be somebody else, or want to be asked in another way, at any time."""

    def __init__(self) -> None:
        self.frame = b""
        self.recipient = Recipient(
            "recommender.example",
            here=False,
            domains=("media",),
            address="https://recommender.example/leastsaid/1",
            headers=("Host: recommender.example", "Authorization: Bearer …"),
            account=True,
        )

    def wrap(self, body: bytes) -> bytes:
        return self.frame + body


def in_view(driver: Driver, *names: str) -> bool:
    """Whether all of these are wholly on the screen and not scrolled away."""
    sentence, whole = driver.screen.query_one("#sentence"), driver.screen.region
    regions = [driver.screen.query_one(name).region for name in names]
    inside = all(sentence.region.contains_region(region) for region in regions)
    return inside and whole.contains_region(sentence.region) and all(region.area for region in regions)


def beside(driver: Driver) -> bool:
    """Whether what was written and what leaves stand side by side."""
    left, right = (driver.screen.query_one(name).region for name in ("#before", "#after"))
    return right.x >= left.right


@pytest.mark.usefixtures("hurried")
async def test_what_is_ticked_is_told_and_both_sides_show_it_in_plain_words(open_session: Open) -> None:
    async with driving(open_session(), (80, 24)) as driver:
        await driver.review(TWO)
        await driver.preview()
        assert in_view(driver, "#learns", "#stays")
        before = driver.screen.query_one("#before", Static).content
        assert isinstance(before, Content)
        assert before.plain == TWO
        assert next(TWO[span.start : span.end] for span in before.spans) == "miscarriage"
        assert driver.text("#leaves") == "What leaves if you say no"
        assert "Genre: comedy\nMood: light\nLiked: Clueless (1995)\nYour limits: nothing" in driver.text(
            "#after"
        )
        assert isinstance(driver.pilot.app.focused, Ticks)
        assert driver.screen.query_one(Ticks).ticked == ()
        await driver.press("y")
        assert "Nothing is ticked" in driver.text("#hint")
        assert driver.session.records.consents.all() == ()
        await driver.press("space", "down", "space")
        assert "9 bits of your limits: one of 529 possible answers" in driver.text("#tells")
        await driver.press("space")
        assert "5 bits of your limits: one of 34 possible answers" in driver.text("#tells")
        await driver.press("enter")
        assert isinstance(driver.screen, PreviewScreen)
        await driver.press("y")
        assert driver.text("#leaves") == "What leaves"
        assert "It has to be: low on violence" in driver.text("#after")
        assert "You agreed: for this conversation, until " in driver.text("#after")
        assert "loss" not in driver.text("#after") + driver.text("#body")
        assert in_view(driver, "#learns", "#stays")
        assert not driver.screen.query_one("#question").display
        shown = driver.text("#body")
        await driver.press("enter")
        await driver.answered()
        assert driver.session.sent[0].told == (VIOLENCE,)
        assert (driver.session.sent[0].content or b"").decode().rstrip() == shown
        states = {consent.name: consent.state for consent in driver.session.records.consents.all()}
        assert states == {VIOLENCE: State.GIVEN, LOSS: State.REFUSED}


@pytest.mark.usefixtures("hurried")
async def test_the_bytes_are_a_key_away_and_a_resize_keeps_what_was_ticked(open_session: Open) -> None:
    async with driving(open_session(Changeable()), (120, 40)) as driver:
        await driver.review(TWO)
        await driver.preview()
        assert beside(driver)
        await driver.press("down", "space")
        await driver.pilot.resize_terminal(80, 24)
        await driver.until(lambda: not beside(driver))
        assert driver.screen.query_one(Ticks).ticked == (LOSS,)
        assert in_view(driver, "#learns", "#stays")
        await driver.press("n", "b")
        assert not driver.screen.query_one("#sides").display
        assert driver.screen.query_one("#body").region.area
        about = driver.text("#about")
        assert "Sent to: https://recommender.example/leastsaid/1\nHost: recommender.example\n" in about
        assert "Authorization: Bearer …" in about
        assert "Length: 512 bytes, " in about
        preview = driver.screen
        assert isinstance(preview, PreviewScreen)
        assert f"SHA-256: {preview._preview.prepared.digest}" in about
        await driver.press("b")
        assert driver.screen.query_one("#sides").display


@pytest.mark.usefixtures("hurried")
async def test_escape_loses_nothing_and_the_private_path_is_four_keys(open_session: Open) -> None:
    async with driving(open_session()) as driver:
        await driver.review(TWO)
        await driver.preview()
        await driver.press("space", "escape")
        await driver.until(lambda: isinstance(driver.screen, ChatScreen) and not driver.screen.busy)
        assert driver.pane.reviewing
        assert (driver.session.records.consents.all(), driver.session.sent) == ((), ())
        await driver.press("escape")
        assert driver.screen.query_one(Composer).text == TWO
        await driver.press("enter")
        await driver.until(lambda: driver.pane.reviewing)
        await driver.preview()
        await driver.press("n", "enter")
        await driver.answered()
        assert driver.session.sent[0].told == ()


async def test_a_key_held_down_answers_one_question_and_sends_nothing(
    open_session: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = StandingClock()
    monkeypatch.setattr("client.tui.unhurried.time", clock)
    session = open_session()
    review = session.review(f"I can't stand gore. {LOST} I'd love a talking crow on stilts")
    crow = next(at for at, found in enumerate(review.findings) if "crow" in found.span.of(review.draft.text))
    preview = session.preview(review.send_words(crow))
    async with driving(session) as driver:
        await driver.pilot.app.push_screen(PreviewScreen(session, preview))
        await driver.press(*["o", "u"] * 5)
        assert session.records.consents.all() == ()
        await driver.press("space", "down", "space")
        clock.now += UnhurriedScreen.PAUSE
        await driver.press(*"oooo")
        assert {consent.state for consent in session.records.consents.all()} == {State.GIVEN}
        assert "in your own words, once" in driver.text("#question")
        await driver.press(*["enter"] * 4)
        assert isinstance(driver.screen, PreviewScreen)
        await driver.press("n")
        assert "in your own words" not in driver.text("#question")
        await driver.press(*["enter"] * 4)
        assert isinstance(driver.screen, PreviewScreen)
        clock.now += UnhurriedScreen.PAUSE
        await driver.press("enter")
        assert isinstance(driver.screen, ChatScreen)


@pytest.mark.usefixtures("hurried")
async def test_a_remote_that_changed_in_between_is_shown_anew_or_gets_nothing(open_session: Open) -> None:
    remote = Changeable()
    async with driving(open_session(remote), (80, 24)) as driver:
        await driver.review(LOST)
        await driver.preview()
        remote.recipient = Recipient("somebody.example", here=False, domains=("media",))
        await driver.press("y")
        assert "changed meanwhile" in driver.text("#hint")
        assert "somebody.example" in driver.text("#question")
        assert driver.session.records.consents.all() == ()
        await driver.press("n")
        remote.recipient = Recipient("nobody.example", here=False, domains=("media",))
        await driver.press("enter")
        assert "changed meanwhile" in driver.text("#hint")
        assert isinstance(driver.screen, PreviewScreen)
        remote.frame = b" "
        await driver.press("enter")
        await driver.until(lambda: isinstance(driver.screen, ChatScreen) and not driver.screen.busy)
        await driver.until(lambda: "Nothing was sent" in driver.text("#status"))
        assert driver.screen.query_one(Composer).text == LOST
        assert driver.session.sent == ()


@pytest.mark.usefixtures("hurried")
async def test_what_a_remote_is_called_and_a_long_draft_are_shown_plainly(open_session: Open) -> None:
    remote = Changeable()
    remote.recipient = Recipient("[red]e\x1b]52;c;x\x07vil[/red]", here=False, domains=("media",))
    session = open_session(remote)
    review = session.review(f"A light comedy. {'so tired ' * 900}")
    async with driving(session, (100, 30)) as driver:
        await driver.pilot.app.push_screen(PreviewScreen(session, session.preview(review)))
        await driver.pilot.pause()
        assert driver.text("#before").endswith("more characters")
        said = "".join(str(widget.content) for widget in driver.screen.query(Static))
        assert "\x1b" not in said
        assert "[red]e]52;c;xvil[/red]" in said


async def test_on_a_small_screen_the_bytes_come_into_view_while_the_question_is_open(
    open_session: Open,
) -> None:
    async with driving(open_session(), (80, 24)) as driver:
        await driver.review(TWO)
        await driver.preview()
        await driver.press("b")
        await driver.pilot.pause()
        middle, body = (driver.screen.query_one(name).region for name in ("#middle", "#body"))
        assert middle.contains_point((body.x, body.y))
        assert driver.text("#bytes-title") == "The exact bytes, as they are sent if you say no"


def test_a_press_before_the_dialog_was_away_is_none_after_it_came_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = StandingClock()
    monkeypatch.setattr("client.tui.unhurried.time", clock)
    dialog: UnhurriedScreen[None] = UnhurriedScreen()
    dialog.meant()
    clock.now += 20 * UnhurriedScreen.PAUSE
    dialog.on_screen_resume()
    assert not dialog.meant()
    clock.now += UnhurriedScreen.PAUSE
    assert dialog.meant()

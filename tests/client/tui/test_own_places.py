"""Your words, recommenders, settings, help and the palette, as a person uses them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.command import CommandPalette
from textual.screen import Screen
from textual.widgets import Input, Static

from client.addresses import load_book
from client.config import Motion, ThemeName, load_config, settings_folder
from client.conversation.session import Session
from client.tui.app import ChatApp
from client.tui.composer import Composer
from client.tui.listing import Listing
from client.tui.lists import Things
from client.tui.places import ACTIONS, PLACES
from client.tui.places.help import HelpScreen
from client.tui.places.recommenders import RecommendersScreen
from client.tui.places.settings import SETTINGS, SettingsScreen
from client.tui.places.trial import TrialScreen
from client.tui.places.words import WordsScreen
from client.tui.preview import PreviewScreen
from client.tui.screen import ChatScreen
from client.vault.vault import vault_path
from tests.client.driver import Driver, driving

Open = Callable[..., Session]
pytestmark = pytest.mark.usefixtures("hurried", "home")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    return tmp_path


async def go(driver: Driver, kind: Callable[[Session], Screen[Any]]) -> None:
    """To a place."""
    app = driver.pilot.app
    assert isinstance(app, ChatApp)
    await app.push_screen(kind(app.session))
    await driver.pilot.pause()


async def pick(driver: Driver, words: str) -> None:
    """By the palette."""
    await driver.press("ctrl+p")
    await driver.until(lambda: isinstance(driver.screen, CommandPalette))
    driver.screen.query_one(Input).value = words
    await driver.pilot.pause(0.15)
    await driver.press("enter")
    await driver.until(lambda: not isinstance(driver.screen, CommandPalette))
    await driver.pilot.pause()


def said(driver: Driver) -> str:
    return "\n".join(str(static.content) for static in driver.screen.query(Static))


async def test_words_of_ones_own_are_found_at_once_in_the_draft_that_is_written(
    open_session: Open, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = open_session()
    # Others share it.
    monkeypatch.setattr(session.sanitizer, "dictionary", session.sanitizer.dictionary)
    async with driving(session, (80, 24)) as driver:
        await driver.write("a comedy with blorple zanquist please")
        await driver.until(lambda: "wish" in driver.text("#status"))
        await go(driver, WordsScreen)
        assert "they end with the program" in said(driver)
        await driver.press("a", *"Blorple", "space", *"Zanquist", "enter")
        await driver.press("enter")
        await driver.until(lambda: "found from now on" in driver.text("#status"))
        assert "Blorple Zanquist" in said(driver)
        await driver.press("escape")
        await driver.until(lambda: isinstance(driver.screen, ChatScreen))
        await driver.until(
            lambda: "1 personal" in driver.pilot.app.export_screenshot().replace("&#160;", " ")
        )
        (home / "more.txt").write_text("# mine\nSunrise House | organization\n", encoding="utf-8")
        await go(driver, WordsScreen)
        await driver.press("i")
        driver.screen.query_one(Input).value = str(home / "more.txt")
        await driver.press("enter")
        await driver.until(lambda: "1 phrase was read" in driver.text("#status"))
        assert "organization" in [one.label for one in session.sanitizer.detect("at sunrise house")]
        await driver.press("d")
        assert len(session.records.words.lines()) == 1
        await driver.press("i")
        driver.screen.query_one(Input).value = str(home / "nowhere.txt")
        await driver.press("enter")
        await driver.until(lambda: "no such file" in driver.text("#status"))


BOOK = """[kitchen]
address = "http://127.0.0.1:1"
[attic]
address = "https://attic.example/v1"
speaks = "chat"
model = "some-model"
token_file = "attic.token"
"""


async def test_a_recommender_is_looked_at_tried_chosen_made_the_usual_one_and_forgotten(
    open_session: Open,
) -> None:
    settings_folder().mkdir(parents=True)
    (settings_folder() / "remotes.toml").write_text(BOOK)
    async with driving(open_session(), (80, 24)) as driver:
        await driver.write("a light comedy")
        await go(driver, RecommendersScreen)
        await driver.press("down", "down")
        about = said(driver)
        for part in (
            "https://attic.example/v1",
            "some-model",
            "token in a file",
            "your network address",
            "by its token",
        ):
            assert part in about
        await driver.press("up", "t")
        assert isinstance(driver.screen, TrialScreen)
        assert '"constraints":[]' in said(driver)
        await driver.press("enter")
        assert driver.session.records.audit.entries == ()
        await driver.press("y")
        await driver.until(lambda: "cannot be reached" in said(driver))
        assert len(driver.session.records.audit.entries) == 1
        await driver.press("y", "escape")
        assert len(driver.session.records.audit.entries) == 1
        await driver.press("u")
        assert load_book(settings_folder()).use == "kitchen"
        await driver.press("enter", "y")
        await driver.until(lambda: isinstance(driver.screen, ChatScreen))
        chat = driver.screen
        assert isinstance(chat, ChatScreen)
        await driver.until(lambda: "127.0.0.1" in chat.session.recipient.name)
        await driver.until(lambda: chat.query_one(Composer).text == "a light comedy")
        assert len(driver.pilot.app.screen_stack) == 2
        await go(driver, RecommendersScreen)
        await driver.press("down", "d", "n")
        assert "kitchen" in load_book(settings_folder()).addresses
        await driver.press("d", "y")
        await driver.until(lambda: "Removed" in driver.text("#status"))
        assert list(load_book(settings_folder()).addresses) == ["attic"]
        assert load_book(settings_folder()).use == "catalogue"


async def test_settings_are_changed_by_two_keys_and_hold_at_once(open_session: Open) -> None:
    session = open_session()
    async with driving(session, (80, 24)) as driver:
        app = driver.pilot.app
        await go(driver, SettingsScreen)
        assert driver.screen.query_one(Things).option_count == len(SETTINGS)
        await driver.press("enter", "home", "enter")
        assert load_config().policy.value == session.config.policy.value == "private"
        await driver.press("down", "down", "enter", "home", "down", "enter")
        assert load_config().theme is ThemeName.LIGHT
        assert app.theme == "light"
        assert app.theme_variables["fact"] == "#a1262b"
        await driver.press("down", "enter", "end", "enter")
        assert load_config().motion is Motion.REDUCED
        assert app.animation_level == "none"
        await driver.press("down", "enter", "escape")
        assert isinstance(driver.screen, SettingsScreen)
        (settings_folder() / "config.toml").write_text("policy = ")
        await driver.press("home", "enter", "end", "enter")
        await driver.until(lambda: "cannot be read" in driver.text("#status"))
        assert session.config.policy.value == "private"


async def test_a_policy_that_changed_has_the_draft_reviewed_anew(open_session: Open) -> None:
    async with driving(open_session()) as driver:
        await driver.review()
        assert "asked" in " ".join(driver.rows())
        await go(driver, SettingsScreen)
        await driver.press("enter", "home", "enter", "escape")
        await driver.until(lambda: isinstance(driver.screen, ChatScreen))
        assert not driver.pane.reviewing
        await driver.press("enter")
        await driver.until(lambda: driver.pane.reviewing)
        assert not any(decision.offered for decision in driver.pane.review.decisions)


async def test_the_palette_lists_places_what_can_be_done_and_themes_and_nothing_else(
    open_session: Open,
) -> None:
    async with driving(open_session()) as driver:
        app = driver.pilot.app
        titles = [command.title for command in app.get_system_commands(driver.screen)]
        assert len(set(titles)) == len(titles)
        assert {place.name for place in PLACES} <= set(titles)
        assert {"New conversation", "Quit", "Theme: light", "Withdraw"} <= set(titles)
        # Without a vault nothing can be locked or saved, and before an answer nothing was hidden.
        assert not {"Lock", "Save limits", "Why hidden"} & set(titles)
        known = {*(place.name for place in PLACES), *(title for title, _ in ACTIONS.values()), "Make a vault"}
        assert {title for title in titles if not title.startswith("Theme: ")} <= known
        await pick(driver, "settings")
        assert isinstance(driver.screen, SettingsScreen)
        await pick(driver, "words")
        assert isinstance(driver.screen, WordsScreen)
        assert len(app.screen_stack) == 3
        assert "New conversation" not in [one.title for one in app.get_system_commands(driver.screen)]
        await pick(driver, "contrast")
        await driver.until(lambda: app.theme == "high-contrast")
        assert load_config().theme is ThemeName.HIGH_CONTRAST


async def test_every_place_opens_by_name(open_session: Open) -> None:
    session = open_session()
    async with driving(session, (80, 24)) as driver:
        for place in PLACES:
            screen = place.open(session)
            await driver.pilot.app.push_screen(screen)
            assert isinstance(screen, Listing | HelpScreen)
            await driver.press("escape")
            await driver.until(lambda: isinstance(driver.screen, ChatScreen))


@pytest.mark.parametrize("size", [(80, 24), (200, 60)])
async def test_help_opens_over_a_question_says_every_key_and_goes_back(
    open_session: Open, size: tuple[int, int]
) -> None:
    async with driving(open_session(), size) as driver:
        await driver.review()
        await driver.preview()
        await driver.press("f1", "f1")
        assert isinstance(driver.screen, HelpScreen)
        words = said(driver)
        for part in (
            *(place.name for place in PLACES if place.name != "Help"),
            str(vault_path()),
            "f10",
            "exactly what",
        ):
            assert part in words
        assert max(len(line) for line in words.splitlines() if "/" not in line) <= size[0]
        await driver.press("ctrl+p")
        assert isinstance(driver.screen, HelpScreen)
        await driver.press("escape")
        assert isinstance(driver.screen, PreviewScreen)
        await driver.press("ctrl+p")
        assert isinstance(driver.screen, PreviewScreen)
        assert driver.session.sent == ()


async def test_nothing_blinks_where_motion_is_reduced_and_no_colour_is_used_where_none_is_wanted(
    open_session: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLORFGBG", "0;15")
    async with driving(open_session(motion=Motion.REDUCED)) as driver:
        app = driver.pilot.app
        assert isinstance(app, ChatApp)
        assert app.no_color
        assert (app.theme, app.animation_level) == ("light", "none")
        await go(driver, WordsScreen)
        await driver.press("a")
        assert not driver.screen.query_one(Input).cursor_blink

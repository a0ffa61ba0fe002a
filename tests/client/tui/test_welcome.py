"""The first run: three short screens, or none of them."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Input, Static

from client.config import load_config, settings_folder
from client.conversation.session import Session
from client.settings import is_first_run
from client.tui.app import ChatApp
from client.tui.composer import Composer
from client.tui.places.asking import SureScreen
from client.tui.places.vault import PassphraseScreen
from client.tui.places.welcome import PolicyScreen, WelcomeScreen
from client.tui.screen import ChatScreen
from client.vault.openers import Passphrase
from client.vault.vault import open_vault, vault_path
from sanitizer import Constraint
from tests.client.driver import Driver

Open = Callable[..., Session]
pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.setattr("client.vault.openers.SECONDS", 0.0)


@asynccontextmanager
async def beginning(session: Session, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Driver]:
    async with ChatApp(session, first=True).run_test(size=size) as pilot:
        driver = Driver(pilot, session)
        await driver.until(lambda: isinstance(driver.screen, WelcomeScreen))
        yield driver


async def chatting(driver: Driver) -> ChatScreen:
    await driver.until(lambda: isinstance(driver.screen, ChatScreen) and bool(driver.screen.query(Composer)))
    assert isinstance(driver.screen, ChatScreen)
    return driver.screen


async def test_a_policy_and_a_vault_are_chosen_and_not_asked_for_again(open_session: Open) -> None:
    async with beginning(open_session()) as driver:
        await driver.press("enter")
        assert isinstance(driver.screen, PolicyScreen)
        await driver.press("home", "enter")
        assert isinstance(driver.screen, PassphraseScreen)
        first, again = driver.screen.query(Input)
        first.value = "too short"
        await driver.press("enter")
        assert "at least 12 characters" in driver.text("#said")
        words = driver.text("#offered")
        assert len(words.split()) == 6
        await driver.press("enter")
        again.value = "something else again"
        await driver.press("enter")
        assert "not the same" in driver.text("#said")
        assert not vault_path().exists()
        await driver.press("enter")
        again.value = f" {words} "
        await driver.press("enter")
        chat = await chatting(driver)
        assert chat.session.records.lasting
        assert chat.session.config.policy.value == "private"
        await driver.press("f5")
        app = driver.pilot.app
        assert isinstance(app, ChatApp)
        assert app.vault
        assert not app.vault.is_open
    assert load_config().policy.value == "private"
    assert not is_first_run()
    open_vault(vault_path(), [Passphrase(words)]).lock()


@pytest.mark.parametrize("keys", [("escape",), ("enter", "escape"), ("enter", "end", "enter", "escape")])
async def test_escape_at_any_time_works_in_memory_and_is_not_asked_again(
    open_session: Open, keys: tuple[str, ...]
) -> None:
    async with beginning(open_session()) as driver:
        await driver.press("ctrl+p")
        assert isinstance(driver.screen, WelcomeScreen)
        await driver.press(*keys)
        chat = await chatting(driver)
        assert not chat.session.records.lasting
        assert chat.session.config.policy.value == ("open" if len(keys) == 4 else "balanced")
    assert not vault_path().exists()
    assert not is_first_run()


async def test_a_choice_that_cannot_be_written_is_said_and_holds_for_now(open_session: Open) -> None:
    settings_folder().parent.mkdir(parents=True)
    settings_folder().write_text("a file where the folder should be")
    async with beginning(open_session()) as driver:
        words = "\n".join(str(static.content) for static in driver.screen.query(Static))
        assert "here, on your machine" in words
        await driver.press("enter", "home", "enter", "escape")
        chat = await chatting(driver)
        await driver.until(lambda: "cannot" in driver.text("#status"))
        assert chat.session.config.policy.value == "private"


async def test_a_vault_can_be_made_later_with_the_limits_of_now_unsaved_and_be_erased(
    open_session: Open,
) -> None:
    session = open_session()
    async with ChatApp(session).run_test(size=(80, 24)) as pilot:
        driver = Driver(pilot, session)
        await chatting(driver)
        session.keep(Constraint("gore"))
        await driver.write("something with ducks")
        app = pilot.app
        assert isinstance(app, ChatApp)
        (make,) = (one for one in app.get_system_commands(app.screen) if one.title == "Make a vault")
        make.callback()
        await driver.until(lambda: isinstance(driver.screen, PassphraseScreen))
        words = driver.text("#offered")
        await driver.press("enter")
        driver.screen.query_one("#again", Input).value = words
        await driver.press("enter")
        await driver.until(lambda: app.vault is not None and isinstance(driver.screen, ChatScreen))
        chat = await chatting(driver)
        await driver.until(lambda: chat.session is not session)
        assert chat.session.records.lasting
        assert [kept.constraint.code for kept in chat.session.limits] == ["gore"]
        assert chat.session.records.limits.all() == ()
        assert chat.query_one(Composer).text == "something with ducks"
        assert not any(one.title == "Make a vault" for one in app.get_system_commands(app.screen))
        assert app.vault
        chat.session.keep(Constraint("war-combat"))
        (erase,) = (one for one in app.get_system_commands(app.screen) if one.title == "Erase the vault")
        erase.callback()
        await driver.until(lambda: isinstance(driver.screen, SureScreen))
        await driver.press("n")
        assert vault_path().exists()
        chat.session.config = replace(chat.session.config, dictionary=Path("/nowhere/words.txt"))
        erase.callback()
        await driver.until(lambda: isinstance(driver.screen, SureScreen))
        await driver.press("y")
        await driver.until(lambda: isinstance(driver.screen, ChatScreen))
        assert vault_path().exists()
        assert app.vault.is_open
        chat.session.config = replace(chat.session.config, dictionary=None)
        erase.callback()
        await driver.until(lambda: isinstance(driver.screen, SureScreen))
        await driver.press("y")
        await driver.until(lambda: app.vault is None and app.session is not chat.session)
        assert not vault_path().exists()
        assert app.session.limits == ()
        assert not app.session.records.lasting
        assert driver.screen.query_one(Composer).text == "something with ducks"

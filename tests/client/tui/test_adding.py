"""A recommender is added by a form: checked as on the command line, nothing sent, nothing lost that was typed."""

from collections.abc import Callable, Iterator

import keyring
import pytest
from textual.widgets import Input, Static

from client.addresses import Speaks, load_book
from client.config import settings_folder
from client.conversation.session import Session
from client.tokens import read_token
from client.tui.places.adding import AddScreen
from client.tui.places.recommenders import RecommendersScreen
from tests.client.driver import Driver, driving
from tests.client.remotes.stand_in import TOKEN
from tests.client.vault.keys import DesktopKeyring, MemoryKeyring

Open = Callable[..., Session]
pytestmark = pytest.mark.usefixtures("own_home")


@pytest.fixture(params=[DesktopKeyring, MemoryKeyring])
def ring(request: pytest.FixtureRequest) -> Iterator[object]:
    """A keyring, and one that seals nothing."""
    before = keyring.get_keyring()
    keyring.set_keyring(backend := request.param())
    yield backend
    keyring.set_keyring(before)


async def form(driver: Driver) -> None:
    await driver.pilot.app.push_screen(RecommendersScreen(driver.session))
    await driver.press("a")
    await driver.until(lambda: isinstance(driver.screen, AddScreen))


def field(driver: Driver, name: str) -> Input:
    return driver.screen.query_one(f"#{name}", Input)


async def test_one_that_speaks_chat_is_added_with_its_token_where_a_keyring_is(
    open_session: Open, ring: object
) -> None:
    kept = isinstance(ring, DesktopKeyring)
    async with driving(session := open_session(), (80, 24)) as driver:
        await form(driver)
        await driver.until(lambda: kept or field(driver, "token").disabled)
        assert ("no keyring" in driver.text("#said")) is not kept
        assert not driver.screen.query_one("#model-line").display
        await driver.press(*"kitchen", "enter")
        field(driver, "address").value = "https://models.example/v1"
        await driver.press("enter", "end", "enter")
        assert field(driver, "model").has_focus
        await driver.press(*"some-model", "enter")
        if kept:
            field(driver, "token").value = TOKEN
            await driver.press("enter")
        await driver.until(lambda: isinstance(driver.screen, RecommendersScreen))
        await driver.until(lambda: "Added. Nothing was sent" in driver.text("#status"))
        found = load_book(settings_folder()).addresses["kitchen"]
        assert (found.address, found.speaks, found.model) == (
            "https://models.example/v1",
            Speaks.CHAT,
            "some-model",
        )
        assert not kept or read_token(found) == TOKEN
        assert TOKEN not in (settings_folder() / "remotes.toml").read_text()
        assert "kitchen" in driver.text("#about") or "models.example" in driver.text("#about")
        assert session.records.audit.entries == ()


@pytest.mark.parametrize("ring", [DesktopKeyring], indirect=True)
async def test_what_is_wrong_is_said_at_its_line_and_all_that_was_typed_stays(
    open_session: Open, ring: object
) -> None:
    del ring
    async with driving(open_session(), (80, 24)) as driver:
        await form(driver)
        typed = {"name": "My Kitchen", "address": "http://recommender.example", "token": "two words"}
        for name, value in typed.items():
            field(driver, name).value = value
        field(driver, "token").focus()
        for at, said, mended in (
            ("name", "lowercase letters", "kitchen"),
            ("address", "Without https only", "https://recommender.example"),
            ("token", "That is no token", TOKEN),
        ):
            await driver.press("enter")
            await driver.until(lambda said=said: said in driver.text("#said"))  # type: ignore[misc]
            assert field(driver, at).has_focus
            assert {name: field(driver, name).value for name in typed} == typed
            field(driver, at).value = typed[at] = mended
            field(driver, "token").focus()
        assert load_book(settings_folder()).addresses == {}
        await driver.press("enter")
        await driver.until(lambda: isinstance(driver.screen, RecommendersScreen))
        assert list(load_book(settings_folder()).addresses) == ["kitchen"]
        await driver.press("a", *"kitchen", "enter", "enter", "enter", "enter")
        await driver.until(lambda: "of that name already" in driver.text("#said"))
        assert field(driver, "name").has_focus


@pytest.mark.parametrize("ring", [MemoryKeyring], indirect=True)
async def test_without_a_keyring_the_last_line_that_can_be_gone_to_adds(
    open_session: Open, ring: object
) -> None:
    del ring
    async with driving(open_session(), (80, 24)) as driver:
        await form(driver)
        await driver.until(lambda: field(driver, "token").disabled)
        await driver.press(*"relay", "enter")
        assert "▸ Address" in "".join(
            str(line.content) for line in driver.screen.query(".called").results(Static)
        )
        field(driver, "address").value = "https://recommender.example"
        await driver.press("enter", "enter")
        await driver.until(lambda: isinstance(driver.screen, RecommendersScreen))
        assert "relay" in load_book(settings_folder()).addresses

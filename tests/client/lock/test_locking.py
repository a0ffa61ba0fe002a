"""When the chat screen locks, what it hides, and what opens it again."""

import asyncio
import os
import subprocess
import sys
from datetime import timedelta

import pytest
from textual.widgets import Input

from client.errors import VaultError
from client.tui.composer import Composer
from client.tui.lock import LockScreen
from client.tui.mark import MarkScreen
from client.tui.preview import PreviewScreen
from client.tui.transcript import Card
from client.tui.veil import VeilScreen
from client.vault.vault import vault_path
from tests.client.driver import LOST
from tests.client.lock.desk import LIGHT, LOOK, MINUTE, Clock, Desk, Waiting
from tests.client.passphrases import WORDS, Cheap
from tests.conftest import ROOT

pytestmark = pytest.mark.usefixtures("hurried")


async def test_one_key_locks_hides_everything_and_nothing_goes_around_it(desk: Desk) -> None:
    async with desk.sitting() as person:
        await person.ask("n")
        await person.driver.write(LOST)
        assert "miscarriage" in person.seen()
        titles = [
            str(card.content).split("\n")[0].split(" (")[0] for card in person.driver.screen.query(Card)
        ]
        await person.lock()
        assert not person.vault.is_open
        for keys in ((), ("escape",), ("f2",), ("f3",), ("f8",), ("tab", "tab"), ("ctrl+p",)):
            await person.driver.press(*keys)
            assert person.locked
        shown = person.seen()
        assert [word for word in ("miscarriage", "comedies", *titles) if word in shown] == []
        with pytest.raises(VaultError, match="locked"):
            person.driver.session.records.limits.all()
        with desk.opened() as elsewhere:
            assert elsewhere.is_open
        await person.unlock()
        await person.driver.until(lambda: not person.locked)
        assert person.driver.screen.query_one(Composer).text == LOST
        assert len(person.driver.session.sent) == 1
        await person.lock()
        await person.driver.press("f10")
        assert "Press F10 again to leave" in person.driver.text("#lock-words")
        await person.driver.press("f10")
        assert person.driver.pilot.app.return_code == 0


async def test_a_wrong_passphrase_is_said_and_the_right_one_opens(desk: Desk) -> None:
    with desk.opened() as vault:
        vault.set_opener(Cheap(WORDS))
    async with desk.sitting(key_file=None) as person:
        await person.driver.write(LOST)
        await person.lock()
        assert "Your draft and this conversation wait here, unseen" in person.driver.text("#lock-words")
        await person.driver.press(*"wrong horse")
        assert person.driver.screen.query_one(Input).value == "wrong horse"
        assert "horse" not in person.seen()
        await person.unlock("wrong horse battery staple")
        await person.driver.until(lambda: "does not open" in person.driver.text("#lock-words"))
        assert person.locked
        assert not person.vault.is_open
        assert person.driver.screen.query_one(Input).value == ""
        assert "wrong horse" not in person.seen()
        await person.unlock()
        assert "Type the passphrase of your vault." in person.driver.text("#lock-words")
        await person.unlock(WORDS)
        await person.driver.until(lambda: not person.locked)
        assert person.vault.is_open
        assert person.driver.screen.query_one(Composer).text == LOST


async def test_a_vault_that_is_in_use_gone_or_damaged_meanwhile_is_said_and_the_draft_stays(
    desk: Desk,
) -> None:
    async with desk.sitting() as person:
        await person.driver.write(LIGHT)
        await person.lock()
        with desk.opened():
            await person.unlock()
            await person.driver.until(lambda: "in use" in person.driver.text("#lock-words"))
        content = vault_path().read_bytes()
        vault_path().unlink()
        await person.unlock()
        await person.driver.until(lambda: "There is no vault" in person.driver.text("#lock-words"))
        vault_path().write_bytes(content[:4096] + bytes(len(content) - 4096))
        await person.unlock()
        await person.driver.until(lambda: "damaged" in person.driver.text("#lock-words"))
        vault_path().write_bytes(content)
        await person.unlock()
        await person.driver.until(lambda: not person.locked)
        assert person.driver.screen.query_one(Composer).text == LIGHT


async def test_a_client_that_is_idle_for_as_long_as_was_set_locks_itself(desk: Desk) -> None:
    async with desk.sitting(lock_after=timedelta(seconds=0.3)) as person:
        await person.until_locked()
        assert not person.vault.is_open


async def test_ten_minutes_without_a_key_lock_once_and_every_key_puts_it_off(
    desk: Desk, clock: Clock
) -> None:
    async with desk.sitting() as person:
        for _ in range(3):
            clock.now += 9 * MINUTE
            await person.driver.press("a")
            await person.driver.pilot.pause(2 * LOOK)
            assert not person.locked
        clock.now += 10 * MINUTE + 1
        await person.until_locked()
        assert not person.vault.is_open
        clock.now += 30 * MINUTE
        await person.driver.pilot.pause(3 * LOOK)
        assert [type(screen) for screen in person.driver.pilot.app.screen_stack].count(LockScreen) == 1
        await person.unlock()
        await person.driver.until(lambda: not person.locked)
        assert person.vault.is_open


async def test_zero_minutes_mean_that_an_idle_client_stays_open(desk: Desk, clock: Clock) -> None:
    async with desk.sitting(lock_after=timedelta()) as person:
        clock.now += 1000 * MINUTE
        await person.driver.pilot.pause(3 * LOOK)
        assert not person.locked


async def test_a_send_in_flight_is_not_locked_and_how_it_ended_is_kept(desk: Desk, clock: Clock) -> None:
    remote = Waiting()
    async with desk.sitting(remote) as person:
        await person.send_off(remote)
        await person.driver.press("f5")
        assert isinstance(person.driver.screen, VeilScreen)
        clock.now += 11 * MINUTE
        await person.driver.pilot.pause(3 * LOOK)
        assert not person.locked
        remote.free.set()
        await person.until_locked()
    assert [entry.outcome for entry in desk.records().audit.entries] == ["answered"]


async def test_whatever_is_on_the_screen_one_key_locks(desk: Desk) -> None:
    async with desk.sitting() as person:
        await person.driver.review()
        for keys in (("s",), (), ("enter",)):
            await person.driver.press(*keys)
            seen = person.driver.screen
            await person.lock()
            assert not person.vault.is_open
            assert "miscarriage" not in person.seen()
            await person.unlock()
            await person.driver.until(lambda: not person.locked)
            assert person.driver.screen is seen
            if isinstance(seen, MarkScreen):
                await person.driver.press("escape")


async def test_a_preview_that_nobody_answers_is_locked_too(desk: Desk, clock: Clock) -> None:
    async with desk.sitting() as person:
        await person.driver.review()
        await person.driver.preview()
        clock.now += 11 * MINUTE
        await person.driver.pilot.pause(4 * LOOK)
        assert person.locked
        await person.unlock()
        await person.driver.until(lambda: isinstance(person.driver.screen, PreviewScreen))


async def test_a_review_that_nobody_ends_is_locked_too_and_goes_on_where_it_was(
    desk: Desk, clock: Clock
) -> None:
    async with desk.sitting() as person:
        await person.driver.review()
        rows = person.driver.rows()
        clock.now += 11 * MINUTE
        await person.until_locked()
        assert "miscarriage" not in person.seen()
        await person.unlock()
        await person.driver.until(lambda: not person.locked)
        assert person.driver.rows() == rows
        assert person.driver.pane.reviewing


async def test_a_second_program_says_plainly_that_the_vault_is_in_use_and_may_read_it_when_locked(
    desk: Desk,
) -> None:
    async with desk.sitting() as person:
        await person.turn()
        busy = await second("audit", "list", "--key-file", str(desk.key))
        assert (busy.returncode, busy.stdout) == (4, "")
        assert "The vault is in use by another program, perhaps an open chat. Close it" in busy.stderr
        await person.lock()
        read = await second("audit", "list", "--key-file", str(desk.key))
        assert (read.returncode, read.stderr) == (0, "")
        assert "to the built-in catalogue, told none of your limits" in read.stdout


async def second(*arguments: str) -> subprocess.CompletedProcess[str]:
    return await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-m", "client", *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        start_new_session=True,
        check=False,
        timeout=60,
    )

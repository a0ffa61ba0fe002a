"""The chat screen over a real vault: what it keeps, when it locks, and what it says when the disk fails."""

import asyncio
import os
import resource
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from client.catalogue import Catalogue
from client.config import Config
from client.consent import LASTS, State
from client.conversations import Turn
from client.egress import EgressGate
from client.errors import VaultError
from client.exchange import Remote, UntrustedReply
from client.records import Records
from client.remotes.builtin import BuiltinRemote
from client.session import Preview, Session
from client.tui.app import ChatApp
from client.tui.composer import Composer
from client.tui.lock import LockScreen
from client.tui.preview import PreviewScreen
from client.tui.screen import ChatScreen
from client.tui.transcript import Card
from client.vault.header import LANES, MEMORY, PASSES, SALT_BYTES, Slot
from client.vault.making import create_vault
from client.vault.openers import KeyFile, Passphrase, make_key_file
from client.vault.vault import Vault, open_vault, vault_path
from sanitizer import Level, Sanitizer
from sanitizer.wire import MinimizedRequest, Scope
from tests.client.driver import LOST, Driver
from tests.conftest import ROOT

pytestmark = pytest.mark.usefixtures("hurried")

WORDS = "correct horse battery staple"
LOOK = 0.05
"""Seconds between two looks at the clock."""
MINUTE = 60.0
LIGHT = "a light comedy"


class Cheap(Passphrase):
    """A passphrase that costs as little to try as a vault accepts."""

    def slot(self) -> Slot:
        return Slot(self.kind, MEMORY[0], PASSES[0], LANES[0], bytes(SALT_BYTES))


class Waiting:
    """Answers like the built-in catalogue, when it is let."""

    def __init__(self) -> None:
        self._remote = BuiltinRemote()
        self.recipient = self._remote.recipient
        self.asked, self.free = asyncio.Event(), asyncio.Event()

    def encode(self, request: MinimizedRequest) -> bytes:
        return self._remote.encode(request)

    async def send(self, content: bytes) -> UntrustedReply:
        self.asked.set()
        await self.free.wait()
        return await self._remote.send(content)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own: nothing of the person who runs the tests is read or written."""
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.setattr("client.tui.app.LOOK_EVERY", LOOK)
    return tmp_path


class Clock:
    """A clock that a test moves on."""

    def __init__(self) -> None:
        self.now = 0.0

    def uptime(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("client.tui.app.uptime", clock.uptime)
    return clock


@pytest.fixture
def key(home: Path) -> Path:
    path = home / "vault.key"
    make_key_file(path)
    return path


class Desk:
    """A person's place: a vault, and the client that is started over it as often as needed."""

    def __init__(self, key: Path, sanitizer: Sanitizer, catalogue: Catalogue) -> None:
        self.key, self._sanitizer, self._catalogue = key, sanitizer, catalogue
        create_vault(vault_path(), [KeyFile(key)])

    @contextmanager
    def opened(self) -> Iterator[Vault]:
        vault = open_vault(vault_path(), [KeyFile(self.key)])
        try:
            yield vault
        finally:
            vault.lock()

    def records(self) -> Records:
        """What is kept, read by a second opening after the client is gone."""
        with self.opened() as vault:
            return kept_of(Records(vault.store))

    @contextmanager
    def session(self) -> Iterator[Session]:
        """The same without a screen: started again, and asked what it knows."""
        with self.opened() as vault:
            gate = EgressGate(BuiltinRemote(), Records(vault.store), self._catalogue.titles)
            yield Session(self._sanitizer, gate, self._catalogue, Config(domain="media"))

    @asynccontextmanager
    async def sitting(self, remote: Remote | None = None, **settings: Any) -> AsyncIterator["Sitting"]:
        """The client, running."""
        config = Config(**{"domain": "media", "key_file": self.key, **settings})
        with self.opened() as vault:
            gate = EgressGate(remote or BuiltinRemote(), Records(vault.store), self._catalogue.titles)
            session = Session(self._sanitizer, gate, self._catalogue, config)
            app = ChatApp(session, vault)
            async with app.run_test(size=(80, 30)) as pilot:
                await pilot.pause()
                yield Sitting(Driver(pilot, session), vault)


def kept_of(records: Records) -> Records:
    """A copy in memory that can be read when the vault is closed."""
    copy = Records()
    copy.consents.record(records.consents.all())
    for saved in records.limits.all():
        copy.limits.save(saved)
    for turn in records.conversations.all():
        copy.conversations.add(turn)
    for entry in records.audit.entries:
        copy.audit.conclude(copy.audit.intend(entry), entry.outcome, entry.at)
    return copy


class Sitting:
    """A person at the client."""

    def __init__(self, driver: Driver, vault: Vault) -> None:
        self.driver, self.vault = driver, vault

    @property
    def locked(self) -> bool:
        return isinstance(self.driver.screen, LockScreen)

    @property
    def status(self) -> str:
        return self.driver.text("#status")

    def seen(self) -> str:
        """All that is on the screen."""
        return self.driver.pilot.app.export_screenshot().replace("&#160;", " ")

    async def ask(self, *keys: str, draft: str = LOST) -> None:
        """A whole turn; the keys answer the question, if there is one."""
        before = len(list(self.driver.screen.query(Card)))
        await self.driver.review(draft)
        await self.driver.preview()
        await self.driver.press(*keys, "enter")
        await self.driver.until(
            lambda: (
                isinstance(self.driver.screen, ChatScreen)
                and len(list(self.driver.screen.query(Card))) > before
            )
        )

    async def turn(self, *, agreed: bool = False, scope: Scope = Scope.UNTIL) -> None:
        """A whole turn without a key."""
        session = self.driver.session
        preview = session.preview(session.review(LOST))
        if preview.asked:
            preview = session.answer(preview, agreed=agreed, scope=scope)
        await session.send(preview, preview.prepared.digest)

    def next_preview(self) -> Preview:
        """What would be sent of the same draft now."""
        session = self.driver.session
        return session.preview(session.review(LOST))

    async def lock(self) -> None:
        await self.driver.press("f5")
        await self.until_locked()

    async def until_locked(self) -> None:
        await self.driver.until(lambda: self.locked and bool(self.driver.screen.query(Input)))

    async def unlock(self, words: str = "") -> None:
        """Types the words and presses Enter."""
        self.driver.screen.query_one(Input).value = words
        await self.driver.press("enter")


@pytest.fixture
def desk(key: Path, knowing: Sanitizer, catalogue: Catalogue) -> Desk:
    return Desk(key, knowing, catalogue)


@contextmanager
def failing_disk() -> Iterator[None]:
    """No file of this process can grow."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


NOT_WRITTEN = "The vault could not be written: the disk is full or failing."


# What stays


async def test_limits_are_saved_with_one_key_and_hold_when_the_client_is_started_again(desk: Desk) -> None:
    async with desk.sitting() as person:
        await person.driver.press("f8")
        assert "There are no limits to save yet" in person.status
        await person.turn()
        await person.driver.press("f8")
        assert "Saved: " in person.status
        assert "for every later conversation" in person.status
    saved = desk.records().limits.all()
    assert "pregnancy-infant-loss" in {limit.constraint.code for limit in saved}
    assert {limit.constraint.level for limit in saved} == {Level.NOTHING}
    with desk.session() as again:
        assert again.kept == tuple(limit.constraint for limit in saved)
        assert again.review(LIGHT).named == again.kept


async def test_a_consent_for_thirty_days_holds_in_the_next_conversation_and_after_a_start(desk: Desk) -> None:
    async with desk.sitting() as person:
        await person.ask("u")
        await person.driver.press("f3")
        await person.driver.review()
        await person.driver.preview()
        assert person.driver.text("#question") == ""
        assert '"group":"death-loss"' in person.driver.text("#body")
        assert '"scope":"until"' in person.driver.text("#body")
    (consent,) = desk.records().consents.all()
    assert (consent.scope, consent.expires - consent.given) == (Scope.UNTIL, LASTS[Scope.UNTIL])
    with desk.session() as again:
        assert again.preview(again.review(LOST)).asked == ()
        assert again.withdraw() == 1
        assert again.preview(again.review(LOST)).prepared.told == ()
    assert [consent.state for consent in desk.records().consents.all()] == [State.WITHDRAWN]
    assert [entry.told for entry in desk.records().audit.entries] == [((Level.GROUP, "death-loss"),)]


async def test_a_consent_for_once_is_asked_for_again(desk: Desk) -> None:
    async with desk.sitting() as person:
        await person.ask("o")
        again = person.next_preview()
        assert "May the built-in catalogue be told" in again.question
        assert again.prepared.told == ()
    kept = desk.records()
    assert [entry.told for entry in kept.audit.entries] == [((Level.GROUP, "death-loss"),)]
    assert [(consent.scope, consent.state) for consent in kept.consents.all()] == [
        (Scope.REQUEST, State.EXPIRED)
    ]


async def test_without_a_vault_nothing_is_saved_or_locked(
    knowing: Sanitizer, catalogue: Catalogue, clock: Clock
) -> None:
    gate = EgressGate(BuiltinRemote(), Records(), catalogue.titles)
    session = Session(knowing, gate, catalogue, Config(domain="media"))
    app = ChatApp(session)
    async with app.run_test(size=(80, 30)) as pilot:
        person = Sitting(Driver(pilot, session), Vault(vault_path()))
        await pilot.pause()
        assert "nothing is kept" in person.seen()
        await person.driver.press("f5", "f8")
        assert person.status == ""
        clock.now += 60 * MINUTE
        await pilot.pause(3 * LOOK)
        assert not person.locked


# Locking


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
        assert person.driver.pilot.app.return_code == 0


async def test_a_wrong_passphrase_is_said_and_the_right_one_opens(desk: Desk) -> None:
    with desk.opened() as vault:
        vault.set_opener(Cheap(WORDS))
    async with desk.sitting(key_file=None) as person:
        await person.driver.write(LOST)
        await person.lock()
        assert "Your draft and this conversation wait here, unseen." in person.driver.text("#lock-words")
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
        await person.driver.review(LIGHT)
        await person.driver.preview()
        await person.driver.press("enter")
        await asyncio.wait_for(remote.asked.wait(), 5)
        await person.driver.press("f5")
        clock.now += 11 * MINUTE
        await person.driver.pilot.pause(3 * LOOK)
        assert not person.locked
        remote.free.set()
        await person.until_locked()
    assert [entry.outcome for entry in desk.records().audit.entries] == ["answered"]


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


# In use


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


# A disk that fails


async def test_a_send_that_cannot_be_recorded_is_not_sent_and_the_draft_stays(desk: Desk) -> None:
    remote = Waiting()
    remote.free.set()
    async with desk.sitting(remote) as person:
        await person.driver.review(LIGHT)
        await person.driver.preview()
        with failing_disk():
            await person.driver.press("enter")
            await person.driver.until(lambda: NOT_WRITTEN in person.status)
        assert person.status.startswith("Nothing was sent: the send could not be recorded.")
        assert person.driver.screen.query_one(Composer).text == LIGHT
        assert not remote.asked.is_set()
    assert desk.records().audit.entries == ()


async def test_after_a_failure_the_vault_is_used_again_once_it_was_locked_and_opened(desk: Desk) -> None:
    async with desk.sitting() as person:
        await person.turn(agreed=True)
        with failing_disk():
            await person.driver.press("f4")
            assert person.status.startswith(NOT_WRITTEN)
        await person.driver.press("f8")
        assert "The vault was closed after an error of the disk" in person.status
        await person.lock()
        await person.unlock()
        await person.driver.until(lambda: not person.locked)
        await person.driver.press("f8")
        assert "Saved: " in person.status
    kept = desk.records()
    assert ([one.state for one in kept.consents.all()], len(kept.audit.entries)) == ([State.GIVEN], 1)


async def test_an_answer_to_the_question_that_cannot_be_kept_tells_nothing(desk: Desk) -> None:
    async with desk.sitting() as person:
        await person.driver.review()
        await person.driver.preview()
        with failing_disk():
            await person.driver.press("u")
        assert person.driver.text("#hint").startswith(NOT_WRITTEN)
        assert '"constraints":[]' in person.driver.text("#body")
        await person.driver.press("enter")
        assert isinstance(person.driver.screen, PreviewScreen)
    assert desk.records().consents.all() == ()


async def test_a_disk_that_fails_while_the_request_is_out_is_said_and_the_intent_stays(desk: Desk) -> None:
    remote = Waiting()
    async with desk.sitting(remote) as person:
        await person.driver.review(LIGHT)
        await person.driver.preview()
        await person.driver.press("enter")
        await asyncio.wait_for(remote.asked.wait(), 5)
        with failing_disk():
            remote.free.set()
            await person.driver.until(lambda: NOT_WRITTEN in person.status)
        assert person.driver.screen.query_one(Composer).text == LIGHT
    assert [entry.outcome for entry in desk.records().audit.entries] == ["pending"]


async def test_limits_that_cannot_be_forgotten_are_said_and_the_draft_stays(desk: Desk) -> None:
    async with desk.sitting() as person:
        await person.turn(agreed=True)
        await person.driver.review()
        with failing_disk():
            await person.driver.press("f")
        assert person.driver.pilot.app.is_running
        assert NOT_WRITTEN in person.seen()


async def test_a_new_conversation_over_a_failed_vault_is_refused_in_words(desk: Desk) -> None:
    async with desk.sitting() as person:
        await person.turn()
        with failing_disk():
            await person.driver.press("f8")
        await person.driver.press("f3")
        assert person.driver.pilot.app.is_running


async def test_a_purge_that_fails_does_not_take_the_draft_with_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("client.tui.app.PURGE_EVERY", 0.3)
    with desk.opened() as vault:
        old = datetime.now(UTC) - timedelta(days=60)
        Records(vault.store).conversations.add(Turn("long ago", old, b"{}", ()))
    async with desk.sitting() as person:
        await person.driver.write(LIGHT)
        with failing_disk():
            await person.driver.pilot.pause(0.6)
        assert person.driver.pilot.app.is_running
        assert person.driver.screen.query_one(Composer).text == LIGHT


async def test_what_is_past_its_time_is_erased_while_the_client_runs(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("client.tui.app.PURGE_EVERY", 0.1)
    async with desk.sitting() as person:
        await person.turn()
        records = person.driver.session.records
        (turn,) = records.conversations.all()
        records.conversations.add(replace(turn, at=turn.at - timedelta(days=31)))
        await person.driver.until(lambda: len(records.conversations.all()) == 1)
        await person.lock()
        await person.driver.pilot.pause(0.2)
        assert person.locked
    assert len(desk.records().conversations.all()) == 1

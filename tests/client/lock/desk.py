"""A person at the chat screen over a real vault, which is opened and closed around them."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

from textual.widgets import Input

from client.catalogue import Catalogue
from client.config import Config
from client.conversation.asking import Preview
from client.conversation.session import Session
from client.egress import EgressGate
from client.exchange import Remote, UntrustedReply
from client.kept.records import Records
from client.remotes.builtin import BuiltinRemote
from client.tui.app import ChatApp
from client.tui.lock import LockScreen
from client.tui.screen import ChatScreen
from client.tui.transcript import Card
from client.vault.making import create_vault
from client.vault.openers import KeyFile
from client.vault.vault import Vault, open_vault, vault_path
from sanitizer import Sanitizer
from sanitizer.wire import Scope
from tests.client.driver import LOST, Driver

LOOK = 0.05
"""Seconds between two looks at the clock."""
MINUTE = 60.0
LIGHT = "a light comedy"


class Waiting:
    """Answers like the built-in catalogue, when it is let."""

    def __init__(self) -> None:
        self._remote = BuiltinRemote()
        self.recipient = self._remote.recipient
        self.asked, self.free = asyncio.Event(), asyncio.Event()

    def wrap(self, body: bytes) -> bytes:
        return self._remote.wrap(body)

    async def send(self, content: bytes) -> UntrustedReply:
        self.asked.set()
        await self.free.wait()
        return await self._remote.send(content)


class Clock:
    """A clock that a test moves on."""

    def __init__(self) -> None:
        self.now = 0.0

    def uptime(self) -> float:
        return self.now


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

    async def send_off(self, remote: Waiting) -> None:
        """Sends a draft that waits for its answer."""
        await self.driver.review(LIGHT)
        await self.driver.preview()
        await self.driver.press("enter")
        await asyncio.wait_for(remote.asked.wait(), 5)

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

"""Kills around a send: whatever a recommender saw, be it one byte, the audit knows."""

import asyncio
import os
import random
import secrets
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime

from client.catalogue import load_catalogue
from client.egress import EgressGate
from client.errors import VaultError
from client.exchange import Recipient, UntrustedReply
from client.kept.audit import AuditEntry, Outcome
from client.kept.consent import LASTS, Consent, State
from client.kept.records import Records
from sanitizer.types import Level, Mode
from sanitizer.wire import ConsentTag, MinimizedRequest, Scope, ToldConstraint
from scripts.faulting.figure import Figure, none
from scripts.faulting.vaults import Place, new_place

KILLS = 500
LANES = 5
"""Children at a time, each with a vault of its own: most of a send is waiting for the disk."""
SOON = 0.06
"""Seconds between kills, at most: the time of a few sends."""
SLOW = 0.002
"""Seconds between the pieces of a request, as on a network."""
TALK = "a conversation"
NAME = (Level.GROUP, "violence")
READY = b"!"


class Watched:
    """A remote that passes on every byte it gets at once: the first alone, then a half, then the rest."""

    recipient = Recipient("the watched", here=True, domains=("media",))

    def __init__(self, watcher: int) -> None:
        self._watcher = watcher

    def wrap(self, body: bytes) -> bytes:
        """See `Remote`."""
        return body

    async def send(self, content: bytes) -> UntrustedReply:
        """See `Remote`."""
        half = len(content) // 2
        for piece in (content[:1], content[1:half], content[half:]):
            os.write(self._watcher, piece)
            await asyncio.sleep(SLOW)
        return UntrustedReply(b'{"items": []}')


@dataclass
class Tally:
    """What came of the kills."""

    seen: int = 0
    """Requests of which the remote saw at least a byte."""
    unlogged: int = 0
    """Kills after which it had seen a byte that no intent tells of."""
    lost: int = 0
    """Kills after which the audit did not open, did not verify, or had fewer entries than before."""
    within: int = 0
    """Kills between an intent and its result."""
    torn: int = 0
    """Kills in the middle of a request."""

    def add(self, entries: tuple[AuditEntry, ...], seen: bytes) -> None:
        """Requests follow each other, so the bytes that were seen begin the bytes of the intents, in order."""
        self.unlogged += not b"".join(entry.content or b"" for entry in entries).startswith(seen)
        self.within += any(entry.outcome is Outcome.PENDING for entry in entries)
        end = 0
        for entry in entries:
            self.seen += len(seen) > end
            self.torn += end < len(seen) < end + entry.length
            end += entry.length


class Lane:
    """A vault, and one child after the other that sends until it is killed."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._known = 0
        place.make()

    def start(self) -> None:
        """A child that has the vault open and begins to send."""
        self._seen, theirs = os.pipe()
        self._child = os.fork()
        if not self._child:
            try:
                _send_on(self._place, theirs)
            finally:
                os._exit(1)
        os.close(theirs)
        assert os.read(self._seen, 1) == READY

    def kill(self) -> None:
        """Ends the child between any two instructions."""
        os.kill(self._child, signal.SIGKILL)

    def compare(self, tally: Tally, *, verify: bool) -> None:
        """What the remote saw with what the audit says."""
        _, status = os.waitpid(self._child, 0)
        assert os.WIFSIGNALED(status), "it ended by itself"
        with os.fdopen(self._seen, "rb") as pipe:
            seen = pipe.read()
        try:
            vault = self._place.open()
            audit = Records(vault.store).audit
            entries = audit.entries
            if verify:
                audit.verify()
            vault.lock()
        except VaultError:
            entries = ()
        tally.lost += len(entries) < max(self._known, 1 if seen else 0)
        tally.add(entries[self._known :], seen)
        self._known = len(entries)


def figures(short: bool) -> Iterator[Figure]:
    """Kills children around a send, and compares what their remotes saw with what their audits say."""
    kills = KILLS // 10 if short else KILLS
    rounds = kills // LANES
    tally = Tally()
    _read_once()
    with ExitStack() as stack:
        lanes = [Lane(stack.enter_context(new_place())) for _ in range(LANES)]
        for round_ in range(1, rounds + 1):
            for lane in lanes:
                lane.start()
            for lane in random.sample(lanes, LANES):
                time.sleep(random.uniform(0, SOON))
                lane.kill()
            for lane in lanes:
                lane.compare(tally, verify=round_ in (rounds // 2, rounds))
    yield none("sends: requests that a recommender saw and no intent tells of", tally.unlogged, tally.seen)
    yield none("sends: kills after which the audit was not whole", tally.lost, kills)
    yield Figure("sends: kills between intent and result", tally.within, "more than 0", tally.within > 0)
    yield Figure("sends: kills in the middle of a request's bytes", tally.torn, "for information", True)


def _read_once() -> None:
    """Vocabulary, catalogue and schemas, before there are children that each would read them."""
    EgressGate(Watched(-1), Records(), load_catalogue().titles).prepare(_request(told=True))


def _send_on(place: Place, watcher: int) -> None:
    """Sends one request after the other, every second one with a consent that is given for it."""
    records = Records(place.open().store)
    gate = EgressGate(Watched(watcher), records, load_catalogue().titles)
    told = random.random() < 0.5
    os.write(watcher, READY)
    while True:
        prepared = gate.prepare(_request(told=told))
        if told:
            records.consents.record([_consent(prepared.digest)])
        asyncio.run(gate.send(gate.approve(prepared, prepared.digest), TALK))
        told = not told


def _consent(digest: str) -> Consent:
    now = datetime.now(UTC)
    return Consent(
        name=NAME,
        recipient=Watched.recipient.name,
        conversation=TALK,
        state=State.GIVEN,
        given=now,
        expires=now + LASTS[Scope.REQUEST],
        scope=Scope.REQUEST,
        request=digest,
    )


def _request(*, told: bool) -> MinimizedRequest:
    tag = ConsentTag(datetime.now(UTC).date())
    limits = (ToldConstraint(*NAME, Mode.ASK, tag),) if told else ()
    return MinimizedRequest(secrets.token_hex(16), "media", {"genre": ("comedy",)}, (), (), limits)

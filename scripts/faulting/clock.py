"""Clocks that are set wrong, beside a time that is true; and processes that all want one vault."""

import asyncio
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from client.catalogue import load_catalogue
from client.config import Config
from client.conversation.asking import Preview
from client.conversation.session import Session
from client.egress import EgressGate
from client.errors import ConsentError
from client.exchange import Recipient, UntrustedReply
from client.kept.audit import AuditEntry
from client.kept.consent import LASTS
from client.kept.records import Records
from client.kept.retention import USUAL, purge
from client.vault.vault import Vault
from sanitizer import Review, Sanitizer
from sanitizer.wire import Scope
from scripts.faulting import contention
from scripts.faulting.figure import Figure, none
from scripts.faulting.vaults import Place, new_place

WALKS, STEPS, WITH_A_VAULT = 250, 40, 10
"""Of so many walks one is over a vault, which is closed and opened on the way; the others over memory."""
WRONG = timedelta(days=3652)
"""How far a clock is from the truth at most."""
PASSES = timedelta(days=45)
"""How much time passes between two steps at most; a consent holds for 30 days at most."""


def figures(short: bool) -> Iterator[Figure]:
    """Contends for a vault; then gives, uses and withdraws consents while the clock is set back and forth."""
    yield from contention.figures(short)
    count = Count()
    sanitizer = Sanitizer.load(titles=load_catalogue().titles)
    review = sanitizer.review("a light comedy", domain="media").tell("gore", 2)
    for number in range(WALKS // 10 if short else WALKS):
        with new_place(in_memory=True) as place:
            lasting = number % WITH_A_VAULT == 0
            asyncio.run(Walk(sanitizer, review, place if lasting else None, count).go())
    yield none("clock: consents used that were withdrawn, spent, or never given", count.over, count.used)
    yield none("clock: consents used after they had truly expired, in one run", count.expired, count.used)
    yield Figure(
        "clock: consents used, the clock set back between runs", count.unseen, "for information", True
    )
    yield Figure("clock: good consents that a wrong clock ended", count.missed, "for information", True)


@dataclass
class Count:
    """What came of the walks."""

    used: int = 0
    over: int = 0
    """Used although withdrawn, spent, refused, or never given."""
    expired: int = 0
    unseen: int = 0
    """Used after their time; the latter by a program that was not running when the clock was set."""
    missed: int = 0
    """Refused, or asked for anew, although they were good."""


@dataclass
class Truth:
    """A time that only goes on, and a clock that shows another."""

    now: datetime = datetime(2026, 5, 1, 12, tzinfo=UTC)
    wrong_by: timedelta = timedelta()

    def clock(self) -> datetime:
        """What the client sees; sometimes the clock is set just before."""
        if random.random() < 0.01:
            self._set()
        return self.now + self.wrong_by

    def uptime(self) -> float:
        """Seconds that nobody can set."""
        return self.now.timestamp()

    def go_on(self) -> None:
        """Time passes, and sometimes somebody sets the clock: anew, or so that less seems to have passed."""
        self.now += (passed := _up_to(PASSES))
        if random.random() < 0.2:
            self._set()
        elif random.random() < 0.3:
            self.wrong_by = max(-WRONG, self.wrong_by - passed * random.random())

    def pause(self) -> None:
        """Somebody hesitates, perhaps."""
        if random.random() < 0.3:
            self.go_on()

    def _set(self) -> None:
        """By a little, by a lot, or right."""
        wrong = random.choice((_up_to(WRONG), WRONG * random.random(), timedelta()))
        self.wrong_by = random.choice((wrong, -wrong))


def _up_to(limit: timedelta) -> timedelta:
    """Seconds as likely as months."""
    return timedelta(seconds=limit.total_seconds() ** random.random())


@dataclass
class Given:
    """A consent as it truly is."""

    session: Session
    scope: Scope
    expires: datetime
    run: int
    over: bool  # refused, withdrawn, or spent
    missed: bool = False  # taken for over although it was not

    def here(self, session: Session) -> bool:
        """Whether it is about a conversation."""
        return self.scope is Scope.UNTIL or self.session is session

    def good(self, session: Session, now: datetime) -> bool:
        """Whether it should allow something in a conversation."""
        return self.here(session) and not self.over and not self.missed and now < self.expires


class Silent:
    """A remote without recommendations."""

    recipient = Recipient("the silent", here=True, domains=("media",))

    def wrap(self, body: bytes) -> bytes:
        """See `Remote`."""
        return body

    async def send(self, content: bytes) -> UntrustedReply:
        """See `Remote`."""
        return UntrustedReply(b'{"items": []}')


class Walk:
    """One person with one store, who does one thing after the other."""

    def __init__(self, sanitizer: Sanitizer, review: Review, place: Place | None, count: Count) -> None:
        self._sanitizer, self._review, self._place, self._count = sanitizer, review, place, count
        self._truth, self._run = Truth(), 0
        self._given: dict[str, Given] = {}
        if place:
            place.make()
        self._vault: Vault | None = place.open() if place else None
        self._start()

    async def go(self) -> None:
        """All steps."""
        for _ in range(STEPS):
            self._truth.go_on()
            if random.random() < 0.7:
                await self._use()
            else:
                random.choice((self._withdraw, self._start, self._another))()
        if self._vault:
            self._vault.lock()

    def _start(self) -> None:
        """What the client does when it starts. What is only in memory does not last until then."""
        if self._vault and self._place:
            self._vault.lock()
            self._vault.unlock([self._place.key])
        self._given = self._given if self._vault else {}
        self._records = Records(self._vault.store if self._vault else None, self._truth.uptime)
        self._run += 1
        purge(self._records, self._truth.clock(), USUAL)
        gate = EgressGate(Silent(), self._records, load_catalogue().titles, self._truth.clock)
        self._records.see(self._truth.clock())
        self._session = Session(self._sanitizer, gate, load_catalogue(), Config(domain="media"))

    def _another(self) -> None:
        purge(self._records, self._truth.clock(), USUAL)
        self._session = self._session.fresh()

    def _withdraw(self) -> None:
        self._session.withdraw()
        for given in self._given.values():
            given.over = given.over or given.here(self._session)

    async def _use(self) -> None:
        """Asks with a limit that is told, and gives consent where it is asked for."""
        preview = self._session.preview(self._review)
        if preview.asked:
            self._miss()
            self._truth.pause()
            preview = self._answer(preview)
        self._truth.pause()
        try:
            await self._session.send(preview, preview.prepared.digest)
            self._check(self._records.audit.entries[-1])
        except ConsentError:
            self._miss()

    def _answer(self, preview: Preview) -> Preview:
        scope, agreed = random.choice(tuple(Scope)), random.random() < 0.9
        answered = self._session.answer(preview, agreed=agreed, scope=scope)
        given = Given(self._session, scope, self._truth.now + LASTS[scope], self._run, over=not agreed)
        self._given = {one.id: given for one in self._records.consents.all()} | self._given
        return answered

    def _miss(self) -> None:
        """A question or a refusal: of what is good, nothing was known."""
        for given in self._given.values():
            if given.good(self._session, self._truth.now):
                given.missed = True
                self._count.missed += 1

    def _check(self, entry: AuditEntry) -> None:
        for used in entry.consents:
            given = self._given.get(used)
            self._count.used += 1
            self._count.over += given is None or given.over
            if given and self._truth.now >= given.expires:
                self._count.expired += given.run == self._run
                self._count.unseen += given.run != self._run
            if given and given.scope is Scope.REQUEST:
                given.over = True

"""Consents: records of what a person allowed to be told, to whom, for what and until when."""

import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from client.kept.store import Kind, Store
from sanitizer import constraints
from sanitizer.constraints import STRICTNESS
from sanitizer.types import Level, Mode
from sanitizer.wire import PURPOSE, Scope

LASTS = {
    Scope.REQUEST: timedelta(hours=1),
    Scope.CONVERSATION: timedelta(hours=12),
    Scope.UNTIL: timedelta(days=30),
}
"""How long a consent of each scope holds at most."""
WIDTH = {Scope.REQUEST: 0, Scope.CONVERSATION: 1, Scope.UNTIL: 2}

Name = tuple[Level, str]
"""What is told of a constraint: its level and its name there."""
WORDS: Name = (Level.CODE, "words")
"""Wishes in the person's own words; no code has this name."""


def told_phrase(name: Name) -> str:
    """What is told, in plain words."""
    return "wishes in your own words" if name == WORDS else constraints.told_phrase(*name)


class State(StrEnum):
    """What a person answered, or what became of it."""

    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Consent:
    """An answer to one question: may this be told?"""

    name: Name
    recipient: str
    conversation: str
    """Where it was asked; a consent `until` holds in every conversation."""
    state: State
    given: datetime
    """When it was answered."""
    expires: datetime
    purpose: str = PURPOSE
    scope: Scope = Scope.CONVERSATION
    basis: str = "explicit"
    ended: datetime | None = None
    """When it was withdrawn, or ended before its expiry."""
    question: str = ""
    """As it was asked: words of the vocabulary only."""
    place: int = field(default=0, compare=False)
    """In the order of asking, from 1; given when it is recorded."""
    request: str = ""
    """The digest of the one request that it is for, where its scope is one request."""
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    mode: Mode = Mode.ASK
    """How strict a limit may be told as, at most."""

    def live(self, now: datetime) -> bool:
        """Whether it holds. A clock that went back behind the giving means that it does not."""
        last = min(self.expires, self.given + LASTS[self.scope])
        return self.state is State.GIVEN and self.given <= now < last

    def state_at(self, now: datetime) -> State:
        """What it is by then."""
        return State.EXPIRED if self.state is State.GIVEN and not self.live(now) else self.state

    def answers(self, name: Name, recipient: str, conversation: str) -> bool:
        """Whether it is an answer to the question there."""
        here = self.scope is Scope.UNTIL or self.conversation == conversation
        return here and (self.name, self.recipient) == (name, recipient)

    def allows(self, mode: Mode) -> bool:
        """Whether it was asked for something as strict."""
        return STRICTNESS[mode] <= STRICTNESS[self.mode]

    def covers(self, purpose: str, scope: Scope, expires: datetime, request: str) -> bool:
        """Whether it allows what a request says of it: no other purpose, no wider scope, no later day."""
        return (
            purpose == self.purpose
            and (self.scope is not Scope.REQUEST or self.request == request)
            and WIDTH[scope] <= WIDTH[self.scope]
            and expires.date() <= self.expires.date()
        )


class Consents:
    """The answers that are kept."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> tuple[Consent, ...]:
        """All that are kept, in the order of asking."""
        return tuple(sorted(map(_decoded, self._store.all(Kind.CONSENT).values()), key=lambda one: one.place))

    def record(self, consents: Iterable[Consent]) -> None:
        """Keeps answers. Earlier ones stay until they expire, since what was sent names them."""
        with self._store.transaction():
            last = max((one.place for one in self.all()), default=0)
            for consent in consents:
                last += not consent.place
                placed = consent if consent.place else replace(consent, place=last)
                self._store.put(Kind.CONSENT, _encoded(placed), bytes.fromhex(consent.id))

    def bind(self, consents: Iterable[Consent], request: str) -> None:
        """Lets consents for one request be for this one."""
        ids = {consent.id for consent in consents}
        with self._store.transaction():
            self.record(replace(one, request=request) for one in self.all() if one.id in ids)

    def find(self, name: Name, recipient: str, conversation: str) -> Consent | None:
        """The answer to one question that was written last, whatever the clock said."""
        found = [one for one in self.all() if one.answers(name, recipient, conversation)]
        return found[-1] if found else None

    def withdraw(self, chosen: Iterable[Consent], now: datetime) -> int:
        """Ends those of these that were given, whatever the clock says. How many were live."""
        return self._end(chosen, State.WITHDRAWN, now)

    def expire(self, chosen: Iterable[Consent], now: datetime) -> int:
        """Lets those of these that were given be over, whatever the clock says. How many were live."""
        return self._end(chosen, State.EXPIRED, now)

    def _end(self, chosen: Iterable[Consent], state: State, now: datetime) -> int:
        ids = {consent.id for consent in chosen}
        with self._store.transaction():
            given = [one for one in self.all() if one.id in ids and one.state is State.GIVEN]
            self.record(replace(consent, state=state, ended=now) for consent in given)
        return sum(consent.live(now) for consent in given)


def _encoded(consent: Consent) -> bytes:
    body = {
        "name": [int(consent.name[0]), consent.name[1]],
        "recipient": consent.recipient,
        "conversation": consent.conversation,
        "state": consent.state.value,
        "given": consent.given.isoformat(),
        "expires": consent.expires.isoformat(),
        "purpose": consent.purpose,
        "scope": consent.scope.value,
        "basis": consent.basis,
        "ended": consent.ended.isoformat() if consent.ended else None,
        "question": consent.question,
        "mode": consent.mode.value,
        "request": consent.request,
        "place": consent.place,
        "id": consent.id,
    }
    return json.dumps(body).encode()


def _decoded(content: bytes) -> Consent:
    body = json.loads(content)
    level, word = body["name"]
    return Consent(
        name=(Level(level), word),
        recipient=body["recipient"],
        conversation=body["conversation"],
        state=State(body["state"]),
        given=datetime.fromisoformat(body["given"]),
        expires=datetime.fromisoformat(body["expires"]),
        purpose=body["purpose"],
        scope=Scope(body["scope"]),
        basis=body["basis"],
        ended=datetime.fromisoformat(body["ended"]) if body["ended"] else None,
        question=body["question"],
        mode=Mode(body.get("mode", Mode.SOFT)),
        request=body["request"],
        place=body["place"],
        id=body["id"],
    )

"""What is asked, allowed and sent through the gate, and a clock and a remote for it."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from client.egress import EgressGate
from client.exchange import Recipient, UntrustedReply
from client.kept.consent import LASTS, Consent, Name, State
from sanitizer.titles import Title
from sanitizer.types import Level, Mode
from sanitizer.wire import ConsentTag, MinimizedRequest, Scope, ToldConstraint

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
TALK = "a conversation"
GORE: Name = (Level.CODE, "gore")
VIOLENCE: Name = (Level.GROUP, "violence")


class Clock:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


class Remote:
    """Keeps what it was sent, and does beside it what a test asks for."""

    recipient = Recipient("the recorder", here=True, domains=("media",))

    def __init__(self) -> None:
        self.sent: list[bytes] = []
        self.act: Callable[[], Awaitable[None] | None] = lambda: None

    def wrap(self, body: bytes) -> bytes:
        return body

    async def send(self, content: bytes) -> UntrustedReply:
        self.sent.append(content)
        doing = self.act()
        if doing is not None:
            await doing
        return UntrustedReply(b'{"items": []}')


def consent(name: Name = VIOLENCE, scope: Scope = Scope.CONVERSATION, **changes: Any) -> Consent:
    fields: dict[str, Any] = {"given": NOW, "expires": NOW + LASTS[scope], "conversation": TALK}
    return Consent(name, "the recorder", state=State.GIVEN, scope=scope, **fields | changes)


def telling(*names: Name, scope: Scope = Scope.CONVERSATION, number: int = 1) -> MinimizedRequest:
    tag = ConsentTag(NOW.date(), scope)
    told = tuple(ToldConstraint(level, word, Mode.ASK, tag) for level, word in names)
    return MinimizedRequest(f"{number:032x}", "media", {}, (Title("Clueless", 1995),), (), told)


async def send(gate: EgressGate, request: MinimizedRequest, conversation: str = TALK) -> UntrustedReply:
    prepared = gate.prepare(request)
    return await gate.send(gate.approve(prepared, prepared.digest), conversation)

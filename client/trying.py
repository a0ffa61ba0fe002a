"""A recommender tried out: a request that is always the same, shown, approved, sent and judged."""

import secrets
import time
from dataclasses import dataclass
from statistics import median

from client.addresses import Address, Speaks, check_name, checked
from client.catalogue import load_catalogue
from client.egress import open_gate
from client.exchange import PreparedRequest, Recipient, UntrustedReply
from client.kept.records import Records
from client.replies import parse_reply
from client.tokens import read_token
from client.wording.words import they_learn
from sanitizer.wire import MinimizedRequest

DOMAIN = "media"
WANT = {"genre": ("comedy",), "mood": ("light",)}
"""What everybody might ask for."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What would be sent, before anybody approved it."""

    address: Address | None
    recipient: Recipient
    request: MinimizedRequest
    prepared: PreparedRequest

    @property
    def learns(self) -> str:
        """What they would learn, in one sentence."""
        return they_learn(self.request, self.recipient)

    @property
    def lines(self) -> tuple[str, ...]:
        """Exactly what would leave: where to and the lines of its head, where there is a network, and its text."""
        text, who = self.prepared.content.decode(), self.recipient
        plain = text.rstrip(" ")
        size = f"Content-Length: {len(self.prepared.content)}"
        head = (f"Exactly this, to {who.address}:", *who.headers, size, "") if who.address else ()
        return (*head, plain, f"({len(text) - len(plain)} blanks at the end)")


@dataclass(frozen=True, slots=True)
class Judged:
    """What an answer is worth."""

    usable: bool
    lines: tuple[str, ...]


def checked_recommender(address: Address) -> Address:
    """An address that is to be named, after all about it that can be checked here was. Nothing is sent.

    Raises:
        UsageError: Its name or its settings are none that may be used, or its token's file cannot be read.
    """
    check_name(address.name)
    open_gate(checked(address), Records(), ())
    if address.token_file:
        read_token(address)
    return address


def prepare(address: Address | None) -> Trial:
    """The trial of a recommender. Nothing is sent.

    Raises:
        UsageError: It is no address that may be used.
    """
    gate = open_gate(address, Records(), ())
    request = probe()
    return Trial(address, gate.recipient, request, gate.prepare(request))


def probe() -> MinimizedRequest:
    """The request: nothing in it but its random id differs from one person to another."""
    return MinimizedRequest(secrets.token_hex(16), DOMAIN, WANT, (), (), ())


async def send(trial: Trial, records: Records) -> Judged:
    """Sends what was shown and approved, through the gate and into the records like anything else.

    Raises:
        EgressError: Nothing was sent.
        RemoteError: No usable answer.
        VaultError: How it ended could not be recorded.
    """
    gate = open_gate(trial.address, records, ())
    approved = gate.approve(trial.prepared, trial.prepared.digest)
    begun = time.monotonic()
    raw = await gate.send(approved, secrets.token_hex(8))
    return _judged(raw, trial.address, time.monotonic() - begun)


def _judged(raw: UntrustedReply, address: Address | None, seconds: float) -> Judged:
    took = f"Answered in {seconds:.1f} s."
    reply = parse_reply(raw)
    counted = f"{len(reply.items) + reply.unreadable} items, {len(reply.items)} of them readable."
    notes = [len(item.notes) for item in reply.items]
    if not notes:
        return Judged(usable=False, lines=(took, counted))
    known = sum(bool(load_catalogue().named(item.title.text)) for item in reply.items)
    noted = (
        f"The catalogue knows {known} of them. Each has {min(notes)} to {max(notes)} notes, most often about "
        f"{median(notes):.0f}; what has none is shown as not sure."
    )
    form = (_form(raw, address),) if address and address.speaks is Speaks.CHAT else ()
    return Judged(usable=True, lines=(took, counted, noted, *form))


def _form(raw: UntrustedReply, address: Address) -> str:
    if not raw.mended:
        return "The answer has the form that was asked for."
    if address.structured:
        return (
            "The answer had to be mended: the server does not hold its model to the schema. It works even so."
        )
    return "The answer had to be mended. A model that is held to a schema (--structured) may do better."

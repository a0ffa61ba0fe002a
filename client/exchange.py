"""The values of one exchange with a remote, from what would be sent to what came back unread."""

import hashlib
from dataclasses import dataclass, field
from typing import Protocol

from sanitizer.types import Level


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who would be told."""

    name: str
    """What people are shown."""
    here: bool
    """Whether it is on this machine, so that nothing leaves."""
    domains: tuple[str, ...]
    """What it can recommend."""
    address: str = ""
    """Where it is asked; empty for what runs in this program."""
    headers: tuple[str, ...] = ()
    """The lines that go along with every request, a token masked."""
    account: bool = False
    """Whether a token goes along, which tells it whose account asks."""


@dataclass(frozen=True, slots=True)
class PreparedRequest:
    """The exact bytes that would be sent, checked, and what they tell."""

    body: bytes = field(repr=False)
    """The request, canonical and padded."""
    content: bytes = field(repr=False)
    """The request as this remote takes it."""
    told: tuple[tuple[Level, str], ...]

    @property
    def digest(self) -> str:
        """The SHA-256 sum of the bytes, in hexadecimal: what a person approves."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class ApprovedRequest:
    """Bytes whose digest a person approved. Made by the egress gate only."""

    prepared: PreparedRequest
    digest: str


@dataclass(frozen=True, slots=True)
class UntrustedReply:
    """What a remote answered, as it came. Only `parse_reply` looks inside."""

    content: bytes = field(repr=False)
    mended: bool = False
    """Whether the remote's form was broken and had to be mended here."""


class Remote(Protocol):
    """A recommender. Only the egress gate may call `send`."""

    @property
    def recipient(self) -> Recipient:
        """Who it is."""

    def wrap(self, body: bytes) -> bytes:
        """The exact bytes to send for the canonical body of a request: a constant frame around it, or none."""

    async def send(self, content: bytes) -> UntrustedReply:
        """Sends the bytes and waits for the answer. `RemoteError` where none comes that can be used."""

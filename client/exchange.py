"""The values of one exchange with a remote, from what would be sent to what came back unread."""

import hashlib
from dataclasses import dataclass, field
from typing import Protocol

from sanitizer.types import Level
from sanitizer.wire import MinimizedRequest


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who would be told."""

    name: str
    """What people are shown."""
    here: bool
    """Whether it is on this machine, so that nothing leaves."""
    domains: tuple[str, ...]
    """What it can recommend."""


@dataclass(frozen=True, slots=True)
class PreparedRequest:
    """The exact bytes that would be sent, checked, and what they tell."""

    content: bytes = field(repr=False)
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


class Remote(Protocol):
    """A recommender. Only the egress gate may call `send`."""

    @property
    def recipient(self) -> Recipient:
        """Who it is."""

    def encode(self, request: MinimizedRequest) -> bytes:
        """The exact bytes to send."""

    async def send(self, content: bytes) -> UntrustedReply:
        """Sends the bytes and waits for the answer. `RemoteError` where none comes that can be used."""

"""A remote's bytes to items that can be looked up, screened and shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from client.errors import RemoteError
from client.exchange import UntrustedReply
from client.protocol import ProtocolError, check_reply
from client.safetext import SafeText, safe_text

MAX_TITLE = 120


@dataclass(frozen=True, slots=True)
class ReplyItem:
    """One recommendation, not yet screened."""

    title: SafeText
    year: int
    kind: SafeText
    why: SafeText
    notes: Mapping[str, int]
    """The remote's word on how far it conflicts with each code, 0 to 3; absent where it does not say."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a remote recommends."""

    items: tuple[ReplyItem, ...]
    unreadable: int = 0
    """Items that were not of the protocol and were dropped."""


def parse_reply(reply: UntrustedReply) -> Reply:
    """The items of a reply, each once. `RemoteError` where it is none."""
    try:
        rows, unreadable = check_reply(reply.content)
    except ProtocolError:
        raise RemoteError("The recommender's answer cannot be read. Ask again, or ask another.") from None
    items = [_item(row) for row in rows]
    named = {(item.title.text, item.year, item.kind.text): item for item in items if item.title.text}
    return Reply(tuple(named.values()), unreadable + sum(not item.title.text for item in items))


def _item(row: Mapping[str, Any]) -> ReplyItem:
    return ReplyItem(
        title=safe_text(row["title"], MAX_TITLE),
        year=int(row["year"]),
        kind=safe_text(row["kind"], 30),
        why=safe_text(row["why"]),
        notes=MappingProxyType({code: int(note) for code, note in row["notes"].items()}),
    )

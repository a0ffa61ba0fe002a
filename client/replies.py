"""A remote's bytes to items that can be looked up, screened and shown."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from client.errors import RemoteError
from client.exchange import UntrustedReply
from client.protocol import ProtocolError, check_reply
from client.safetext import SafeText, safe_text
from sanitizer.facets import fold, wordings
from sanitizer.taxonomy import taxonomy

MAX_TITLE = 120


@dataclass(frozen=True, slots=True)
class ReplyItem:
    """One recommendation, not yet screened."""

    title: SafeText
    year: int | None
    kind: str
    """A value of the facet `kind`, or empty."""
    why: SafeText
    notes: Mapping[str, int]
    """The remote's word on how far it conflicts with each code, 0 to 3; absent where it does not say."""

    @property
    def name(self) -> str:
        """Title and year, as people write them."""
        return f"{self.title} ({self.year})" if self.year else f"{self.title}"


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
    named: dict[tuple[str, int | None, str], ReplyItem] = {}
    for item in map(_item, rows):
        key = (item.title.text, item.year, item.kind)
        named[key] = _worse(named[key], item) if key in named else item
    readable = [item for item in named.values() if item.title.text]
    return Reply(tuple(readable), unreadable + len(named) - len(readable))


def _worse(one: ReplyItem, other: ReplyItem) -> ReplyItem:
    """The same item, of each note the higher one: saying it twice makes nothing safer."""
    codes = dict.fromkeys((*one.notes, *other.notes))
    notes = {code: max(one.notes.get(code, 0), other.notes.get(code, 0)) for code in codes}
    return replace(one, notes=MappingProxyType(notes))


def _item(row: Mapping[str, Any]) -> ReplyItem:
    return ReplyItem(
        title=safe_text(row["title"], MAX_TITLE),
        year=None if row["year"] is None else int(row["year"]),
        kind=_kind(row["kind"]),
        why=safe_text(row["why"]),
        notes=MappingProxyType({code: int(note) for code, note in row["notes"].items()}),
    )


def _kind(raw: str) -> str:
    """The kind in our words, of whatever domain; nothing of the remote's own is shown."""
    meant = (pair for domain in taxonomy().domains for pair in wordings(domain).get(fold(raw[:30]), ()))
    return next((value for facet, value in meant if facet == "kind"), "")

"""A remote's bytes to items that can be looked up, screened and shown."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from client.catalogue import title_key
from client.errors import RemoteError
from client.exchange import UntrustedReply
from client.protocol import ProtocolError, check_reply
from client.safetext import MAX_LENGTH, SafeText, safe_text
from sanitizer.facets import fold, wordings
from sanitizer.taxonomy import taxonomy

MAX_TITLE = 120
_BRACKETS = re.compile(r"[()\[\]]")
_MARKS = re.compile(
    "[\u2713-\u2718\u2705\u2610-\u2612\u274c\u274e\u2753-\u2755\u2757\u203c\u2047-\u2049\u221a\u237b\u26a0\u2b55"
    "\u2243-\u224b\u25cb\u25cf\U0001f197\U0001f5f4-\U0001f5f9\U0001fbb1]"
)
"""Signs that stand for a verdict, or could be read so: ticks, crosses, circles, what is nearly equal."""
_LEADING, _ALONE = re.compile(r"^[!?\uff01\uff1f]+\s+"), re.compile(r"\s+(?=[!?\uff01\uff1f]\s)")
"""A mark by itself, as a verdict has one, with words after it: in front, and the blank before others."""


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
    items = list(map(_item, rows))
    named: dict[tuple[str, int | None, str], ReplyItem] = {}
    for item in items:
        if item.title.text:
            key = _key(item)
            named[key] = _worse(named[key], item) if key in named else item
    nameless = sum(not item.title.text for item in items)
    return Reply(tuple(named.values()), unreadable + nameless)


def _key(item: ReplyItem) -> tuple[str, int | None, str]:
    """What items share that are the same, however they are written: the first of them takes the place of all.

    What has no year is told apart by its words in brackets too, which make another dish of it.
    """
    title = item.title.text
    return title_key(title if item.year else _BRACKETS.sub(" ", title)) or title, item.year, item.kind


def _worse(one: ReplyItem, other: ReplyItem) -> ReplyItem:
    """The same item, of each note the higher one: saying it twice makes nothing safer."""
    codes = dict.fromkeys((*one.notes, *other.notes))
    notes = {code: max(one.notes.get(code, 0), other.notes.get(code, 0)) for code in codes}
    return replace(one, notes=MappingProxyType(notes))


def _item(row: Mapping[str, Any]) -> ReplyItem:
    return ReplyItem(
        title=_unmarked(row["title"], MAX_TITLE),
        year=None if row["year"] is None else int(row["year"]),
        kind=_kind(row["kind"]),
        why=_unmarked(row["why"], MAX_LENGTH),
        notes=MappingProxyType({code: int(note) for code, note in row["notes"].items()}),
    )


def _unmarked(raw: str, limit: int) -> SafeText:
    """A remote's words without the signs that only we set; a mark by itself ends the word before it."""
    words = safe_text(_MARKS.sub(" ", safe_text(raw, limit).text), limit).text
    return safe_text(_LEADING.sub("", _ALONE.sub("", words)), limit)


def _kind(raw: str) -> str:
    """The kind in our words, of whatever domain; nothing of the remote's own is shown."""
    meant = (pair for domain in taxonomy().domains for pair in wordings(domain).get(fold(raw[:30]), ()))
    return next((value for facet, value in meant if facet == "kind"), "")

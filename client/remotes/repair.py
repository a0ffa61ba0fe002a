"""What a chat model wrote, to the body of a reply: read as it is, or mended once, here.

Mending undoes what models commonly do to JSON: prose or a code fence around it, commas too many, line breaks in
texts, an end that is missing. It invents nothing: a note that is not plainly one is dropped, and so not known.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from client.protocol import MAX_TEXT, ProtocolError, read_json
from sanitizer.taxonomy import taxonomy
from sanitizer.wire import SCHEMA

_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"|[][{},]|[^][{},"]++', re.DOTALL)
"""A text with its quotes, a sign that nests or parts, or what is between them. An open text is no token."""
_BEGINS = re.compile(r'\{\s*(?:"|\})|\[\s*[\[{\]]')
"""Where an object, or a list of some, begins: not every bracket in prose does."""
_CONTROL = re.compile(r"[\x00-\x1f]")
_CLOSES = {"]": "[", "}": "{"}
_ENDS = {opened: closed for closed, opened in _CLOSES.items()}
_THOUGHT = "</think>"
"""Ends what some models write before their answer."""
_LIST_DEPTH = 2
"""How deep the list of items is at most: in an object, or bare."""


@dataclass(frozen=True, slots=True)
class Mended:
    """The body of a reply, and whether it had to be mended."""

    content: bytes
    mended: bool


def mend(text: str) -> Mended:
    """The body of a reply from what a model wrote.

    Raises:
        ProtocolError: There are no items in it.
    """
    mended = False
    try:
        found = read_json(_encoded(text))
    except ProtocolError:
        mended = True
        found = read_json(_encoded(_cut(text.rpartition(_THOUGHT)[2])))
    if not isinstance(found, dict) or "items" not in found:
        mended = True
    rows = _rows(found)
    body = {"schema": SCHEMA, "items": [_item(row) for row in rows]}
    return Mended(_encoded(json.dumps(body, ensure_ascii=False)), mended)


def _encoded(text: str) -> bytes:
    # JSON may hold lone surrogates, which no encoding can write.
    return text.encode(errors="replace")


def _rows(found: Any) -> list[Any]:
    """The list of items: under its name, alone, or as the only list there is."""
    if isinstance(found, dict):
        lists = [value for value in found.values() if isinstance(value, list)]
        found = found.get("items", lists[0] if len(lists) == 1 else None)
    if not isinstance(found, list):
        raise ProtocolError("There is no list of items.")
    return found


def _item(row: Any) -> dict[str, Any]:
    """The item with the fields of the protocol and no others; empty, and so unreadable, where it is none."""
    if not isinstance(row, Mapping) or not isinstance(row.get("title"), str):
        return {}
    kind, why, notes = row.get("kind"), row.get("why"), row.get("notes")
    return {
        "title": row["title"],
        "year": _year(row.get("year")),
        "kind": kind if isinstance(kind, str) and 0 < len(kind) <= MAX_TEXT else "other",
        "why": why[:MAX_TEXT] if isinstance(why, str) else "",
        "notes": _notes(notes) if isinstance(notes, Mapping) else {},
    }


def _year(value: Any) -> int | None:
    if isinstance(value, str) and re.fullmatch(r"\d{1,4}", value, re.ASCII):
        value = int(value)
    return value if type(value) is int and 1 <= value <= 9999 else None


def _notes(found: Mapping[str, Any]) -> dict[str, int]:
    known = taxonomy().codes
    return {
        code: note for code, note in found.items() if code in known and type(note) is int and 0 <= note <= 3
    }


def _cut(text: str) -> str:
    """The first JSON value in a text, without commas too many; cut back to its last whole item if it has no end.

    Raises:
        ProtocolError: There is none, or no item of it is whole.
    """
    begins = _BEGINS.search(text)
    at, stack, kept = begins.start() if begins else len(text), list[str](), list[str]()
    whole: tuple[int, str] | None = None
    while token := _TOKEN.match(text, at):
        at = token.end()
        sign = token[0]
        if sign in _ENDS:
            stack.append(sign)
        elif sign in _CLOSES:
            if stack.pop() != _CLOSES[sign]:
                break
            _drop_comma(kept)
        kept.append(_CONTROL.sub(" ", sign))
        if not stack:
            return "".join(kept)
        if sign == "}" and stack[-1] == "[" and len(stack) <= _LIST_DEPTH:
            whole = len(kept), "".join(_ENDS[opened] for opened in reversed(stack))
    if whole is None:
        raise ProtocolError("There is no JSON, or no whole item.")
    return "".join(kept[: whole[0]]) + whole[1]


def _drop_comma(kept: list[str]) -> None:
    """Takes the last sign away if it is a comma, and the blanks behind it."""
    last = len(kept) - 1
    while last >= 0 and not kept[last].strip():
        last -= 1
    if last >= 0 and kept[last] == ",":
        del kept[last:]

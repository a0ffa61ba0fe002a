"""Bodies of `leastsaid/1`: read strictly, held to their schemas. For both ends, the gate and the server."""

import ipaddress
import json
import re
from functools import cache
from typing import Any

from sanitizer.schema import DIALECT, closed, request_schema
from sanitizer.taxonomy import taxonomy
from sanitizer.wire import BLOCK, COUNT, SCHEMA

MAX_BODY = 4 * 2**20
"""Bytes of a body that are read at most."""
MAX_TEXT = 2000
MAX_DEPTH = 32
"""Objects and lists within each other."""
MAX_SIGNS = 50_000
"""Brackets and commas: twice what five hundred items with all their notes have."""

PATH = "/leastsaid/1"
"""Where the protocol lives at a server, unless an address says otherwise."""


def is_loopback(host: str) -> bool:
    """Whether a host is a literal address of this machine; a name is not, whatever it resolves to."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class ProtocolError(ValueError):
    """A body that is not of the protocol. Its message names no content."""


def read_json(content: bytes, *, fractions: bool = True) -> Any:
    """JSON of at most `MAX_BODY` bytes and of bounded depth and number of values.

    Without duplicate keys, NaN, infinities, and fractions where asked.

    Raises:
        ProtocolError: It is something else.
    """
    if len(content) > MAX_BODY:
        raise ProtocolError("The body is too large.")
    _bound(content)
    try:
        return json.loads(
            content.decode("utf-8"),
            object_pairs_hook=_unique,
            parse_constant=_refused,
            parse_float=float if fractions else _refused,
        )
    except (ValueError, RecursionError):
        raise ProtocolError("The body is not well-formed JSON.") from None


_SIGN = re.compile(rb'(?:"(?:[^"\\]++|\\.)*+"|[^][{},"]++)*+([][{},])', re.DOTALL)
"""A sign that nests or parts, and all texts and numbers before it."""
_STEPS = {b"[": 1, b"{": 1, b"]": -1, b"}": -1, b",": 0}


def _bound(content: bytes) -> None:
    """Refuses what would cost much to parse, by its brackets and commas alone."""
    depth = count = at = 0
    while sign := _SIGN.match(content, at):
        at, count = sign.end(), count + 1
        depth += _STEPS[sign[1]]
        if depth > MAX_DEPTH or count > MAX_SIGNS:
            raise ProtocolError("The body nests too deep or has too many values.")


def check_request(content: bytes) -> dict[str, Any]:
    """The fields of a request whose bytes are exactly the canonical, padded form of a valid body.

    Raises:
        ProtocolError: They are not.
    """
    body = read_json(content, fractions=False)
    _require(_validator("request"), body)
    # Sorted keys, no blanks, small integers: what RFC 8785 asks of such bodies.
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    # A lone surrogate, which JSON may hold, has no bytes; what is put in its place never equals the content.
    canonical = text.encode(errors="replace")
    if content != canonical + b" " * (-len(canonical) % BLOCK):
        raise ProtocolError("The request is not in its canonical form.")
    checked: dict[str, Any] = body
    return checked


def check_reply(content: bytes) -> tuple[list[dict[str, Any]], int]:
    """The valid ones of the first `COUNT` items of a reply, and how many of those were not valid.

    Raises:
        ProtocolError: It is not a reply at all.
    """
    body = read_json(content)
    _require(_validator("reply"), body)
    items = body["items"][:COUNT]
    valid = [item for item in items if _validator("item").is_valid(item)]
    return valid, len(items) - len(valid)


def item_schema() -> dict[str, Any]:
    """The schema of one item of a reply."""
    text = {"type": "string", "minLength": 1, "maxLength": MAX_TEXT}
    note = {"type": "integer", "minimum": 0, "maximum": 3}
    return {
        "$schema": DIALECT,
        **closed(
            {
                "title": text,
                "year": {"type": ["integer", "null"], "minimum": 1, "maximum": 9999},
                "kind": text,
                "why": {**text, "minLength": 0},
                "notes": closed(dict.fromkeys(taxonomy().codes, note), optional=True),
            }
        ),
    }


def reply_schema() -> dict[str, Any]:
    """The schema of a reply, its items left open: an invalid one is dropped, not the whole reply."""
    fields = closed({"schema": {"const": SCHEMA}, "items": {"type": "array", "maxItems": 500}})
    return {"$schema": DIALECT, **fields, "required": ["items"]}


@cache
def _validator(name: str) -> Any:
    from jsonschema import Draft202012Validator

    schema = {"request": request_schema, "reply": reply_schema, "item": item_schema}[name]()
    return Draft202012Validator(schema)


def _require(validator: Any, body: Any) -> None:
    if not validator.is_valid(body):
        raise ProtocolError(f"The body is not of {SCHEMA}.")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("duplicate key")
    return found


def _refused(_name: str) -> Any:
    raise ValueError("not JSON")

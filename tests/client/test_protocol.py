import json
from typing import Any

import pytest

from client.protocol import ProtocolError, check_reply, check_request, read_json
from sanitizer import Sanitizer
from sanitizer.wire import BLOCK

ITEM = {"title": "Emma", "year": 1996, "kind": "film", "why": "", "notes": {"gore": 0}}


def body(sanitizer: Sanitizer) -> dict[str, Any]:
    return sanitizer.review("a light comedy", domain="media").tell("gore", 2).request().body()


def padded(content: str) -> bytes:
    raw = content.encode()
    return raw + b" " * (-len(raw) % BLOCK)


def canonical(fields: dict[str, Any]) -> bytes:
    return padded(json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False))


def test_a_request_of_ours_is_valid_byte_for_byte(sanitizer: Sanitizer) -> None:
    request = sanitizer.review("a light comedy", domain="media").tell("gore", 2).request()
    assert check_request(request.encode()) == request.body()
    assert canonical(request.body()) == request.encode()


@pytest.mark.parametrize(
    "change",
    [
        {"note": "my secret"},
        {"count": 49},
        {"count": 50.0},
        {"notes": "some"},
        {"schema": "leastsaid/2"},
        {"id": "0" * 31},
        {"id": "0" * 31 + "\n"},
        {"want": {"genre": ["my secret"]}},
        {"want": {"secret": ["comedy"]}},
        {"want": {"genre": []}},
        {"domain": "food"},
        {"like": [{"title": "Emma", "year": 1996, "because": "my secret"}]},
        {"constraints": [{"code": "gore", "mode": "ask"}]},
        {"constraints": [{"group": "my-secret", "mode": "ask", "consent": {}}]},
    ],
)
def test_anything_beyond_the_vocabulary_is_refused(sanitizer: Sanitizer, change: dict[str, Any]) -> None:
    with pytest.raises(ProtocolError):
        check_request(canonical({**body(sanitizer), **change}))


def test_the_same_fields_in_other_bytes_are_refused(sanitizer: Sanitizer) -> None:
    fields = body(sanitizer)
    loose = json.dumps(fields)
    reordered = json.dumps(dict(reversed(fields.items())), separators=(",", ":"))
    for content in (
        padded(loose),
        padded(reordered),
        canonical(fields).rstrip(b" "),
        canonical(fields) + b" " * BLOCK,
        canonical(fields).replace(b'"comedy"', b'"com\\u0065dy"'),
    ):
        with pytest.raises(ProtocolError):
            check_request(content)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff",
        b'{"a": 1, "a": 2}',
        b'{"a": NaN}',
        b'{"a": Infinity}',
        b"[" * 100_000,
        b"9" * 10_000,
        b" " * (4 * 2**20 + 1),
    ],
)
def test_json_is_read_strictly(content: bytes) -> None:
    with pytest.raises(ProtocolError):
        read_json(content)


def test_items_of_a_reply_are_held_to_their_schema_one_by_one() -> None:
    broken: list[dict[str, Any]] = [
        {**ITEM, "html": "<b>"},
        {**ITEM, "notes": {"gore": 4}},
        {**ITEM, "notes": {"unheard-of": 1}},
        {**ITEM, "year": "1996"},
        {**ITEM, "year": True},
        {key: value for key, value in ITEM.items() if key != "notes"},
    ]
    valid, unreadable = check_reply(json.dumps({"items": [ITEM, *broken]}).encode())
    assert (valid, unreadable) == ([ITEM], len(broken))


def test_no_more_items_are_looked_at_than_were_asked_for() -> None:
    valid, _ = check_reply(json.dumps({"items": [ITEM] * 90}).encode())
    assert len(valid) == 50


@pytest.mark.parametrize("content", [b"[]", b"{}", b'{"items": {}}', b'{"items": [], "profile": 1}'])
def test_what_is_no_reply_is_refused(content: bytes) -> None:
    with pytest.raises(ProtocolError):
        check_reply(content)


def test_errors_do_not_repeat_what_was_wrong(sanitizer: Sanitizer) -> None:
    with pytest.raises(ProtocolError) as caught:
        check_request(canonical({**body(sanitizer), "note": "my secret"}))
    assert "secret" not in f"{caught.value!r}{caught.value.__cause__!r}{caught.value.__context__!r}"

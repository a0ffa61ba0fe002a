"""Replies of ill will and of bad luck, made from a seed: a part of the trial `replies`."""

import gzip
import json
from collections.abc import Callable, Iterator, Mapping
from random import Random
from typing import Any

from sanitizer.taxonomy import taxonomy

Pieces = list[bytes]
"""What a server writes, one after the other."""
HOSTILE = (
    "\x1b]52;c;b3duZWQ=\x07",
    "\x1b]0;owned\x07\x1b[2J",
    "\x9b31m\x9d0;owned\x9c",
    "\x1b]8;;{elsewhere}\x1b\\link\x1b]8;;\x1b\\",
    "\u202egnp.exe\u2066\u2069\u200f",
    "[@click=app.quit]quit[/]",
    "[/",
    "[link={elsewhere}]here[/link] {elsewhere}",
    "a" + "\u0301" * 60,
    "\U000e0041\u200b\u2060\ufeff\u3164",
    "\ud800\udfff",
    "\x00\x7f\r\n\x08\x0b\x85\u2028\u2029",
    "😀" * 900,
    "x" * 2001,
    "Marley & Me",
    "",
)
ODD: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 3, 4, 10**30, 1.5, 1e308, "", "3", [], {}, [[]], {"a": {"b": []}}),
    *(["x"] * 3, {"gore": 3}, "\x1b[31m"),
)
BIG = 64 * 1024
"""Bytes of a piece that is written again and again."""


def replies(seed: int, count: int, elsewhere: str) -> Iterator[tuple[bool, Pieces]]:
    """So many replies, each with whether a chat model writes it. `elsewhere` is an address that nobody may ask."""
    random = Random(seed)
    for number in range(count):
        chat = number % 2 == 1
        if number % 10 == 0:
            yield chat, _broken_http(random, elsewhere)
        else:
            body = _body(random, elsewhere)
            yield chat, [_http(_choice(random, body) if chat else body)]


def _body(random: Random, elsewhere: str) -> bytes:
    made = random.choice((_hostile, _hostile, _odd, _odd, _cut, _flipped, _noise, _costly))
    return made(random, elsewhere)


def _good(random: Random, elsewhere: str) -> dict[str, Any]:
    codes = list(taxonomy().codes)
    items = [
        {
            "title": _text(random, elsewhere),
            "year": random.choice((None, 1999, 2008)),
            "kind": random.choice(("film", "book", _text(random, elsewhere) or "x")),
            "why": _text(random, elsewhere),
            "notes": {code: random.randrange(4) for code in random.sample(codes, 5)},
        }
        for _ in range(random.randrange(1, 12))
    ]
    return {"schema": "leastsaid/1", "items": items}


def _text(random: Random, elsewhere: str) -> str:
    parts = random.sample(HOSTILE, random.randrange(1, 4))
    return "".join(part.replace("{elsewhere}", elsewhere) for part in parts)


def _written(value: Any, *, ascii_only: bool = True) -> bytes:
    return json.dumps(value, ensure_ascii=ascii_only).encode(errors="surrogatepass")


def _hostile(random: Random, elsewhere: str) -> bytes:
    return _written(_good(random, elsewhere), ascii_only=random.random() < 0.5)


def _odd(random: Random, elsewhere: str) -> bytes:
    """With a few values of another kind, fields too many and fields too few."""
    body = _good(random, elsewhere)
    for _ in range(random.randrange(1, 6)):
        where: Any = random.choice((body, *body["items"], *(item.get("notes") for item in body["items"])))
        if isinstance(where, dict) and where and where is not body:
            name = random.choice((*where, _text(random, elsewhere)))
            where[name] = random.choice(ODD)
    if random.random() < 0.2:
        body["items"] = random.choice(ODD)
    return _written(body)


def _cut(random: Random, elsewhere: str) -> bytes:
    body = _hostile(random, elsewhere)
    return body[: random.randrange(len(body))]


def _flipped(random: Random, elsewhere: str) -> bytes:
    body = bytearray(_hostile(random, elsewhere))
    for _ in range(random.randrange(1, 20)):
        body[random.randrange(len(body))] = random.randrange(256)
    return bytes(body)


def _noise(random: Random, _elsewhere: str) -> bytes:
    signs = random.choice((bytes(range(256)), b'{}[],:"\\ 0e-', b'[{"items":'))
    return bytes(random.choices(signs, k=random.randrange(2000)))


def _costly(random: Random, _elsewhere: str) -> bytes:
    """Deep, many, long, twice, huge."""
    size = random.randrange(10, 200_000)
    made: tuple[Callable[[], bytes], ...] = (
        lambda: b"[" * size,
        lambda: b'{"items":' + b"[" * size + b"]" * size + b"}",
        lambda: b'{"a":' * size + b"1" + b"}" * size,
        lambda: b'{"items":[' + b"{}," * size + b"{}]}",
        lambda: b'{"items":[{"title":"' + "é😀".encode() * size + b'"}]}',
        lambda: b'{"items":[' + b"9" * size + b"]}",
        lambda: b'{"items":[NaN,Infinity,-Infinity,1e999]}',
        lambda: b'{"items":[],"items":[' + b'"",' * size + b"0]}",
        lambda: b'{"items":[]}' + b" " * size,
        lambda: b"\xef\xbb\xbf" + b'{"items":[]}',
        lambda: '{"items":[]}'.encode("utf-16"),
    )
    return random.choice(made)()


def _choice(random: Random, body: bytes) -> bytes:
    """A chat model's answer with these bytes as its text, or as its choices."""
    text = body.decode(errors="replace")
    frames: tuple[Callable[[], Any], ...] = (
        *(lambda: text,) * 4,
        lambda: f"```json\n{text}\n```",
        lambda: f"<think>{text[:50]}</think>Here [you] are {{so}}: {text} Bye]}}",
        lambda: [{"type": "text", "text": text[:9]}, {"type": "text", "text": text[9:]}],
        lambda: random.choice(ODD),
    )
    message: Mapping[str, Any] = {"role": "assistant", "content": random.choice(frames)()}
    if random.random() < 0.1:
        return random.choice(
            (body, _written({"choices": random.choice(ODD)}), _written({"choices": [message]}))
        )
    refusal = random.choice((None,) * 9 + (text,))
    finish = random.choice(("stop", "stop", "stop", "length", "content_filter", None, text[:40]))
    return _written({"choices": [{"message": {**message, "refusal": refusal}, "finish_reason": finish}]})


def _http(body: bytes, status: str = "200 OK", *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", "Content-Type: application/json", *headers, f"Content-Length: {len(body)}"]
    return "\r\n".join((*lines, "", "")).encode(errors="replace") + body


def _broken_http(random: Random, elsewhere: str) -> Pieces:
    """What is no plain answer: other statuses, framing, encodings, floods."""
    body = _body(random, elsewhere)
    endless = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"
    chunked = endless[:-2] + b"Transfer-Encoding: chunked\r\n\r\n"
    status = random.choice(
        (204, 206, 300, 301, 302, 303, 307, 308, 400, 401, 404, 413, 418, 422, 429, 500, 503)
    )
    return random.choice(
        (
            [_http(body, f"{status} {_text(random, elsewhere)}".replace("\r", "").replace("\n", ""))],
            [_http(body, f"{status} No", f"Location: {elsewhere}/next", f"Refresh: 0; url={elsewhere}")],
            [_http(body, "200 OK", f"Link: <{elsewhere}>; rel=preload", "Set-Cookie: id=1; Max-Age=9999999")],
            [_http(gzip.compress(bytes(2**20)), "200 OK", "Content-Encoding: gzip")],
            [_http(gzip.compress(bytes(2**20)), "200 OK", "Transfer-Encoding: gzip")],
            [_http(body, "200 OK", *(f"X-{number}: {'x' * 500}" for number in range(100)))],
            [_http(body)[: random.randrange(20, 90)]],
            [chunked, b"%x\r\n" % random.randrange(2**40), body],
            [chunked, b"zz\r\n", body],
            [chunked, *[b"1;" + b"x" * 1000 + b"\r\n \r\n"] * 50],
            [endless, *[b" " * BIG] * random.randrange(2, 70)],
            [b"HTTP/1.1 200 OK\r\n", *[b"A: " + b"b" * 1000 + b"\r\n"] * 300],
            [b"HTTP/1.1 103 Early\r\n\r\n"] * 50 + [_http(body)],
            [bytes(random.choices(range(256), k=500))],
            [],
        )
    )

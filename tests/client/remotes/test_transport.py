"""What both protocols share, against servers of bytes, proxies and certificates."""

import asyncio
import gzip
import json
import logging
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import trustme

from client.addresses import Address
from client.errors import RemoteError, UsageError
from client.exchange import UntrustedReply
from client.remotes.https import HttpsRemote
from client.remotes.transport import Limits
from client.replies import parse_reply
from tests.client.remotes.stand_in import TOKEN, RawServer, http, raw

QUICK = Limits(connect=2, idle=0.3, total=0.5, refusal=0.1)


async def ask(server: RawServer, body: bytes, **changes: Any) -> UntrustedReply:
    return await HttpsRemote(Address(server.address, **changes), QUICK).send(body)


async def test_one_fixed_set_of_headers_in_one_order_goes_along(body: bytes) -> None:
    with raw(http(b'{"items": []}')) as server:
        await ask(server, body)
    head, _, sent = server.requests[0].partition(b"\r\n\r\n")
    assert head.split(b"\r\n") == [
        b"POST /leastsaid/1 HTTP/1.1",
        f"Host: 127.0.0.1:{server.port}".encode(),
        b"Accept: application/json",
        b"Accept-Encoding: identity",
        b"Connection: close",
        b"Content-Type: application/json",
        b"Sec-GPC: 1",
        b"User-Agent: leastsaid/1",
        f"Content-Length: {len(body)}".encode(),
    ]
    assert sent == body


async def test_a_token_goes_along_and_into_no_log_repr_or_preview(
    body: bytes, home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    file = home / "token"
    file.write_text(TOKEN)
    file.chmod(0o600)
    with raw(http(b'{"items": []}')) as server:
        remote = HttpsRemote(Address(server.address, token_file=file), QUICK)
        await remote.send(body)
    assert f"Authorization: Bearer {TOKEN}".encode() in server.requests[0]
    assert "Authorization: Bearer …" in remote.recipient.headers
    assert remote.recipient.account
    for said in (caplog.text, repr(remote.recipient), repr(vars(remote._transport))):
        assert TOKEN not in said


async def test_a_token_that_is_gone_is_said_before_anything_is_sent(body: bytes, home: Path) -> None:
    with raw(http(b'{"items": []}')) as server:
        with pytest.raises(RemoteError, match=r"file cannot be read.*Nothing was sent"):
            await ask(server, body, token_file=home / "nowhere")
        assert server.connections == 0


@pytest.mark.parametrize(
    ("pieces", "words"),
    [
        ([http(b"{}", "200 OK", *[f"X-{n}: {'x' * 1000}" for n in range(40)])], "headers are too large"),
        ([b"HTTP/1.1 200 OK\r\n", *[b"X: " + b"x" * 60000 + b"\r\n"] * 5], "not HTTP"),
        ([b"HTTP/1.1 100 Continue\r\n\r\n"] * 5000, "broke"),
        (
            [
                b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"
            ],
            "broke",
        ),
        ([http(b"{}", "200 OK", "Transfer-Encoding: gzip, chunked", length=False)], "broke"),
        ([http(b"{}" * 50)[:-20]], "broke"),
        ([http(gzip.compress(b" " * 2**24), "200 OK", "Content-Encoding: gzip")], "compressed"),
        ([b"SSH-2.0-OpenSSH_9\r\n"], "not HTTP"),
        ([b"HTTP/2 200\r\n\r\n"], "not HTTP"),
        ([b""], "broke"),
        ([http(b"", "307 No", "Location: http://127.0.0.1:9/")], "not followed"),
        ([http(b"", "401 No")], "wants a token"),
        ([http(b" " * 9999999, length=False)], "too large"),
        ([http(b"", "101 Switching", "Upgrade: h2c", "Connection: Upgrade")], "refused|broke"),
    ],
    ids=[
        "headers",
        "flood",
        "continues",
        "chunk",
        "coding",
        "short",
        "gzip",
        "ssh",
        "http2",
        "closed",
        "redirect",
        "token",
        "giant",
        "upgrade",
    ],
)
async def test_what_is_no_plain_answer_is_refused_in_words(
    body: bytes, pieces: list[bytes], words: str
) -> None:
    with raw(*pieces) as server:
        with pytest.raises(RemoteError, match=words):
            await ask(server, body)
        assert server.connections == 1


@pytest.mark.parametrize(
    "pieces",
    [
        [http(b"{}" * 500)[:-900], *[b" "] * 900],
        [b"HTTP/1.1 200 OK\r\n", *[b"A: b\r\n"] * 900],
        [b"HTTP/1.1 "],
    ],
    ids=["body", "headers", "stalls"],
)
async def test_a_drip_ends_with_the_deadline(body: bytes, pieces: list[bytes]) -> None:
    with raw(*pieces, pause=0.05 if len(pieces) > 1 else 3.0) as server:
        begun = asyncio.get_running_loop().time()
        with pytest.raises(RemoteError, match="in time"):
            await ask(server, body)
        assert asyncio.get_running_loop().time() - begun < 2


@pytest.mark.parametrize(
    "content",
    [
        b'{"items": ' + b"[" * 10_000 + b"]" * 10_000 + b"}",
        b'{"items": ' + b'{"a":' * 40 + b"1" + b"}" * 41,
        b'{"items": [], "items": []}',
        b'{"items": [NaN]}',
        b'{"items": [1e999, Infinity]}',
        b'{"items": [' + b"9" * 5000 + b"]}",
        b'{"items": [' + b"[]," * 60_000 + b"[]]}",
        b'{"items": ["\xff\xfe"]}',
        b'"' + b'\\"' * 1_000_000,
        b'{"items": []} {"items": []}',
    ],
    ids=["lists", "objects", "twice", "nan", "infinite", "huge", "many", "bytes", "quotes", "two"],
)
async def test_json_that_is_no_reply_is_refused_whole(body: bytes, content: bytes) -> None:
    with raw(http(content)) as server:
        reply = await ask(server, body)
    with pytest.raises(RemoteError, match="cannot be read"):
        parse_reply(reply)


async def test_what_a_terminal_could_obey_does_not_come_through(body: bytes) -> None:
    evil = "A\x1b]52;c;b3du\x07\x9b31m\u202eB\u2066[@click=app.quit]\x00\u200b"
    item: dict[str, Any] = {"title": evil, "year": None, "kind": evil, "why": evil, "notes": {}}
    with raw(http(json.dumps({"items": [item]}).encode())) as server:
        (found,) = parse_reply(await ask(server, body)).items
    for text in (found.title.text, found.why.text, found.kind):
        assert not any(
            ord(letter) < 32 or 0x7F <= ord(letter) < 0xA0 or letter in "\u202e\u2066\u200b"
            for letter in text
        )


class Proxy:
    """Lets CONNECT through, or answers it with what it is told; keeps what it saw."""

    def __init__(self, answer: bytes = b"") -> None:
        self.answer = answer
        self.seen: list[bytes] = []
        self.address = ""

    @asynccontextmanager
    async def running(self) -> AsyncIterator["Proxy"]:
        server = await asyncio.start_server(self._connect, "127.0.0.1", 0)
        self.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        async with server:
            yield self

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        self.seen.append(head)
        if self.answer:
            writer.write(self.answer)
            self.seen.append(await reader.read(65536))
            writer.close()
            return
        host, _, port = head.split()[1].decode().rpartition(":")
        there, away = await asyncio.open_connection(host, int(port))
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        await asyncio.gather(self._pass(reader, away), self._pass(there, writer), return_exceptions=True)

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while piece := await reader.read(65536):
            self.seen.append(piece)
            writer.write(piece)
        writer.close()


@asynccontextmanager
async def sealed(folder: Path, sessions: list[bool]) -> AsyncIterator[tuple[str, Path]]:
    """A server over TLS; its address and authority."""
    authority = trustme.CA()
    file = folder / "ca.pem"
    authority.cert_pem.write_to_path(file)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        sessions.append(writer.get_extra_info("ssl_object").session_reused)
        await reader.readuntil(b"\r\n\r\n")
        writer.write(http(b'{"items": []}'))
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0, ssl=context)
    async with server:
        yield f"https://localhost:{server.sockets[0].getsockname()[1]}", file


async def test_a_proxy_sees_a_host_and_sealed_bytes_and_no_session_is_used_twice(
    body: bytes, tmp_path: Path
) -> None:
    sessions: list[bool] = []
    async with sealed(tmp_path, sessions) as (address, authority), Proxy().running() as proxy:
        remote = HttpsRemote(Address(address, ca_file=authority, proxy=proxy.address), QUICK)
        for _ in range(3):
            await remote.send(body)
    port = address.rpartition(":")[2]
    assert proxy.seen[0].startswith(f"CONNECT localhost:{port} HTTP/1.1\r\n".encode())
    assert b"leastsaid" not in b"".join(proxy.seen)
    assert sessions == [False] * 3
    assert not remote.recipient.here


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", "proxy does not let"),
        (b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\n\r\n", "proxy does not let"),
        (b"HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\n\r\n{}", "TLS"),
        (b"garbage\r\n\r\n", "not HTTP"),
    ],
    ids=["asks", "redirects", "garbage", "no-http"],
)
async def test_a_proxy_that_does_not_do_its_work_gets_no_byte_of_the_request(
    body: bytes, answer: bytes, words: str
) -> None:
    async with Proxy(answer).running() as proxy:
        remote = HttpsRemote(Address("https://recommender.example", proxy=proxy.address), QUICK)
        with pytest.raises(RemoteError, match=words):
            await remote.send(body)
        await asyncio.sleep(0)
    assert body[:40] not in b"".join(proxy.seen)


@pytest.mark.parametrize(
    ("address", "proxy"),
    [
        ("http://127.0.0.1:9", "http://127.0.0.1:3128"),
        ("https://a.example", "https://proxy.example"),
        ("https://a.example", "socks5://127.0.0.1:1080"),
        ("https://a.example", "http://me:secret@127.0.0.1:3128"),
        ("https://a.example", "http://127.0.0.1:3128/secret"),
        ("https://a.example", "127.0.0.1:3128"),
        ("https://a.example", "http://"),
    ],
)
def test_proxies_that_cannot_be_used_are_refused_without_repeating_them(address: str, proxy: str) -> None:
    with pytest.raises(UsageError) as caught:
        HttpsRemote(Address(address, proxy=proxy))
    assert "secret" not in str(caught.value)

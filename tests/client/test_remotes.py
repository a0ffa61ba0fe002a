"""The protocol over real sockets: our server, and servers that misbehave."""

import asyncio
import gzip
import json
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
import trustme

from client.addresses import Address
from client.conversation.session import Session
from client.errors import RemoteError, UsageError
from client.exchange import UntrustedReply
from client.remotes.https import HttpsRemote
from client.remotes.transport import Limits
from client.replies import parse_reply
from client.serve import application
from sanitizer import Sanitizer
from tests.client.conftest import Authority, Serve

QUICK = Limits(connect=2, idle=0.4, total=0.8)
Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


def asking(address: str, ca_file: Path | None = None, limits: Limits | None = None) -> HttpsRemote:
    return HttpsRemote(Address(address, ca_file=ca_file), limits)


class Stub:
    """A server that answers what it is told to, and keeps what it was asked."""

    def __init__(
        self, body: bytes = b'{"items": []}', *, status: int = 200, drip: float = 0.0, **headers: str
    ) -> None:
        self.body, self.status, self.drip = body, status, drip
        self.headers = {"content-type": "application/json"} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        self.requests: list[tuple[Scope, bytes]] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = b""
        while True:
            event = await receive()
            asked += event.get("body", b"")
            if not event.get("more_body"):
                break
        self.requests.append((scope, asked))
        headers = [(name.encode(), value.encode()) for name, value in self.headers.items()]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        pieces = [self.body[at : at + 1] for at in range(len(self.body))] if self.drip else [self.body]
        for piece in pieces:
            await asyncio.sleep(self.drip)
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})


@pytest.fixture
def content(sanitizer: Sanitizer) -> bytes:
    return sanitizer.review("a light 90s comedy", domain="media").request().encode()


async def test_our_server_answers_over_tls(serve: Serve, authority: Authority, content: bytes) -> None:
    served = serve(application())
    reply = parse_reply(await asking(served.https, authority.file).send(content))
    assert len(reply.items) == 50
    assert reply.items[0].notes


async def test_what_arrives_is_the_exact_body_and_one_fixed_set_of_headers(
    serve: Serve, authority: Authority, content: bytes
) -> None:
    stub = Stub()
    served = serve(stub)
    await asking(served.https, authority.file).send(content)
    ((scope, body),) = stub.requests
    assert body == content
    assert (scope["path"], scope["query_string"]) == ("/leastsaid/1", b"")
    assert {name.decode(): value.decode() for name, value in scope["headers"]} == {
        "host": f"localhost:{served.port}",
        "accept": "application/json",
        "accept-encoding": "identity",
        "connection": "close",
        "content-length": str(len(content)),
        "content-type": "application/json",
        "sec-gpc": "1",
        "user-agent": "leastsaid/1",
    }


async def test_a_certificate_of_a_stranger_gets_no_byte_of_the_body(
    serve: Serve, content: bytes, tmp_path: Path
) -> None:
    stub = Stub()
    stranger = tmp_path / "stranger.pem"
    trustme.CA().cert_pem.write_to_path(stranger)
    with pytest.raises(RemoteError, match="Nothing was sent"):
        await asking(serve(stub).https, stranger).send(content)
    with pytest.raises(RemoteError, match="Nothing was sent"):
        await asking(serve(stub).https).send(content)
    assert stub.requests == []


async def test_a_certificate_for_another_host_gets_no_byte(
    serve: Serve, authority: Authority, content: bytes
) -> None:
    stub = Stub()
    with pytest.raises(RemoteError, match="certificate"):
        await asking(serve(stub, host="elsewhere.example").https, authority.file).send(content)
    assert stub.requests == []


async def test_a_redirect_is_not_followed(serve: Serve, authority: Authority, content: bytes) -> None:
    second = Stub()
    first = Stub(status=307, location=serve(second).https + "/leastsaid/1")
    with pytest.raises(RemoteError, match="not followed"):
        await asking(serve(first).https, authority.file).send(content)
    assert (len(first.requests), second.requests) == (1, [])


@pytest.mark.parametrize("drip", [0.1, 5.0], ids=["drips", "stalls"])
async def test_a_remote_that_takes_too_long_is_left(
    serve: Serve, authority: Authority, content: bytes, drip: float
) -> None:
    stub = Stub(drip=drip)
    with pytest.raises(RemoteError, match="in time"):
        await asking(serve(stub).https, authority.file, QUICK).send(content)
    assert len(stub.requests) == 1


@pytest.mark.parametrize(
    ("stub", "said"),
    [
        (Stub(status=500), "status 500"),
        (Stub(status=204), "status 204"),
        (Stub(b"<html>", content_type="text/html"), "not JSON"),
        (Stub(gzip.compress(b"{}"), content_encoding="gzip"), "compressed"),
        (Stub(b" " * (4 * 2**20 + 1)), "too large"),
    ],
    ids=["error", "empty", "html", "gzip", "bomb"],
)
async def test_other_answers_are_refused_in_words(
    serve: Serve, authority: Authority, content: bytes, stub: Stub, said: str
) -> None:
    with pytest.raises(RemoteError, match=said):
        await asking(serve(stub).https, authority.file).send(content)


async def test_nobody_there_is_told_in_words(closed_port: int, content: bytes) -> None:
    with pytest.raises(RemoteError, match="cannot be reached"):
        await asking(f"http://127.0.0.1:{closed_port}").send(content)


async def test_the_environment_changes_nothing(
    serve: Serve,
    authority: Authority,
    content: bytes,
    closed_port: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    log = tmp_path / "keys.log"
    monkeypatch.setenv("SSLKEYLOGFILE", str(log))
    for name in ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "https_proxy", "http_proxy", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{closed_port}")
    stub = Stub()
    await asking(serve(stub).https, authority.file).send(content)
    assert len(stub.requests) == 1
    assert not log.exists()
    assert "SSLKEYLOGFILE" in os.environ


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org",
        "http://localhost:1",
        "http://127.0.0.1.example.org",
        "ftp://127.0.0.1",
        "https://",
        "example.org",
        "https://me:secret@example.org",
        "https://example.org/?token=secret",
        "https://example.org/#secret",
    ],
)
def test_addresses_that_are_not_safe_are_refused_without_repeating_them(address: str) -> None:
    with pytest.raises(UsageError) as caught:
        asking(address)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("address", ["http://127.0.0.1:9", "http://[::1]:9", "https://example.org/ask"])
def test_https_anywhere_and_plain_http_to_literal_loopback_are_fine(address: str) -> None:
    assert asking(address).recipient.here is address.startswith("http:")


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"{}", 400), (b'{"schema": "leastsaid/1"}', 400), (b"x" * 70_000, 413)],
)
async def test_our_server_refuses_what_is_not_the_protocol(
    serve: Serve, authority: Authority, body: bytes, status: int
) -> None:
    with pytest.raises(RemoteError, match=f"status {status}"):
        await asking(serve(application()).https, authority.file).send(body)


async def test_a_whole_turn_over_tls_hides_what_conflicts(
    serve: Serve, authority: Authority, open_session: Callable[..., Session]
) -> None:
    session = open_session(asking(serve(application()).https, authority.file))
    preview = session.preview(session.review("Since my miscarriage I need a sad drama about family"))
    reply = await session.send(preview, preview.prepared.digest)
    assert reply.hidden
    assert "network address" in preview.learns


async def test_hostile_items_are_dropped_or_made_safe(
    serve: Serve, authority: Authority, content: bytes
) -> None:
    item = {"title": "A\x1b]0;owned\x07B", "year": 1999, "kind": "film", "why": "\x9b31m", "notes": {}}
    stub = Stub(json.dumps({"items": [item, {"title": "only"}]}).encode())
    reply = parse_reply(await asking(serve(stub).https, authority.file).send(content))
    assert [item.title.text for item in reply.items] == ["A]0;ownedB"]
    assert reply.unreadable == 1


def test_an_item_said_twice_keeps_the_worse_notes_and_kinds_are_ours() -> None:
    item = {"title": "A", "year": 1999, "kind": "Movie", "why": "", "notes": {"gore": 3}}
    again = {**item, "notes": {"gore": 0, "bullying": 1}}
    odd = {**item, "title": "B", "kind": "film · ✓ fits"}
    reply = parse_reply(UntrustedReply(json.dumps({"items": [item, again, odd]}).encode()))
    assert [(item.kind, dict(item.notes)) for item in reply.items] == [
        ("film", {"gore": 3, "bullying": 1}),
        ("", {"gore": 3}),
    ]

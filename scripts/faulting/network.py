"""TLS and proxies gone wrong: every request is refused before a byte of it left, and in words."""

import asyncio
import os
import ssl
import tempfile
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from client.addresses import Address
from client.egress import open_gate
from client.errors import RemoteError, UsageError
from client.kept.records import Records
from sanitizer.wire import MinimizedRequest
from scripts.faulting.figure import Figure, none
from scripts.faulting.servers import (
    Certificates,
    Handle,
    Seen,
    answering,
    closing,
    leading,
    listening,
    proxying,
    sealed,
    silent,
    writing,
)

OLD_CIPHERS = "DEFAULT:@SECLEVEL=0"
OK = b"HTTP/1.1 200 OK\r\n\r\n"
REQUEST = MinimizedRequest("c0ffee" * 5 + "00", "media", {"genre": ("comedy",)}, (), (), ())
MARK = b"c0ffeec0ffee"
NOWHERE, PROXY = "https://recommender.example", "http://127.0.0.1:{port}"
MASKED = "could not be asked"
"""What the gate says where a remote raised what it should not."""

NOT_ADDRESSES = (
    "http://localhost:{port}",
    "http://127.1:{port}",
    "http://2130706433:{port}",
    "http://0.0.0.0:{port}",
    "http://127.0.0.1.example:{port}",
    "http://localhost.:{port}",
    "http://[::ffff:127.0.0.1%25lo]:{port}",
    "http://me:word@127.0.0.1:{port}",
    "ftp://127.0.0.1:{port}",
    "//127.0.0.1:{port}",
)
"""Where something listens, and which may not be asked without TLS."""
NOT_PROXIES = (
    "https://127.0.0.1:{port}",
    "socks5://127.0.0.1:{port}",
    "http://me:word@127.0.0.1:{port}",
    "http://127.0.0.1:{port}/path",
)


@dataclass
class Tally:
    """What came of the cases."""

    cases: int = 0
    sent: int = 0
    """Requests that did not end in an error, or in one without words."""
    seen: int = 0
    """Bytes of bodies that the other side saw."""


def figures(short: bool) -> Iterator[Figure]:
    """Asks every broken server and proxy, and counts what they saw of the request. The short run is the whole."""
    del short
    with tempfile.TemporaryDirectory() as name:
        certificates = Certificates(Path(name))
        tally = asyncio.run(_all(certificates))
        led = asyncio.run(_let_through(certificates))
        asked, logged = asyncio.run(_in_an_environment(certificates, Path(name)))
    yield none("network: faults of TLS and proxies that were not refused in words", tally.sent, tally.cases)
    yield none("network: bytes of a body that the other side saw", tally.seen, tally.cases)
    yield none("network: bytes that a proxy could read of a request that it let through", led)
    yield none("network: contacts to proxies of the environment, over TLS and plain", asked, 2)
    yield none("network: keys that SSLKEYLOGFILE had written", logged)


async def _all(made: Certificates) -> Tally:
    """All cases at once: most of them wait."""
    tally = Tally()
    cases = [
        *(_try(tally, handle, f"https://{host}:{{port}}", ca=ca) for handle, host, ca in _servers(made)),
        *(_try(tally, handle, NOWHERE, PROXY, ca=made.authority) for handle in _proxies()),
        *(_try(tally, answering, address) for address in NOT_ADDRESSES),
        *(_try(tally, answering, NOWHERE, proxy) for proxy in NOT_PROXIES),
        _try(tally, answering, "http://127.0.0.1:{port}", PROXY),
        _lead_astray(made, tally),
    ]
    await asyncio.gather(*cases)
    return tally


def _servers(made: Certificates) -> Iterator[tuple[Handle, str, Path | None]]:
    """What serves, the host that is asked for, and the authority that is trusted."""
    ours = made.authority

    def only(version: ssl.TLSVersion) -> Callable[[ssl.SSLContext], None]:
        def change(context: ssl.SSLContext) -> None:
            context.set_ciphers(OLD_CIPHERS)
            with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
                context.minimum_version = context.maximum_version = version

        return change

    yield sealed(made.dated(-30, -1)), "localhost", ours
    yield sealed(made.dated(1, 30)), "localhost", ours
    yield sealed(made.good("elsewhere.example")), "localhost", ours
    yield sealed(made.good("*.example")), "localhost", ours
    yield sealed(made.good("localhost.example")), "localhost", ours
    yield sealed(made.good("localhost")), "127.0.0.1", ours
    yield sealed(made.good("127.0.0.2")), "127.0.0.1", ours
    yield sealed(made.good("127.0.0.1")), "localhost", ours
    yield sealed(made.strange()), "localhost", ours
    yield sealed(made.strange()), "localhost", None
    yield sealed(made.good()), "localhost", None
    yield sealed(made.good()), "localhost", made.other
    yield sealed(made.good(), only(ssl.TLSVersion.TLSv1_1)), "localhost", ours
    yield sealed(made.good(), only(ssl.TLSVersion.TLSv1)), "localhost", ours
    for handle in (answering, closing, silent, writing(b"SSH-2.0-x\r\n"), writing(OK), writing(bytes(500))):
        yield handle, "localhost", ours


def _proxies() -> Iterator[Handle]:
    for answer in (
        b"HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\n\r\n",
        b"HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno",
        b"HTTP/1.1 502 Bad Gateway\r\n\r\n",
        OK + OK,
        OK + bytes(500),
        OK + b"\x15\x03\x03\x00\x02\x02\x28",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 30_000,
        b"no HTTP at all\r\n\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\n" * 100,
        b"",
    ):
        yield proxying(answer)
    yield closing


async def _try(
    tally: Tally, handle: Handle, address: str, proxy: str = "", *, ca: Path | None = None
) -> None:
    """One case: what is asked, through which proxy, and the authority that is trusted."""
    with listening(handle) as seen:
        asked = Address(
            address.format(port=seen.port), ca_file=ca, proxy=proxy.format(port=seen.port), seconds=1
        )
        await _refused(asked, tally)
    tally.seen += len(REQUEST.encode()) if MARK in seen.content else 0


async def _refused(address: Address, tally: Tally) -> None:
    tally.cases += 1
    try:
        await _ask(address)
        tally.sent += 1
    except (RemoteError, UsageError) as error:
        tally.sent += not str(error).endswith(".") or MASKED in str(error)


async def _lead_astray(made: Certificates, tally: Tally) -> None:
    """A proxy that leads to a stranger."""
    with listening(sealed(made.strange())) as there, listening(leading(there.port)) as proxy:
        await _refused(_through(proxy, made), tally)
    tally.seen += len(REQUEST.encode()) if MARK in there.content + proxy.content else 0


async def _let_through(made: Certificates) -> int:
    """A proxy that does its work and reads along: how much of the request it could read."""
    with listening(sealed(made.good())) as there, listening(leading(there.port)) as proxy:
        await _ask(_through(proxy, made))
    assert MARK in there.content, "what should arrive did not"
    return len(REQUEST.encode()) if MARK in proxy.content else 0


def _through(proxy: Seen, made: Certificates) -> Address:
    return Address(
        "https://localhost", ca_file=made.authority, proxy=PROXY.format(port=proxy.port), seconds=1
    )


async def _ask(address: Address) -> None:
    gate = open_gate(address, Records(), ())
    prepared = gate.prepare(REQUEST)
    await gate.send(gate.approve(prepared, prepared.digest), "a conversation")


async def _in_an_environment(made: Certificates, folder: Path) -> tuple[int, int]:
    """Contacts to a proxy that only the environment names, and bytes of a key log that it asks for."""
    log = folder / "keys.log"
    with listening(proxying(OK)) as proxy:
        address = PROXY.format(port=proxy.port)
        names = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "https_proxy", "http_proxy", "all_proxy")
        with _environment({**dict.fromkeys(names, address), "SSLKEYLOGFILE": str(log)}):
            with listening(sealed(made.good())) as there:
                await _ask(Address(f"https://localhost:{there.port}", ca_file=made.authority))
            with listening(answering) as there:
                await _ask(Address(f"http://127.0.0.1:{there.port}"))
        return proxy.connections, log.stat().st_size if log.exists() else 0


@contextmanager
def _environment(changes: Mapping[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in changes}
    os.environ.update(changes)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value

"""Servers that break TLS and proxies that break their word: a part of the trial `network`.

Each notes what it sees of an application: over TLS what is left when that is taken off.
"""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import trustme

PATIENCE = 2.0
"""Seconds that a server waits for more."""
DAY = timedelta(days=1)


@dataclass
class Seen:
    """What came to a server."""

    port: int
    connections: int = 0
    content: bytearray = field(default_factory=bytearray)


Handle = Callable[[socket.socket, Seen], None]


@contextmanager
def listening(handle: Handle) -> Iterator[Seen]:
    """A server on loopback that does so with every connection."""
    listener = socket.create_server(("127.0.0.1", 0))
    seen = Seen(listener.getsockname()[1])
    threads: list[threading.Thread] = []

    def serve() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                seen.connections += 1
                threads.append(threading.Thread(target=one, args=(connection,), daemon=True))
                threads[-1].start()

    def one(connection: socket.socket) -> None:
        connection.settimeout(PATIENCE)
        with connection, suppress(OSError):
            handle(connection, seen)

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield seen
    finally:
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        # What was on its way is counted, too.
        for thread in threads:
            thread.join(PATIENCE)


def sealed(certificate: trustme.LeafCert, change: Callable[[ssl.SSLContext], object] | None = None) -> Handle:
    """Over TLS, with a certificate, and perhaps with something changed; answers as a recommender without items."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    if change:
        change(context)

    def handle(connection: socket.socket, seen: Seen) -> None:
        with context.wrap_socket(connection, server_side=True) as plain:
            answering(plain, seen)

    return handle


def answering(connection: socket.socket, seen: Seen) -> None:
    """Reads a request and answers it without items."""
    while piece := connection.recv(65536):
        seen.content += piece
        if b"\r\n\r\n" in seen.content and seen.content.rstrip().endswith(b"}"):
            break
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 12\r\n\r\n")
    connection.sendall(b'{"items":[]}')


def writing(content: bytes) -> Handle:
    """Writes bytes at once and notes what comes."""

    def handle(connection: socket.socket, seen: Seen) -> None:
        connection.sendall(content)
        _note(connection, seen)

    return handle


def closing(connection: socket.socket, seen: Seen) -> None:
    """Reads a little and closes."""
    seen.content += connection.recv(100)


def silent(connection: socket.socket, seen: Seen) -> None:
    """Says nothing."""
    _note(connection, seen)


def proxying(answer: bytes) -> Handle:
    """Reads a CONNECT, answers it so and notes what comes after."""

    def handle(connection: socket.socket, seen: Seen) -> None:
        head = b""
        while b"\r\n\r\n" not in head and (piece := connection.recv(65536)):
            head += piece
        connection.sendall(answer)
        seen.content += head
        _note(connection, seen)

    return handle


def leading(port: int) -> Handle:
    """A proxy that leads every CONNECT to one port, and notes what it passes on."""

    def handle(connection: socket.socket, seen: Seen) -> None:
        while b"\r\n\r\n" not in seen.content:
            seen.content += connection.recv(65536)
        with socket.create_connection(("127.0.0.1", port)) as away:
            away.settimeout(PATIENCE)
            connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            back = threading.Thread(target=_pass, args=(away, connection), daemon=True)
            back.start()
            while piece := connection.recv(65536):
                seen.content += piece
                away.sendall(piece)

    return handle


def _pass(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while piece := source.recv(65536):
            target.sendall(piece)


def _note(connection: socket.socket, seen: Seen) -> None:
    while piece := connection.recv(65536):
        seen.content += piece


class Certificates:
    """Those of an authority that is trusted, and of others."""

    def __init__(self, folder: Path) -> None:
        self._trusted, self._stranger = trustme.CA(), trustme.CA()
        self.authority, self.other = folder / "authority.pem", folder / "other.pem"
        self._trusted.cert_pem.write_to_path(self.authority)
        trustme.CA().cert_pem.write_to_path(self.other)

    def good(self, *hosts: str) -> trustme.LeafCert:
        """For hosts, by the authority."""
        return self._trusted.issue_cert(*(hosts or ("localhost",)))

    def strange(self) -> trustme.LeafCert:
        """For localhost, by somebody."""
        return self._stranger.issue_cert("localhost")

    def dated(self, begins: int, ends: int) -> trustme.LeafCert:
        """For localhost, by the authority, valid from and to so many days from now."""
        now = datetime.now(UTC)
        return self._trusted.issue_cert(
            "localhost", not_before=now + begins * DAY, not_after=now + ends * DAY
        )

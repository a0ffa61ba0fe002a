"""Servers to ask: one that speaks chat completions as the real ones do, and one that writes any bytes."""

import asyncio
import json
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from client.catalogue import load_catalogue
from client.protocol import check_request
from client.recommend import recommend
from sanitizer.wire import BLOCK

MODEL = "small-model"
TOKEN = "tok-Sapphire-Kestrel-7731"


class ChatServer:
    """Answers from the catalogue, in whatever way it is told to; keeps what it was asked."""

    def __init__(self, write: Callable[[str], Any] = str, *, token: str = "", slow: float = 0.0) -> None:
        """`write` makes the message's content of the right one; a dict is the whole choice."""
        self.asked: list[dict[str, Any]]
        self.heads: list[list[tuple[bytes, bytes]]]
        self.lengths: list[int]
        self.begin(write, token=token, slow=slow)
        self.address = ""
        self.application = Starlette(routes=[Route("/v1/chat/completions", self._complete, methods=["POST"])])

    def begin(self, write: Callable[[str], Any] = str, *, token: str = "", slow: float = 0.0) -> None:
        """Forgets what was asked, and answers otherwise."""
        self.write, self.token, self.slow = write, token, slow
        self.asked, self.heads, self.lengths = [], [], []

    async def _complete(self, request: Request) -> Response:
        content = await request.body()
        self.heads.append(request.scope["headers"])
        self.lengths.append(len(content))
        if self.token and request.headers.get("authorization") != f"Bearer {self.token}":
            return _error(401, "invalid_api_key", "Incorrect key provided: who are you?")
        body = json.loads(content)
        self.asked.append(body)
        if body["model"] != MODEL:
            return _error(404, "model_not_found", f"The model {body['model']} does not exist")
        user = body["messages"][-1]["content"].encode()
        asked = check_request(user + b" " * (-len(user) % BLOCK))
        good = json.dumps({"items": recommend(asked, load_catalogue())["items"]})
        await asyncio.sleep(self.slow)
        written = self.write(good)
        if isinstance(written, Response):
            return written
        choice = written if isinstance(written, dict) else said(written)
        return JSONResponse({"id": "chatcmpl-1", "object": "chat.completion", "choices": [choice]})


def said(content: Any, finish: str = "stop", **more: Any) -> dict[str, Any]:
    """One choice with a message."""
    message = {"role": "assistant", "content": content, **more}
    return {"index": 0, "message": message, "finish_reason": finish}


def _error(status: int, code: str, message: str) -> Response:
    body = {"error": {"message": message, "type": "invalid_request_error", "code": code}}
    return JSONResponse(body, status_code=status)


def refusing(status: int, message: str = "secret words of the server") -> Callable[[str], Response]:
    """A server that answers with a status."""
    return lambda _good: _error(status, "refused", message)


@contextmanager
def serving(application: Any, **options: Any) -> Iterator[int]:
    """Runs an application on loopback, as long as the block lasts; its port."""
    config = uvicorn.Config(application, log_level="critical", lifespan="off", **options)
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        yield listener.getsockname()[1]
        server.should_exit = server.force_exit = True
        thread.join(10)


class RawServer:
    """Reads a request and writes pieces of bytes; counts connections and the bytes of bodies."""

    def __init__(self, pieces: Sequence[bytes], pause: float = 0.0) -> None:
        self.pieces, self.pause = list(pieces), pause
        self.connections = 0
        self.requests: list[bytes] = []
        self.ends = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with connection:
            connection.settimeout(5)
            try:
                self.requests.append(read_request(connection))
                for piece in self.pieces:
                    connection.sendall(piece)
                    if self.pause and self.ends.wait(self.pause):
                        return
            except OSError:
                return

    def close(self) -> None:
        self.ends.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()


def read_request(connection: socket.socket) -> bytes:
    """A whole request: head, and as much body as the head says."""
    read = b""
    while b"\r\n\r\n" not in read:
        piece = connection.recv(65536)
        if not piece:
            return read
        read += piece
    head, _, body = read.partition(b"\r\n\r\n")
    length = next(
        (
            int(line.split(b":")[1])
            for line in head.split(b"\r\n")
            if line.lower().startswith(b"content-length")
        ),
        0,
    )
    while len(body) < length and (piece := connection.recv(65536)):
        body += piece
    return head + b"\r\n\r\n" + body


@contextmanager
def raw(*pieces: bytes, pause: float = 0.0) -> Iterator[RawServer]:
    """A server of bytes, as long as the block lasts."""
    server = RawServer(pieces, pause)
    threading.Thread(target=server.serve, daemon=True).start()
    try:
        yield server
    finally:
        server.close()


def http(body: bytes, status: str = "200 OK", *headers: str, length: bool = True) -> bytes:
    """A response as bytes."""
    lines = [f"HTTP/1.1 {status}", "Content-Type: application/json", *headers]
    if length:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join((*lines, "", "")).encode() + body

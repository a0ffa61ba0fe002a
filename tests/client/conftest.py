"""Real servers on loopback, with certificates of an authority made for the run."""

import inspect
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import trustme
import uvicorn

from client.addresses import Address
from client.catalogue import Catalogue, load_catalogue
from client.config import Config
from client.conversation.session import Session
from client.egress import EgressGate
from client.exchange import Remote
from client.kept.records import Records
from client.remotes.builtin import BuiltinRemote
from client.remotes.https import HttpsRemote
from sanitizer import Sanitizer
from tests.client.remotes.stand_in import raw
from tests.client.tmux import Window, window
from tests.client.typed_lines import Say, said_at

QUICK = {"tui": ("test_conversation.py", "test_review_keys.py"), "lock": ("test_locked_preview.py",)}
"""By folder of flows through the whole screen, which take seconds each: those that every change is tried with.

All others run with the slow trials.
"""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        quick = QUICK.get(item.path.parent.name)
        flow = isinstance(item, pytest.Function) and inspect.iscoroutinefunction(item.obj)
        if flow and quick is not None and item.path.name not in quick:
            item.add_marker(pytest.mark.slow)


@dataclass(frozen=True)
class Authority:
    ca: trustme.CA
    file: Path


@dataclass(frozen=True)
class Served:
    port: int

    @property
    def https(self) -> str:
        return f"https://localhost:{self.port}"

    @property
    def http(self) -> str:
        return f"http://127.0.0.1:{self.port}"


Serve = Callable[..., Served]


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    ca = trustme.CA()
    file = tmp_path_factory.mktemp("authority") / "ca.pem"
    ca.cert_pem.write_to_path(file)
    return Authority(ca, file)


@pytest.fixture
def serve(authority: Authority, tmp_path: Path) -> Iterator[Serve]:
    """Runs ASGI applications, each on a port of its own, until the test ends."""
    running: list[tuple[uvicorn.Server, threading.Thread]] = []

    def start(application: Any, *, tls: bool = True, host: str = "localhost") -> Served:
        listener = socket.socket()
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        options: dict[str, Any] = {}
        if tls:
            issued = authority.ca.issue_cert(host)
            pem = tmp_path / f"server-{len(running)}.pem"
            issued.private_key_and_cert_chain_pem.write_to_path(pem)
            options = {"ssl_certfile": pem, "ssl_keyfile": pem}
        config = uvicorn.Config(application, log_level="critical", lifespan="off", **options)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        running.append((server, thread))
        return Served(listener.getsockname()[1])

    yield start
    for server, thread in running:
        server.should_exit = server.force_exit = True
        thread.join(10)


@pytest.fixture
def closed_port() -> int:
    with closing(socket.socket()) as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="session")
def knowing(catalogue: Catalogue) -> Sanitizer:
    """The real detector with the catalogue's titles."""
    return Sanitizer.load(titles=catalogue.titles)


@pytest.fixture
def open_session(knowing: Sanitizer, catalogue: Catalogue) -> Callable[..., Session]:
    def start(remote: Remote | None = None, records: Records | None = None, **settings: Any) -> Session:
        gate = EgressGate(remote or BuiltinRemote(), records or Records(), catalogue.titles)
        return Session(knowing, gate, catalogue, Config(**{"domain": "media", **settings}))

    return start


@pytest.fixture
def stalling() -> Iterator[HttpsRemote]:
    """A recommender on a server that takes a request and never answers."""
    with raw(b"", pause=600) as server:
        yield HttpsRemote(Address(server.address))


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests press keys faster than people."""
    from client.tui.unhurried import UnhurriedScreen

    monkeypatch.setattr(UnhurriedScreen, "PAUSE", 0.0)


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own, for the test and for every program that it starts."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    return home


@pytest.fixture
def screen(own_home: Path) -> Iterator[Window]:
    """A window of tmux to run the installed program in."""
    with window(own_home) as opened:
        yield opened


@pytest.fixture
def session(open_session: Callable[..., Session]) -> Session:
    """A conversation with the built-in catalogue; nothing of it is kept."""
    return open_session()


@pytest.fixture
def at_review(session: Session, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Say:
    """Types lines; what is said before the first prompt at a review, and after each."""
    return said_at("Decide (send goes on, help lists how): ", session, monkeypatch, capsys)


@pytest.fixture
def between_drafts(
    session: Session, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Say:
    """Types lines; what is said each time before a draft is asked for."""
    typed = said_at("Your draft:\n", session, monkeypatch, capsys)
    return lambda *lines: typed(*lines)[1:]

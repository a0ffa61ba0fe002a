"""Homes of their own, requests to send, and a server to send them to."""

from collections.abc import Iterator

import keyring
import pytest

from client.trying import probe
from tests.client.commands.conftest import empty, home, key, made, say
from tests.client.remotes.stand_in import ChatServer, serving
from tests.client.vault.keys import DesktopKeyring

__all__ = ["empty", "home", "key", "made", "say"]


@pytest.fixture
def body() -> bytes:
    return probe().encode()


@pytest.fixture(scope="session")
def _running() -> Iterator[ChatServer]:
    server = ChatServer()
    with serving(server.application) as port:
        server.address = f"http://127.0.0.1:{port}"
        yield server


@pytest.fixture
def server(_running: ChatServer) -> ChatServer:
    """A chat server that was asked nothing yet."""
    _running.begin()
    return _running


@pytest.fixture
def desktop() -> Iterator[DesktopKeyring]:
    """The keyring of a desktop, instead of the person's own."""
    before = keyring.get_keyring()
    backend = DesktopKeyring()
    keyring.set_keyring(backend)
    yield backend
    keyring.set_keyring(before)

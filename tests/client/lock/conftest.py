"""A home of its own for each test, a clock that it moves, and a person's place in it."""

from pathlib import Path

import pytest

from client.catalogue import Catalogue
from client.vault.openers import make_key_file
from sanitizer import Sanitizer
from tests.client.lock.desk import LOOK, Clock, Desk


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own: nothing of the person who runs the tests is read or written."""
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.setattr("client.tui.vaulted.LOOK_EVERY", LOOK)
    return tmp_path


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("client.tui.vaulted.uptime", clock.uptime)
    return clock


@pytest.fixture
def key(home: Path) -> Path:
    path = home / "vault.key"
    make_key_file(path)
    return path


@pytest.fixture
def desk(key: Path, knowing: Sanitizer, catalogue: Catalogue) -> Desk:
    return Desk(key, knowing, catalogue)

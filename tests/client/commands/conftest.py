"""A home of its own for each test, and vaults in it to begin with."""

import io
import sys
from pathlib import Path

import pytest

from client.__main__ import _run
from client.vault.making import create_vault
from client.vault.openers import KeyFile, make_key_file
from client.vault.vault import vault_path
from tests.client.commands.kept import Made, fill, opened, placed
from tests.client.commands.program import Said, Say
from tests.client.passphrases import WORDS, Cheap


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own: nothing of the person who runs the tests is read or written."""
    for name, value in places(tmp_path).items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def places(home: Path) -> dict[str, str]:
    return {
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CONFIG_HOME": str(home / "settings"),
        "XDG_CACHE_HOME": str(home / "cache"),
    }


@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Say:
    """Runs a command as the program does, without starting another Python."""

    def run(*arguments: str | Path, stdin: bytes = b"") -> Said:
        monkeypatch.setattr(sys, "argv", ["leastsaid", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capfd.readouterr()
        code = _run()
        return Said(code, *capfd.readouterr())

    return run


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("made")
    key, plain, worded = (folder / name for name in ("key", "vault", "worded"))
    make_key_file(key)
    create_vault(plain, [KeyFile(key)])
    create_vault(worded, [Cheap(WORDS)])
    empty = plain.read_bytes()
    with opened(key, plain) as records:
        fill(records)
    return Made(key.read_bytes(), empty, plain.read_bytes(), worded.read_bytes())


@pytest.fixture
def key(home: Path, made: Made) -> Path:
    """A key file that the settings name."""
    path = placed(home / "keys" / "vault.key", made.key)
    settings = home / "settings" / "leastsaid" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(f'[vault]\nkey_file = "{path}"\n', encoding="utf-8")
    return path


@pytest.fixture
def empty(key: Path, made: Made) -> Path:
    """A vault that keeps nothing yet."""
    return placed(vault_path(), made.empty)


@pytest.fixture
def filled(key: Path, made: Made) -> Path:
    """A vault that keeps something of every kind."""
    return placed(vault_path(), made.filled)


@pytest.fixture
def worded(made: Made) -> Path:
    """A vault that a passphrase opens."""
    return placed(vault_path(), made.worded)

"""Shared pieces: the real detector, opened once, and a subprocess that runs as a user's would."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sanitizer import Sanitizer
from sanitizer.model import Model, load_model
from tests.started import Started

ROOT = Path(__file__).parents[1]

Run = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture(scope="session")
def model() -> Model:
    return load_model()


@pytest.fixture(scope="session")
def sanitizer() -> Sanitizer:
    return Sanitizer.load()


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Variables as a person has them: a home of its own, and none that hide telemetry."""
    home = tmp_path / "home"
    home.mkdir(exist_ok=True)
    hides = ("CI", "ORT_DISABLE_TELEMETRY", "GITHUB_ACTIONS", "TF_BUILD", "PYTHONWARNINGS")
    hidden = {*hides, "XDG_DATA_HOME", "XDG_CONFIG_HOME"}
    kept = {name: value for name, value in os.environ.items() if name not in hidden}
    return kept | {"HOME": str(home), "XDG_CACHE_HOME": str(home / "cache"), "PYTHONPATH": str(ROOT)}


@pytest.fixture
def python(tmp_path: Path, environment: dict[str, str]) -> Run:
    """Runs Python as a person would."""

    def run(
        *arguments: str, stdin: bytes = b"", cwd: Path | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, *arguments],
            input=stdin,
            capture_output=True,
            env=environment,
            cwd=cwd or tmp_path,
            check=False,
            timeout=60,
        )

    return run


@pytest.fixture(scope="session")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Started]:
    """The program's modules, loaded once for many runs."""
    process = Started(tmp_path_factory.mktemp("started"))
    yield process
    process.end()


@pytest.fixture
def leastsaid(started: Started, tmp_path: Path, environment: dict[str, str]) -> Run:
    """Runs the command line."""

    def run(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        return started.run(arguments, stdin, environment, tmp_path)

    return run

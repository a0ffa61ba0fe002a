"""Shared pieces: the real detector, opened once, and a subprocess that runs as a user's would."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sanitizer import Sanitizer
from sanitizer.model import Model, load_model

ROOT = Path(__file__).parents[1]

Run = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture(scope="session")
def model() -> Model:
    return load_model()


@pytest.fixture(scope="session")
def sanitizer() -> Sanitizer:
    return Sanitizer.load()


@pytest.fixture
def python(tmp_path: Path) -> Run:
    """Runs Python with a home of its own and without the variables that hide telemetry."""

    def run(
        *arguments: str, stdin: bytes = b"", cwd: Path | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        home = tmp_path / "home"
        home.mkdir(exist_ok=True)
        hides = ("CI", "ORT_DISABLE_TELEMETRY", "GITHUB_ACTIONS", "TF_BUILD", "PYTHONWARNINGS")
        hidden = {*hides, "XDG_DATA_HOME", "XDG_CONFIG_HOME"}
        environment = {name: value for name, value in os.environ.items() if name not in hidden}
        environment |= {"HOME": str(home), "XDG_CACHE_HOME": str(home / "cache"), "PYTHONPATH": str(ROOT)}
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


@pytest.fixture
def leastsaid(python: Run) -> Run:
    """Runs the command line."""

    def run(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        return python("-m", "client", *arguments, stdin=stdin)

    return run

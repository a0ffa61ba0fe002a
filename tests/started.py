"""A process that has loaded the program's modules, and becomes the program in a fork for each run of it.

A run has a process, a home, files and an exit code of its own, as any other has; only the imports are shared.
"""

import importlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import client.__main__

LOADED = ("client.cli", "client.sanitize", "client.plain", "client.typed", "onnxruntime", "tokenizers")
"""What most runs need; none of it starts a thread before it is used, so that forking is safe."""
PATIENCE = 60
"""Seconds after which a run is ended."""


class Started:
    """The process, asked line by line."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        kept = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1]), "ORT_DISABLE_TELEMETRY": "1"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.started"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=kept,
            text=True,
            bufsize=1,
        )

    def run(
        self, arguments: Sequence[str], stdin: bytes, environment: Mapping[str, str], folder: Path
    ) -> subprocess.CompletedProcess[bytes]:
        """Runs the command line in a folder, to its end."""
        given, out, err = (self._folder / name for name in ("given", "out", "err"))
        given.write_bytes(stdin)
        asked = [list(arguments), dict(environment), str(folder), *map(str, (given, out, err))]
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(asked) + "\n")
        code = int(self._process.stdout.readline())
        return subprocess.CompletedProcess(list(arguments), code, out.read_bytes(), err.read_bytes())

    def end(self) -> None:
        """Lets it go."""
        self._process.communicate()


def main() -> None:
    """Forks for each line of standard input, and says how the run ended."""
    for name in LOADED:
        importlib.import_module(name)
    for line in sys.stdin:
        arguments, environment, folder, *files = json.loads(line)
        if (child := os.fork()) == 0:
            _become(arguments, environment, folder, files)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def _become(arguments: list[str], environment: dict[str, str], folder: str, files: list[str]) -> None:
    """The program, with these files for its standard streams."""
    signal.alarm(PATIENCE)
    written = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    for number, (name, way) in enumerate(zip(files, (os.O_RDONLY, written, written), strict=True)):
        os.dup2(os.open(name, way), number)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    sys.argv = ["leastsaid", *arguments]
    sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = os.fdopen(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)
    client.__main__.main()


if __name__ == "__main__":
    main()

"""A real terminal to run the client in: a pty whose every byte is kept."""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import ROOT

PATIENCE = 30.0


class Terminal:
    """Keys in, bytes out."""

    def __init__(self, descriptor: int, process: subprocess.Popen[bytes]) -> None:
        self._descriptor, self._process = descriptor, process
        self.output = b""

    def press(self, keys: str) -> None:
        os.write(self._descriptor, keys.encode())

    def read(self, seconds: float) -> bool:
        """Whether anything came within the time."""
        ready, _, _ = select.select([self._descriptor], [], [], seconds)
        if not ready:
            return False
        try:
            piece = os.read(self._descriptor, 1 << 16)
        except OSError:
            piece = b""
        self.output += piece
        return bool(piece)

    def until(self, text: str, after: int = 0) -> None:
        """Waits for a text in what is written from a place on."""
        end = time.monotonic() + PATIENCE
        while text.encode() not in self.output[after:]:
            assert time.monotonic() < end, f"{text!r} did not come"
            self.read(0.1)

    def rest(self) -> int:
        """Reads on until the program ends; its exit code."""
        end = time.monotonic() + PATIENCE
        while self._process.poll() is None or self.read(0.1):
            assert time.monotonic() < end, "it does not end"
            self.read(0.1)
        return self._process.wait()

    @property
    def echoes(self) -> bool:
        """Whether the terminal shows what is typed."""
        return bool(termios.tcgetattr(self._descriptor)[3] & termios.ECHO)

    def interrupt(self) -> None:
        """What Ctrl+C does."""
        self.send(signal.SIGINT)

    def send(self, number: signal.Signals) -> None:
        """Sends the program a signal."""
        self._process.send_signal(number)

    def quiet(self) -> None:
        """Reads until nothing has come for a moment."""
        while self.read(0.4):
            pass


@contextmanager
def terminal(
    home: Path, arguments: Sequence[str], columns: int = 120, rows: int = 40, **variables: str
) -> Iterator[Terminal]:
    """Runs Python with the arguments in a terminal of that size, in a home of its own."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    hidden = ("CI", "NO_COLOR", "COLUMNS", "LINES", "XDG_DATA_HOME", "XDG_CONFIG_HOME")
    kept = {name: value for name, value in os.environ.items() if name not in hidden}
    process = subprocess.Popen(
        [sys.executable, *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=home,
        env=kept | {"HOME": str(home), "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", **variables},
        start_new_session=True,
    )
    os.close(theirs)
    try:
        yield Terminal(ours, process)
    finally:
        process.kill()
        process.wait()
        os.close(ours)

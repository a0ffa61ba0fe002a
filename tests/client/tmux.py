"""A window of tmux in which the installed program runs: driven and read as a person would."""

import os
import re
import shlex
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from client.tui.unhurried import UnhurriedScreen
from tests.conftest import ROOT

TMUX = shutil.which("tmux")
PATIENCE = 120.0
"""Seconds; the first start may set the program up, and other programs may be busy."""
LOOK = 0.05
"""Seconds between two looks at the screen."""
SETTINGS = "set -g status off\nset -g remain-on-exit on\nset -g default-terminal tmux-256color\n"
"""All lines are the program's, and what it said last stays to be read."""
HIDDEN = ("CI", "NO_COLOR", "COLUMNS", "LINES")
"""Variables of whoever runs the tests that a window does not have."""
_FRAMED = re.compile(r"^.{0,16}?│(.*)│.{0,16}$")
"""A line of a dialog, with what is seen of the screen beside it."""


class Window:
    """Keys, words and the mouse in; the screen out. `keys` counts the keys that were pressed beyond typing."""

    def __init__(self, home: Path, folder: Path) -> None:
        """`folder` has a short name, since a socket in it may not have a long one."""
        self.keys = 0
        self._folder = folder
        self._socket: Path | None = None
        self._settings = home.parent / "tmux.conf"
        self._settings.write_text(SETTINGS)
        self._code = home.parent / "code"

    def open(self, *arguments: str, size: tuple[int, int] = (100, 34), **variables: str) -> None:
        """Starts the chat in a new window of so many columns and lines."""
        self.close()
        self._socket = self._folder / str(len(list(self._folder.iterdir())))
        self._code.unlink(missing_ok=True)
        kept = {name: value for name, value in os.environ.items() if name not in HIDDEN}
        own = [f"{name}={value}" for name, value in variables.items()]
        shell = ["sh", "-c", f'"$@"; echo $? >{shlex.quote(str(self._code))}', "sh"]
        command = [*shell, "env", *own, f"{ROOT}/scripts/run", "chat", *arguments]
        place = ["-f", str(self._settings), "new-session", "-d", "-x", str(size[0]), "-y", str(size[1])]
        self._tmux(*place, "--", *command, env=kept)

    def read(self, *, styled: bool = False) -> list[str]:
        """The lines of the screen; with the sequences that colour them, where that is asked for."""
        return self._tmux("capture-pane", "-p", *(["-e"] if styled else [])).split("\n")

    def until(self, *texts: str, gone: str = "") -> str:
        """Waits until all of these are on the screen, however they are wrapped, and another one is not."""
        end = time.monotonic() + PATIENCE
        while True:
            lines = [_FRAMED.sub(r"\1", line).replace("│", " ") for line in self.read()]
            shown = " ".join(" ".join(lines).split())
            if all(text in shown for text in texts) and not (gone and gone in shown):
                return shown
            assert time.monotonic() < end, f"{texts} did not come:\n" + "\n".join(self.read())
            time.sleep(LOOK)

    def type(self, text: str) -> None:
        """Types words."""
        self._tmux("send-keys", "-l", text)

    def press(self, *keys: str) -> None:
        """Presses keys, as tmux names them."""
        self.keys += len(keys)
        self._tmux("send-keys", *keys)

    def answer(self, key: str) -> None:
        """Answers a dialog, which takes no key before it could be read."""
        self.rest()
        self.press(key)

    def rest(self) -> None:
        """Waits until the screen has been still for as long as a dialog wants to be read."""
        end = time.monotonic() + PATIENCE
        since, before = time.monotonic(), self.read()
        while time.monotonic() - since < UnhurriedScreen.PAUSE + LOOK:
            assert time.monotonic() < end, "the screen does not rest"
            time.sleep(LOOK)
            if (now := self.read()) != before:
                since, before = time.monotonic(), now

    def paste(self, file: Path) -> None:
        """Pastes a file as a terminal does, in brackets."""
        self._tmux("load-buffer", str(file))
        self._tmux("paste-buffer", "-p", "-d")

    def drag(self, first: str, last: str) -> None:
        """Chooses what is written from one word to the end of another, with the mouse."""
        column, line = self._place(first)
        to, below = self._place(last)
        to += len(last)
        self._mouse(0, column, line, "M")
        self._mouse(32, to, below, "M")
        self._mouse(0, to, below, "m")

    def resize(self, columns: int, lines: int) -> None:
        """Makes the window larger or smaller."""
        self._tmux("resize-window", "-x", str(columns), "-y", str(lines))

    def asked(self, what: str) -> str:
        """What tmux knows of the window, such as `pane_title`."""
        return self._tmux("display-message", "-p", f"#{{{what}}}").strip()

    def buffers(self) -> str:
        """What is in the clipboard of tmux."""
        return self._tmux("list-buffers")

    def ended(self) -> int:
        """Waits until the program has ended; its exit code."""
        end = time.monotonic() + PATIENCE
        while not (self._code.exists() and (code := self._code.read_text())):
            assert time.monotonic() < end, "it does not end:\n" + "\n".join(self.read())
            time.sleep(LOOK)
        return int(code)

    def close(self) -> None:
        """Closes the window, whatever is going on in it."""
        if self._socket:
            subprocess.run(
                [str(TMUX), "-S", str(self._socket), "kill-server"], check=False, capture_output=True
            )

    def _place(self, words: str) -> tuple[int, int]:
        """Column and line of words on the screen, counted from 1."""
        for number, line in enumerate(self.read(), 1):
            if found := re.search(re.escape(words), line):
                return found.start() + 1, number
        raise AssertionError(f"{words!r} is not on the screen")

    def _mouse(self, button: int, column: int, line: int, end: str) -> None:
        sequence = f"\x1b[<{button};{column};{line}{end}"
        self._tmux("send-keys", "-H", *(f"{ord(character):x}" for character in sequence))

    def _tmux(self, *arguments: str, env: dict[str, str] | None = None) -> str:
        command = [str(TMUX), "-S", str(self._socket), *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True, env=env).stdout


@contextmanager
def window(home: Path) -> Iterator[Window]:
    """A window that is closed in the end."""
    with tempfile.TemporaryDirectory() as folder:
        opened = Window(home, Path(folder))
        try:
            yield opened
        finally:
            opened.close()


def listed(window: Window) -> list[str]:
    """What a review lists, without the sign of the cursor."""
    lines = [" ".join(line.replace("▸", " ").split()) for line in window.read()]
    return [line for line in lines if line.startswith(("Found here", "fact", "detail", "limit", "wish", "→"))]


def review(window: Window, draft: str, *found: str) -> None:
    """Writes a draft, and goes on to its review."""
    window.until("hat would you like?")
    window.type(draft)
    window.press("Enter")
    window.until("Found here: ", *found)


def send(window: Window, answer: str = "") -> None:
    """From the review through the preview, with an answer to its question where it has one."""
    window.press("Enter")
    window.until("They will learn: ", "They will not learn: what you wrote")
    if answer:
        window.until("Nothing is sent before you answer.")
        window.answer(answer)
    window.until("Enter sends exactly this")
    window.answer("Enter")

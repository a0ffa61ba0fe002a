"""What arrives at a real terminal: no byte of a stranger's that it would obey, and no value after a crash."""

import itertools
import json
import re
import time
from pathlib import Path

import pytest

from client.tui.transcript import PAGE
from tests.client.conftest import Serve
from tests.client.terminal import Terminal, terminal
from tests.client.test_remotes import Stub
from tests.conftest import Run

LEFT_SCREEN = b"\x1b[?1049l"
POINTER = "\x1b]22;default\x07"
"""How the screen library sets the shape of the mouse pointer."""
CANARY = "Sapphire-Kestrel-7731"

OBEYED = [
    "\x1b]52;c;c2VjcmV0\x07",
    "\x1b]0;owned\x07",
    "\x1b]8;;https://evil.example\x1b\\",
    "\x1b[21t",
    "\x1b[6n",
    "\x1b[5i",
    "\x1b[?5h",
    "\x1bc",
    "\x1bP+q544e\x1b\\",
    "\x1b_Gi=1\x1b\\",
    "\x9b31m",
    "\x9d0;owned\x9c",
    "\x90q\x9c",
    "\x85",
    "\x07",
    "\x08\x08\x08",
    "\x7f",
    "\x00",
    "\x0e",
    "\u202e",
    "\u2066",
    "\u200b",
    "\ufeff",
    "\u2028",
    "\U000e0041",
    "[@click=app.quit]",
    "[/]",
    "[bold red",
    "\x1b[@click=app.bell]",
    "\ud800",
]
FORBIDDEN = re.compile(
    "\x1b\\]52|\x1b\\]0;owned|\x1b\\]8|\x1b\\[21t|\x1b\\[6n|\x1b\\[5i|\x1b\\[\\?5h|\x1bc|\x1bP\\+q544e|\x1b_G"
    "|[\x00\x07\x0e\x7f\x80-\x9f\u202a-\u202e\u2066-\u2069\u200b\ufeff\u2028\ud800\U000e0041]|\x08{3}"
)


def hostile_items(count: int) -> list[dict[str, object]]:
    """Each with two hostile strings around a mark that shows that they were displayed, and a kind of its own."""
    payloads = itertools.cycle(OBEYED)
    items: list[dict[str, object]] = []
    for number in range(count):
        title, why, kind = (f"{next(payloads)}{letter}{number:03d}{next(payloads)}" for letter in "TWK")
        items.append({"title": title, "year": 2000, "kind": kind, "why": why, "notes": {}})
    return items


def ask(shown: Terminal, draft: str, marks: list[str]) -> None:
    """From an empty composer through all pages of an answer, whose titles have these marks."""
    after = len(shown.output)
    shown.press(f"{draft}\r")
    shown.until("Found here", after)
    after = len(shown.output)
    shown.press("\r")
    shown.until("They will learn", after)
    time.sleep(0.6)
    shown.press("\r")
    for page in range(0, len(marks), PAGE):
        shown.until(marks[min(page + PAGE, len(marks)) - 1])
        shown.press("\x1bOQ")
    shown.quiet()


@pytest.mark.slow
def test_five_hundred_hostile_strings_reach_the_terminal_as_plain_text(serve: Serve, tmp_path: Path) -> None:
    items = hostile_items(250)
    stub = Stub()
    served = serve(stub, tls=False)
    command = ["-m", "client", "chat", "--no-vault", "--domain", "media", "--remote", served.http]
    with terminal(tmp_path, command, columns=60, rows=70) as shown:
        shown.until("hat would you like?")
        for at in range(0, len(items), 50):
            page = items[at : at + 50]
            stub.body = json.dumps({"items": page}).encode()
            ask(shown, "a light comedy", [f"T{at + number:03d}" for number in range(len(page))])
        stream = shown.output.decode(errors="surrogateescape").replace(POINTER, "")
        for number in range(len(items)):
            assert [letter for letter in "TWK" if f"{letter}{number:03d}" in stream] == ["T", "W"], number
        assert FORBIDDEN.findall(stream) == []
        shown.press("\x1b[21~")
        assert shown.rest() == 0
    assert 2 * len(items) >= 500


BROKEN = """
import sys
sys.argv = ["leastsaid", "chat", "--no-vault"]
from client.tui.screen import ChatScreen
from client.tui.composer import Composer
def broken(self, event):
    draft = self.query_one(Composer).text
    raise {error}
ChatScreen.on_composer_submitted = broken
from client.__main__ import main
main()
"""


@pytest.mark.parametrize(
    "error", ["ValueError(draft)", "__import__('textual.markup').markup.MarkupError(draft)"]
)
def test_a_crash_prints_nothing_of_the_draft(tmp_path: Path, error: str) -> None:
    with terminal(tmp_path, ["-c", BROKEN.format(error=error)], TEXTUAL="debug,devtools") as shown:
        shown.until("hat would you like?")
        shown.press(f"\x1b[200~my secret is {CANARY}\x1b[201~")
        shown.until("7731")
        shown.press("\r")
        assert shown.rest() == 70
        _, _, said = shown.output.rpartition(LEFT_SCREEN)
    assert b"went wrong inside" in said
    assert CANARY.encode() not in said
    assert not [
        path for path in tmp_path.rglob("*") if path.is_file() and CANARY in path.read_text(errors="ignore")
    ]


HOOKED = f"""
import asyncio, threading
from client.crash import on_task_error
from sanitizer.hardening import harden
harden()

class Gone:
    def __del__(self):
        raise ValueError("{CANARY} unraisable")

def fails(secret):
    raise ValueError(secret)

async def forget():
    asyncio.get_running_loop().set_exception_handler(on_task_error)
    async def work(secret):
        raise ValueError(secret)
    task = asyncio.ensure_future(work("{CANARY} task"))
    await asyncio.sleep(0.01)

thread = threading.Thread(target=fails, args=("{CANARY} thread",), name="{CANARY}")
thread.start()
thread.join()
asyncio.run(forget())
Gone()
fails("{CANARY} main")
"""


def test_errors_of_threads_tasks_and_finalizers_are_described_without_values(python: Run) -> None:
    done = python("-c", HOOKED)
    said = (done.stderr + done.stdout).decode()
    assert CANARY not in said
    assert said.count("Something went wrong inside (ValueError") == 4
    assert done.returncode == 1

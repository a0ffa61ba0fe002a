"""Speed of the terminal client: `scripts/bench --tui`. The real application, drawing as for a terminal."""

import asyncio
import fcntl
import os
import pty
import random
import select
import statistics
import string
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from textual import events
from textual.drivers.headless_driver import HeadlessDriver

from client.catalogue import load_catalogue
from client.chat import settle
from client.config import Config
from client.conversation.session import Session, open_session
from client.tui.app import ChatApp
from client.tui.composer import Composer
from client.tui.marks import Marks
from client.tui.preview import PreviewScreen
from client.tui.review import ReviewPane
from client.tui.transcript import Card
from client.tui.unhurried import UnhurriedScreen
from sanitizer import Sanitizer
from scripts.evaluation.drafts import words

ROOT = Path(__file__).parents[2]
SIZE = (120, 40)
STARTS, KEYS, PASTES = 9, 200, 5
PASTE = 100_000
BETWEEN = (0.06, 0.14)
"""Seconds between two keys of a fast writer."""
DISTURBED = 2.0
"""How much longer than usual a piece of work takes where others hold the processor."""
PATIENCE = 30.0
PATH = ("enter", "enter", "n", "enter")
"""The whole private path: review, preview, no, send."""
DRAFT = "Since my miscarriage last spring I can't watch baby scenes. Any light 90s comedies?"

Row = tuple[str, float, str]
HAPPENED = asyncio.Event()
"""Something was drawn, or marks are known: looking for it all the time would slow down what is measured."""


class Drawing(HeadlessDriver):
    """A terminal that takes all that is drawn, and notes when."""

    last = 0.0
    """When something was drawn last."""

    @property
    def is_headless(self) -> bool:
        """No: whatever a terminal would get is made."""
        return False

    def write(self, data: str) -> None:
        """Notes the time of a drawing."""
        Drawing.last = time.perf_counter()
        HAPPENED.set()


class Watched(Composer):
    """Notes when the marks of a text were known, and whether the screen has to be drawn for them."""

    known, drawn_for = 0.0, False

    def _show(self, text: str, marks: Marks) -> None:
        Watched.drawn_for = marks != self.marks or self._held is not None
        super()._show(text, marks)
        Watched.known = time.perf_counter()
        HAPPENED.set()


def first_paint() -> Iterator[Row]:
    """From the start of a process to the screen with the place to write in."""
    taken = sorted(_one_start() for _ in range(STARTS))
    yield "first paint, cold process, median, ms", 1000 * statistics.median(taken), "under 1000"
    yield "first paint, cold process, worst, ms", 1000 * taken[-1], "under 1000"


def _one_start() -> float:
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", SIZE[1], SIZE[0], 0, 0))
    with tempfile.TemporaryDirectory() as home:
        (Path(home) / "leastsaid").mkdir()
        folders = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"), home)
        started, output = time.perf_counter(), b""
        program = subprocess.Popen(
            [sys.executable, "-P", "-m", "client", "chat", "--no-vault"],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=os.environ | folders | {"PYTHONPATH": str(ROOT), "TERM": "xterm-256color"},
            start_new_session=True,
        )
        try:
            while b"Write as you would" not in output:
                ready, _, _ = select.select([ours], [], [], PATIENCE)
                if not ready:
                    raise RuntimeError("The client draws nothing.")
                output += os.read(ours, 1 << 16)
            return time.perf_counter() - started
        finally:
            program.kill()
            program.wait()
            os.close(ours)
            os.close(theirs)


@asynccontextmanager
async def running(session: Session) -> AsyncIterator[tuple[ChatApp, Composer]]:
    """The application, drawing."""
    app = ChatApp(session)
    app.driver_class = Drawing
    task = asyncio.create_task(app.run_async(size=SIZE, mouse=False))
    try:
        await _until(lambda: bool(app.screen_stack) and bool(app.screen.query(Composer)))
        composer = app.screen.query_one(Composer)
        composer.__class__ = Watched
        await _until(lambda: composer.has_focus)
        yield app, composer
    finally:
        app.exit()
        await task


async def typing(session: Session, count: int, goal: str) -> list[Row]:
    """From a key to the screen that has the marks of the text with it, anywhere in a draft of that many words.

    Keys during which others held the processor are counted apart: a short piece of work before and after each of
    them, which takes much longer than it ever did, tells.
    """
    chance, text = random.Random(0), words(count)
    taken: list[tuple[float, float]] = []
    async with running(session) as (app, composer):
        composer.load_text(text)
        await _until(
            lambda: composer.said is not None and composer.said.text == text and not composer.said.left
        )
        await asyncio.sleep(1)
        for key in range(KEYS):
            if key % 20 == 0:
                composer.go_to(len(composer.text) if key % 40 else chance.randrange(len(text)))
            await asyncio.sleep(chance.uniform(*BETWEEN))
            before = _work()
            latency = await _key(app, composer, chance.choice(f"{string.ascii_lowercase}   "))
            taken.append((latency, max(before, _work())))
    usual = min(work for _, work in taken)
    name = f"key to highlight, {count} words"
    every = sorted(latency for latency, _ in taken)
    alone = sorted(latency for latency, work in taken if work < DISTURBED * usual) or every
    return [
        (f"{name}, p50, ms", _part(every, 0.5), ""),
        (f"{name}, p95, ms", _part(every, 0.95), goal),
        (f"  the {len(alone)} keys that no other program held up, p95, ms", _part(alone, 0.95), goal),
    ]


def _part(seconds: list[float], share: float) -> float:
    """Of sorted times, the one that a share of them does not exceed, in milliseconds."""
    return 1000 * seconds[min(len(seconds) - 1, int(share * len(seconds)))]


async def _key(app: ChatApp, composer: Composer, letter: str) -> float:
    """How long it takes until the marks of the text with this letter are drawn."""
    before, started = composer.text, time.perf_counter()
    _press(app, letter)
    while composer.text == before or composer.marked != composer.text:
        await _happens()
    known, again = Watched.known, Watched.drawn_for
    while Drawing.last <= (known if again else started):
        await _happens()
    return max(known, Drawing.last if again else known) - started


async def _happens() -> None:
    await asyncio.wait_for(HAPPENED.wait(), PATIENCE)
    HAPPENED.clear()


def _work() -> float:
    """How long a fixed piece of work takes now."""
    started = time.perf_counter()
    sum(range(20_000))
    return time.perf_counter() - started


async def pasting(session: Session) -> list[Row]:
    """From a paste until a key that was pressed right after it is drawn."""
    rows: list[Row] = []
    text = (words(20_000) + " ") * 2
    lines = "\n".join(text[at : at + 200] for at in range(0, PASTE, 200))[:PASTE]
    for name, pasted in (("lines of 200", lines), ("one line", text[:PASTE].replace("\n", " "))):
        taken: list[float] = []
        for _ in range(PASTES):
            async with running(session) as (app, composer):
                await asyncio.sleep(0.3)
                started = time.perf_counter()
                app.post_message(events.Paste(pasted))
                _press(app, "q")
                await _until(partial(_holds, composer, f"{pasted}q"))
                await _until(partial(_drawn, time.perf_counter()))
                taken.append(Drawing.last - started)
        rows.append((f"paste of 100 KB ({name}) to the next key, ms", 1000 * statistics.median(taken), ""))
    return rows


SHOWN = 0.4
"""Seconds until a dialog is surely on the screen."""


async def path(session: Session) -> list[Row]:
    """The keys from a finished draft to the answer, pressed one after the other."""
    async with running(session) as (app, composer):
        composer.insert(DRAFT)
        waits: list[Callable[[], bool]] = [
            lambda: app.screen.query_one(ReviewPane).reviewing,
            lambda: isinstance(app.screen, PreviewScreen),
            lambda: app.screen.check_action("send", ()) is True,
            lambda: bool(app.screen.query(Card)),
        ]
        for key, done in zip(PATH, waits, strict=True):
            _press(app, key)
            await _until(done)
            # The moment in which a dialog answers no key begins when it is first shown.
            await asyncio.sleep(UnhurriedScreen.PAUSE + SHOWN)
    return [("keys of the whole private path beyond typing", len(PATH), "at most 6")]


def _holds(composer: Composer, text: str) -> bool:
    return composer.text == text


def _drawn(since: float) -> bool:
    return Drawing.last > since


def _press(app: ChatApp, key: str) -> None:
    app.post_message(events.Key("space" if key == " " else key, key if len(key) == 1 else None))


async def _until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        if time.monotonic() > end:
            raise RuntimeError("The client does not get there.")
        await asyncio.sleep(0.0005)


def rows() -> Iterator[Row]:
    """All figures, with the load of the machine around them."""
    session = open_session(Sanitizer.load(threads=1, titles=load_catalogue().titles), Config(domain="media"))
    settle()
    yield "load of the machine before, processes", os.getloadavg()[0], ""
    yield from first_paint()
    with asyncio.Runner() as runner:
        for count, goal in ((150, "under 16"), (2000, "under 50")):
            yield from runner.run(typing(session.fresh(), count, goal))
        yield from runner.run(pasting(session.fresh()))
        yield from runner.run(path(session.fresh()))
    yield "load of the machine after, processes", os.getloadavg()[0], ""

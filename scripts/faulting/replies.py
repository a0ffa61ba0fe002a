"""Malformed and hostile replies through the whole client: transport, parser, gate in, lines and cards."""

import io
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast
from unicodedata import category

import trustme
from textual.widgets import Static

from client.addresses import Address, Speaks
from client.catalogue import Catalogue, load_catalogue
from client.config import Config
from client.conversation.session import Session
from client.egress import open_gate
from client.kept.records import Records
from client.plain import run
from client.tui.transcript import Answer
from client.typed import Typed
from sanitizer import Sanitizer
from sanitizer.policy import PolicyName
from scripts.faulting.figure import Figure, at_most, none
from scripts.faulting.hostile import Pieces, replies
from tests.client.remotes.stand_in import RawServer

COUNT, SEED, ENTRIES, FIRST = 5000, 20, 60, 30
MEMORY = 32.0
"""MiB."""
DRAFT = "Since my miscarriage I can't watch anything sad. A light comedy?"
MASKED = "could not be asked"
"""What the gate says where a remote raised what it should not."""
OBEYED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


@dataclass
class Tally:
    """What came of the replies."""

    crashes: int = 0
    obeyed: int = 0
    """Characters that a terminal could obey, or that turn the order of others."""
    shown: int = 0
    """Replies of which an item was shown."""


class Scripted(Typed):
    """Types one draft, sends it, and leaves."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = iter((DRAFT, ".", "send", "yes"))

    def line(self) -> str:
        """See `Typed`."""
        for line in self._lines:
            return line
        raise EOFError


class Remembering:
    """A sanitizer that reads one draft once: it is not what is looked at here."""

    def __init__(self, sanitizer: Sanitizer) -> None:
        self._sanitizer = sanitizer
        self.review = cache(sanitizer.review)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sanitizer, name)


def figures(short: bool) -> Iterator[Figure]:
    """Has every reply answer a conversation in lines, and makes cards of what it would show."""
    count = COUNT // 100 if short else COUNT
    # A few entries: what a short answer has looked for in a catalogue is not what is looked at here.
    catalogue = Catalogue({"media": load_catalogue().entries("media")[:ENTRIES]})
    sanitizer = cast(Sanitizer, Remembering(Sanitizer.load(titles=catalogue.titles)))
    tally = Tally()
    with tempfile.TemporaryDirectory() as name, _serving() as server, _serving() as second:
        # One authority is read sooner than all those of the machine.
        parts = (sanitizer, catalogue, Path(name) / "authority.pem")
        trustme.CA().cert_pem.write_to_path(parts[2])
        # What is read and compiled once belongs to no reply.
        _go(replies(SEED, FIRST, second.address), server, parts, Tally())
        asked, before = server.connections, _restart_peak()
        _go(replies(SEED + 1, count, second.address), server, parts, tally)
        asked, grown = server.connections - asked, (_peak() - before) / 2**20
        contacts = second.connections
    yield none("replies: crashes", tally.crashes, count)
    yield none("replies: characters on the screen that a terminal could obey", tally.obeyed)
    yield none("replies: contacts to a second host", contacts)
    yield at_most("replies: growth of memory at its peak", round(grown, 1), MEMORY, "MiB")
    yield none("replies: that were not asked for, or asked for twice", abs(asked - count), count)
    yield Figure("replies: of which something was shown", tally.shown, "more than 0", tally.shown > 0)


def _go(
    made: Iterator[tuple[bool, Pieces]],
    server: RawServer,
    parts: tuple[Sanitizer, Catalogue, Path],
    tally: Tally,
) -> None:
    sanitizer, catalogue, authority = parts
    # One for all: click keeps every stream that it ever wrote to.
    seen = io.StringIO()
    for chat, pieces in made:
        server.pieces = pieces
        server.requests.clear()
        speaks, model = (Speaks.CHAT, "small-model") if chat else (Speaks.LEASTSAID, "")
        address = Address(server.address, speaks, model, ca_file=authority)
        gate = open_gate(address, Records(), catalogue.titles)
        session = Session(sanitizer, gate, catalogue, Config(domain="media", policy=PolicyName.PRIVATE))
        seen.seek(0)
        seen.truncate()
        try:
            with redirect_stdout(seen):
                run(session, Scripted())
            cards = _cards(session)
        except Exception:
            tally.crashes += 1
            continue
        tally.crashes += MASKED in seen.getvalue()
        tally.shown += session.last is not None and bool(session.last.reply.shown)
        tally.obeyed += sum(
            category(sign) in OBEYED and sign != "\n" for text in (seen.getvalue(), *cards) for sign in text
        )


def _cards(session: Session) -> list[str]:
    """The text of all cards of an answer."""
    if session.last is None:
        return []
    answer = Answer(session.last)
    pages = iter(answer._page, [])
    return [str(card.content) for page in pages for card in page if isinstance(card, Static)]


@contextmanager
def _serving() -> Iterator[RawServer]:
    server = RawServer([])
    threading.Thread(target=server.serve, daemon=True).start()
    try:
        yield server
    finally:
        server.close()


def _restart_peak() -> int:
    """Has the kernel measure the peak anew; the bytes that are held now."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return _peak()


def _peak() -> int:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) * 1024

"""Conversations as they are kept: what left and what came back, never a draft."""

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from datetime import datetime

from client.store import Kind, Store


@dataclass(frozen=True, slots=True)
class Turn:
    """One request and what was shown of its answer."""

    conversation: str
    at: datetime
    sent: bytes = field(repr=False)
    shown: tuple[tuple[str, int | None, str], ...] = field(repr=False)
    """Title, year and verdict of each recommendation that was shown."""
    hidden: int = 0
    rules: int = 0
    """The version of the rules that it was screened by."""


class Conversations:
    """The turns that are kept."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> tuple[Turn, ...]:
        """All turns, oldest first."""
        return tuple(self.by_record().values())

    def by_record(self) -> dict[bytes, Turn]:
        """All turns by their records' ids, oldest first."""
        found = {record: _decoded(value) for record, value in self._store.all(Kind.TURN).items()}
        return dict(sorted(found.items(), key=lambda item: item[1].at))

    def add(self, turn: Turn) -> None:
        """Keeps a turn."""
        self._store.put(Kind.TURN, _encoded(turn))


def _encoded(turn: Turn) -> bytes:
    body = {
        "conversation": turn.conversation,
        "at": turn.at.isoformat(),
        "sent": b64encode(turn.sent).decode(),
        "shown": turn.shown,
        "hidden": turn.hidden,
        "rules": turn.rules,
    }
    return json.dumps(body).encode()


def _decoded(content: bytes) -> Turn:
    body = json.loads(content)
    return Turn(
        body["conversation"],
        datetime.fromisoformat(body["at"]),
        b64decode(body["sent"]),
        tuple((title, year, verdict) for title, year, verdict in body["shown"]),
        body["hidden"],
        body.get("rules", 0),
    )


def wishes(turn: Turn) -> str:
    """What was asked for, in the words of the vocabulary; never a person's own."""
    want = json.loads(turn.sent).get("want", {})
    values = [value for found in want.values() for value in found]
    return ", ".join(values) or "anything"

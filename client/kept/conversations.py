"""Conversations as they are kept: what left and what came back, never a draft."""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from client.kept.store import Kind, Store
from sanitizer.constraints import Told
from sanitizer.taxonomy import taxonomy
from sanitizer.titles import Title
from sanitizer.types import Mode
from sanitizer.wire import KEYS
from sanitizer.wishes import Wishes, ordered


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


class Names:
    """What a person calls their conversations; words of their own, erased with the conversation."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> dict[str, str]:
        """The names by conversation."""
        return dict(self.by_record().values())

    def by_record(self) -> dict[bytes, tuple[str, str]]:
        """Conversation and name by the record's id."""
        bodies = {record: json.loads(value) for record, value in self._store.all(Kind.NAME).items()}
        return {record: (body["conversation"], body["name"]) for record, body in bodies.items()}

    def keep(self, conversation: str, name: str) -> None:
        """Calls a conversation so; by no name any more where it is empty."""
        with self._store.transaction():
            kept = self.by_record().items()
            earlier = next((record for record, (of, _) in kept if of == conversation), None)
            if name:
                body = json.dumps({"conversation": conversation, "name": name}).encode()
                self._store.put(Kind.NAME, body, earlier)
            elif earlier:
                self._store.erase([earlier])


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request that was sent asked for, in the vocabulary of this release."""

    domain: str
    wishes: Wishes
    told: Told = ()
    words: tuple[str, ...] = field(default=(), repr=False)
    """The person's own, where they allowed them."""


def asked(sent: bytes) -> Asked | None:
    """What sent bytes asked for, in whatever frame; None where no request can be read in them.

    What this release has no word for any more is left out.
    """
    body = _request(sent)
    if body is None or body.get("domain") not in taxonomy().domains:
        return None
    domain = body["domain"]
    pairs = {(facet, value) for facet, values in body["want"].items() for value in values}
    wished = Wishes(
        ordered(pairs, domain), like=_titles(body["like"], domain), dislike=_titles(body["dislike"], domain)
    )
    return Asked(domain, wished, _told(body["constraints"]), tuple(body.get("words", ())))


def _request(sent: bytes) -> Mapping[str, Any] | None:
    """The request itself, also where it stands in the last message to a chat model."""
    try:
        body = json.loads(sent)
        if isinstance(body, dict) and "messages" in body:
            body = json.loads(body["messages"][-1]["content"])
    except (ValueError, LookupError, TypeError):
        return None
    return body if isinstance(body, dict) and "constraints" in body else None


def _titles(rows: Iterable[Mapping[str, Any]], domain: str) -> tuple[Title, ...]:
    return tuple(Title(row["title"], row["year"], (), domain) for row in rows)


def _told(rows: Iterable[Mapping[str, Any]]) -> Told:
    return tuple(
        (level, row[key], Mode(row["mode"])) for row in rows for level, key in KEYS.items() if key in row
    )

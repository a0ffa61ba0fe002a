"""Limits that a person saved beyond their conversation: never the words that they came from."""

import json
from dataclasses import dataclass
from datetime import datetime

from client.store import Kind, Store
from sanitizer.types import Constraint, Level, Mode


@dataclass(frozen=True, slots=True)
class SavedLimit:
    """A limit for every conversation to come."""

    constraint: Constraint
    label: str
    """What it came from, such as `loss`; empty where the person set it by hand."""
    since: datetime


class Limits:
    """The saved limits, one for each code."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> tuple[SavedLimit, ...]:
        """All of them, oldest first."""
        return tuple(map(_decoded, self._store.all(Kind.LIMIT).values()))

    def save(self, limit: SavedLimit) -> None:
        """Keeps a limit in place of an earlier one of its code."""
        with self._store.transaction():
            code = limit.constraint.code
            kept = self._store.all(Kind.LIMIT).items()
            earlier = next(
                (record for record, value in kept if _decoded(value).constraint.code == code), None
            )
            self._store.put(Kind.LIMIT, _encoded(limit), earlier)

    def forget(self, codes: list[str]) -> int:
        """Erases the limits of these codes. How many there were."""
        with self._store.transaction():
            found = self._store.all(Kind.LIMIT).items()
            return self._store.erase(
                [record for record, value in found if _decoded(value).constraint.code in codes]
            )


def _encoded(limit: SavedLimit) -> bytes:
    constraint = limit.constraint
    body = {
        "code": constraint.code,
        "level": int(constraint.level),
        "mode": constraint.mode.value,
        "label": limit.label,
        "since": limit.since.isoformat(),
    }
    return json.dumps(body).encode()


def _decoded(content: bytes) -> SavedLimit:
    body = json.loads(content)
    constraint = Constraint(body["code"], Level(body["level"]), Mode(body["mode"]))
    return SavedLimit(constraint, body["label"], datetime.fromisoformat(body["since"]))

"""Limits that a person saved beyond their conversation: never the words that they came from."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from client.kept.store import Kind, Store
from sanitizer.taxonomy import taxonomy
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
        """All of them, oldest first; those of codes that this release does not know wait for one that does."""
        return tuple(
            sorted(self._by_record().values(), key=lambda saved: (saved.since, saved.constraint.code))
        )

    def codes(self) -> frozenset[str]:
        """What they are limits of."""
        return frozenset(saved.constraint.code for saved in self._by_record().values())

    def save(self, limit: SavedLimit) -> None:
        """Keeps a limit in place of an earlier one of its code."""
        with self._store.transaction():
            code = limit.constraint.code
            kept = self._by_record().items()
            earlier = next((record for record, saved in kept if saved.constraint.code == code), None)
            self._store.put(Kind.LIMIT, _encoded(limit), earlier)

    def forget(self, codes: list[str]) -> int:
        """Erases the limits of these codes. How many there were."""
        with self._store.transaction():
            found = self._by_record().items()
            return self._store.erase([record for record, saved in found if saved.constraint.code in codes])

    def _by_record(self) -> dict[bytes, SavedLimit]:
        bodies = {record: json.loads(value) for record, value in self._store.all(Kind.LIMIT).items()}
        return {record: _decoded(body) for record, body in bodies.items() if body["code"] in taxonomy().codes}


def _encoded(limit: SavedLimit) -> bytes:
    constraint = limit.constraint
    body = {
        "code": constraint.code,
        "level": int(constraint.level),
        "mode": constraint.mode.value,
        "told_mode": constraint.told_mode.value if constraint.told_mode else None,
        "label": limit.label,
        "since": limit.since.isoformat(),
    }
    return json.dumps(body).encode()


def _decoded(body: dict[str, Any]) -> SavedLimit:
    told = body.get("told_mode")
    mode, told_mode = Mode(body["mode"]), Mode(told) if told else None
    constraint = Constraint(body["code"], Level(body["level"]), mode, told_mode)
    return SavedLimit(constraint, body["label"], datetime.fromisoformat(body["since"]))

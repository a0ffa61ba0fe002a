"""What is said, on this device, to somebody who is in danger now, and whom they can call."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from client.kindness import Concern

_INTERNATIONAL = "international"


@dataclass(frozen=True, slots=True)
class KindAnswer:
    """A local answer."""

    opening: str
    middle: str
    helplines: tuple[str, ...]
    emergency: str
    closing: str


def kind_answer(concern: Concern, region: str | None) -> KindAnswer:
    """The answer for a concern, with the lines of a country, and the international directory besides."""
    table = _table()
    words, international = table["words"], table[_INTERNATIONAL]
    local = table.get(region or _INTERNATIONAL, international)
    lines = dict.fromkeys((*local[concern.value], *international[concern.value]))
    return KindAnswer(
        opening=words[concern.value]["opening"],
        middle=words[concern.value]["middle"],
        helplines=tuple(lines),
        emergency=f"In danger right now: {local['emergency']}.",
        closing=words["closing"] if region in table else f"{words['closing']} {words['country']}",
    )


def regions() -> tuple[str, ...]:
    """The countries whose lines are known, by their codes."""
    return tuple(name for name in _table() if len(name) == 2)


@cache
def _table() -> dict[str, Any]:
    source = resources.files("client").joinpath("helplines.toml").read_text(encoding="utf-8")
    return tomllib.loads(source)

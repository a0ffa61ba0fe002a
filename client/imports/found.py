"""What a reader of files hands on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from client.kept.evidence import Note


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that cannot be used."""

    place: str
    """Where it stands, such as `row 7`; never what is in it."""
    reason: str

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}."


@dataclass(frozen=True, slots=True)
class Found:
    """The notes of each source, and the rows that cannot be used."""

    notes: Mapping[str, Sequence[Note]]
    faults: Sequence[Fault]

"""A figure of a trial."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of `scripts/faults`."""

    name: str
    value: float
    wanted: str
    """What was asked for, in words."""
    good: bool

    def __str__(self) -> str:
        return f"{'  ' if self.good else '! '}{self.name:<72} {self.value:>10.6g}   {self.wanted}"


def none(name: str, value: int, of: int | None = None) -> Figure:
    """A count that has to be zero."""
    return Figure(f"{name} (of {of:,})" if of is not None else name, value, "0", value == 0)


def at_most(name: str, value: float, limit: float, unit: str) -> Figure:
    """A measure that has to be small."""
    return Figure(f"{name}, {unit}", value, f"at most {limit:g}", value <= limit)

"""How a sentence counts things and lists them."""

from collections.abc import Iterable


def counted(count: int, one: str, many: str = "") -> str:
    """A number with its noun: `1 limit`, `2 limits`; `many` is the plural where an s at the end is not enough."""
    return f"{count} {one}" if count == 1 else f"{count} {many or one + 's'}"


def joined(phrases: Iterable[str], last: str = "and") -> str:
    """Phrases as a sentence lists them."""
    *before, end = [*phrases] or [""]
    return f"{', '.join(before)} {last} {end}" if before else end

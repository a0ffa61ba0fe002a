"""How a sentence counts things and lists them."""

from collections.abc import Iterable


def counted(count: int, one: str, many: str = "") -> str:
    """A number with its noun: `1 limit`, `2 limits`, `2 wishes`; `many` is the plural where it ends otherwise."""
    ending = "es" if one.endswith(("sh", "ch", "s", "x")) else "s"
    return f"{count} {one}" if count == 1 else f"{count} {many or one + ending}"


def joined(phrases: Iterable[str], last: str = "and") -> str:
    """Phrases as a sentence lists them."""
    *before, end = [*phrases] or [""]
    return f"{', '.join(before)} {last} {end}" if before else end

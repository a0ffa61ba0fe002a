"""Titles that are not in the catalogue, in `sequels.txt`, `lookalikes.txt` and `unrelated.txt`: `title; year; kind`.

Sequels, remakes and namesakes bear their own years; lookalikes bear the year, or nearly, and the kind of the work
that they look like, so that nothing but the name tells them apart.
"""

from pathlib import Path

KINDS = ("sequels", "lookalikes", "unrelated")


def strangers(kind: str) -> list[tuple[str, int | None, str]]:
    """The titles of one of the files, each with its year and kind."""
    lines = Path(__file__).with_name(f"{kind}.txt").read_text(encoding="utf-8").splitlines()
    return [_stranger(line) for line in lines]


def _stranger(line: str) -> tuple[str, int | None, str]:
    title, year, kind = line.rsplit(";", 2)
    return title.strip(), int(year) if year.strip() else None, kind.strip()

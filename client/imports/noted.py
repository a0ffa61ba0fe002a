"""A table of notes: `title,year,code,level` and maybe `source`, in any order."""

from pathlib import Path

from client.errors import UsageError
from client.imports.found import Fault, Found
from client.imports.table import Row, read_table
from client.kept.evidence import MAX_NOTES, TOO_MUCH, Note, fault, source_name

COLUMNS = ("title", "year", "code", "level")
_BYTES_A_ROW = 128
"""More than a usual row has."""


def read_noted(file: Path) -> Found:
    """The notes of the file's good rows by their source, and its bad rows."""
    if file.stat().st_size > MAX_NOTES * _BYTES_A_ROW:
        raise UsageError(TOO_MUCH)
    notes: dict[str, list[Note]] = {}
    faults: list[Fault] = []
    for number, found in read_table(file, COLUMNS):
        row = found or {}
        try:
            note = _note(row)
        except ValueError as wrong:
            faults.append(Fault(f"row {number}", str(wrong)))
        else:
            notes.setdefault(source_name(row.get("source", "")), []).append(note)
    return Found(notes, faults)


def _note(row: Row) -> Note:
    """The note of a row; `ValueError` with why it has none."""
    if not row:
        raise ValueError("it has more or fewer columns than the first row")
    year, level = row["year"], row["level"]
    if year and not _whole(year):
        raise ValueError("the year is none")
    if not _whole(level):
        raise ValueError("the level is not 0, 1, 2 or 3")
    note = row["title"], int(year) if year else None, row["code"].casefold(), int(level)
    wrong = fault(note)
    if wrong:
        raise ValueError(wrong)
    return note


def _whole(cell: str) -> bool:
    return cell.isascii() and cell.isdigit() and len(cell) <= 4

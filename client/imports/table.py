"""Tables of comma-separated values with a header, read row by row: UTF-8, with or without a byte order mark."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from client.errors import UsageError

Row = dict[str, str]
"""Column to content, without blanks around it."""


def read_table(
    file: Path, columns: Sequence[str], name: str = "The file"
) -> Iterator[tuple[int, Row | None]]:
    """The rows that hold anything, numbered as a spreadsheet does; None for one that is misshapen.

    Args:
        file: The table.
        columns: Those that it needs; others may stand beside them, in any order.
        name: What it is called where it cannot be read.

    Raises:
        UsageError: It cannot be read, is no table in UTF-8, or lacks a column.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = csv.reader(lines, strict=True)
            header = [cell.strip().casefold() for cell in next(rows, [])]
            if not set(columns) <= set(header) or len(set(header)) != len(header):
                raise UsageError(
                    f"{name} cannot be used: its first row has to name the columns {', '.join(columns)}, each "
                    "once, with commas between them."
                )
            for number, cells in enumerate(rows, 2):
                if any(map(str.strip, cells)):
                    yield number, _row(header, cells)
    except UnicodeDecodeError:
        raise UsageError(f"{name} is not UTF-8 text. Save it as UTF-8 and try again.") from None
    except csv.Error:
        raise UsageError(
            f"{name} is no table of comma-separated values: a quotation mark is left open, or a cell is too long."
        ) from None
    except OSError as error:
        raise UsageError(f"{name} cannot be read: {error.strerror}.") from None


def _row(header: Sequence[str], cells: Sequence[str]) -> Row | None:
    if len(cells) != len(header):
        return None
    return {name: cell.strip() for name, cell in zip(header, cells, strict=True)}

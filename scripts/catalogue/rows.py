"""The catalogue's files, in their one form: `python -m scripts.catalogue.rows` writes them so.

`--check` only says whether they are; `--add DOMAIN FILE` adds rows, one JSON object a line, whose notes name every
code that is known: `{"gore": 0, …}`.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from client import catalogue
from client.catalogue.entries import UNKNOWN, rows_of
from sanitizer.taxonomy import taxonomy

SCHEMA = 1
FOLDER = Path(catalogue.__file__).parent
_LEVELS = ("1", "2", "3")

Row = Mapping[str, Any]


def text_of(rows: Sequence[Row], domain: str) -> str:
    """The text of a domain's file: header first, codes and levels in the taxonomy's order, nobody named twice."""
    noted = {code for row in rows for code in row["notes"]}
    codes = [code.name for code in taxonomy().codes_of(domain) if code.name in noted]
    lines = ({"schema": SCHEMA, "codes": codes}, *(_listed(row, codes) for row in rows))
    return "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines)


def _listed(row: Row, codes: Sequence[str]) -> dict[str, Any]:
    """The row as it is written: only what is not 0 is listed."""
    by_level: dict[str, list[str]] = {level: [] for level in (*_LEVELS, UNKNOWN)}
    for code in codes:
        note = row["notes"].get(code)
        if note != 0:
            by_level[UNKNOWN if note is None else str(note)].append(code)
    named = {"people": list(dict.fromkeys(row["people"]))} if "people" in row else {}
    return {**row, **named, "notes": {level: found for level, found in by_level.items() if found}}


def added(rows: Sequence[Row], new: Sequence[Row], domain: str) -> list[Row]:
    """Both; `ValueError` for a code that the domain does not have, or a thing that is there already."""
    known = {code.name for code in taxonomy().codes_of(domain)}
    there = {_same(row) for row in rows}
    for row in new:
        if not known.issuperset(row["notes"]):
            raise ValueError(f"{row['title']}: no codes of {domain}: {sorted(set(row['notes']) - known)}")
        if _same(row) in there:
            raise ValueError(f"{row['title']}: is there already")
        there.add(_same(row))
    return [*rows, *new]


def _same(row: Row) -> tuple[str, int | None, str]:
    return row["title"].casefold(), row.get("year"), row["kind"]


def _rows_in(file: Path) -> list[Row]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def main() -> int:
    """Writes the files, or checks them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where a file differs")
    parser.add_argument("--add", nargs=2, metavar=("DOMAIN", "FILE"), default=("", ""))
    options = parser.parse_args()
    domain, source = options.add
    differ = 0
    for name in taxonomy().domains:
        file = FOLDER / f"{name}.jsonl"
        before = file.read_text(encoding="utf-8")
        new = _rows_in(Path(source)) if name == domain else []
        after = text_of(added(rows_of(before), new, name), name)
        if after != before:
            differ += 1
            sys.stdout.write(f"{name}: {'not in its form' if options.check else 'written'}\n")
            if not options.check:
                file.write_text(after, encoding="utf-8")
    return int(options.check and differ > 0)


if __name__ == "__main__":
    sys.exit(main())

"""How far two people who did not see each other's notes agree: `python -m scripts.catalogue.agreement`.

`second.jsonl` holds independent second notes of 300 works of the bundled catalogue.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from client.catalogue import Catalogue, load_catalogue
from sanitizer.taxonomy import taxonomy

SECOND = Path(__file__).with_name("second.jsonl")
HIDES = 2
"""The level from which `ask` hides."""

Pair = tuple[str, str, int | None, int | None]
"""Work, code, and the two notes."""


def pairs(catalogue: Catalogue) -> Iterator[Pair]:
    """Every cell that both looked at."""
    codes = [code.name for code in taxonomy().codes_of("media")]
    for line in SECOND.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for entry in catalogue.find(row["title"], row["year"], row["kind"]):
            for code in codes:
                yield f"{row['title']} ({row['year']})", code, entry.notes.get(code), row["notes"].get(code)


def kappa(found: list[tuple[bool, bool]]) -> float:
    """Cohen's kappa (1960) of two yes-or-no judgements."""
    size = len(found)
    agreed = sum(one == other for one, other in found) / size
    first, second = sum(one for one, _ in found) / size, sum(other for _, other in found) / size
    chance = first * second + (1 - first) * (1 - second)
    return (agreed - chance) / (1 - chance)


def lines(cells: list[Pair]) -> Iterator[str]:
    """The figures."""
    known = [(one, other) for _, _, one, other in cells if one is not None and other is not None]
    hiding = [(one >= HIDES, other >= HIDES) for one, other in known]
    yield f"cells {len(cells)}, known to both {len(known)}"
    yield f"same level {sum(one == other for one, other in known) / len(known):.1%}"
    yield f"at most one level apart {sum(abs(one - other) <= 1 for one, other in known) / len(known):.1%}"
    yield f"same in hiding or showing {sum(a == b for a, b in hiding) / len(hiding):.1%}, kappa {kappa(hiding):.2f}"
    yield f"shown by the first, hidden by the second {sum(b and not a for a, b in hiding)}"
    yield f"hidden by the first, shown by the second {sum(a and not b for a, b in hiding)}"


def main() -> None:
    """Prints the figures, or with `--cells` the cells in which the two decide otherwise."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--cells", action="store_true", help="the cells in which one hides and the other shows"
    )
    options = parser.parse_args()
    cells = list(pairs(load_catalogue()))
    if not options.cells:
        sys.stdout.writelines(f"{line}\n" for line in lines(cells))
        return
    for work, code, one, other in cells:
        if one is not None and other is not None and (one >= HIDES) != (other >= HIDES):
            sys.stdout.write(f"{work}\t{code}\t{one}\t{other}\n")


if __name__ == "__main__":
    main()

"""Runs every trial and prints its figures: `scripts/faults`. Exit 1 where one is not as asked for."""

import argparse
import sys
from collections.abc import Callable, Iterator

from scripts.faulting import canaries, clock, covered, damage, disk, kills, network, replies, sends, speed
from scripts.faulting.figure import Figure

TRIALS: dict[str, Callable[[bool], Iterator[Figure]]] = {
    "canaries": canaries.figures,
    "kills": kills.figures,
    "disk": disk.figures,
    "damage": damage.figures,
    "sends": sends.figures,
    "clock": clock.figures,
    "replies": replies.figures,
    "network": network.figures,
    "speed": speed.figures,
    "covered": covered.figures,
}


def main() -> int:
    """Prints a line for each figure; lines that begin with `!` are not as asked for."""
    parser = argparse.ArgumentParser(prog="scripts/faults", description=__doc__)
    parser.add_argument("trials", nargs="*", choices=[*TRIALS, []], help="which (default: all)")
    parser.add_argument("--short", action="store_true", help="a tenth of the runs")
    options = parser.parse_args()
    good = True
    for name in options.trials or TRIALS:
        for figure in TRIALS[name](options.short):
            sys.stdout.write(f"{figure}\n")
            sys.stdout.flush()
            good = good and figure.good
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())

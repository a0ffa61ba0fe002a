r"""How often the kind answer comes when it should, and when it should not.

Run `python -m scripts.evaluation.kindness [FILE…]`; a line is a label, a tab and a draft, `\n` for a new line.
Without files these are the held-out drafts, and then the detector's held-back drafts in which nobody is hurt.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from client.kindness import Concern, concern
from scripts.corpus import splits

DRAFTS = splits.CORPUS / "kindness"
HELD_OUT = (DRAFTS / "test.tsv", DRAFTS / "grief.tsv", DRAFTS / "everyday.tsv")
_NONE = "none"


@dataclass(frozen=True, slots=True)
class Rates:
    """The figures of some drafts, each a share from 0 to 1."""

    number: int
    recall: Mapping[Concern, float]
    """How many of the drafts with a concern get that very concern; of those that some draft has."""
    false_alarms: float
    """How many of the drafts without a concern get one."""
    precision: float
    """How many of the alarms belong to a draft with a concern."""


def rates(answers: Iterable[tuple[str, Concern | None]]) -> Rates:
    """The figures of drafts, each given as its label and what was heard in it."""
    pairs = Counter((label, _NONE if found is None else found.value) for label, found in answers)
    totals = Counter[str]()
    for (label, _), count in pairs.items():
        totals[label] += count
    false = totals[_NONE] - pairs[_NONE, _NONE]
    alarms = sum(count for (_, given), count in pairs.items() if given != _NONE)
    return Rates(
        number=totals.total(),
        recall={
            kind: pairs[kind.value, kind.value] / totals[kind.value] for kind in Concern if totals[kind.value]
        },
        false_alarms=false / max(1, totals[_NONE]),
        precision=(alarms - false) / max(1, alarms),
    )


def answered(path: Path) -> Iterator[tuple[str, Concern | None]]:
    """The label of each draft of a file and what is heard in it; `ValueError` names a line that is bad."""
    return ((label, concern(text)) for label, text in read_labelled(path))


def read_labelled(path: Path) -> Iterator[tuple[str, str]]:
    """Labels and drafts of a file; `ValueError` names a line that is bad."""
    labels = {_NONE, *(kind.value for kind in Concern)}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        label, tab, text = line.partition("\t")
        if not tab or label not in labels:
            raise ValueError(f"{path.name}:{number}: no label, tab and draft")
        yield label, text.replace("\\n", "\n")


def ordinary(split: str) -> list[tuple[str, str]]:
    """The drafts of the detector's corpus without self-harm and abuse, as drafts without a concern."""
    harm = {"self_harm", "abuse"}
    return [
        (_NONE, draft.text) for draft in splits.drafts(split) if harm.isdisjoint(s.label for s in draft.spans)
    ]


def requests(real: Path, split: str) -> list[tuple[str, str]]:
    """Real requests to recommenders, as drafts without a concern; none without the folder."""
    return [(_NONE, text) for text in splits.real_requests(real, split)]


def main() -> int:
    """Exit 0, or 2 for a file that cannot be read."""
    parser = argparse.ArgumentParser(description="How well the kind answer finds who needs it.")
    parser.add_argument("files", nargs="*", type=Path, help="labelled drafts (default: the held-out ones)")
    parser.add_argument("--real", type=Path, metavar="FOLDER", help="real requests besides, a fifth held out")
    options = parser.parse_args()
    try:
        figures = {path: rates(answered(path)) for path in options.files or HELD_OUT}
    except (OSError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    for path, found in figures.items():
        said = [f"recall {kind.value} {share:.0%}" for kind, share in found.recall.items()]
        said += [f"false alarms {found.false_alarms:.1%}"]
        said += [f"precision {found.precision:.0%}"] if found.recall else []
        sys.stdout.write(f"{path.name}: {found.number} drafts, {', '.join(said)}\n")
    for split in () if options.files else ("dev", "test"):
        found = rates((label, concern(text)) for label, text in ordinary(split))
        sys.stdout.write(
            f"ordinary drafts of {split}: {found.number}, false alarms {found.false_alarms:.1%}\n"
        )
    if options.real and (held := requests(options.real, "dev")):
        found = rates((label, concern(text)) for label, text in held)
        sys.stdout.write(f"real requests: {found.number}, false alarms {found.false_alarms:.1%}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

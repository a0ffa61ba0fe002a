"""How far two people who label alone agree: `python -m scripts.corpus.agreement [--real FOLDER]`.

The second pass over drafts of the corpus, and over real texts where they are at hand, against the first.
"""

import argparse
import sys
from pathlib import Path

from sanitizer.types import Finding, Span
from scripts.corpus import splits
from scripts.corpus.marks import MarkedDraft, read_places
from scripts.evaluation.metrics import Pair, figures
from scripts.evaluation.report import lines

SECOND = splits.CORPUS / "agreement" / "second.jsonl"


def agreement(first: list[MarkedDraft]) -> list[Pair]:
    """The first pass as labelled, the second as findings, of every draft that has both."""
    by_id = {draft.id: draft for draft in first}
    second = read_places(SECOND, {name: draft.text for name, draft in by_id.items()})
    return [
        (
            by_id[draft.id],
            [Finding(Span(span.start, span.end), span.label, span.codes) for span in draft.spans],
        )
        for draft in second
    ]


def main() -> int:
    """Prints the figures of one pass against the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--real", type=Path, default=Path("../shared/data"))
    options = parser.parse_args()
    own = splits.drafts("train") + splits.drafts("dev") + splits.drafts("test")
    real = splits.real_drafts(options.real, "train") + splits.real_drafts(options.real, "dev")
    results = {
        name: figures(agreement(drafts), intervals=True)
        for name, drafts in (("drafts of ours", own), ("real texts", real), ("both", own + real))
        if drafts
    }
    sys.stdout.writelines(f"{line}\n" for line in lines(results))
    return 0


if __name__ == "__main__":
    sys.exit(main())

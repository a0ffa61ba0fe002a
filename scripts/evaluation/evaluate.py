"""Evaluates the shipped detector on marked files: `scripts/evaluate`."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from sanitizer import Finding, Sanitizer, SanitizerError
from scripts.corpus import splits
from scripts.corpus.marks import MarkedDraft, MarkError, read_marked
from scripts.evaluation.lexicon import Lexicon
from scripts.evaluation.metrics import figures, missed_facts
from scripts.evaluation.report import lines

Outcome = tuple[MarkedDraft, tuple[Finding, ...]]


def errors(pairs: list[Outcome]) -> list[str]:
    """The drafts in which a whole fact is missed or none is there, with the places in question."""
    rows: list[str] = []
    for draft, found in pairs:
        missed = missed_facts(draft, found)
        false = [] if draft.facts else [finding for finding in found if finding.kind == "fact"]
        rows += [f"missed {draft.id} {fact.label}: {draft.text[fact.start : fact.end]!r}" for fact in missed]
        rows += [f"false {draft.id} {finding.label}: {finding.span.of(draft.text)!r}" for finding in false]
    return rows


def main() -> int:
    """Exit 0, or 2 for a file that cannot be read."""
    parser = argparse.ArgumentParser(
        prog="scripts/evaluate", description="How well findings match marked drafts."
    )
    parser.add_argument("files", nargs="*", type=Path, help="marked files (default: the test split)")
    parser.add_argument(
        "--split", choices=("train", "dev", "test"), default="test", help="a split, where no file is named"
    )
    parser.add_argument("--operating-point", default="balanced")
    parser.add_argument("--model", type=Path, help="another detector's folder")
    parser.add_argument("--errors", action="store_true", help="list misses and false alarms")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    try:
        drafts = [
            draft for path in options.files or splits.batches(options.split) for draft in read_marked(path)
        ]
        sanitizer = Sanitizer.load(operating_point=options.operating_point, model=options.model)
    except (OSError, MarkError, SanitizerError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    lexicon = Lexicon(splits.drafts("train"))
    ours = [(draft, sanitizer.detect(draft.text)) for draft in drafts]
    results = {
        f"ours ({options.operating_point})": figures(ours),
        "lexicon": figures([(draft, lexicon.detect(draft.text)) for draft in drafts]),
    }
    if options.json:
        sys.stdout.write(
            json.dumps({name: asdict(result) for name, result in results.items()}, indent=1) + "\n"
        )
    else:
        sys.stdout.writelines(f"{line}\n" for line in lines(results))
    if options.errors:
        sys.stdout.writelines(f"{line}\n" for line in errors(ours))
    return 0


if __name__ == "__main__":
    sys.exit(main())

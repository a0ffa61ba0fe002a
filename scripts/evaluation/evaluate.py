"""Evaluates the shipped detector on marked files: `scripts/evaluate`."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from sanitizer import Draft, Finding, Sanitizer, SanitizerError
from sanitizer.domain import closest_domain
from sanitizer.taxonomy import taxonomy
from scripts.corpus import splits
from scripts.corpus.marks import MarkedDraft, MarkError, read_marked
from scripts.evaluation import errors, robustness
from scripts.evaluation.groups import grouped
from scripts.evaluation.lexicon import Lexicon
from scripts.evaluation.metrics import figures
from scripts.evaluation.report import group_lines, lines


def main() -> int:
    """Exit 0, or 2 for a file that cannot be read."""
    options = _options()
    try:
        drafts = _drafts(options)
        sanitizer = Sanitizer.load(operating_point=options.operating_point, model=options.model)
    except (OSError, MarkError, SanitizerError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    if options.robustness:
        rows = list(robustness.robustness(drafts, sanitizer.detect))
        sys.stdout.writelines(f"{line}\n" for line in robustness.lines(rows))
        return 0
    sys.stdout.writelines(f"{line}\n" for line in _report(drafts, sanitizer, options))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="scripts/evaluate", description="How well findings match marked drafts."
    )
    parser.add_argument("files", nargs="*", type=Path, help="marked files (default: the test split)")
    parser.add_argument(
        "--split", choices=("train", "dev", "test"), default="test", help="a split, where no file is named"
    )
    parser.add_argument(
        "--real", type=Path, metavar="FOLDER", help="labelled real texts instead, a fifth held out"
    )
    parser.add_argument("--operating-point", default="balanced")
    parser.add_argument("--model", type=Path, help="another detector's folder")
    parser.add_argument("--errors", action="store_true", help="group misses and false alarms by cause")
    parser.add_argument("--groups", action="store_true", help="figures by domain, length and register")
    parser.add_argument("--robustness", action="store_true", help="figures of drafts written oddly")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def _drafts(options: argparse.Namespace) -> list[MarkedDraft]:
    if options.real:
        return splits.real_drafts(options.real, "dev")
    return [draft for path in options.files or splits.batches(options.split) for draft in read_marked(path)]


def _report(
    drafts: Sequence[MarkedDraft], sanitizer: Sanitizer, options: argparse.Namespace
) -> Iterator[str]:
    lexicon = Lexicon(splits.drafts("train"))
    ours = [(draft, sanitizer.detect(draft.text)) for draft in drafts]
    results = {
        f"ours ({options.operating_point})": figures(ours, intervals=True),
        "lexicon": figures([(draft, lexicon.detect(draft.text)) for draft in drafts]),
    }
    if options.json:
        yield json.dumps({name: asdict(result) for name, result in results.items()}, indent=1)
    else:
        yield from lines(results)
        yield _domains(ours)
    if options.groups:
        yield ""
        yield from group_lines(grouped(ours, intervals=True))
    if options.errors:
        yield ""
        yield from errors.lines(ours, lexicon)


def _domains(pairs: Sequence[tuple[MarkedDraft, Sequence[Finding]]]) -> str:
    """How often the domain that would be asked is the one that a draft is about."""
    right = [
        closest_domain(Draft(draft.text), found) == draft.domain
        for draft, found in pairs
        if draft.domain in taxonomy().domains
    ]
    return f"The right kind of thing is asked for in {sum(right)} of {len(right)} drafts."


if __name__ == "__main__":
    sys.exit(main())

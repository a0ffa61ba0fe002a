"""Learns `sanitizer/domains.json` from the drafts of the corpus that are for training.

Run `PYTHONPATH=. python -m scripts.training.domains`; it prints how often the domain is right on dev and test, with
the labelled spans. `scripts/evaluate` says how often it is with those that the detector finds.
"""

import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence

from sanitizer.domain import closest_domain, hints
from sanitizer.taxonomy import taxonomy
from sanitizer.types import Draft, Finding, Span
from scripts.corpus import splits
from scripts.corpus.marks import MarkedDraft

OUT = splits.CORPUS.parents[1] / "sanitizer" / "domains.json"
MIN_COUNT = 3
KEPT = 3000
"""Words that are kept: those that tell most, seen often enough to be believed."""
SMOOTHING = 0.3
"""Drafts that each word is taken to be seen in besides (Lidstone)."""


def learned(drafts: Sequence[MarkedDraft]) -> dict[str, object]:
    """The table, for drafts that each have a domain."""
    domains = tuple(taxonomy().domains)
    totals = Counter(draft.domain for draft in drafts)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for draft in drafts:
        for hint in hints(Draft(draft.text), _findings(draft)):
            counts[hint][draft.domain] += 1
    rows = {
        hint: [math.log((seen[domain] + SMOOTHING) / (totals[domain] + 2 * SMOOTHING)) for domain in domains]
        for hint, seen in counts.items()
        if seen.total() >= MIN_COUNT
    }
    telling = sorted(rows, key=lambda hint: (max(rows[hint]) - min(rows[hint])) * counts[hint].total() ** 0.5)
    return {
        "domains": domains,
        "before": _thousandths([math.log(totals[domain]) for domain in domains]),
        "words": {hint: _thousandths(rows[hint]) for hint in sorted(telling[-KEPT:])},
    }


def _findings(draft: MarkedDraft) -> list[Finding]:
    return [Finding(Span(span.start, span.end), span.label) for span in draft.spans]


def _thousandths(row: Sequence[float]) -> list[int]:
    """Against the least likely, which becomes 0: only differences count."""
    return [round(1000 * (value - min(row))) for value in row]


def asked(split: str) -> list[MarkedDraft]:
    """The drafts of a split that ask about some domain."""
    return [draft for draft in splits.drafts(split) if draft.domain in taxonomy().domains]


def main() -> int:
    """Exit 0."""
    table = learned(asked("train"))
    # A word a line, so that a change of the corpus can be read.
    text = json.dumps(table, ensure_ascii=False, separators=(",", ":")).replace("],", "],\n")
    OUT.write_text(text + "\n", encoding="utf-8")
    sys.stdout.write(f"{OUT.name}: {OUT.stat().st_size} bytes\n")
    for split in ("dev", "test"):
        drafts = asked(split)
        right = sum(closest_domain(Draft(one.text), _findings(one)) == one.domain for one in drafts)
        sys.stdout.write(f"{split}: {right} of {len(drafts)} right ({right / len(drafts):.1%})\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

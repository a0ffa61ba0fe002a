"""Learns `client/kindness.json` from `models/corpus/kindness/train-*.tsv`; the other files there are never read.

Run `python -m scripts.training.kindness` in the training environment; `--check` leaves each writer out in turn and
prints what the others teach about that one's drafts, for several thresholds, and how often the held-back ordinary
drafts of `dev` are then false alarms. Ordinary drafts are those of the detector's corpus in which nobody is hurt,
and real requests to recommenders where they are at hand: all are examples without a concern, in windows, as the
client reads them. Of real requests no pattern is learned that is not in a draft of ours.
"""

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from torch import nn

from client.kindness import SHARPNESS, Concern, Weights, heard, patterns, windows, words_of
from scripts.corpus.splits import CORPUS
from scripts.evaluation.kindness import DRAFTS, ordinary, rates, read_labelled, requests

STEPS = 150
MIN_COUNT = 3
SHARE = 1.0
"""What all ordinary windows count together, for each labelled draft: the corpus may grow without drowning these."""
DECAY = 3e-5
SMALL = 0.03
"""Weights below are left out of the file."""
THRESHOLD = 0.26
THRESHOLDS = (0.22, 0.24, 0.26, 0.28, 0.31)
OUT = CORPUS.parents[1] / "client" / "kindness.json"


@dataclass(frozen=True, slots=True)
class Example:
    """The patterns of a draft or window, and which concerns it has, in the order of `Concern`."""

    patterns: set[str]
    truth: tuple[float, float]


def labelled(name: str) -> list[Example]:
    """The drafts of one writer."""
    return [
        Example(patterns(words_of(text)), (float(label == "self-harm"), float(label == "being-hurt")))
        for label, text in read_labelled(DRAFTS / f"{name}.tsv")
    ]


def ordinary_windows(real: Path) -> list[Example]:
    """The windows of the ordinary drafts for training, and of the real requests in a folder."""
    return [
        Example(patterns(window), (0.0, 0.0))
        for _, text in (*ordinary("train"), *requests(real, "train"))
        for window in windows(words_of(text))
    ]


def fit(drafts: Sequence[Example], others: Sequence[Example]) -> Weights:
    """Solves the logistic regression with weight decay; only patterns of the labelled drafts are learned."""
    counts = Counter(pattern for draft in drafts for pattern in draft.patterns)
    known = {p: at for at, p in enumerate(sorted(p for p, count in counts.items() if count >= MIN_COUNT))}
    examples = [*drafts, *others]
    rows = [[known[pattern] for pattern in sorted(example.patterns & known.keys())] for example in examples]
    sizes = torch.tensor([len(row) for row in rows])
    places, starts = torch.tensor([at for row in rows for at in row]), torch.cumsum(sizes, 0) - sizes
    scales = SHARPNESS / sizes.clamp(min=1).sqrt()[:, None]
    truths = torch.tensor([example.truth for example in examples])
    counted = torch.tensor([1.0] * len(drafts) + [SHARE * len(drafts) / len(others)] * len(others))[:, None]

    weights, bias = nn.Parameter(torch.zeros(len(known), 2)), nn.Parameter(torch.zeros(2))
    solver = torch.optim.LBFGS(
        [weights, bias], max_iter=STEPS, history_size=10, line_search_fn="strong_wolfe"
    )

    def loss() -> torch.Tensor:
        solver.zero_grad()
        logits = nn.functional.embedding_bag(places, weights, starts, mode="sum") * scales + bias
        wrong = nn.functional.binary_cross_entropy_with_logits(logits, truths, counted, reduction="sum")
        total = wrong / (2 * counted.sum()) + DECAY * weights.square().sum()
        total.backward()
        return total

    solver.step(loss)
    return _weights(known, weights.tolist(), bias.tolist())


def _weights(known: dict[str, int], weights: list[list[float]], bias: list[float]) -> Weights:
    """What was learned, rounded, without what is small."""
    learned = {p: (round(weights[at][0], 2), round(weights[at][1], 2)) for p, at in known.items()}
    kept = {pattern: pair for pattern, pair in learned.items() if max(map(abs, pair)) >= SMALL}
    return Weights(kept, (round(bias[0], 3), round(bias[1], 3)), THRESHOLD)


def check(names: Sequence[str], real: Path) -> None:
    """Leaves each writer out in turn."""
    drafts, others = {name: labelled(name) for name in names}, ordinary_windows(real)
    dev = [*ordinary("dev"), *requests(real, "dev")]
    answers: dict[float, list[tuple[str, Concern | None]]] = defaultdict(list)
    quiet: dict[float, list[tuple[str, Concern | None]]] = defaultdict(list)
    for name in names:
        learned = fit([draft for other in names if other != name for draft in drafts[other]], others)
        held = list(read_labelled(DRAFTS / f"{name}.tsv"))
        for threshold in THRESHOLDS:
            weights = replace(learned, threshold=threshold)
            answers[threshold] += [(label, heard(text, weights)) for label, text in held]
            quiet[threshold] += [(label, heard(text, weights)) for label, text in dev]
    for threshold in THRESHOLDS:
        found, false = rates(answers[threshold]), rates(quiet[threshold]).false_alarms
        recall = ", ".join(f"{kind.value} {share:.3f}" for kind, share in found.recall.items())
        sys.stdout.write(
            f"{threshold}: {recall}, false {found.false_alarms:.3f}, ordinary false {false:.3f}\n"
        )


def main() -> int:
    """Exit 0."""
    parser = argparse.ArgumentParser(description="Learns who needs a kind answer first.")
    parser.add_argument("--check", action="store_true", help="only leave each writer out in turn")
    parser.add_argument("--real", type=Path, default=Path("../shared/data"), help="a folder of real requests")
    options = parser.parse_args()
    names = sorted(path.stem for path in DRAFTS.glob("train-*.tsv"))
    if options.check:
        check(names, options.real)
        return 0
    learned = fit([draft for name in names for draft in labelled(name)], ordinary_windows(options.real))
    table = {
        "concerns": list(Concern),
        "threshold": learned.threshold,
        "bias": learned.bias,
        "patterns": learned.patterns,
    }
    OUT.write_text(json.dumps(table, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(learned.patterns)} patterns, {OUT.stat().st_size} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

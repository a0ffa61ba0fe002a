"""Learns `client/kindness.json` from `models/corpus/kindness/train-*.tsv`; the file `test.tsv` is never read.

Run `python -m scripts.training.kindness` in the training environment; `--check` leaves each writer out in turn and
prints what the others teach about that one's drafts, for several thresholds. Drafts of the detector's corpus in
which nobody is hurt are further examples without a concern.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence

import torch
from torch import nn

from client.kindness import SHARPNESS, Concern, patterns, words_of
from scripts.corpus import splits
from scripts.corpus.splits import CORPUS
from scripts.evaluation.kindness import DRAFTS, read_labelled

EPOCHS = 25
MIN_COUNT = 3
DECAY = 3e-4
SMALL = 0.03
"""Weights below are left out of the file."""
THRESHOLD = 0.45
OUT = CORPUS.parents[1] / "client" / "kindness.json"

Example = tuple[set[str], tuple[float, float], float]
"""Patterns, the two truths, and how much it counts."""


def examples(name: str) -> list[Example]:
    """The labelled drafts of one writer."""
    return [
        (patterns(words_of(text)), (float(label == "self-harm"), float(label == "being-hurt")), 1.0)
        for label, text in read_labelled(DRAFTS / f"{name}.tsv")
    ]


def others() -> list[Example]:
    """Every second draft of the detector's corpus without self-harm and abuse; ordinary ones count less."""
    drafts = [draft for draft in splits.drafts("train") if _harmless(draft.spans)][::2]
    return [(patterns(words_of(draft.text)), (0.0, 0.0), 0.6) for draft in drafts]


def _harmless(spans: Sequence[object]) -> bool:
    return not any(getattr(span, "label", "") in ("self_harm", "abuse") for span in spans)


class Linear(nn.Module):  # type: ignore[misc]
    """A weight for each known pattern and concern."""

    def __init__(self, training: Sequence[Example]) -> None:
        super().__init__()
        counts = Counter(pattern for found, _, weight in training if weight == 1.0 for pattern in found)
        self.known = {pattern: at for at, (pattern, _) in enumerate(_often(counts))}
        self.weights = nn.EmbeddingBag(len(self.known), 2, mode="sum")
        nn.init.zeros_(self.weights.weight)
        self.bias = nn.Parameter(torch.zeros(2))

    def row(self, example: Example) -> torch.Tensor:
        """The places of an example's known patterns."""
        return torch.tensor([self.known[pattern] for pattern in example[0] if pattern in self.known]).long()

    def forward(self, rows: Sequence[torch.Tensor]) -> torch.Tensor:
        """The logits, one row an example."""
        sizes = torch.tensor([len(row) for row in rows])
        offsets = torch.cumsum(sizes, 0) - sizes
        scale = SHARPNESS / sizes.clamp(min=1).sqrt()
        total: torch.Tensor = self.weights(torch.cat(list(rows)), offsets) * scale[:, None] + self.bias
        return total


def _often(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted((pattern, count) for pattern, count in counts.items() if count >= MIN_COUNT)


def fit(training: Sequence[Example]) -> Linear:
    """Learns by weighted cross-entropy with weight decay."""
    torch.manual_seed(7)
    network = Linear(training)
    optimizer = torch.optim.Adam(network.parameters(), lr=0.02)
    rows = [network.row(example) for example in training]
    truths = torch.tensor([truth for _, truth, _ in training])
    counts = torch.tensor([weight for _, _, weight in training])[:, None]
    for _ in range(EPOCHS):
        for batch in torch.randperm(len(training)).split(128):
            logits = network([rows[int(at)] for at in batch])
            loss = nn.functional.binary_cross_entropy_with_logits(logits, truths[batch], counts[batch])
            loss = loss + DECAY * network.weights.weight.square().sum()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return network


def check(names: Sequence[str]) -> None:
    """Leaves each writer out in turn."""
    likely: list[torch.Tensor] = []
    truths: list[torch.Tensor] = []
    for name in names:
        network = fit([row for other in names if other != name for row in examples(other)] + others())
        held = examples(name)
        with torch.no_grad():
            likely.append(torch.sigmoid(network([network.row(row) for row in held])).max(dim=1).values)
        truths.append(torch.tensor([truth for _, truth, _ in held]))
    found, truth = torch.cat(likely), torch.cat(truths)
    for threshold in (0.2, 0.3, 0.4, 0.5, 0.6):
        hit = (found >= threshold).float()
        recall = [float(hit[truth[:, at] > 0].mean()) for at in range(2)]
        false = float(hit[truth.sum(dim=1) == 0].mean())
        sys.stdout.write(
            f"{threshold}: self-harm {recall[0]:.2f}, being hurt {recall[1]:.2f}, false {false:.3f}\n"
        )


def main() -> int:
    """Exit 0."""
    parser = argparse.ArgumentParser(description="Learns who needs a kind answer first.")
    parser.add_argument("--check", action="store_true", help="only leave each writer out in turn")
    options = parser.parse_args()
    names = sorted(path.stem for path in DRAFTS.glob("*.tsv") if path.stem != "test")
    if options.check:
        check(names)
        return 0
    network = fit([row for name in names for row in examples(name)] + others())
    weights = network.weights.weight.detach()
    table = {
        pattern: [round(float(value), 2) for value in weights[at]]
        for pattern, at in network.known.items()
        if float(weights[at].abs().max()) >= SMALL
    }
    bias = [round(float(value), 3) for value in network.bias.detach()]
    learned = {"concerns": list(Concern), "threshold": THRESHOLD, "bias": bias, "patterns": table}
    OUT.write_text(json.dumps(learned, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(table)} patterns, {OUT.stat().st_size} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Trains the detector: `scripts/train`. Resumes from its last checkpoint."""

import argparse
import math
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from tqdm import tqdm

from sanitizer.detector import Detector
from sanitizer.model import Model, Settings
from sanitizer.types import Draft
from scripts.corpus import splits
from scripts.corpus.marks import MarkedDraft
from scripts.evaluation.metrics import Figures, figures
from scripts.training.features import CODES, IGNORED, STRIDE, TAGS, WINDOW, Example, examples
from scripts.training.network import TorchSession, TwoHeads, base_tokenizer, loss_of, new_network
from scripts.training.noise import add_noise

ENCODER_RATE, HEAD_RATE = 2e-4, 1e-3
WARM_UP = 0.1
BATCH = 12


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded examples: (batch, tokens), and (batch, tokens, codes) for `codes`."""

    ids: Tensor
    mask: Tensor
    tags: Tensor
    codes: Tensor
    coded: Tensor


def collate(group: Sequence[Example]) -> Batch:
    """Examples padded to the longest of them."""
    length = max(len(example.ids) for example in group)
    ids = np.zeros((len(group), length), dtype=np.int64)
    mask = np.zeros((len(group), length), dtype=np.int64)
    tags = np.full((len(group), length), IGNORED, dtype=np.int64)
    codes = np.zeros((len(group), length, len(CODES)), dtype=np.float32)
    coded = np.zeros((len(group), length), dtype=bool)
    for row, example in enumerate(group):
        part = slice(0, len(example.ids))
        ids[row, part], mask[row, part], tags[row, part] = example.ids, 1, example.tags
        codes[row, part], coded[row, part] = example.codes, example.coded
    return Batch(*(torch.from_numpy(array) for array in (ids, mask, tags, codes, coded)))


def epoch_batches(
    drafts: Sequence[MarkedDraft], tokenizer: Tokenizer, chance: random.Random
) -> Iterator[Batch]:
    """All drafts once, freshly misspelt, in random batches of like length."""
    pool = [example for draft in drafts for example in examples(add_noise(draft, chance), tokenizer)]
    pool.sort(key=lambda example: len(example.ids) + chance.random() * 12)
    groups = [pool[start : start + BATCH] for start in range(0, len(pool), BATCH)]
    chance.shuffle(groups)
    yield from map(collate, groups)


def dev_figures(network: TwoHeads, tokenizer: Tokenizer, drafts: Sequence[MarkedDraft]) -> Figures:
    """What the library would find with the network as it is, without rules."""
    settings = Settings(window=WINDOW, stride=STRIDE, code_threshold=0.5, operating_points={"balanced": 0.0})
    detector = Detector(Model(TorchSession(network.eval()), tokenizer, TAGS, CODES, settings), "balanced")
    return figures([(draft, detector.detect(Draft(draft.text))) for draft in drafts])


def brief(result: Figures) -> str:
    """The figures to watch while training, in a line."""
    return (
        f"found P {result.found.precision:.3f} R {result.found.recall:.3f} F1 {result.found.f1:.3f}"
        f" | labelled {result.labelled.f1:.3f} exact {result.exact.f1:.3f}"
        f" | flagged {result.flagged.value:.3f} missed {result.missed.value:.3f}"
        f" | want {result.wants.f1:.3f} aversion {result.limits.f1:.3f} details {result.details.f1:.3f}"
        f" codes {result.codes.f1:.3f}"
    )


def _optimizer(network: TwoHeads) -> torch.optim.AdamW:
    encoder = [weight for name, weight in network.named_parameters() if name.startswith("bert.")]
    heads = [weight for name, weight in network.named_parameters() if not name.startswith("bert.")]
    groups = [{"params": encoder, "lr": ENCODER_RATE}, {"params": heads, "lr": HEAD_RATE}]
    return torch.optim.AdamW(groups, weight_decay=0.01)


def _schedule(step: int, total: int) -> float:
    warm_up = max(1, math.ceil(total * WARM_UP))
    return min(step / warm_up, max(0.0, (total - step) / max(1, total - warm_up)))


def fit(options: argparse.Namespace) -> None:
    """Trains to the end, a checkpoint after each epoch."""
    torch.manual_seed(options.seed)
    tokenizer, network = base_tokenizer(), new_network()
    real = splits.real_drafts(options.real, "train")
    train = splits.drafts("train") + real
    dev = splits.drafts("dev")
    real_dev = splits.real_drafts(options.real, "dev")
    if options.limit:
        train, dev, real_dev = train[:: len(train) // options.limit][: options.limit], dev[:20], real_dev[:20]
    log(options, f"train {len(train)}, dev {len(dev)}, dev of real wording {len(real_dev)}")
    optimizer = _optimizer(network)
    windows = sum(1 for draft in train for _ in examples(draft, tokenizer))
    steps_an_epoch = math.ceil(windows / BATCH)
    total = steps_an_epoch * options.epochs
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _schedule(step, total))
    checkpoint = options.out / "checkpoint.pt"
    order = _order(options, train)
    first = _resume(checkpoint, order, network, optimizer, schedule) if checkpoint.exists() else 0
    for epoch in range(first, options.epochs):
        chance = random.Random(options.seed * 1000 + epoch)
        torch.manual_seed(options.seed * 1000 + epoch)
        loss = _one_epoch(
            network, optimizer, schedule, epoch_batches(train, tokenizer, chance), steps_an_epoch
        )
        log(options, f"epoch {epoch + 1}/{options.epochs} loss {loss:.4f}")
        log(options, f"  dev  {brief(dev_figures(network, tokenizer, dev))}")
        if real_dev:
            log(options, f"  real {brief(dev_figures(network, tokenizer, real_dev))}")
        state = {"network": network.state_dict(), "optimizer": optimizer.state_dict()}
        _save({**state, "schedule": schedule.state_dict(), "epoch": epoch + 1, "order": order}, checkpoint)
    network.config.learned_from = {"corpus": len(splits.drafts("train")), "real": len(real)}
    network.save_pretrained(options.out / "network")
    log(options, "Done.")


def _order(options: argparse.Namespace, train: Sequence[MarkedDraft]) -> str:
    """What a checkpoint is of: the options and the drafts."""
    return f"{options.epochs} {options.seed} {crc32(repr(train).encode())}"


def _save(state: dict[str, Any], checkpoint: Path) -> None:
    scratch = checkpoint.with_suffix(".partial")
    torch.save(state, scratch)
    scratch.replace(checkpoint)


def _resume(
    checkpoint: Path, order: str, network: TwoHeads, optimizer: torch.optim.Optimizer, schedule: Any
) -> int:
    state = torch.load(checkpoint, weights_only=True)
    if state["order"] != order:
        raise SystemExit("The checkpoint is of other drafts or options. Use --fresh, or another --out.")
    network.load_state_dict(state["network"])
    optimizer.load_state_dict(state["optimizer"])
    schedule.load_state_dict(state["schedule"])
    return int(state["epoch"])


def _one_epoch(
    network: TwoHeads, optimizer: torch.optim.Optimizer, schedule: Any, batches: Iterator[Batch], steps: int
) -> float:
    network.train()
    losses: list[float] = []
    for batch in tqdm(batches, total=steps, unit="batch", disable=not sys.stderr.isatty()):
        outputs = network(input_ids=batch.ids, attention_mask=batch.mask)
        loss = loss_of(outputs, batch.tags, batch.codes, batch.coded)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        losses.append(loss.item())
    return sum(losses) / len(losses)


def log(options: argparse.Namespace, line: str) -> None:
    """A line on standard error and in the run's log."""
    sys.stderr.write(f"{line}\n")
    with (options.out / "log.txt").open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")


def main() -> None:
    """The command line of `scripts/train`."""
    parser = argparse.ArgumentParser(prog="scripts/train", description="Train the detector on the corpus.")
    parser.add_argument("--out", type=Path, default=Path(".training/detector"), help="where the run is kept")
    parser.add_argument(
        "--real", type=Path, default=Path("../shared/data/annotated"), help="more labelled text"
    )
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--limit", type=int, help="train on that many drafts only, to try the machinery")
    parser.add_argument("--fresh", action="store_true", help="do not resume")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    if options.fresh:
        for name in ("checkpoint.pt", "log.txt"):
            (options.out / name).unlink(missing_ok=True)
    fit(options)


if __name__ == "__main__":
    main()

"""Trains the detector: `scripts/train`. Resumes from its last checkpoint."""

import argparse
import math
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from tqdm import tqdm

from sanitizer.detector import Detector
from sanitizer.model import Model, Settings
from sanitizer.types import Draft
from scripts.corpus import splits
from scripts.corpus.marks import MarkedDraft, read_marked
from scripts.evaluation.metrics import Figures, figures
from scripts.training.batches import Batch, epoch_batches
from scripts.training.features import CODES, STRIDE, TAGS, WINDOW
from scripts.training.network import TorchSession, TwoHeads, base_tokenizer, loss_of, new_network
from scripts.training.recipe import Recipe, changed

WARM_UP = 0.1
LAYER = re.compile(r"bert\.encoder\.layer\.(\d+)\.")


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a run learns from, and what it is watched on."""

    train: tuple[MarkedDraft, ...]
    guessed: tuple[MarkedDraft, ...]
    watched: dict[str, tuple[MarkedDraft, ...]]
    """Name to drafts whose figures are logged after an epoch."""


def dev_figures(network: TwoHeads, tokenizer: Tokenizer, drafts: Sequence[MarkedDraft]) -> Figures:
    """What the library would find with the network as it is, without rules."""
    settings = Settings(window=WINDOW, stride=STRIDE, code_threshold=0.5, operating_points={"balanced": {}})
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


def _optimizer(network: TwoHeads, recipe: Recipe) -> torch.optim.AdamW:
    """Heads learn fast, the encoder slower, and slower the deeper a layer lies."""
    layers = network.config.num_hidden_layers
    rates: dict[float, list[nn.Parameter]] = defaultdict(list)
    for name, weight in network.named_parameters():
        if not name.startswith("bert."):
            rate = recipe.head_rate
        else:
            layer = LAYER.match(name)
            depth = layers - 1 - int(layer[1]) if layer else layers
            rate = recipe.encoder_rate * recipe.layer_decay**depth
        rates[rate].append(weight)
    groups = [{"params": weights, "lr": rate} for rate, weights in rates.items()]
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=True)


def _schedule(step: int, total: int) -> float:
    warm_up = max(1, math.ceil(total * WARM_UP))
    return min(step / warm_up, max(0.0, (total - step) / max(1, total - warm_up)))


def code_weights(drafts: Sequence[MarkedDraft], power: float) -> Tensor:
    """A weight for each code: rarer ones more, 1 in the middle, at most 4."""
    counts = Counter(code for draft in drafts for span in draft.spans for code in span.codes)
    frequency = torch.tensor([max(counts[code], 1) for code in CODES], dtype=torch.float)
    return ((frequency.median() / frequency) ** power).clamp(0.25, 4.0)


class Run:
    """One training run: the network, its optimizer and its place in the schedule."""

    def __init__(self, lesson: Lesson, recipe: Recipe, out: Path) -> None:
        torch.manual_seed(recipe.seed)
        self.lesson, self.recipe, self.out = lesson, recipe, out
        self.tokenizer, self.network = base_tokenizer(), new_network()
        self.average = AveragedModel(self.network, multi_avg_fn=get_ema_multi_avg_fn(recipe.averaging))
        self.optimizer = _optimizer(self.network, recipe)
        self.weights = code_weights(lesson.train, recipe.rare_codes)
        drafts = len(lesson.train) * (1 + (recipe.guessed if lesson.guessed else 0))
        self.steps = math.ceil(drafts / recipe.batch) * recipe.epochs
        """Steps in all; long drafts of several windows add a few, at a rate of 0."""
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimizer, lambda step: _schedule(step, self.steps)
        )
        order = f"{recipe} {crc32(repr(lesson.train).encode())} {crc32(repr(lesson.guessed).encode())}"
        self.order = order
        """What a checkpoint is of: the recipe and the drafts."""

    @property
    def result(self) -> TwoHeads:
        """The network to use: the moving average where there is one."""
        network: TwoHeads = self.average.module if self.recipe.averaging else self.network
        return network

    def go(self) -> TwoHeads:
        """Trains to the end, a checkpoint after each epoch."""
        for epoch in range(self._resumed(), self.recipe.epochs):
            seed = (self.recipe.seed + 100 * self.recipe.order) * 1000 + epoch
            torch.manual_seed(seed)
            batches = epoch_batches(
                self.lesson.train, self.lesson.guessed, self.tokenizer, self.recipe, random.Random(seed)
            )
            loss = self._epoch(batches)
            log(self.out, f"epoch {epoch + 1}/{self.recipe.epochs} loss {loss:.4f}")
            for name, drafts in self.lesson.watched.items():
                log(self.out, f"  {name:5}{brief(dev_figures(self.result, self.tokenizer, drafts))}")
            self._save(epoch + 1)
        return self.result

    def _epoch(self, batches: Sequence[Batch]) -> float:
        self.network.train()
        losses: list[float] = []
        for batch in tqdm(batches, unit="batch", disable=not sys.stderr.isatty()):
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=_fast_bfloat16()):
                outputs = self.network(input_ids=batch.ids, attention_mask=batch.mask)
            outputs = {name: logits.float() for name, logits in outputs.items()}
            loss = loss_of(outputs, batch, self.recipe, self.weights)
            self.optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
            self.optimizer.step()
            self.schedule.step()
            if self.recipe.averaging:
                self.average.update_parameters(self.network)
            losses.append(loss.item())
        return sum(losses) / len(losses)

    def _parts(self) -> dict[str, Any]:
        return {
            "network": self.network,
            "average": self.average,
            "optimizer": self.optimizer,
            "schedule": self.schedule,
        }

    def _save(self, epoch: int) -> None:
        state = {name: part.state_dict() for name, part in self._parts().items()}
        scratch = self.out / "checkpoint.partial"
        torch.save({**state, "epoch": epoch, "order": self.order}, scratch)
        scratch.replace(self.out / "checkpoint.pt")

    def _resumed(self) -> int:
        """The epochs that an earlier run with the same recipe and drafts has done."""
        checkpoint = self.out / "checkpoint.pt"
        if not checkpoint.exists():
            return 0
        state = torch.load(checkpoint, weights_only=True)
        if state["order"] != self.order:
            raise SystemExit("The checkpoint is of other drafts or settings. Use --fresh, or another --out.")
        for name, part in self._parts().items():
            part.load_state_dict(state[name])
        return int(state["epoch"])


def _fast_bfloat16() -> bool:
    """Whether the processor multiplies bfloat16 in hardware; emulated it is slower than float32."""
    return bool(torch.cpu.get_capabilities().get("avx512_bf16", False))


def log(out: Path, line: str) -> None:
    """A line on standard error and in the run's log."""
    sys.stderr.write(f"{line}\n")
    with (out / "log.txt").open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")


def full_lesson(real: Path, guessed: Path | None, limit: int | None) -> Lesson:
    """Everything there is to learn from; `limit` keeps that many drafts, to try the machinery."""
    real_train, real_dev = splits.real_drafts(real, "train"), splits.real_drafts(real, "dev")
    train, dev = splits.drafts("train") + real_train, splits.drafts("dev")
    if limit:
        train, dev, real_dev = train[:: len(train) // limit][:limit], dev[:20], real_dev[:20]
    watched = {"dev": tuple(dev), "real": tuple(real_dev)}
    extra = tuple(read_marked(guessed)) if guessed else ()
    return Lesson(tuple(train), extra, {name: drafts for name, drafts in watched.items() if drafts})


def main() -> None:
    """The command line of `scripts/train`."""
    parser = argparse.ArgumentParser(prog="scripts/train", description="Train the detector on the corpus.")
    parser.add_argument("--out", type=Path, default=Path(".training/detector"), help="where the run is kept")
    parser.add_argument("--real", type=Path, default=Path("../shared/data"), help="more text, labelled")
    parser.add_argument("--guessed", type=Path, help="texts with guessed labels, for the setting `guessed`")
    parser.add_argument(
        "--set",
        nargs="*",
        default=[],
        metavar="NAME=VALUE",
        help="change the recipe (scripts/training/recipe.py)",
    )
    parser.add_argument("--limit", type=int, help="train on that many drafts only, to try the machinery")
    parser.add_argument("--fresh", action="store_true", help="do not resume")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    if options.fresh:
        for name in ("checkpoint.pt", "log.txt"):
            (options.out / name).unlink(missing_ok=True)
    try:
        recipe = changed(Recipe(), options.set)
    except ValueError as error:
        raise SystemExit(str(error)) from None
    lesson = full_lesson(options.real, options.guessed, options.limit)
    sizes = ", ".join(f"{name} {len(drafts)}" for name, drafts in lesson.watched.items())
    log(options.out, f"{recipe}\ntrain {len(lesson.train)}, {sizes}")
    network = Run(lesson, recipe, options.out).go()
    real = len(splits.real_drafts(options.real, "train"))
    network.config.learned_from = {"corpus": len(splits.drafts("train")), "real": real}
    network.save_pretrained(options.out / "network")
    log(options.out, "Done.")


if __name__ == "__main__":
    main()

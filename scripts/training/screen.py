"""Does a change of the recipe help? Short runs on 2,000 drafts, one change at a time, on writers not learned from.

Run `python -m scripts.training.screen [name=value[,name=value…]…]`; the recipe as it is comes first.
"""

import argparse
import random
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np

from sanitizer.detector import Detector
from sanitizer.model import Model, Settings
from sanitizer.taxonomy import Kind
from sanitizer.types import Draft
from scripts.corpus import splits
from scripts.corpus.marks import MarkedDraft, read_marked
from scripts.evaluation.metrics import Figures, figures
from scripts.training.features import CODES, STRIDE, TAGS, WINDOW
from scripts.training.fit import Lesson, Run
from scripts.training.network import Remembering, TorchSession, TwoHeads, base_tokenizer
from scripts.training.recipe import Recipe, changed

DRAFTS, REAL, EPOCHS, SEEDS = 1700, 300, 3, (7, 8)
BIASES = (-2.0, -1.0, 0.0, 1.0)


def lesson(real: Path, unwatched: set[str], guessed: Path | None) -> Lesson:
    """2,000 drafts to learn from, and other writers' to be watched on."""
    chance = random.Random(0)
    others = [
        draft for path in splits.batches("train") if path.stem not in unwatched for draft in read_marked(path)
    ]
    watched = [
        draft for path in splits.batches("train") if path.stem in unwatched for draft in read_marked(path)
    ]
    train = chance.sample(others, DRAFTS) + chance.sample(splits.real_drafts(real, "train"), REAL)
    return Lesson(
        tuple(train),
        tuple(read_marked(guessed)) if guessed else (),
        {"own": tuple(watched + splits.drafts("dev")), "real": tuple(splits.real_drafts(real, "dev"))},
    )


def measured(network: TwoHeads, drafts: tuple[MarkedDraft, ...]) -> Figures:
    """The figures at the point with the best F1 of found facts."""
    settings = Settings(WINDOW, STRIDE, 0.4, {str(bias): dict.fromkeys(Kind, bias) for bias in BIASES})
    model = Model(Remembering(TorchSession(network.eval())), base_tokenizer(), TAGS, CODES, settings)
    results = [
        figures([(draft, detector.detect(Draft(draft.text))) for draft in drafts])
        for detector in (Detector(model, str(bias)) for bias in BIASES)
    ]
    return max(results, key=lambda result: result.found.f1)


def row(result: Figures) -> tuple[float, ...]:
    """What is compared."""
    return (
        result.found.f1,
        result.labelled.f1,
        result.exact.f1,
        result.flagged.value,
        result.codes.f1,
        result.wants.f1,
        result.limits.f1,
        result.details.f1,
    )


def main() -> None:
    """Prints a row for each change and set of drafts: the mean over the seeds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("changes", nargs="*", help="name=value, several joined by commas are one change")
    parser.add_argument("--real", type=Path, default=Path("../shared/data"))
    parser.add_argument("--watch", nargs="*", default=["crowd-a", "crowd-b", "crowd-c", "crowd-d"])
    parser.add_argument("--guessed", type=Path, help="texts with guessed labels, for the setting `guessed`")
    parser.add_argument("--seeds", type=int, nargs="*", default=SEEDS)
    parser.add_argument("--out", type=Path, default=Path(".training/screen"))
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    taught = lesson(options.real, set(options.watch), options.guessed)
    sys.stdout.write("change\tdrafts\tfound\tlabelled\texact\tflagged\tcodes\twants\tlimits\tdetails\n")
    for change in options.changes:
        recipe = changed(replace(Recipe(), epochs=EPOCHS), change.split(",") if change != "as it is" else [])
        rows: dict[str, list[tuple[float, ...]]] = {name: [] for name in taught.watched}
        for seed in options.seeds:
            (options.out / "checkpoint.pt").unlink(missing_ok=True)
            network = Run(replace(taught, watched={}), replace(recipe, seed=seed), options.out).go()
            for name, drafts in taught.watched.items():
                rows[name].append(row(measured(network, drafts)))
        for name, found in rows.items():
            means = np.mean(found, axis=0)
            sys.stdout.write(f"{change}\t{name}\t" + "\t".join(f"{value:.3f}" for value in means) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()

"""The model card, with the figures of the model that it describes."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from sanitizer.detector import Detector
from sanitizer.model import Model
from sanitizer.pipeline import Sanitizer
from sanitizer.taxonomy import Kind
from scripts.corpus import splits
from scripts.corpus.marks import MarkedDraft
from scripts.evaluation import errors, robustness
from scripts.evaluation.groups import grouped
from scripts.evaluation.lexicon import Lexicon
from scripts.evaluation.metrics import Pair, figures
from scripts.evaluation.report import group_lines, lines
from scripts.training.network import base_folder

TEMPLATE = Path(__file__).with_name("card.md")
EXAMPLES = 4
"""Cases shown of each cause of errors."""


def write_card(folder: Path, model: Model, learned_from: dict[str, int], real: Sequence[MarkedDraft]) -> None:
    """Writes `README.md` into a model's folder: all figures are of its int8 form with the rules."""
    dev, test = splits.drafts("dev"), splits.drafts("test")
    by_point = {point: _found(model, point, test) for point in model.settings.operating_points}
    balanced = _found(model, "balanced", test)
    noisy = list(robustness.robustness(test, Sanitizer(Detector(model, "balanced")).detect))
    text = TEMPLATE.read_text(encoding="utf-8").format(
        base=_base_sum(),
        **learned_from,
        points="\n".join(_point_rows(model, dev)),
        threshold=model.settings.code_threshold,
        table="\n".join(lines({point: figures(pairs, intervals=True) for point, pairs in by_point.items()})),
        groups="\n".join(group_lines(grouped(balanced, intervals=True))),
        real_table="\n".join(_real_rows(model, real)),
        robustness="\n".join(robustness.lines(noisy)),
        failures="\n".join(
            errors.lines(_found(model, "balanced", dev), Lexicon(splits.drafts("train")), EXAMPLES)
        ),
    )
    (folder / "README.md").write_text(text, encoding="utf-8")


def _found(model: Model, point: str, drafts: Sequence[MarkedDraft]) -> list[Pair]:
    sanitizer = Sanitizer(Detector(model, point))
    return [(draft, sanitizer.detect(draft.text)) for draft in drafts]


def _point_rows(model: Model, dev: Sequence[MarkedDraft]) -> list[str]:
    rows = [
        "| point | nats for facts | facts missed | fact letters missed | drafts without a fact flagged |",
        "|---|---|---|---|---|",
    ]
    for point, favour in model.settings.operating_points.items():
        result = figures(_found(model, point, dev))
        rows.append(
            f"| `{point}` | {favour[Kind.FACT]:+g} | {1 - result.found.recall:.1%} | {result.uncovered.value:.1%} "
            f"| {result.flagged.value:.1%} |"
        )
    return rows


def _real_rows(model: Model, real: Sequence[MarkedDraft]) -> list[str]:
    if not real:
        return ["(The real texts were not at hand when this card was written.)"]
    points = model.settings.operating_points
    return list(
        lines({point: figures(_found(model, point, real), intervals=True) for point in points}, labels=False)
    )


def _base_sum() -> str:
    return hashlib.sha256((base_folder() / "model.safetensors").read_bytes()).hexdigest()[:16]

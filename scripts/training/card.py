"""The model card, with the figures of the model that it describes."""

import hashlib
from pathlib import Path

from sanitizer.detector import Detector
from sanitizer.model import Model, Settings
from sanitizer.pipeline import Sanitizer
from scripts.corpus import splits
from scripts.evaluation.metrics import Figures, figures
from scripts.evaluation.report import lines
from scripts.training.network import base_folder

TEMPLATE = """---
license: apache-2.0
base_model: sentence-transformers/all-MiniLM-L6-v2
pipeline_tag: token-classification
language: en
---

# Least said: detector

Finds, in a draft to a recommender, what is personal about the writer's or a close person's health, past or
identity, what they want to avoid, and what they ask for. One encoder pass, two heads: BIO tags (`logits`, so
that the folder also loads as an ordinary token classifier) and constraint codes for each token
(`code_logits`). Int8, for the processor.

- **Base:** all-MiniLM-L6-v2 (6 layers, 384 wide, Apache-2.0; weights' SHA-256 begins {base}).
- **Learned from:** {corpus} drafts of `models/corpus`, written for this project, and {real} real texts labelled to
  the same guide (SAD, MIT; MeQSum, PsyTAR, CCPE-M and ReDial, CC BY 4.0; INSPIRED, Apache-2.0; SGD, CC BY-SA 4.0),
  which are not in the repository. Its weights are the mean of {runs} run(s).
- **For:** warning a person before they send. **Not for:** judging people, medical use, or proof that a text is
  clean. It misses facts; English only; other scripts are reported as unreadable.
- **Operating points** (taken from the log-probability of "nothing here", in nats): {points}.
  Codes count from a mean probability of {threshold}.

## Figures

On the test split of the corpus, other writers and voices than those it learned from, with the rules for
contact details and numbers. `scripts/evaluate` prints them again and says what each means.

```
{table}
```
"""


def write_card(folder: Path, model: Model, settings: Settings, learned_from: dict[str, int]) -> None:
    """Writes `README.md` into a model's folder."""
    test = splits.drafts("test")
    results: dict[str, Figures] = {}
    for point in settings.operating_points:
        sanitizer = Sanitizer(Detector(model, point))
        results[point] = figures([(draft, sanitizer.detect(draft.text)) for draft in test])
    text = TEMPLATE.format(
        base=_base_sum(),
        **learned_from,
        points=", ".join(f"`{name}` {bias:+g}" for name, bias in settings.operating_points.items()),
        threshold=settings.code_threshold,
        table="\n".join(lines(results)),
    )
    (folder / "README.md").write_text(text, encoding="utf-8")


def _base_sum() -> str:
    return hashlib.sha256((base_folder() / "model.safetensors").read_bytes()).hexdigest()[:16]

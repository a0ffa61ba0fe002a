"""A trained network to the shipped folder: `scripts/export`.

Plain ONNX by optimum, int8 by onnxruntime, operating points calibrated on dev, a card and a manifest. Refuses
a network that the shipped form would make worse.
"""

import argparse
import hashlib
import json
import random
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from statistics import mean

import numpy as np
from optimum.exporters.onnx import export
from optimum.exporters.onnx.model_configs import BertOnnxConfig

from sanitizer.model import CONFIG, MANIFEST, TOKENIZER, WEIGHTS, WORDS, Model, Settings, load_model
from sanitizer.runtime import IntArray
from sanitizer.windows import encode, knows
from scripts.corpus import splits
from scripts.corpus.marks import MarkedDraft
from scripts.training.calibrate import calibrated, results
from scripts.training.card import write_card
from scripts.training.features import CODES, STRIDE, TAGS, WINDOW
from scripts.training.network import Remembering, TorchSession, TwoHeads, base_folder, base_tokenizer
from scripts.training.quantize import quantize

ALLOWED_DROP = 0.005
SAMPLED = 200
"""Drafts over which inputs are evened out before int8."""
RARE_FROM = 3
"""Times that a word occurs in the corpus before an odd spelling may stand for it: fewer may be a slip."""
LEARNING = "learning.md"
NEUTRAL = Settings(WINDOW, STRIDE, code_threshold=0.5, operating_points={"balanced": {}})


class TwoHeadsOnnxConfig(BertOnnxConfig):  # type: ignore[misc]
    """BERT's export with both heads named; `logits` first, as in a token classifier."""

    @property
    def outputs(self) -> dict[str, dict[int, str]]:
        """The outputs and their free axes."""
        axes = {0: "batch_size", 1: "sequence_length"}
        return {"logits": axes, "code_logits": axes}


def averaged(networks: Sequence[TwoHeads]) -> TwoHeads:
    """One network with the mean of each weight: a model soup (Wortsman et al. 2022).

    The networks must have begun as the same one: runs of one seed over other drafts, or of other lengths.
    The last one's configuration says what it learned from.
    """
    states = [network.state_dict() for network in networks]
    network = networks[-1]
    network.config.learned_from["runs"] = len(networks)
    network.load_state_dict({name: sum(state[name] for state in states) / len(states) for name in states[0]})
    return network


def write_model(network: TwoHeads, folder: Path) -> None:
    """The int8 model, its tokenizer and its configuration."""
    (folder / WEIGHTS).parent.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "model.onnx"
        export(
            network.eval(), TwoHeadsOnnxConfig(network.config, task="token-classification"), plain, opset=17
        )
        quantize(plain, folder / WEIGHTS, sample_feeds())
    for name in (TOKENIZER, "tokenizer_config.json", "special_tokens_map.json", "vocab.txt"):
        shutil.copyfile(base_folder() / name, folder / name)
    (folder / WORDS).write_text("\n".join(rare_words()) + "\n", encoding="utf-8")
    config = json.loads((base_folder() / CONFIG).read_bytes())
    config.pop("_name_or_path", None)
    config |= {
        "architectures": ["BertForTokenClassification"],
        "id2label": dict(enumerate(TAGS)),
        "label2id": {tag: index for index, tag in enumerate(TAGS)},
        "id2code": dict(enumerate(CODES)),
    }
    write_settings(folder, config, NEUTRAL)


def sample_feeds() -> list[dict[str, IntArray]]:
    """What the model is given for some of the drafts that it learned from."""
    tokenizer = base_tokenizer()
    start, end = (tokenizer.token_to_id(name) for name in ("[CLS]", "[SEP]"))
    feeds = []
    for draft in random.Random(1).sample(splits.drafts("train"), SAMPLED):
        tokens = encode(tokenizer, draft.text, frozenset()).tokens[:WINDOW]
        ids = np.array([[start, *(token.id for token in tokens), end]])
        feeds.append(
            {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        )
    return feeds


def rare_words() -> list[str]:
    """Words of the corpus that the tokenizer takes apart: what an odd spelling may stand for."""
    texts = (draft.text.casefold() for draft in splits.drafts("train"))
    counts = Counter(word for text in texts for word in re.findall(r"(?<![^\W_])[a-z]{3,20}(?![^\W_])", text))
    rank = knows(base_tokenizer())
    return sorted(word for word, count in counts.items() if count >= RARE_FROM and rank(word) is None)


def write_settings(folder: Path, config: dict[str, object], settings: Settings) -> None:
    """The configuration with the settings in it, and the manifest of all files but itself."""
    config["leastsaid"] = asdict(settings)
    (folder / CONFIG).write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")
    write_manifest(folder)


def write_manifest(folder: Path) -> None:
    """The SHA-256 sum of every file of the folder that is no prose."""
    files = sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and path.name != MANIFEST and path.suffix != ".md"
    )
    sums = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }
    text = json.dumps({"schema": 1, "files": sums}, indent=1) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")


def check_drop(network: TwoHeads, model: Model, drafts: Sequence[MarkedDraft]) -> None:
    """Ends the program where int8 costs more than half a point on what is held back, over all operating points.

    Labels are shown and not judged: on dev a few undecided spans move them by a point either way, whatever the
    form.
    """
    trained = Model(
        Remembering(TorchSession(network.eval())), base_tokenizer(), TAGS, CODES, model.settings, model.words
    )
    points = tuple(model.settings.operating_points)
    before = [results(trained, drafts, point) for point in points]
    after = [results(model, drafts, point) for point in points]
    drops: dict[str, float] = {}
    for name in ("found", "codes", "labelled"):
        plain = mean(getattr(result, name).f1 for result in before)
        quantized = mean(getattr(result, name).f1 for result in after)
        drops[name] = plain - quantized
        where = f"{name} F1 on {len(drafts)} texts held back, mean of all points"
        sys.stderr.write(f"{where}: {plain:.4f} as trained, {quantized:.4f} as int8\n")
    if max(drops["found"], drops["codes"]) > ALLOWED_DROP:
        raise SystemExit("Refused: int8 costs more than half a point.")


def main() -> None:
    """The command line of `scripts/export`."""
    parser = argparse.ArgumentParser(prog="scripts/export", description="Ship a trained detector.")
    default = [Path(".training/detector/network")]
    parser.add_argument("--network", type=Path, nargs="+", default=default, help="several are averaged")
    parser.add_argument("--to", type=Path, default=Path("models/detector"))
    parser.add_argument(
        "--real", type=Path, default=Path("../shared/data"), help="held-out text for the card"
    )
    parser.add_argument(
        "--smoke", action="store_true", help="a few dev drafts, no refusal: tries the machinery"
    )
    options = parser.parse_args()
    network = averaged([TwoHeads.from_pretrained(folder) for folder in options.network])
    dev = splits.drafts("dev")[:20] if options.smoke else splits.drafts("dev")
    real = splits.real_drafts(options.real, "dev")
    with tempfile.TemporaryDirectory(dir=options.to.parent) as scratch:
        folder = Path(scratch) / options.to.name
        write_model(network, folder)
        settings = calibrated(load_model(folder), dev)
        sys.stderr.write(f"{settings}\n")
        write_settings(folder, json.loads((folder / CONFIG).read_bytes()), settings)
        model = load_model(folder)
        if not options.smoke:
            check_drop(network, model, [*dev, *real])
        if (options.to / LEARNING).exists():
            shutil.copyfile(options.to / LEARNING, folder / LEARNING)
        write_card(folder, model, network.config.learned_from, real)
        if options.to.exists():
            shutil.rmtree(options.to)
        folder.rename(options.to)
    sys.stderr.write(f"Wrote {options.to}.\n")


if __name__ == "__main__":
    main()

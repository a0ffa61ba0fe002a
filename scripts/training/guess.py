"""An earlier detector's confident labels of unlabelled text, to learn from (self-training, Yarowsky 1995).

Run `python -m scripts.training.guess FOLDER --to FILE`; a run takes them with `--guessed FILE --set guessed=0.2`.
The file holds other people's text and is not to be committed.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from sanitizer.decode import decode, word_log_probabilities
from sanitizer.detector import Detector
from sanitizer.model import load_model
from sanitizer.types import Draft
from sanitizer.windows import encode
from scripts.corpus import splits

SURE = 0.9
"""The probability that every word's best label needs."""


def guesses(detector: Detector, texts: dict[str, str]) -> Iterator[dict[str, str]]:
    """Texts whose every word is labelled with confidence, marked."""
    model = detector.model
    for name, text in texts.items():
        encoded = encode(model.tokenizer, text)
        if not encoded.tokens or encoded.unreadable or "[[" in text or "]]" in text or "|" in text:
            continue
        logits, _ = detector.logits(encoded.tokens)
        scores = word_log_probabilities(logits, encoded.words)
        kinds = np.exp(scores[:, :1]), np.exp(scores[:, 1::2]) + np.exp(scores[:, 2::2])
        sure = np.concatenate(kinds, axis=1).max(axis=1).min() >= SURE
        if sure and decode(scores, model.tags, np.zeros(len(model.tags), dtype=np.float32)):
            yield {"id": name, "domain": "none", "text": _marked(detector, text)}


def _marked(detector: Detector, text: str) -> str:
    pieces: list[str] = []
    position = 0
    for finding in detector.detect(Draft(text)):
        codes = f"|{','.join(finding.codes)}" if finding.codes else ""
        pieces += [text[position : finding.span.start], f"[[{finding.span.of(text)}|{finding.label}{codes}]]"]
        position = finding.span.end
    return "".join([*pieces, text[position:]])


def main() -> None:
    """Writes the confident texts that are not labelled by a person."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="a folder with `unlabelled` and `requests`")
    parser.add_argument("--model", type=Path)
    parser.add_argument("--to", type=Path, required=True)
    options = parser.parse_args()
    model = load_model(options.model)
    neutral = replace(model, settings=replace(model.settings, operating_points={"neutral": {}}))
    texts = splits.unlabelled(options.folder)
    known = {draft.id for split in ("train", "dev") for draft in splits.real_drafts(options.folder, split)}
    rows = list(guesses(Detector(neutral, "neutral"), {name: texts[name] for name in texts.keys() - known}))
    options.to.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    sys.stderr.write(f"{len(rows)} of {len(texts) - len(known)} texts\n")


if __name__ == "__main__":
    main()

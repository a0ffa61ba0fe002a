"""Loads an exported folder, with the library and as an ordinary token classifier, and detects with it."""

import sys
from pathlib import Path

import numpy as np
from optimum.onnxruntime import ORTModelForTokenClassification
from transformers import AutoTokenizer

from sanitizer import Sanitizer
from sanitizer.decode import word_log_probabilities
from sanitizer.model import load_model
from sanitizer.windows import Word
from scripts.corpus import splits


def main() -> int:
    """Exit 0 when the folder works both ways and the two agree."""
    folder = Path(sys.argv[1])
    sanitizer = Sanitizer.load(model=folder, operating_point="cautious")
    drafts = splits.drafts("dev")[:20]
    found = [sanitizer.detect(draft.text) for draft in drafts]
    sys.stderr.write(f"{sum(map(len, found))} findings in {len(drafts)} drafts\n")
    plain = ORTModelForTokenClassification.from_pretrained(
        folder, subfolder="onnx", file_name="model_quantized.onnx"
    )
    tokenizer = AutoTokenizer.from_pretrained(folder)
    text = drafts[0].text[:80]
    logits = plain(**tokenizer(text, return_tensors="np"))["logits"][0]
    model = load_model(folder)
    ids = np.array([tokenizer(text)["input_ids"]], dtype=np.int64)
    feed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
    ours = model.session.run(["logits"], feed)[0][0]
    words = [Word(index, index + 1) for index in range(len(ours))]
    same = np.allclose(word_log_probabilities(ours, words), word_log_probabilities(logits, words), atol=1e-3)
    sys.stderr.write(f"as an ordinary token classifier: {'the same' if same else 'something else'}\n")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())

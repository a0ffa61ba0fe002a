"""The detector's folder: found, checked against its manifest, and opened."""

import hashlib
import json
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from sanitizer.decode import tag_names
from sanitizer.errors import ModelError
from sanitizer.runtime import InferenceSession, open_session
from sanitizer.taxonomy import taxonomy
from sanitizer.windows import windows

MANIFEST = "manifest.json"
CONFIG = "config.json"
TOKENIZER = "tokenizer.json"
WORDS = "words.txt"
WEIGHTS = "onnx/model_quantized.onnx"
SPECIAL_TOKENS = ("[CLS]", "[SEP]", "[UNK]")
NO_MANIFEST = "The detector's manifest is missing or cannot be read. Install leastsaid again."


@dataclass(frozen=True, slots=True)
class Settings:
    """What the model's `config.json` says of how to use it, beside its labels."""

    window: int
    """Tokens in one pass, without the two special tokens."""
    stride: int
    code_threshold: float
    """The probability, of the mean of a span's logits, from which a code counts."""
    operating_points: dict[str, dict[str, float]]
    """Name to the nats by which labels of each kind are favoured over `O`; 0 for a kind that is not named."""
    continuation: float = 0.0
    """What going on with a span is worth, in nats."""


@dataclass(frozen=True, slots=True)
class Model:
    """An opened detector."""

    session: InferenceSession
    tokenizer: Tokenizer
    tags: tuple[str, ...]
    codes: tuple[str, ...]
    settings: Settings
    words: frozenset[str] = frozenset()
    """Rare words that odd spellings may stand for."""


def model_folder() -> Path:
    """The detector's folder: inside the installed package, else beside it in a checkout."""
    package = Path(str(resources.files("sanitizer")))
    for folder in (package / "detector", package.parent / "models" / "detector"):
        if (folder / MANIFEST).is_file():
            return folder
    raise ModelError("The detector's files are missing. Install leastsaid again.")


def load_model(folder: str | Path | None = None, *, threads: int = 2) -> Model:
    """The detector of a folder (default: the one of this release).

    Every file that the manifest names is read once and its SHA-256 sum compared before anything parses it;
    `ModelError` says which file is missing or changed.
    """
    files = _verified_files(model_folder() if folder is None else Path(folder))
    try:
        config = json.loads(files[CONFIG])
        tokenizer = Tokenizer.from_str(files[TOKENIZER].decode())
        model = Model(
            session=open_session(files[WEIGHTS], threads=threads),
            tokenizer=tokenizer,
            tags=_ordered(config["id2label"]),
            codes=_ordered(config["id2code"]),
            settings=Settings(**config["leastsaid"]),
            words=frozenset(files.get(WORDS, b"").decode().split()),
        )
        _check(model)
    except ModelError:
        raise
    except Exception as error:  # tokenizers raises bare exceptions
        raise ModelError("The detector's files are not of the kind this release reads.") from error
    # Published tokenizer files embed a length limit; what lies beyond it would pass unseen.
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return model


def _check(model: Model) -> None:
    """Raises an error where the model does not speak the vocabulary, or misses what its guards rely on."""
    labels = tuple(name for name, label in taxonomy().labels.items() if label.learned)
    known = {name: model.tokenizer.token_to_id(name) for name in SPECIAL_TOKENS}
    if model.tags != tag_names(labels) or set(model.codes) != set(taxonomy().codes) or None in known.values():
        raise ValueError("another vocabulary")
    windows(1, model.settings.window, model.settings.stride)


def _verified_files(folder: Path) -> dict[str, bytes]:
    try:
        sums: dict[str, str] = json.loads((folder / MANIFEST).read_bytes())["files"]
    except (OSError, ValueError, LookupError, TypeError):
        raise ModelError(NO_MANIFEST) from None
    if not isinstance(sums, dict):
        raise ModelError(NO_MANIFEST)
    files: dict[str, bytes] = {}
    for name, expected in sums.items():
        try:
            content = (folder / name).read_bytes()
        except OSError:
            raise ModelError(f"The detector's file {name} is missing. Install leastsaid again.") from None
        if hashlib.sha256(content).hexdigest() != expected:
            raise ModelError(f"The detector's file {name} was changed. Install leastsaid again.")
        files[name] = content
    return files


def _ordered(names: dict[str, Any]) -> tuple[str, ...]:
    return tuple(str(names[str(index)]) for index in range(len(names)))

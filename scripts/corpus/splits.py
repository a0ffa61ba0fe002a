"""Which batch of the corpus is for what. A batch has its own writer and voices, so splits share neither."""

import json
import tomllib
from functools import cache
from pathlib import Path
from zlib import crc32

from scripts.corpus.marks import MarkedDraft, read_marked, read_places

CORPUS = Path(__file__).parents[2] / "models" / "corpus"


@cache
def held_back() -> dict[str, tuple[str, ...]]:
    """The batches of `dev` and `test`; all others are for training."""
    table = tomllib.loads((CORPUS / "splits.toml").read_text(encoding="utf-8"))
    return {split: tuple(batches) for split, batches in table.items()}


def batches(split: str) -> list[Path]:
    """The files of `train`, `dev` or `test`, in order."""
    held = held_back()
    if split != "train":
        return [CORPUS / f"{batch}.jsonl" for batch in held[split]]
    kept = {batch for names in held.values() for batch in names}
    return [path for path in sorted(CORPUS.glob("*.jsonl")) if path.stem not in kept]


def drafts(split: str) -> list[MarkedDraft]:
    """All drafts of a split."""
    return [draft for path in batches(split) for draft in read_marked(path)]


def unlabelled(folder: Path) -> dict[str, str]:
    """Real texts without marks, by id."""
    return {
        row["id"]: row["text"]
        for path in sorted((*folder.glob("unlabelled/*.jsonl"), *folder.glob("requests/*.jsonl")))
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())
    }


def real_requests(folder: Path, split: str) -> list[str]:
    """Real turns of talks with recommenders, of which hardly one holds a personal fact; none without the folder.

    A fifth of them (by id) is for `dev`, the others for `train`.
    """
    rows = (
        json.loads(line)
        for path in sorted(folder.glob("requests/*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    )
    return [row["text"] for row in rows if _held_back(row["id"]) == (split == "dev")]


def real_drafts(folder: Path, split: str) -> list[MarkedDraft]:
    """Labelled texts from outside the corpus, a fifth of them (by id) for `dev`; none without the folder.

    Texts marked in place, and texts whose labels are in `models/corpus/real` by id.
    """
    found = [draft for path in sorted(folder.glob("annotated/*.jsonl")) for draft in read_marked(path)]
    if texts := unlabelled(folder):
        places = sorted((CORPUS / "real").glob("*.jsonl"))
        found += [draft for path in places for draft in read_places(path, texts)]
    return [draft for draft in found if _held_back(draft.id) == (split == "dev")]


def _held_back(name: str) -> bool:
    return crc32(name.encode()) % 5 == 0

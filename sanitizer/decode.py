"""Logits to labelled spans of words."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sanitizer.runtime import FloatArray
from sanitizer.windows import Word

OUTSIDE = "O"
_NEVER = np.float32(-1e9)


@dataclass(frozen=True, slots=True)
class WordSpan:
    """A labelled run of words, half-open, with the mean probability of its label."""

    first: int
    last: int
    label: str
    score: float


def tag_names(labels: Sequence[str]) -> tuple[str, ...]:
    """BIO tags of labels: `O`, then `B-` and `I-` of each."""
    return (OUTSIDE, *(f"{place}-{label}" for label in labels for place in "BI"))


def word_log_probabilities(logits: FloatArray, words: Sequence[Word]) -> FloatArray:
    """Mean log-probabilities of each word's pieces: (tokens, tags) to (words, tags)."""
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_probabilities = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    starts = [word.first for word in words]
    sizes = np.array([word.last - word.first for word in words], dtype=np.float32)
    sums: FloatArray = np.add.reduceat(log_probabilities, starts, axis=0)
    means: FloatArray = sums / sizes[:, None]
    return means


def best_path(scores: FloatArray, continuation: float = 0.0) -> list[int]:
    """The best allowed sequence of tags for (words, tags) scores: Viterbi's algorithm (1967).

    Tags are `O`, then `B-` and `I-` of each label: `I-` may only follow `B-` or `I-` of its label, and is then
    worth `continuation` (nats) more; everything else may follow anything.
    """
    best = scores[0].copy()
    best[2::2] = _NEVER
    back = np.empty(scores.shape, dtype=np.intp)
    begins = np.arange(1, scores.shape[1], 2)
    for index in range(1, len(scores)):
        back[index] = best.argmax()
        begun, inside = best[1::2], best[2::2]
        stays = inside >= begun
        back[index, 2::2] = begins + stays
        best = scores[index] + best[back[index, 0]]
        best[2::2] = scores[index, 2::2] + np.where(stays, inside, begun) + continuation
    path = [int(best.argmax())]
    for index in range(len(scores) - 1, 0, -1):
        path.append(int(back[index, path[-1]]))
    return path[::-1]


def decode(
    log_probabilities: FloatArray, tags: tuple[str, ...], favour: FloatArray, continuation: float = 0.0
) -> list[WordSpan]:
    """Spans of words.

    Args:
        log_probabilities: (words, tags).
        tags: Their names, as `tag_names` gives them.
        favour: Nats by which each tag is favoured: more on a label's tags finds more of it.
        continuation: Nats by which going on with a span is favoured: higher makes fewer, longer spans.
    """
    if not len(log_probabilities):
        return []
    path = best_path(log_probabilities + favour, continuation)
    spans: list[WordSpan] = []
    first = 0
    for index in range(1, len(path) + 1):
        continues = index < len(path) and tags[path[index]].startswith("I-")
        if continues:
            continue
        label = tags[path[first]][2:]
        if label:
            columns = [tags.index(f"{place}-{label}") for place in "BI"]
            probabilities = np.exp(log_probabilities[first:index][:, columns]).sum(axis=1)
            spans.append(WordSpan(first, index, label, min(1.0, float(probabilities.mean()))))
        first = index
    return spans

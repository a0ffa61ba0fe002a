"""Logits to labelled spans of words."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

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


@lru_cache(maxsize=4)
def _transitions(tags: tuple[str, ...]) -> FloatArray:
    """0 where a tag may follow another, else never: `I-x` follows only `B-x` and `I-x`."""
    allowed = np.zeros((len(tags), len(tags)), dtype=np.float32)
    for column, tag in enumerate(tags):
        if tag.startswith("I-"):
            for row, before in enumerate(tags):
                if before[2:] != tag[2:]:
                    allowed[row, column] = _NEVER
    return allowed


def best_path(scores: FloatArray, tags: tuple[str, ...]) -> list[int]:
    """The best allowed sequence of tags, `O` first, for (words, tags) scores: Viterbi's algorithm (1967)."""
    transitions = _transitions(tags)
    greedy = scores.argmax(axis=1)
    before = np.concatenate([[0], greedy[:-1]])
    if not transitions[before, greedy].any():
        return [
            int(tag) for tag in greedy
        ]  # nothing better is possible where the best of each word is allowed
    inside = np.array([_NEVER if tag.startswith("I-") else 0 for tag in tags], dtype=np.float32)
    best = scores[0] + inside
    back = np.empty(scores.shape, dtype=np.intp)
    for index in range(1, len(scores)):
        candidates = best[:, None] + transitions
        back[index] = candidates.argmax(axis=0)
        best = candidates.max(axis=0) + scores[index]
    path = [int(best.argmax())]
    for index in range(len(scores) - 1, 0, -1):
        path.append(int(back[index, path[-1]]))
    return path[::-1]


def decode(log_probabilities: FloatArray, tags: tuple[str, ...], outside_bias: float) -> list[WordSpan]:
    """Spans of words. `outside_bias` (nats) is taken from the tag `O`: higher finds more."""
    if not len(log_probabilities):
        return []
    scores = log_probabilities.copy()
    scores[:, 0] -= outside_bias
    path = best_path(scores, tags)
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

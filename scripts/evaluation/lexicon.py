"""What a word list would find: the baseline, with a vocabulary from the train split."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from sanitizer.types import Finding, Source, Span
from scripts.corpus.marks import MarkedDraft

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
MAX_WORDS = 3
MIN_COUNT = 3
MIN_PRECISION = 0.5


class Lexicon:
    """Phrases of one to three words that lie in facts at least half of the times that they occur."""

    def __init__(self, drafts: Iterable[MarkedDraft]) -> None:
        total: Counter[str] = Counter()
        inside: dict[str, Counter[str]] = defaultdict(Counter)
        for draft in drafts:
            for phrase, span in _phrases(draft.text):
                total[phrase] += 1
                for fact in draft.facts:
                    if fact.start <= span.start and span.end <= fact.end:
                        inside[phrase][fact.label] += 1
        self._labels = {
            phrase: labels.most_common(1)[0][0]
            for phrase, labels in inside.items()
            if labels.total() >= MIN_COUNT and labels.total() / total[phrase] >= MIN_PRECISION
        }

    def __len__(self) -> int:
        return len(self._labels)

    def detect(self, text: str) -> tuple[Finding, ...]:
        """The phrases of the vocabulary that stand in a text; overlapping ones become one finding."""
        found: list[Finding] = []
        for phrase, span in _phrases(text):
            if phrase not in self._labels:
                continue
            if found and found[-1].span.overlaps(span):
                last = found.pop()
                span = Span(last.span.start, max(last.span.end, span.end))  # noqa: PLW2901
            found.append(Finding(span, self._labels[phrase], (), 1.0, Source.RULES))
        return tuple(found)


def _phrases(text: str) -> Iterator[tuple[str, Span]]:
    words = list(WORD.finditer(text.replace("’", "'")))
    for first in range(len(words)):
        for last in range(first, min(first + MAX_WORDS, len(words))):
            phrase = " ".join(word.group().casefold() for word in words[first : last + 1])
            yield phrase, Span(words[first].start(), words[last].end())

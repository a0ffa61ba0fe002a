"""Counts of one gate over many answers, and how well it kept what was asked for."""

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from client.safety import SafeReply, Verdict
from scripts.evaluation.safety.truth import Fit

K = 10
"""Items that a person sees first."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Sums over answers; shares are derived."""

    answers: int = 0
    first: int = 0
    """Items among the first ten."""
    violations_first: int = 0
    unwarned: int = 0
    """Violations among the first ten that were shown as fitting, without a warning."""
    shown: int = 0
    violations: int = 0
    unknown_shown: int = 0
    """Shown, with a warning, while nobody knows."""
    safe: int = 0
    """Items that respect all limits, shown or not."""
    wrongly_hidden: int = 0
    unknown_hidden: int = 0
    full: int = 0
    """Answers with at least ten items."""
    recall: float = 0.0
    ndcg: float = 0.0
    recall_before: float = 0.0
    """Of the same answers without any limit."""
    ndcg_before: float = 0.0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(mine + theirs for mine, theirs in zip(astuple(self), astuple(other), strict=True)))

    @property
    def violation_rate(self) -> float:
        """Of the first ten."""
        return self.violations_first / self.first if self.first else 0.0

    @property
    def wrong_rate(self) -> float:
        """Of what respects all limits, how much was hidden."""
        return self.wrongly_hidden / self.safe if self.safe else 0.0

    @property
    def fill(self) -> float:
        """How full the first ten places are."""
        return self.first / (K * self.answers) if self.answers else 0.0


def tally(reply: SafeReply, fits: dict[str, Fit], gains: dict[str, float], before: Sequence[str]) -> Tally:
    """One answer: what each item is in truth, how well it meets the wishes, and the order without limits."""
    shown = [item.item.name for item in reply.shown]
    hidden = [item.item.name for item in reply.hidden]
    first = shown[:K]
    return Tally(
        answers=1,
        first=len(first),
        violations_first=_count(first, fits, Fit.UNSAFE),
        unwarned=_count(
            [item.item.name for item in reply.shown[:K] if item.verdict is Verdict.SAFE], fits, Fit.UNSAFE
        ),
        shown=len(shown),
        violations=_count(shown, fits, Fit.UNSAFE),
        unknown_shown=_count(shown, fits, Fit.UNKNOWN),
        safe=_count((*shown, *hidden), fits, Fit.SAFE),
        wrongly_hidden=_count(hidden, fits, Fit.SAFE),
        unknown_hidden=_count(hidden, fits, Fit.UNKNOWN),
        full=len(shown) >= K,
        recall=_recall(first, gains),
        ndcg=_ndcg(first, gains),
        recall_before=_recall(before[:K], gains),
        ndcg_before=_ndcg(before[:K], gains),
    )


def _count(names: Sequence[str], fits: dict[str, Fit], fit: Fit) -> int:
    return sum(fits[name] is fit for name in names)


def _recall(first: Sequence[str], gains: dict[str, float]) -> float:
    """Of the items that meet every wish (ten at most), how many are among the first ten."""
    relevant = sum(gain >= 1.0 for gain in gains.values())
    return sum(gains[name] >= 1.0 for name in first) / min(K, relevant) if relevant else 1.0


def _ndcg(first: Sequence[str], gains: dict[str, float]) -> float:
    """Normalized discounted gain of the first ten, where a gain is the share of wishes that an item meets."""
    best = _dcg(sorted(gains.values(), reverse=True)[:K])
    return _dcg([gains[name] for name in first]) / best if best else 1.0


def _dcg(gains: Sequence[float]) -> float:
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))

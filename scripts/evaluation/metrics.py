"""How well findings match labelled drafts."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sanitizer.taxonomy import Kind, taxonomy
from sanitizer.types import Finding
from scripts.corpus.marks import GoldSpan, MarkedDraft

Pair = tuple[MarkedDraft, Sequence[Finding]]
Match = Callable[[GoldSpan, Finding], bool]
Interval = tuple[float, float]
RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Rate:
    """Precision and recall from counts; an empty side counts as 0."""

    right: int
    predicted: int
    found: int
    gold: int

    @property
    def precision(self) -> float:
        """Share of predicted spans that are right."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of gold spans that are found."""
        return self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    @property
    def value(self) -> float:
        """What an interval is given for."""
        return self.f1


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole."""

    part: int
    whole: int

    @property
    def value(self) -> float:
        """Between 0 and 1; 0 of an empty whole."""
        return self.part / self.whole if self.whole else 0.0


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything `scripts/evaluate` prints of one detector over one set of drafts."""

    drafts: int
    found: Rate
    """Facts: a gold span is found, and a predicted one right, when the two overlap at all."""
    labelled: Rate
    """The same with equal labels."""
    exact: Rate
    """The same places and labels."""
    uncovered: Share
    """Fact letters and digits that no fact or detail covers."""
    missed: Share
    """Drafts with a fact in which a whole fact is missed."""
    flagged: Share
    """Drafts without a fact in which one is found."""
    labels: dict[str, Rate]
    """Overlap with equal labels, for each label."""
    wants: Rate
    limits: Rate
    details: Rate
    codes: Rate
    """The set of codes of a draft."""
    intervals: dict[str, Interval]
    """For F1 of a rate and the value of a share: the middle 95 % of resampled drafts (Efron 1979)."""


def overlap(gold: GoldSpan, finding: Finding) -> bool:
    """Whether the two share a code point."""
    return gold.start < finding.span.end and finding.span.start < gold.end


def _same_label(gold: GoldSpan, finding: Finding) -> bool:
    return gold.label == finding.label and overlap(gold, finding)


def _exact(gold: GoldSpan, finding: Finding) -> bool:
    return (gold.start, gold.end, gold.label) == (finding.span.start, finding.span.end, finding.label)


def _kind(label: str) -> Kind:
    return taxonomy().labels[label].kind


def _spans(pair: Pair, chosen: Callable[[str], bool], match: Match) -> list[int]:
    draft, findings = pair
    gold = [span for span in draft.spans if chosen(span.label)]
    guesses = [finding for finding in findings if chosen(finding.label)]
    right = sum(any(match(span, guess) for span in gold) for guess in guesses)
    found = sum(any(match(span, guess) for guess in guesses) for span in gold)
    return [right, len(guesses), found, len(gold)]


def _codes(pair: Pair) -> list[int]:
    draft, findings = pair
    gold = {code for span in draft.spans for code in span.codes}
    guesses = {code for finding in findings for code in finding.codes}
    both = len(gold & guesses)
    return [both, len(guesses), both, len(gold)]


def _uncovered(pair: Pair) -> list[int]:
    draft, findings = pair
    covered = {place for f in findings if f.sensitive for place in range(f.span.start, f.span.end)}
    places = [
        place for fact in draft.facts for place in range(fact.start, fact.end) if draft.text[place].isalnum()
    ]
    return [sum(place not in covered for place in places), len(places)]


def missed_facts(draft: MarkedDraft, findings: Sequence[Finding]) -> list[GoldSpan]:
    """The facts that no predicted fact overlaps."""
    guesses = [finding for finding in findings if finding.kind is Kind.FACT]
    return [fact for fact in draft.facts if not any(overlap(fact, guess) for guess in guesses)]


def _missed(pair: Pair) -> list[int]:
    return [int(bool(missed_facts(*pair))), int(bool(pair[0].facts))]


def _flagged(pair: Pair) -> list[int]:
    draft, findings = pair
    if draft.facts:
        return [0, 0]
    return [int(any(finding.kind is Kind.FACT for finding in findings)), 1]


def _of_kind(kind: Kind) -> Callable[[str], bool]:
    return lambda label: _kind(label) is kind


_RATES: dict[str, Callable[[Pair], list[int]]] = {
    "found": lambda pair: _spans(pair, _of_kind(Kind.FACT), overlap),
    "labelled": lambda pair: _spans(pair, _of_kind(Kind.FACT), _same_label),
    "exact": lambda pair: _spans(pair, _of_kind(Kind.FACT), _exact),
    "wants": lambda pair: _spans(pair, _of_kind(Kind.WISH), overlap),
    "limits": lambda pair: _spans(pair, _of_kind(Kind.LIMIT), overlap),
    "details": lambda pair: _spans(pair, _of_kind(Kind.DETAIL), _same_label),
    "codes": _codes,
}
_SHARES: dict[str, Callable[[Pair], list[int]]] = {
    "uncovered": _uncovered,
    "missed": _missed,
    "flagged": _flagged,
}


def figures(pairs: Sequence[Pair], *, intervals: bool = False) -> Figures:
    """All figures over drafts and their findings, with intervals where asked for."""
    counts = {
        name: np.array([count(pair) for pair in pairs], dtype=np.int64).reshape(
            len(pairs), 2 if name in _SHARES else 4
        )
        for name, count in (_RATES | _SHARES).items()
    }
    totals = {name: [int(total) for total in table.sum(axis=0)] for name, table in counts.items()}
    return Figures(
        drafts=len(pairs),
        **{name: Rate(*totals[name]) for name in _RATES},  # type: ignore[arg-type]
        **{name: Share(*totals[name]) for name in _SHARES},  # type: ignore[arg-type]
        labels={
            name: _summed(_spans(pair, name.__eq__, overlap) for pair in pairs)
            for name, label in taxonomy().labels.items()
            if label.markable
        },
        intervals={name: _interval(name, table) for name, table in counts.items()} if intervals else {},
    )


def _summed(rows: Iterable[Sequence[int]]) -> Rate:
    return Rate(*(np.array([*rows, [0, 0, 0, 0]]).sum(axis=0).tolist()))


def _interval(name: str, table: npt.NDArray[np.int64]) -> Interval:
    chance = np.random.default_rng(0)
    values: list[float] = []
    for _ in range(RESAMPLES):
        total = [int(count) for count in table[chance.integers(len(table), size=len(table))].sum(axis=0)]
        values.append((Rate(*total) if name in _RATES else Share(*total)).value)
    low, high = np.quantile(values, (0.025, 0.975))
    return float(low), float(high)

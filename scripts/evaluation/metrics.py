"""How well findings match labelled drafts."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sanitizer.taxonomy import Kind, taxonomy
from sanitizer.types import Finding
from scripts.corpus.marks import GoldSpan, MarkedDraft

Pair = tuple[MarkedDraft, Sequence[Finding]]
Match = Callable[[GoldSpan, Finding], bool]


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


def overlap(gold: GoldSpan, finding: Finding) -> bool:
    """Whether the two share a code point."""
    return gold.start < finding.span.end and finding.span.start < gold.end


def _same_label(gold: GoldSpan, finding: Finding) -> bool:
    return gold.label == finding.label and overlap(gold, finding)


def _exact(gold: GoldSpan, finding: Finding) -> bool:
    return (gold.start, gold.end, gold.label) == (finding.span.start, finding.span.end, finding.label)


def _kind(label: str) -> Kind:
    return taxonomy().labels[label].kind


def _rate(pairs: Iterable[Pair], chosen: Callable[[str], bool], match: Match) -> Rate:
    right = predicted = found = gold_count = 0
    for draft, findings in pairs:
        gold = [span for span in draft.spans if chosen(span.label)]
        guesses = [finding for finding in findings if chosen(finding.label)]
        gold_count += len(gold)
        predicted += len(guesses)
        found += sum(any(match(span, guess) for guess in guesses) for span in gold)
        right += sum(any(match(span, guess) for span in gold) for guess in guesses)
    return Rate(right, predicted, found, gold_count)


def _uncovered(pairs: Iterable[Pair]) -> Share:
    part = whole = 0
    for draft, findings in pairs:
        covered = {place for f in findings if f.sensitive for place in range(f.span.start, f.span.end)}
        for fact in draft.facts:
            places = [place for place in range(fact.start, fact.end) if draft.text[place].isalnum()]
            whole += len(places)
            part += sum(place not in covered for place in places)
    return Share(part, whole)


def _code_rate(pairs: Iterable[Pair]) -> Rate:
    both = predicted = gold_count = 0
    for draft, findings in pairs:
        gold = {code for span in draft.spans for code in span.codes}
        guesses = {code for finding in findings for code in finding.codes}
        both += len(gold & guesses)
        predicted += len(guesses)
        gold_count += len(gold)
    return Rate(both, predicted, both, gold_count)


def missed_facts(draft: MarkedDraft, findings: Sequence[Finding]) -> list[GoldSpan]:
    """The facts that no predicted fact overlaps."""
    guesses = [finding for finding in findings if finding.kind is Kind.FACT]
    return [fact for fact in draft.facts if not any(overlap(fact, guess) for guess in guesses)]


def figures(pairs: Sequence[Pair]) -> Figures:
    """All figures over drafts and their findings."""

    def of_kind(kind: Kind) -> Callable[[str], bool]:
        return lambda label: _kind(label) is kind

    with_fact = [(draft, found) for draft, found in pairs if draft.facts]
    without = [(draft, found) for draft, found in pairs if not draft.facts]
    fact = of_kind(Kind.FACT)
    return Figures(
        drafts=len(pairs),
        found=_rate(pairs, fact, overlap),
        labelled=_rate(pairs, fact, _same_label),
        exact=_rate(pairs, fact, _exact),
        uncovered=_uncovered(pairs),
        missed=Share(sum(bool(missed_facts(draft, found)) for draft, found in with_fact), len(with_fact)),
        flagged=Share(sum(any(f.kind is Kind.FACT for f in found) for _, found in without), len(without)),
        labels={
            name: _rate(pairs, name.__eq__, overlap) for name in taxonomy().labels if name != "unreadable"
        },
        wants=_rate(pairs, of_kind(Kind.WISH), overlap),
        limits=_rate(pairs, of_kind(Kind.LIMIT), overlap),
        details=_rate(pairs, of_kind(Kind.DETAIL), _same_label),
        codes=_code_rate(pairs),
    )

"""Misses, false alarms and wrong edges of facts, grouped by what may be behind them."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sanitizer.taxonomy import Kind, taxonomy
from sanitizer.types import Finding
from scripts.corpus.marks import GoldSpan, MarkedDraft
from scripts.evaluation.lexicon import Lexicon
from scripts.evaluation.metrics import Pair, missed_facts, overlap

SHOWN = 12
_KIN = re.compile(
    r"\b(?:mum|mom|dad|mother|father|sister|brother|son|daughter|wife|husband|partner|boyfriend|girlfriend|friend|"
    r"flatmate|roommate|nan|gran\w*|grand\w+|aunt\w*|uncle|cousin|niece|nephew|neighbour|colleague|mate|kid|kids|baby|"
    r"his|her|their|he|she|they)\b",
    re.I,
)
_AROUND = 50


@dataclass(frozen=True, slots=True)
class Fault:
    """One error: its group, the draft's id, the words in question and how bad it is, for the order."""

    cause: str
    id: str
    words: str
    weight: float


def faults(pairs: Sequence[Pair], lexicon: Lexicon) -> Iterator[Fault]:
    """Every missed fact, false fact and fact with other edges or another label than the labelled one."""
    for draft, found in pairs:
        facts = [finding for finding in found if finding.kind is Kind.FACT]
        for gold in missed_facts(draft, found):
            words = draft.text[gold.start : gold.end]
            yield Fault(
                _why_missed(draft, gold, found, lexicon), draft.id, f"{gold.label}: {words}", len(words)
            )
        for guess in facts:
            matches = [gold for gold in draft.facts if overlap(gold, guess)]
            words = f"{guess.label}: {guess.span.of(draft.text)}"
            if not matches:
                yield Fault(_why_false(draft, guess), draft.id, words, guess.score)
            elif guess.label not in {gold.label for gold in matches}:
                yield Fault(f"label {matches[0].label} as {guess.label}", draft.id, words, guess.score)
            elif not any((gold.start, gold.end) == (guess.span.start, guess.span.end) for gold in matches):
                labelled = draft.text[matches[0].start : matches[0].end]
                yield Fault(_edges(matches, guess), draft.id, f"{words} (not: {labelled})", guess.score)


def _why_missed(draft: MarkedDraft, gold: GoldSpan, found: Sequence[Finding], lexicon: Lexicon) -> str:
    for finding in found:
        if overlap(gold, finding):
            return f"missed: taken for a {finding.kind.value}"
    known = "known words" if lexicon.detect(draft.text[gold.start : gold.end]) else "a hint"
    whose = (
        "of another" if _KIN.search(draft.text[max(0, gold.start - _AROUND) : gold.end]) else "of the writer"
    )
    return f"missed: {known}, {whose}"


def _why_false(draft: MarkedDraft, guess: Finding) -> str:
    for gold in draft.spans:
        if overlap(gold, guess):
            return f"false: in a {taxonomy().labels[gold.label].kind.value}"
    return "false: beside a fact" if draft.facts else "false: in a draft without a fact"


def _edges(matches: Sequence[GoldSpan], guess: Finding) -> str:
    if len(matches) > 1:
        return "edges: two facts as one"
    gold, span = matches[0], guess.span
    sides = [
        f"{name} {'long' if longer else 'short'}"
        for name, longer, differs in (
            ("left", span.start < gold.start, span.start != gold.start),
            ("right", span.end > gold.end, span.end != gold.end),
        )
        if differs
    ]
    return f"edges: {', '.join(sides)}"


def lines(pairs: Sequence[Pair], lexicon: Lexicon, shown: int = SHOWN) -> Iterator[str]:
    """The causes, commonest first, each with its worst cases."""
    groups: dict[str, list[Fault]] = defaultdict(list)
    for fault in faults(pairs, lexicon):
        groups[fault.cause].append(fault)
    totals = Counter({cause: len(group) for cause, group in groups.items()})
    for cause, count in totals.most_common():
        yield f"{cause}: {count}"
        for fault in sorted(groups[cause], key=lambda fault: -fault.weight)[:shown]:
            yield f"    {fault.id}  {fault.words!r}"

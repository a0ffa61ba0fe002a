"""How sure the detector has to be, chosen on dev: for each operating point and each kind of label."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from sanitizer.detector import Detector
from sanitizer.model import Model, Settings
from sanitizer.taxonomy import Kind
from sanitizer.types import Draft
from scripts.corpus.marks import MarkedDraft
from scripts.evaluation.metrics import Figures, figures
from scripts.training.network import Remembering

Point = TypeVar("Point")

MAX_FLAGGED = 0.05
"""Of dev's drafts without a fact, for `balanced`."""
FACTS = tuple(step / 4 for step in range(-20, 21))
"""Nats by which facts may be favoured."""
OTHERS = tuple(step / 2 for step in range(-8, 5))
"""Nats by which the other kinds may be."""
CONTINUATIONS = (0.0, 0.5, 1.0, 1.5)
EVEN = 0.005
"""F1 that makes no difference between two thresholds for codes."""
CODE_THRESHOLDS = tuple(step / 20 for step in range(5, 20))
F1: dict[Kind, Callable[[Figures], float]] = {
    Kind.LIMIT: lambda result: result.limits.f1,
    Kind.DETAIL: lambda result: result.details.f1,
    Kind.WISH: lambda result: result.wants.f1,
}


def results(model: Model, drafts: Sequence[MarkedDraft], point: str = "balanced") -> Figures:
    """The model's figures without rules."""
    detector = Detector(model, point)
    return figures([(draft, detector.detect(Draft(draft.text))) for draft in drafts])


def calibrated(model: Model, drafts: Sequence[MarkedDraft]) -> Settings:
    """Operating points, the worth of going on with a span, and the codes' threshold that do best on dev.

    `balanced` is best by F1 of found and of exact facts and by the share of fact letters missed, among points that
    flag few drafts; `cautious` misses at most two thirds of its spans, `quiet` flags at most half of its drafts.
    The points differ in facts; limits, details and wishes have their best F1 at all three. Of thresholds for codes
    that do about as well it is the lowest: a limit too many can be taken away, one that is missing hides nothing.
    """
    model = replace(model, session=Remembering(model.session))
    together = {
        (nats, worth): results(_at(model, dict.fromkeys(Kind, nats), worth), drafts)
        for nats in FACTS
        for worth in CONTINUATIONS
    }
    facts, continuation = _best(together)
    favour: dict[str, float] = dict.fromkeys(Kind, facts)
    for kind, f1 in F1.items():
        by_nats = {
            nats: f1(results(_at(model, {**favour, kind: nats}, continuation), drafts)) for nats in OTHERS
        }
        favour[kind] = max(by_nats, key=lambda nats: by_nats[nats])
    by_facts = {
        nats: results(_at(model, {**favour, Kind.FACT: nats}, continuation), drafts) for nats in FACTS
    }
    points = {
        name: {kind.value: nats if kind is Kind.FACT else favour[kind] for kind in Kind}
        for name, nats in _points(by_facts).items()
    }
    settings = replace(model.settings, operating_points=points, continuation=continuation)
    by_threshold = {
        threshold: results(replace(model, settings=replace(settings, code_threshold=threshold)), drafts)
        for threshold in CODE_THRESHOLDS
    }
    best = max(result.codes.f1 for result in by_threshold.values())
    even = (value for value, result in by_threshold.items() if result.codes.f1 >= best - EVEN)
    return replace(settings, code_threshold=min(even))


def _points(by_facts: dict[float, Figures]) -> dict[str, float]:
    balanced = _best(by_facts)
    missed, flagged = 1 - by_facts[balanced].found.recall, by_facts[balanced].flagged.value
    finds = [nats for nats in FACTS if 1 - by_facts[nats].found.recall <= missed * 2 / 3]
    spares = [nats for nats in FACTS if by_facts[nats].flagged.value <= flagged / 2]
    return {
        "cautious": min(finds, default=FACTS[-1]),
        "balanced": balanced,
        "quiet": max(spares, default=FACTS[0]),
    }


def _best(by_point: dict[Point, Figures]) -> Point:
    modest = {point: result for point, result in by_point.items() if result.flagged.value <= MAX_FLAGGED}
    allowed = modest or by_point
    return max(allowed, key=lambda point: _worth(allowed[point]))


def _worth(result: Figures) -> float:
    return result.found.f1 + result.exact.f1 - result.uncovered.value


def _at(model: Model, favour: dict[str, float], continuation: float) -> Model:
    settings = replace(model.settings, operating_points={"balanced": favour}, continuation=continuation)
    return replace(model, settings=settings)

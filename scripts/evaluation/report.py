"""Figures as tables for people."""

from collections.abc import Iterator, Mapping

from scripts.evaluation.metrics import Figures, Rate, Share

LEGEND = (
    "found: a fact counts as found when any predicted fact overlaps it, a predicted one as right likewise.",
    "equal label and exact: the same, with equal labels; with equal places and labels.",
    "not covered: letters and digits of facts outside every predicted fact and detail.",
    "codes: the set of all codes of a draft, over all drafts. P precision, R recall, F1 their harmonic mean.",
    "In brackets the middle 95 % of 1,000 resamplings of the drafts, for F1 and for shares.",
)
_RATES = {
    "found": "facts found",
    "labelled": "with equal label",
    "exact": "exact",
    "wants": "wants",
    "limits": "limits",
    "details": "details",
    "codes": "codes of a draft",
}
_SHARES = {
    "uncovered": "fact letters not covered",
    "missed": "drafts with a whole fact missed",
    "flagged": "drafts without a fact flagged",
}


def lines(results: Mapping[str, Figures], *, labels: bool = True) -> Iterator[str]:
    """Plain lines: one column of figures for each named detector, then the same for each label."""
    names, columns = list(results), list(results.values())
    yield f"{'':34}" + "".join(f"{name:>32}" for name in names)
    yield _row("drafts", [str(column.drafts) for column in columns])
    for name, title in _RATES.items():
        yield _row(
            f"{title:17}P / R / F1",
            [f"{_rate(getattr(column, name))}{_interval(column, name)}" for column in columns],
        )
    for name, title in _SHARES.items():
        yield _row(title, [f"{_share(getattr(column, name))}{_interval(column, name)}" for column in columns])
    if not labels:
        return
    yield ""
    yield f"{'label (overlap, equal label)':34}" + "".join(f"{'P / R / F1 (gold)':>32}" for _ in names)
    for label in columns[0].labels:
        yield _row(
            label, [f"{_rate(column.labels[label])} ({column.labels[label].gold})" for column in columns]
        )
    yield ""
    yield from LEGEND


def group_lines(groups: Mapping[str, Figures]) -> Iterator[str]:
    """One row for each group of drafts."""
    yield f"{'':28}{'drafts':>7}{'found F1':>26}{'exact F1':>10}{'not covered':>13}{'flagged':>26}"
    for name, result in groups.items():
        found = f"{result.found.f1:.3f}{_interval(result, 'found')}"
        flagged = f"{result.flagged.value:.1%}{_interval(result, 'flagged')}"
        yield (
            f"{name:28}{result.drafts:>7}{found:>26}{result.exact.f1:>10.3f}"
            f"{result.uncovered.value:>13.1%}{flagged:>26}"
        )


def _row(title: str, cells: list[str]) -> str:
    return f"{title:34}" + "".join(f"{cell:>32}" for cell in cells)


def _rate(rate: Rate) -> str:
    return f"{rate.precision:.3f} {rate.recall:.3f} {rate.f1:.3f}"


def _share(share: Share) -> str:
    return f"{share.value:.1%} ({share.part}/{share.whole})"


def _interval(result: Figures, name: str) -> str:
    if name not in result.intervals:
        return ""
    low, high = result.intervals[name]
    return f" [{low:.3f}-{high:.3f}]" if name in _RATES else f" [{low:.1%}-{high:.1%}]"

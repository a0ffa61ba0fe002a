"""Figures as tables for people."""

from collections.abc import Iterator

from scripts.evaluation.metrics import Figures, Rate, Share

LEGEND = (
    "found: a fact counts as found when any predicted fact overlaps it, a predicted one as right likewise.",
    "equal label and exact: the same, with equal labels; with equal places and labels.",
    "not covered: letters and digits of facts outside every predicted fact and detail.",
    "codes: the set of all codes of a draft, over all drafts. P precision, R recall, F1 their harmonic mean.",
)


def lines(results: dict[str, Figures]) -> Iterator[str]:
    """Plain lines: one column of figures for each named detector."""
    names = list(results)
    columns = list(results.values())
    yield f"{'':34}" + "".join(f"{name:>24}" for name in names)
    yield _row("drafts", [str(column.drafts) for column in columns])
    for title, rates in (
        ("facts found      P / R / F1", [column.found for column in columns]),
        ("with equal label P / R / F1", [column.labelled for column in columns]),
        ("exact            P / R / F1", [column.exact for column in columns]),
        ("wants            P / R / F1", [column.wants for column in columns]),
        ("limits           P / R / F1", [column.limits for column in columns]),
        ("details          P / R / F1", [column.details for column in columns]),
        ("codes of a draft P / R / F1", [column.codes for column in columns]),
    ):
        yield _row(title, [_rate(rate) for rate in rates])
    for title, shares in (
        ("fact letters not covered", [column.uncovered for column in columns]),
        ("drafts with a whole fact missed", [column.missed for column in columns]),
        ("drafts without a fact flagged", [column.flagged for column in columns]),
    ):
        yield _row(title, [_share(share) for share in shares])
    yield ""
    yield f"{'label (overlap, equal label)':34}" + "".join(f"{'P / R / F1 (gold)':>24}" for _ in names)
    for label in columns[0].labels:
        yield _row(
            label, [f"{_rate(column.labels[label])} ({column.labels[label].gold})" for column in columns]
        )
    yield ""
    yield from LEGEND


def _row(title: str, cells: list[str]) -> str:
    return f"{title:34}" + "".join(f"{cell:>24}" for cell in cells)


def _rate(rate: Rate) -> str:
    return f"{rate.precision:.3f} {rate.recall:.3f} {rate.f1:.3f}"


def _share(share: Share) -> str:
    return f"{share.value:.1%} ({share.part}/{share.whole})"

"""Drafts parted by domain, length and manner, to see where a detector does well."""

from collections.abc import Callable, Mapping, Sequence

from scripts.corpus.marks import MarkedDraft
from scripts.evaluation.metrics import Figures, Pair, figures

LENGTHS = ((15, "under 15 words"), (46, "15 to 45 words"), (10_000, "over 45 words"))


def length(draft: MarkedDraft) -> str:
    """How long a draft is."""
    words = len(draft.text.split())
    return next(name for limit, name in LENGTHS if words < limit)


def register(draft: MarkedDraft) -> str:
    """How a draft is typed, as far as its form shows it."""
    text = draft.text
    if "\n" in text.strip():
        return "post of several lines"
    if text == text.lower():
        return "all small letters"
    return "full stops" if text.rstrip()[-1:] in ".!?" else "open end"


PARTS: Mapping[str, Callable[[MarkedDraft], str]] = {
    "domain": lambda draft: draft.domain,
    "length": length,
    "register": register,
}


def grouped(pairs: Sequence[Pair], *, intervals: bool = False) -> dict[str, Figures]:
    """Figures of each group: `domain: food`, `length: over 45 words` and so on."""
    groups: dict[str, list[Pair]] = {}
    for part, of in PARTS.items():
        for pair in pairs:
            groups.setdefault(f"{part}: {of(pair[0])}", []).append(pair)
    return {name: figures(groups[name], intervals=intervals) for name in sorted(groups)}

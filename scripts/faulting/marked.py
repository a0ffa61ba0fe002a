"""Drafts of the corpus with canaries in them: a part of the trial `canaries`."""

import random

from sanitizer.taxonomy import taxonomy
from scripts.corpus.marks import MarkedDraft
from scripts.corpus.splits import drafts

Carrying = list[tuple[str | None, str]]
"""Domains and drafts."""
KINDS = ("fact", "detail")


def drafts_with_canaries(count: int) -> tuple[Carrying, list[str]]:
    """Drafts with a canary each: in a fact, in a detail, and between words."""
    found = [draft for split in ("dev", "test") for draft in drafts(split)]
    labels = taxonomy().labels
    telling = [one for one in found if any(labels[span.label].kind in KINDS for span in one.spans)]
    chosen = random.sample(telling, min(count, len(telling)))
    chosen += random.sample(found, count - len(chosen))
    canaries = [_canary(number) for number in range(count)]
    return [
        (None if draft.domain == "none" else draft.domain, _marked(draft, canary))
        for draft, canary in zip(chosen, canaries, strict=True)
    ], canaries


def _canary(number: int) -> str:
    """Two words that nobody says, as a name would be, or joined by what every form writes otherwise."""
    first, second = ("".join(random.choices("bcdfghjklmnpqrstvwxz", k=9)).capitalize() for _ in range(2))
    return f"{first} {second}" if number % 2 else f"{first}e\u0301ﬁüＫ{second}"


def _marked(draft: MarkedDraft, canary: str) -> str:
    kinds = {
        kind: [one for one in draft.spans if taxonomy().labels[one.label].kind == kind] for kind in KINDS
    }
    places = [(0, len(draft.text))]
    places += [
        (one.start, one.end) for spans in kinds.values() for one in random.sample(spans, min(1, len(spans)))
    ]
    text = draft.text
    for start, end in sorted(places, reverse=True):
        at = random.choice([at for at in range(start, end) if text[at].isspace()] or [end])
        text = f"{text[:at]} {canary}{text[at:]}"
    return text

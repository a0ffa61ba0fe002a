"""How people really type: drafts with small slips, their spans kept exact."""

import random
import re
from collections.abc import Callable
from dataclasses import replace

from scripts.corpus.marks import GoldSpan, MarkedDraft

Slip = Callable[[str, random.Random], str]


def _lost_apostrophes(text: str, _: random.Random) -> str:
    return re.sub(r"(?<=\w)['’](?=\w)", "", text)


def _lost_punctuation(text: str, _: random.Random) -> str:
    return re.sub(r"[.,;:!?](?=\s|$)", "", text)


def _typos(text: str, chance: random.Random) -> str:
    def slip(match: re.Match[str]) -> str:
        word = match.group()
        if chance.random() > 0.08:
            return word
        place = chance.randrange(2, len(word) - 1)
        return chance.choice(
            (
                word[:place] + word[place + 1 :],
                word[:place] + word[place] + word[place:],
                word[: place - 1] + word[place] + word[place - 1] + word[place + 1 :],
            )
        )

    return re.sub(r"[a-zA-Z]{4,}", slip, text)


def _shouting_stretch(text: str, chance: random.Random) -> str:
    return re.sub(r"([aeiouy])(?=\s|$)", lambda m: m.group() * (3 if chance.random() < 0.05 else 1), text)


def _odd_spaces(text: str, chance: random.Random) -> str:
    return re.sub(r"(?<=\w) (?=\w)", lambda _: "  " if chance.random() < 0.1 else " ", text)


SLIPS: tuple[tuple[Slip, float], ...] = (
    (_lost_apostrophes, 0.25),
    (_lost_punctuation, 0.2),
    (_typos, 0.25),
    (_shouting_stretch, 0.05),
    (_odd_spaces, 0.05),
)


def add_noise(draft: MarkedDraft, chance: random.Random, strength: float = 1.0) -> MarkedDraft:
    """The draft as it might have been typed in haste."""
    slips = [slip for slip, share in SLIPS if chance.random() < share * strength]
    if not slips:
        return draft

    def typed(text: str) -> str:
        for slip in slips:
            text = slip(text, chance)
        return text

    pieces: list[str] = []
    spans: list[GoldSpan] = []
    length = position = 0
    for span in draft.spans:
        for text, is_span in (
            (draft.text[position : span.start], False),
            (draft.text[span.start : span.end], True),
        ):
            piece = typed(text)
            if is_span:
                spans.append(replace(span, start=length, end=length + len(piece)))
            pieces.append(piece)
            length += len(piece)
        position = span.end
    pieces.append(typed(draft.text[position:]))
    return replace(draft, text="".join(pieces), spans=tuple(spans))

"""How people really type: drafts with small slips, their spans kept exact."""

import random
import re
from collections.abc import Callable

from scripts.corpus.marks import MarkedDraft
from scripts.corpus.rewrite import rewritten

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

    return rewritten(draft, typed)

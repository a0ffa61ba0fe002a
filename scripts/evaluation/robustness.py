"""How much is found where drafts are written oddly: the kinds of noise of `scripts/evaluate --robustness`."""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Protocol

from sanitizer import Finding
from scripts.corpus.marks import MarkedDraft
from scripts.corpus.rewrite import rewritten
from scripts.evaluation.metrics import Figures, figures


class Noise(Protocol):
    """Writes a text otherwise."""

    def __call__(self, text: str, chance: random.Random) -> str:
        """The text, changed by chance."""


_LOOK_ALIKE = {
    "a": "\u0430",
    "c": "\u0441",
    "e": "\u0435",
    "i": "\u0456",
    "o": "\u03bf",
    "p": "\u0440",
    "s": "\u0455",
    "x": "\u0445",
}
_LEET = {"a": "4", "e": "3", "i": "1", "o": "0", "s": "5", "t": "7"}
_INVISIBLE = "\u200b\u200c\u2060\u00ad"
_BIDI = "\u200e\u200f\u202a\u202c\u2066\u2069"
_SPACES = "\u00a0\u2009\u202f\u3000"
_EMOJI = "😀💔✨🙏"


def _letters(share: float, change: Callable[[str, random.Random], str]) -> Noise:
    def noise(text: str, chance: random.Random) -> str:
        return "".join(change(letter, chance) if chance.random() < share else letter for letter in text)

    return noise


def _words(share: float, change: Callable[[str, random.Random], str]) -> Noise:
    def noise(text: str, chance: random.Random) -> str:
        return re.sub(
            r"[A-Za-z]{4,}",
            lambda match: change(match[0], chance) if chance.random() < share else match[0],
            text,
        )

    return noise


def _misspelt(word: str, chance: random.Random) -> str:
    place = chance.randrange(1, len(word) - 1)
    return chance.choice(
        (
            word[:place] + word[place + 1 :],
            word[:place] + word[place + 1] + word[place] + word[place + 2 :],
            word[:place] + chance.choice("abcdefghijklmnopqrstuvwxyz") + word[place + 1 :],
        )
    )


def _doubled(word: str, chance: random.Random) -> str:
    place = chance.randrange(1, len(word))
    return word[:place] + word[place] * chance.choice((1, 2, 3)) + word[place:]


KINDS: dict[str, Noise] = {
    "capitals": lambda text, chance: text.upper(),
    "small letters": lambda text, chance: text.lower(),
    "homoglyphs": _letters(0.5, lambda letter, _: _LOOK_ALIKE.get(letter, letter)),
    "full width": _letters(0.5, lambda char, _: chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char),
    "zero width": _letters(0.3, lambda char, chance: char + chance.choice(_INVISIBLE)),
    "bidi marks": _letters(0.3, lambda char, chance: char + chance.choice(_BIDI)),
    "curly quotes": lambda text, chance: text.replace("'", "\u2019").replace('"', "\u201d"),
    "odd spaces": lambda text, chance: re.sub(" ", lambda _: chance.choice(_SPACES), text),
    "emoji between words": lambda text, chance: re.sub(
        " ", lambda _: f" {chance.choice(_EMOJI)} " if chance.random() < 0.3 else " ", text
    ),
    "no punctuation": lambda text, chance: re.sub(r"[.,;:!?'\"()-]", "", text),
    "typos": _words(0.15, _misspelt),
    "doubled letters": _words(0.3, _doubled),
    "leet": _words(0.3, lambda word, _: "".join(_LEET.get(letter, letter) for letter in word)),
    "spaced out": _words(0.15, lambda word, _: " ".join(word)),
}


def noisy(drafts: Sequence[MarkedDraft], noise: Noise) -> list[MarkedDraft]:
    """The drafts as written with a kind of noise, each with chance of its own."""
    changed: list[MarkedDraft] = []
    for draft in drafts:
        chance = random.Random(draft.id)
        result = rewritten(draft, partial(noise, chance=chance))
        changed.append(replace(result, spans=tuple(span for span in result.spans if span.start < span.end)))
    return changed


def robustness(
    drafts: Sequence[MarkedDraft], detect: Callable[[str], Sequence[Finding]]
) -> Iterator[tuple[str, Figures]]:
    """The figures of the drafts as they are, and with each kind of noise."""
    for name, noise in {"as written": lambda text, chance: text, **KINDS}.items():
        yield name, figures([(draft, detect(draft.text)) for draft in noisy(drafts, noise)])


def lines(results: Sequence[tuple[str, Figures]]) -> Iterator[str]:
    """A row for each kind: recall, what it loses against drafts as written, letters missed, false alarms."""
    plain = results[0][1]
    yield f"{'':22}{'recall':>8}{'drop, points':>14}{'not covered':>13}{'flagged':>9}"
    for name, result in results:
        drop = 100 * (plain.found.recall - result.found.recall)
        yield (
            f"{name:22}{result.found.recall:>8.3f}{drop:>14.1f}"
            f"{result.uncovered.value:>13.1%}{result.flagged.value:>9.1%}"
        )

"""Whether somebody writes that they are in danger now: from themselves, or from somebody else.

A linear model over short word patterns, learned from drafts of ours (`models/corpus/kindness`): first person and
now, against the past, other people, stories, limits, jokes and denials. It is small enough to be read:
`kindness.json` holds a weight for each pattern. Long drafts are read in overlapping windows, of which the most
alarming counts.
"""

import json
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

LONGEST = 4
"""Words of a pattern."""
GAPS = (2, 3)
"""Distances of two words that are a pattern, whatever stands between them."""
SHARPNESS = 5.0
"""Keeps the weights themselves small."""
WINDOW, STRIDE = 60, 30
"""Words of a window, and from one window to the next."""

_WORD = re.compile(r"[a-z0-9]+|[.!?\n,;]")


class Concern(StrEnum):
    """What a person may need help with before anything else."""

    SELF_HARM = "self-harm"
    BEING_HURT = "being-hurt"


_THEN = r"(?= [.!?,;\n]|\s*$| (?:and|but)\b)"
"""Where a clause ends."""
_PLAIN = {
    Concern.SELF_HARM: re.compile(
        r"\bi(?:m| am)? (?:(?!dont|not|never|didnt)\w+ ){0,2}(?:want|wanna|going|gonna|plan|planning) (?:to )?"
        r"(?:die(?! of| laughing| from| but i want to eat)|be dead|kill myself(?! laughing)|end my (?:own )?life)\b"
        r"|\bi (?:just |have |ve )?(?:took|taken|swallowed) (?:a whole|all|too many)\b[\w ]{0,20}"
        r"\b(?:pills|tablets)\b"
        r"|\bi (?:just |have |ve )?(?:took|taken|swallowed) (?:too much|a (?:load|handful|bunch|bottle) of)"
        r"[\w ]{0,20}\b(?:pills|tablets|meds|medication|morphine|paracetamol|painkillers|insulin)\b"
        r"|\bi (?:dont|do not|cant|cannot) see (?:a|any|the) (?:way|reason|point) (?:to|in|of) "
        rf"(?:keep(?:ing)? going|go(?:ing)? on|carry(?:ing)? on|liv(?:e|ing)|be(?:ing)? here){_THEN}"
        r"|\bi (?:really )?(?:dont|do not) (?:really )?(?:want|wanna) (?:to )?"
        r"(?:be here|be alive|live|exist|wake up)"
        rf"(?: (?:any ?more|tomorrow|again|in the morning))?{_THEN}"
        r"|\b(?:everyone|everybody|theyd|they would|my (?:kids|family|husband|wife)) "
        r"(?:would |d )?(?:all )?(?:be|is|are) better off without me"
        rf"{_THEN}"
    ),
    Concern.BEING_HURT: re.compile(
        r"\b(?:he|she|my (?:husband|wife|boyfriend|girlfriend|partner|dad|father|mum|mom|mother|stepdad)) "
        r"(?:hits|slaps|punches|kicks|chokes|rapes|hurts|beats) me\b(?! at| in| to| up at)"
        r"|\b(?:i(?:m| am) not|i dont feel|i never feel|we(?:re| are) not) safe at home\b"
        r"|\bi(?:m| am) (?:scared|afraid|frightened) (?:to go|of going) home\b"
    ),
}
"""What is said so plainly, in the first person and now, that it needs no weighing."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learned: a pattern to its weight for each concern, in the order of `Concern`."""

    patterns: dict[str, tuple[float, float]]
    bias: tuple[float, float]
    threshold: float
    """The sum of both probabilities from which a draft is answered."""


def concern(text: str) -> Concern | None:
    """What is plainly said, else the likelier concern of a draft; None where neither is likely."""
    return heard(text, _weights())


def heard(text: str, learned: Weights) -> Concern | None:
    """`concern` with these weights."""
    words = words_of(text)
    plain = " ".join(words)
    for meant, said in _PLAIN.items():
        if said.search(plain):
            return meant
    first, second = max((score(window, learned) for window in windows(words)), key=sum)
    if first + second < learned.threshold:
        return None
    return Concern.SELF_HARM if first >= second else Concern.BEING_HURT


def score(words: Sequence[str], learned: Weights) -> tuple[float, float]:
    """The probability of each concern, in the order of `Concern`.

    A logistic regression: the sum of the weights of the known patterns, over the square root of their number.
    """
    found = [learned.patterns[pattern] for pattern in patterns(words) if pattern in learned.patterns]
    scale = SHARPNESS / math.sqrt(max(1, len(found)))
    first, second = (scale * sum(weights) for weights in zip(*found, strict=True)) if found else (0.0, 0.0)
    return _probability(first + learned.bias[0]), _probability(second + learned.bias[1])


def words_of(text: str) -> list[str]:
    """The words and sentence marks of a text, folded."""
    plain = text.casefold().replace("’", "").replace("'", "")
    return _WORD.findall(plain)


def windows(words: list[str]) -> Iterator[list[str]]:
    """The words of a text in overlapping windows; at least one."""
    for start in range(0, max(1, len(words) - STRIDE), STRIDE):
        yield words[start : start + WINDOW]


def patterns(words: Sequence[str]) -> set[str]:
    """The patterns of a window: runs of up to four words, and pairs with a gap."""
    marked = ["<s>", *words, "</s>"]
    runs = {
        " ".join(marked[start : start + size])
        for size in range(1, LONGEST + 1)
        for start in range(len(marked) - size + 1)
    }
    pairs = {f"{marked[start]} _ {marked[start + gap]}" for gap in GAPS for start in range(len(marked) - gap)}
    return runs | pairs


def _probability(value: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))


@cache
def _weights() -> Weights:
    source = resources.files("client").joinpath("kindness.json").read_text(encoding="utf-8")
    table = json.loads(source)
    learned = {pattern: (first, second) for pattern, (first, second) in table["patterns"].items()}
    return Weights(learned, (table["bias"][0], table["bias"][1]), table["threshold"])

"""Titles as people write them: slips and variants of a known title, made by rules with a fixed seed."""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from client.catalogue import Entry

BESIDE = {
    "a": "sq", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "f": "dg", "g": "fh", "h": "gj", "i": "uo", "j": "hk",
    "k": "jl", "l": "ko", "m": "n", "n": "bm", "o": "ip", "p": "o", "q": "w", "r": "et", "s": "ad", "t": "ry",
    "u": "yi", "v": "cb", "w": "qe", "x": "zc", "y": "tu", "z": "x",
}  # fmt: skip
ACROSS_THE_SEA = (("color", "colour"), ("neighbor", "neighbour"), ("theater", "theatre"), ("gray", "grey"))
COUNTED = (("II", "2"), ("2", "II"), ("Part II", "2"), ("2", "Part Two"), ("III", "3"), ("3", "III"), ("VI", "6"),
           ("VII", "Part 7"), ("V", "5"), ("12", "Twelve"), ("Four", "4"), ("Three", "3"), ("4", "Part Four"))  # fmt: skip


@dataclass(frozen=True)
class Misspelt:
    """A title as somebody wrote it, and what they meant."""

    rule: str
    text: str
    meant: Entry


def _place(title: str, pick: random.Random) -> int:
    """Somewhere within a word of five letters or more, not at its start."""
    words = list(re.finditer(r"[A-Za-z]{5,}", title))
    if not words:
        return 0
    word = pick.choice(words)
    return pick.randrange(word.start() + 1, word.end() - 1)


def swapped(title: str, pick: random.Random) -> str:
    at = _place(title, pick)
    return title[:at] + title[at + 1] + title[at] + title[at + 2 :] if at else title


def dropped(title: str, pick: random.Random) -> str:
    at = _place(title, pick)
    return title[:at] + title[at + 1 :] if at else title


def doubled(title: str, pick: random.Random) -> str:
    at = _place(title, pick)
    return title[:at] + title[at] + title[at:] if at else title


def beside(title: str, pick: random.Random) -> str:
    at = _place(title, pick)
    return title[:at] + pick.choice(BESIDE[title[at].lower()]) + title[at + 1 :] if at else title


def anywhere(title: str, pick: random.Random) -> str:
    """A letter that is hit beside its key anywhere, in short words and at their start too."""
    places = [at for at, letter in enumerate(title) if letter.lower() in BESIDE]
    at = pick.choice(places)
    return title[:at] + pick.choice(BESIDE[title[at].lower()]) + title[at + 1 :]


def twice(title: str, pick: random.Random) -> str:
    """Two slips, in a long title."""
    return swapped(dropped(title, pick), pick) if len(title) > 18 else title


def without_article(title: str, pick: random.Random) -> str:
    return re.sub(r"^(The|A|An) ", "", title)


def other_and(title: str, pick: random.Random) -> str:
    return title.replace(" & ", " and ") if " & " in title else title.replace(" and ", " & ")


def across(title: str, pick: random.Random) -> str:
    for one, other in ACROSS_THE_SEA:
        for old, new in ((other, one), (one, other)):
            if old in title.lower():
                return re.sub(old, new, title, flags=re.IGNORECASE)
    return title


def counted(title: str, pick: random.Random) -> str:
    fitting = [(old, new) for old, new in COUNTED if re.search(rf"\b{old}\b", title)]
    if not fitting:
        return title
    old, new = pick.choice(fitting)
    return re.sub(rf"\b{old}\b", new, title)


def headed(title: str, pick: random.Random) -> str:
    """The subtitle dropped."""
    return title.split(": ", maxsplit=1)[0]


def together(title: str, pick: random.Random) -> str:
    """Two words run together."""
    places = [found.start() for found in re.finditer(r"(?<=[a-z]{3}) (?=[A-Za-z]{3})", title)]
    at = pick.choice(places) if places else 0
    return title[:at] + title[at + 1 :] if at else title


RULES: tuple[Callable[[str, random.Random], str], ...] = (
    swapped, dropped, doubled, beside, anywhere, twice, without_article, other_and, across, counted, headed, together,
)  # fmt: skip


def misspellings(entries: tuple[Entry, ...], each: int, seed: int = 7) -> Iterator[Misspelt]:
    """Up to `each` for every rule, of titles that the rule changes."""
    pick = random.Random(seed)
    for rule in RULES:
        found = 0
        for entry in pick.sample(entries, len(entries)):
            text = rule(entry.title.title, pick)
            if text != entry.title.title and found < each:
                found += 1
                yield Misspelt(rule.__name__, text, entry)

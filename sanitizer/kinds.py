"""Kinds of work that a draft asks for in a bare word: `a film for tonight`, `some podcast or a book`.

They are no findings, since there is nothing about them to decide; they only bound what is asked for.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from sanitizer.facets import facets
from sanitizer.types import Draft, Finding, Span

AskedKind = tuple[Span, str]
"""Where a kind is asked for, and its name."""

_UNCLEAR = frozenset(
    [
        "to watch",
        "to read",
        "read",
        "show",
        "record",
        "band",
        "song",
        "music",
        "audio",
        "radio",
        "doc",
        "anthology",
    ]
)
"""Wordings that are more than the name of a kind."""
_BEGINS = re.compile(
    r"(?:(?:^|[.!?,;:\n(]|\b(?:or|maybe|perhaps|either|so|then|now|please|just))"
    r"|\b(?:recommend|suggest|want|wanting|need|looking|look|find|fancy|give|like|love|ideas?|after|could use|mood|"
    r"(?:can|could|may|might) be|any|some|what|which|is there|are there|how about)\b[^.!?\n]{0,30}?)"
    r"\s*(?:(?:a|an|any|some|another|what|which|good|nice|decent|new)\s+)*$",
    re.IGNORECASE,
)
"""What stands before: a beginning, or that something is asked for."""
_ENDS = re.compile(
    r"\s*(?:$|[.,;:!?)\n]|\b(?:or|and|for|to|that|please|tonight|this|today|tomorrow|we|i|maybe|could|should|might)\b)",
    re.IGNORECASE,
)
"""What may follow: no further noun, as in `film director`."""
_REFUSED = re.compile(
    r"(?:\b(?:no|not|never|without|hate|than|instead of|but|avoid|avoiding|skip|except|bored of|tired of|sick of|"
    r"enough of|had enough|break from|other than|apart from)|n['’]t)\b[^.!?,;\n]{0,20}$",
    re.IGNORECASE,
)
_NEAR = 60
"""Code points before a word in which is looked for what asks for it."""


def asked_kinds(draft: Draft, findings: Sequence[Finding]) -> tuple[AskedKind, ...]:
    """The kinds that are asked for outside all findings, in order."""
    return tuple(outside(_named(draft.text), (finding.span for finding in findings), len(draft.text)))


def outside(named: Iterable[AskedKind], spans: Iterable[Span], length: int) -> Iterator[AskedKind]:
    """Those that share no part with any of some spans of a text of that length."""
    taken = bytearray(length)
    for span in spans:
        taken[span.start : span.end] = b"\1" * len(span)
    return ((place, name) for place, name in named if taken.find(1, place.start, place.end) < 0)


def _named(text: str) -> Iterator[AskedKind]:
    for match in _words().finditer(text):
        before = text[max(0, match.start() - _NEAR) : match.start()]
        if _BEGINS.search(before) and _ENDS.match(text, match.end()) and not _REFUSED.search(before):
            yield Span(*match.span()), str(match.lastgroup).replace("_", "-")


@cache
def _words() -> re.Pattern[str]:
    """The wordings of all kinds, in the singular and the plural, each in a group of its kind's name."""
    groups = []
    for value in facets("media")["kind"].values.values():
        wordings = {" ".join(words) for words in value.words} - _UNCLEAR
        longest = sorted(wordings, key=len, reverse=True)
        alternatives = "|".join(r"[ -]".join(map(re.escape, wording.split())) for wording in longest)
        groups.append(f"(?P<{value.name.replace('-', '_')}>(?:{alternatives})s?)")
    return re.compile(rf"\b(?:{'|'.join(groups)})\b", re.IGNORECASE)

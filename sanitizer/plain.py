"""Facts that are said plainly, in the first person or of somebody close: `I'm pregnant`, `my brother was laid off`.

The model is sure of facts in their usual company and less so of the shortest sentences; these need no company.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from sanitizer.normal import Copy, folded
from sanitizer.taxonomy import taxonomy
from sanitizer.types import Draft, Finding, Source, Span

_CLOSE = (
    r"(?:my|our) (?:(?:best|late|older|younger|big|little|elder|twin|step|ex) ?)?(?:wife|husband|partner|"
    r"girlfriend|boyfriend|fianc[ée]e?|sister|brother|mum|mom|mother|mam|dad|father|son|daughter|kid|child|baby|"
    r"friend|mate|aunt|uncle|gran|nan|nana|grandma|grandmother|grandad|granddad|grandpa|grandfather|cousin|niece|"
    r"nephew|flatmate|roommate|ex|parents|kids)"
)
_SOME = r"(?:\w+ ){0,2}?"
_BETWEEN = (
    r"(?:(?:just|now|still|so|very|really|also|currently|recently|newly|pretty|quite|all|both|nearly|almost|only|"
    r"actually|basically|literally|technically|already|happily|freshly|badly|a bit|kind of|sort of|"
    r"\w+ (?:days|weeks|months|years)) ){0,2}"
)
_HAVE = (
    r"have|has|had|have had|has had|have got|has got|suffer(?:s|ed)? from|lives? with|lived with|developed|"
    r"(?:was|were|am|is|got|been|has been|have been) diagnosed with|die[ds]? (?:of|from)"
)
_HAVING = r"living with|recovering from|being treated for|fighting|battling|diagnosed with|dying (?:of|from)"
_GRADE = (
    r"(?:(?:a|an|both|mild|severe|bad|serious|early|late|advanced|terminal|chronic|acute|inoperable|vascular|clinical|"
    r"major|\w+[- ]onset|(?:stage|type) \w+) ){0,3}"
)
_FRAMES = {
    "be": rf"\b(?:i ?['’]?m|i am|we ?['’]re|we are|{_CLOSE} {_SOME}(?:is|are)|{_CLOSE}['’]s) {_BETWEEN}",
    "was": (
        rf"\b(?:(?:i|we|{_CLOSE}) (?:was|were|got|(?:have|has|had) been)|i['’]?ve been|{_CLOSE}['’]s been|"
        rf"i am being|i['’]?m being) {_BETWEEN}"
    ),
    "do": rf"\b(?:i|we|i['’]?ve|{_CLOSE}) {_BETWEEN}",
    "have": (
        rf"\b(?:(?:i|we) {_BETWEEN}(?:{_HAVE})|i['’](?:ve|d)(?: got| had)?|i['’]?m (?:{_HAVING})|"
        rf"{_CLOSE} {_SOME}(?:{_HAVE})|{_CLOSE} {_SOME}is (?:{_HAVING})|(?:my|our)|{_CLOSE}['’]s) {_GRADE}"
    ),
    "harm": rf"\b{_CLOSE} {_SOME}(?:is|was|are|were|got|became|turned|ha[sd] been|(?:can|could) be) {_BETWEEN}",
}
_TOLD = re.compile(r"(?:\b(?:if|unless|whether|pretend|imagine|called|titled)|[\"“‘])\W*$", re.IGNORECASE)
"""Before the sentence: it is supposed, quoted, or a title."""
_BEFORE = 20


@dataclass(frozen=True, slots=True)
class Frame:
    """One way to begin such a sentence, and what may follow; the last group that matched is the span."""

    pattern: re.Pattern[str]
    facts: Mapping[str, tuple[str, tuple[str, ...]]]
    """By group: label and codes."""


def detect_plain(draft: Draft) -> tuple[Finding, ...]:
    """Findings in order; look-alike letters and full width hide nothing."""
    return tuple(sorted(_matches(folded(draft.text)), key=lambda finding: finding.span))


def _matches(copy: Copy) -> Iterator[Finding]:
    taken = bytearray(len(copy.text))
    for frame in frames():
        for match in frame.pattern.finditer(copy.text):
            name = str(match.lastgroup)
            start, end = match.span(name)
            supposed = _TOLD.search(copy.text, max(0, match.start() - _BEFORE), match.start())
            if taken.find(1, start, end) < 0 and not supposed:
                taken[start:end] = b"\1" * (end - start)
                label, codes = frame.facts[name]
                yield Finding(Span(*copy.place(start, end)), label, codes, 1.0, Source.RULES)


@cache
def frames() -> tuple[Frame, ...]:
    """All of the table. `VocabularyError` for a label or code that does not exist."""
    table = tomllib.loads(resources.files("sanitizer").joinpath("plain.toml").read_text(encoding="utf-8"))
    return tuple(
        _frame(begins, [row for row in table["fact"] if row["frame"] == name])
        for name, begins in _FRAMES.items()
    )


def _frame(begins: str, rows: Sequence[Mapping[str, Any]]) -> Frame:
    vocabulary = taxonomy()
    facts = {
        f"fact{place}": (
            vocabulary.labels[row["label"]].name,
            tuple(vocabulary.codes[code].name for code in row["codes"]),
        )
        for place, row in enumerate(rows)
    }
    words = "|".join(
        f"(?P<{name}>{'|'.join(map(_word, row['words']))})" for name, row in zip(facts, rows, strict=True)
    )
    return Frame(re.compile(rf"{begins}(?:{words})\b(?!-)", re.IGNORECASE), facts)


def _word(raw: str) -> str:
    """A wording, and that none of the words after `~` follows it."""
    wording, _, never = raw.partition("~")
    return rf"{wording}(?!\W+(?:{'|'.join(never.split())})\b)" if never else wording

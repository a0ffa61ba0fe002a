"""How much a request tells of a person beyond that somebody asked for something of its domain: an upper bound.

Whoever reads a request can only guess among the requests that might have been sent. Each part of it is one answer
among all those that tell at most as many things, and none more finely:

- limits: sets of the domain's names at the finest level that is told or a coarser one, each in any mode;
- wishes: sets of values of the domain's facets;
- titles: sets of those that the catalogue knows, each liked or not.

The logarithm of their number to base 2 is Hartley's measure of information, in bits (R. V. L. Hartley,
"Transmission of Information", 1928). However people choose among the answers, on average no more than that is told
(C. E. Shannon, "A Mathematical Theory of Communication", 1948, section 6). A single answer that few people give may
still set somebody apart by more. Not counted: until when the person agreed, and words of their own, which tell what
they say.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from math import comb, log2

from client.kept.consent import WORDS, Name
from sanitizer import Level, Mode, Review
from sanitizer.facets import facets
from sanitizer.titles import TitleTable
from sanitizer.wire import MinimizedRequest, tellable

LETTER = 0.6
"""Bits in a letter of a draft, at least: Shannon's lower estimate for English ("Prediction and Entropy of Printed
English", 1951). So a draft is said to tell less than it may."""
MUCH = 3
"""How many times more a draft has to say for it to be much more."""
EXACT, ROUNDED = 10_000, 1_000_000
"""Possible answers up to which their number is shown as it is, and up to which roughly."""


@dataclass(frozen=True, slots=True)
class Disclosure:
    """The possible answers of which each part of a request is one; 1 where the part tells nothing."""

    limits: int = 1
    wishes: int = 1
    titles: int = 1

    @property
    def bits(self) -> float:
        """All parts together."""
        return log2(self.limits) + log2(self.wishes) + log2(self.titles)


def possible(choices: int, count: int, forms: int = 1) -> int:
    """The sets of at most `count` of so many choices, each of them in one of some forms."""
    return sum(comb(choices, size) * forms**size for size in range(min(choices, count) + 1))


def possible_limits(names: Collection[Name], domain: str) -> int:
    """The answers of which telling these names is one."""
    told = {name for name in names if name != WORDS}
    finest = max((level for level, _ in told), default=Level.NOTHING)
    choices = sum(len(tellable(domain, level)) for level in Level if level <= finest)
    return possible(choices, len(told), len(Mode))


def disclosure(request: MinimizedRequest, titles: TitleTable | None = None) -> Disclosure:
    """What a request tells; `titles` are those that it may name."""
    domain = request.domain
    values = sum(len(facet.values) for facet in facets(domain).values())
    works = {work for found in (titles or {}).values() for work in found if work.year is not None}
    named = len(request.like) + len(request.dislike)
    known = sum(work.domain == domain for work in works)
    return Disclosure(
        possible_limits([(told.level, told.name) for told in request.constraints], domain),
        possible(values, sum(map(len, request.want.values()))),
        possible(max(known, named), named, 2),
    )


def tells(review: Review, request: MinimizedRequest, agreed: Collection[Name] = ()) -> str:
    """How much a request tells, in words; `agreed` are limits that it would tell besides if the person agrees."""
    found = disclosure(request, review.titles)
    held = {(told.level, told.name) for told in request.constraints}
    asked = {name for name in agreed if name != WORDS}
    found = replace(found, limits=possible_limits(held | asked, review.domain))
    said = [_limits(found.limits, open_question=bool(asked)), _others(found)]
    own = request.words or WORDS in agreed
    said.append(
        "Your own words can say more than can be counted."
        if own
        else _compared(review.draft.text, found.bits)
    )
    return " ".join(filter(None, said))


def _limits(answers: int, *, open_question: bool) -> str:
    if answers == 1:
        return "Tells nothing of your limits."
    begin = "If you say yes, it tells" if open_question else "Tells"
    return f"{begin} {_bits(answers)} of your limits: one of {_number(answers)} possible answers."


def _others(found: Disclosure) -> str:
    counted = (("your wishes", found.wishes), ("the titles", found.titles))
    parts = [f"{name} {_bits(answers)}" for name, answers in counted if answers > 1]
    return f"Of {' and of '.join(parts)}." if parts else ""


def _compared(draft: str, told: float) -> str:
    """What the draft said, beside what is told; empty where that may not be more."""
    said = LETTER * sum(map(str.isalpha, draft))
    if said <= told:
        return ""
    return "Your draft said much more." if said >= MUCH * told else "Your draft said more."


def _bits(answers: int) -> str:
    bits = max(1, round(log2(answers)))
    return f"about {bits} bit{'s' if bits > 1 else ''}"


def _number(answers: int) -> str:
    if answers < EXACT:
        return f"{answers:,}"
    return f"about {round(answers, 2 - len(str(answers))):,}" if answers < ROUNDED else "more than a million"

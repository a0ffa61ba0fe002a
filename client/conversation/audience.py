"""Who a draft says will be there, where they are children: for the gate here, and never told.

An age is a detail, so it never leaves; that something is `for my 7 year old` still bounds what is shown.
"""

import re
from collections.abc import Iterable

from sanitizer import Review
from sanitizer.types import Finding

_TO_TEN = "one two three four five six seven eight nine ten"
_WORDS = (*_TO_TEN.split(), "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen")
_NUMBER = rf"(?:\d{{1,2}}|{'|'.join(_WORDS)})"
_NUMBERS = rf"{_NUMBER}(?:\W+(?:and|or|to)\W+{_NUMBER})*"
_OLD = re.compile(
    rf"{_NUMBERS}\W?(?:(?P<months>months?)|years?|yrs?|y)?\W?(?:olds?|o)\b",
    re.IGNORECASE | re.ASCII,
)
_BARE = re.compile(_NUMBERS, re.IGNORECASE | re.ASCII)
_STATED = re.compile(r"(?:\baged?|\bwho(?: is|['’]s)|\()\W*$", re.IGNORECASE)
"""What a number by itself is an age after."""
_EACH = re.compile(rf"\d{{1,2}}|\b{_NUMBER}\b", re.IGNORECASE | re.ASCII)
_FOR = re.compile(r"\b(?:for|with)\b[^.;!?\n]{0,40}$", re.IGNORECASE)
_CHILD = (
    r"\b(?:(?:grand)?(?:sons?|daughters?|child(?:ren)?|kids?)|nieces?|nephews?|toddlers?|"
    r"little (?:one|boy|girl)s?)\b"
)
_A_CHILD = re.compile(_CHILD, re.IGNORECASE)
_IS = re.compile(
    rf"(?:{_CHILD}|\b(?:she|he|they))[^.;!?\n]{{0,20}}?(?: is| are|['’]s|['’]re| turned| turns)\W*$"
    rf"|{_CHILD} of\W*$",
    re.IGNORECASE,
)
_THERE = re.compile(
    rf"\b(?:for|with)\b[^.;!?\n]{{0,20}}{_CHILD}|\bwe\b[^.;!?\n]{{0,40}}\btogether\b|\bfamily (?:film|movie|night)"
    rf"|{_CHILD}[^.;!?\n]{{0,20}}\bcan (?:watch|see|read|hear|listen|play|eat|come|join)\b",
    re.IGNORECASE,
)
"""That a child of whom the draft speaks is there, too."""
_COMPANY = re.compile(
    r"\b(?:for|with) (?:my|our|the|his|her|their|some|a few)(?: \w+['’]s?)?(?: \w+)? "
    r"(?P<who>(?:grand)?(?:kids|children)|kiddos|nieces?|nephews?|toddlers?|grand(?:son|daughter|child)s?|"
    r"little (?:one|boy|girl)s?)\b(?!\W{1,3}(?:1[89]|[2-9]\d)\b)",
    re.IGNORECASE,
)
"""Children who are there, whatever their age. Sons and daughters may be grown up."""
_AWAY = re.compile(
    r"\b(?:asleep|in bed|at school|grown[- ]?ups?|grown|adults?|away|abroad|gone|died|dead|lost|passed|funeral|"
    r"without|university|college|teen\w*)\b",
    re.IGNORECASE,
)
"""What is said of children who are not there, or none any more."""
_NEAR = 60
"""Code points before an age in which is said whose it is."""
_UP_TO = ((4, "toddlers"), (11, "children"), (17, "teenagers"))
"""Ages, and the audience that they are."""


def youngest(review: Review) -> str:
    """The audience of the youngest person that a draft asks for; empty where none is said to be a child."""
    text = review.draft.text
    child = _A_CHILD.search(text) if _THERE.search(text) else None
    known = child.end() if child else len(text)
    ages = [age for finding in review.findings for age in _ages(text, finding, known)]
    if ages:
        return next((audience for top, audience in _UP_TO if min(ages) <= top), "")
    there = _COMPANY.search(text)
    if there is None or _AWAY.search(text):
        return ""
    return "toddlers" if there["who"].casefold().startswith("toddler") else "children"


def _ages(text: str, finding: Finding, known: int) -> Iterable[int]:
    """The ages in years that a finding gives of those whom the draft asks for.

    From `known` on the draft has spoken of a child who will be there.
    """
    if finding.label != "age_date":
        return ()
    before, said = text[max(0, finding.span.start - _NEAR) : finding.span.start], finding.span.of(text)
    of_a_child = finding.span.start >= known and _IS.search(before)
    if not (of_a_child or _FOR.search(before)):
        return ()
    old = _OLD.match(said)
    if not old and not (_BARE.fullmatch(said) and (of_a_child or _STATED.search(before))):
        return ()
    return (0,) if old and old["months"] else map(_number, _EACH.findall(old[0] if old else said))


def _number(said: str) -> int:
    return int(said) if said.isdecimal() else _WORDS.index(said.casefold()) + 1

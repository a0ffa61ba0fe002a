"""Limits that a draft states in words that no code followed from: what the phrase list says that they mean.

The phrase list is for titles and blurbs, and passes over what is denied there. In a stated limit it is the other
way round: `no car crashes` is about crashes, so what denies is left out before it is read.
"""

import re

from client.safety.phrases import mentions
from sanitizer import Action, Kind, Review
from sanitizer.facets import fold
from sanitizer.negation import NEGATION, expanded
from sanitizer.taxonomy import taxonomy

CLEARLY = 2
_LISTED = re.compile(r",|;|\bor\b|\band\b|\bnor\b", re.IGNORECASE)
"""Between the parts of what somebody cannot bear: each may be a limit."""


def heard(review: Review) -> Review:
    """The review in which clear words give codes of its domain to stated limits, decided by default."""
    for index, finding in enumerate(review.findings):
        phrase = finding.span.of(review.draft.text)
        known = taxonomy().codes
        here = [code for code in finding.codes if known[code].domain == review.domain]
        if finding.kind is Kind.LIMIT and len(here) < len(_LISTED.split(phrase)):
            said = mentioned(phrase)
            codes = [
                code
                for code, level in said.items()
                if level >= CLEARLY and known[code].domain == review.domain and code not in finding.codes
            ]
            if codes:
                review = review.heed(index, [*finding.codes, *codes])
    return review


def mentioned(phrase: str) -> dict[str, int]:
    """The codes that a phrase is about, denied or not: 1 as a hint, 2 clearly."""
    return dict(mentions(" ".join(word for word in fold(expanded(phrase)) if word not in NEGATION)))


def idle(review: Review) -> tuple[int, ...]:
    """The indices of the stated limits that hide nothing."""
    return tuple(
        index
        for index, decision in enumerate(review.decisions)
        if decision.finding.kind is Kind.LIMIT
        and not decision.finding.codes
        and decision.action is Action.ALLOW
    )


def unheard(review: Review) -> str:
    """That stated limits hide nothing; empty where each does."""
    count = len(idle(review))
    if not count:
        return ""
    stated = "A limit that you stated hides" if count == 1 else f"{count} limits that you stated hide"
    return f"{stated} nothing."

"""Sentences about one finding: what can become of it, and how sure it is. No draft in any of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from client.wording.grammar import joined
from client.wording.words import becomes, told_of
from sanitizer import Action, Finding, Kind, Mode, Review, Source
from sanitizer.taxonomy import taxonomy

MODES = {
    Mode.ASK: "hide what conflicts",
    Mode.STRICT: "hide whatever is not known to fit",
    Mode.SOFT: "only rank lower",
}
_SURE = ((0.9, "quite sure"), (0.75, "fairly sure"), (0.5, "not very sure"), (0.0, "unsure"))
_FOUND = {
    Source.RULES: "Found by a rule.",
    Source.DICTIONARY: "Found by your own words.",
    Source.PERSON: "You marked it.",
}


@dataclass(frozen=True, slots=True)
class Way:
    """One of the things that can become of a finding."""

    key: str
    name: str
    means: str
    """For this very finding."""
    chosen: bool


def ways(review: Review, group: Sequence[int], saved: Collection[str] = ()) -> tuple[Way, ...]:
    """The choices for findings that say the same: leave out, use as a limit, keep. A wish is no limit.

    `saved` are the codes that are kept for every conversation.
    """
    index = lead(review, group)
    decision = review.decisions[index]
    wish = decision.finding.kind is Kind.WISH
    keep = "ask for it" if wish else "keep as written"
    found = [
        Way("o", "leave out", _left_out(review, index), decision.action is Action.REDACT),
        Way("l", "use as a limit", _limit(review, group, saved), decision.action is Action.CONSTRAIN),
        Way("k", keep, _kept(review, index), decision.action is Action.ALLOW),
    ]
    return tuple(way for way in found if not (wish and way.key == "l"))


def lead(review: Review, group: Sequence[int]) -> int:
    """The one that stands for findings that say the same: the first from which a limit follows, if there is one."""
    return next((index for index in group if review.decisions[index].finding.codes), group[0])


def codes_of(review: Review, group: Sequence[int]) -> tuple[str, ...]:
    """The codes that follow from findings that say the same."""
    return tuple(dict.fromkeys(code for index in group for code in review.decisions[index].finding.codes))


def _left_out(review: Review, index: int) -> str:
    finding = review.findings[index]
    text = f"a text to paste reads {review.placeholder(index)}"
    if finding.kind is Kind.WISH:
        return f"{text}; it is not asked for"
    return f"{text}; no limit follows" if finding.codes else text


def _limit(review: Review, group: Sequence[int], saved: Collection[str]) -> str:
    codes = codes_of(review, group)
    finding = review.findings[group[0]]
    if not codes:
        able = finding.kind.can_limit
        return "none follows by itself; choose one" if able else "none follows from this"
    decision = review.decisions[lead(review, group)]
    known = [taxonomy().codes[code] for code in codes]
    parts = [
        joined(code.phrase for code in known),
        told_of(review, decision, known),
        MODES[decision.mode],
        "for every conversation" if set(codes) <= set(saved) else "for this conversation",
    ]
    if decision.action is Action.CONSTRAIN:
        parts.append("l adds another")
    return "; ".join(["left out", *parts] if finding.sensitive else parts)


def _kept(review: Review, index: int) -> str:
    finding = review.findings[index]
    if finding.kind is Kind.WISH:
        decisions = list(review.decisions)
        decisions[index] = replace(decisions[index], action=Action.ALLOW)
        asked = replace(review, decisions=tuple(decisions))
        rest = "; its other words stay here, and only order the answer" if asked.wish(index).want else ""
        return f"{becomes(asked, index)}{rest}"
    twice = "; asks twice" if finding.kind is Kind.FACT else ""
    return f"stays in the text; a request never holds it{twice}"


def says_of(finding: Finding) -> str:
    """That a finding is a fact, before it is kept as written."""
    return f"This is personal: {finding.about.phrase}."


def how_sure(findings: Sequence[Finding]) -> str:
    """What found them, and how sure it is: of several, the least sure."""
    least = min(findings, key=lambda finding: finding.score)
    if least.source is Source.MODEL:
        sure = next(words for bound, words in _SURE if least.score >= bound)
        return f"Found by the model, {sure} ({least.score:.2f})."
    return _FOUND[least.source]

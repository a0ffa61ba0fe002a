"""A review in lines: what was found, each thing once, and what a recommender would be told."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from client.choosing import MODES, codes_of, lead
from client.exchange import Recipient
from client.leaving import leaving
from client.safetext import safe_text
from client.typed import say
from client.words import becomes, nothing_found, understood
from sanitizer import Action, Kind, Mode, Review

AGREED = "You agreed"
"""The part of a request that says for how long: nobody has been asked yet."""
ASKED_FIRST = "Of your limits nothing is told that you have not agreed to."
NO_LIMIT_YET = "Nothing follows from it by itself: say limit to choose a limit, or kind to make it a wish"


def show(review: Review, recipient: Recipient) -> None:
    """All of it."""
    if not review.decisions and not review.earlier:
        say(f"\n{nothing_found(review)}")
    if review.decisions:
        say("\nFound here. A model can miss things: mark adds what it missed.")
    for row in _rows(review):
        say(row.numbered)
    if also := _also(review):
        say(f"\n{also}")
    _show_told(review, recipient)


def show_change(before: Review, review: Review, recipient: Recipient, same: str = "") -> None:
    """What a change made different, or `same`. A whole list after every word would be long to listen to."""
    earlier, now = _rows(before), _rows(review)
    if (earlier, before.named, _told(before, recipient)) == (now, review.named, _told(review, recipient)):
        say(same, end="\n" if same else "")
        return
    for row in now:
        if row not in earlier:
            say(row.numbered)
    if [row.found for row in earlier] != [row.found for row in now]:
        say("The numbers may be others now; show lists them.")
    if _also(review) != _also(before):
        say(_also(review))
    if _told(review, recipient) != _told(before, recipient):
        _show_told(review, recipient)
    else:
        say("What a recommender would be told is as before.")


@dataclass(frozen=True, slots=True)
class _Row:
    """Findings that say the same, and what becomes of them; equal wherever in the list it stands."""

    number: int = field(compare=False)
    found: str = field(repr=False)
    becomes: str

    @property
    def numbered(self) -> str:
        return f"{self.number:>3}  {self.found}\n     {self.becomes}"


def _rows(review: Review) -> list[_Row]:
    return [_row(review, group, number) for number, group in enumerate(review.groups, 1)]


def _row(review: Review, group: Sequence[int], number: int) -> _Row:
    finding, index = review.findings[group[0]], lead(review, group)
    decision = review.decisions[index]
    words = safe_text(finding.span.of(review.draft.text))
    times = f" ({len(group)} times)" if len(group) > 1 else ""
    limited = decision.action is Action.CONSTRAIN and decision.mode is not Mode.ASK
    mode = f" ({MODES[decision.mode]})" if limited else ""
    idle = f". {NO_LIMIT_YET}" if finding.kind is Kind.LIMIT and not codes_of(review, group) else ""
    return _Row(number, f"{finding.about.phrase}: {words}{times}", f"{becomes(review, index)}{mode}{idle}")


def _also(review: Review) -> str:
    if not review.named:
        return ""
    return (
        f"Also kept: {', '.join(constraint.about.phrase for constraint in review.named)}. (forget drops them)"
    )


def _told(review: Review, recipient: Recipient) -> list[str]:
    """What would be told if the person agreed to all that they chose; they are asked only later."""
    request = review.request()
    lines = [f"     {name}: {said}." for name, said in leaving(request, recipient) if name != AGREED]
    return [*lines, *filter(None, [ASKED_FIRST if request.constraints else "", understood(review)])]


def _show_told(review: Review, recipient: Recipient) -> None:
    say("\nA recommender would be told:")
    for line in _told(review, recipient):
        say(line)

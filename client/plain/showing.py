"""A review in lines: what was found, each thing once, and what a recommender would be told."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from client.conversation.session import Session
from client.plain.told import AS_BEFORE, all_of, changes, told
from client.safetext import safe_text
from client.saying import say
from client.wording.choosing import MODES, codes_of, lead
from client.wording.words import becomes, kept_besides, nothing_found
from sanitizer import Action, Kind, Mode, Review

NONE_KEPT = "No limit of before is kept besides."
NO_LIMIT_YET = "Say limit to choose a limit, or kind to make it a wish"


def show(review: Review, session: Session) -> None:
    """All of it."""
    if not review.decisions and not review.earlier:
        say(f"\n{nothing_found(review)}")
    if review.decisions:
        say("\nFound here. A model can miss things: mark adds what it missed.")
    for row in _rows(review):
        say(row.numbered)
    if also := _also(review):
        say(f"\n{also}")
    say(f"\n{all_of(told(review, session))}")


def show_change(before: Review, review: Review, session: Session, same: str = "") -> None:
    """What a change made different, or `same`. A whole list after every word would be long to listen to."""
    earlier, now = _rows(before), _rows(review)
    told_before, told_now = told(before, session), told(review, session)
    if (earlier, before.named, told_before) == (now, review.named, told_now):
        say(same, end="\n" if same else "")
        return
    for row in now:
        if row not in earlier:
            say(row.numbered)
    if _renumbered(earlier, now):
        say("The numbers are others now; show lists them.")
    if _also(review) != _also(before):
        say(_also(review) or NONE_KEPT)
    say(changes(told_before, told_now) or AS_BEFORE)


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


def _renumbered(earlier: Sequence[_Row], now: Sequence[_Row]) -> bool:
    """Whether something that was found before has another number now."""
    numbers = {row.found: row.number for row in earlier}
    return any(numbers.get(row.found, row.number) != row.number for row in now)


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
    kept = kept_besides(review)
    return f"{kept}. (forget drops them)" if kept else ""

"""A review in lines: what was found, each thing once, and what a recommender would be told."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from client.asking import Preview
from client.choosing import MODES, codes_of, lead
from client.consent import WORDS, told_phrase
from client.errors import EgressError
from client.grammar import joined
from client.leaving import leaving
from client.safetext import safe_text
from client.saying import say
from client.session import Session
from client.words import becomes, nothing_found, told_limits, understood
from sanitizer import Action, Kind, Mode, Review

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
    show_told(review, session)


def show_told(review: Review, session: Session) -> None:
    """What would be told as things stand, and what the person may be asked."""
    say("\n" + "\n".join(_told(review, session)))


def show_change(before: Review, review: Review, session: Session, same: str = "") -> None:
    """What a change made different, or `same`. A whole list after every word would be long to listen to."""
    earlier, now = _rows(before), _rows(review)
    told_before, told = _told(before, session), _told(review, session)
    if (earlier, before.named, told_before) == (now, review.named, told):
        say(same, end="\n" if same else "")
        return
    for row in now:
        if row not in earlier:
            say(row.numbered)
    if [row.found for row in earlier] != [row.found for row in now]:
        say("The numbers may be others now; show lists them.")
    if _also(review) != _also(before):
        say(_also(review))
    if told != told_before:
        say("\n" + "\n".join(told))
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


def _told(review: Review, session: Session) -> list[str]:
    """What would leave without another yes, what may be asked besides, and what was understood."""
    try:
        preview = session.preview(review)
    except EgressError as error:
        return [str(error)]
    recipient = session.recipient
    lines = [f"     {name}: {said}." for name, said in leaving(preview.request, recipient)]
    further = [_may_be_asked(preview), understood(review)]
    return ["A recommender would be told:", *lines, *filter(None, further)]


def _may_be_asked(preview: Preview) -> str:
    """What is chosen or offered to be told, beyond what was agreed to; empty where there is nothing of it."""
    agreed = {(told.level, told.name) for told in preview.request.constraints}
    rest = preview.review.untold(agreed)
    asked = told_limits(rest.request())
    if rest.as_written:
        asked.append(told_phrase(WORDS))
    return f"You may be asked to tell: {joined(asked)}." if asked else ""

"""What would leave as things stand, what may be asked besides, and what of it a change made different."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from client.conversation.asking import Preview
from client.conversation.session import Session
from client.errors import EgressError
from client.kept.consent import WORDS, told_phrase
from client.wording.grammar import joined
from client.wording.leaving import leaving
from client.wording.words import told_limits, understood
from sanitizer import Review

HEAD = "As things are, a recommender would be told:"
AS_BEFORE = "What a recommender would be told is as before."
NOTHING_ASKED = "There is nothing left that send would ask you about."
OF_LIMITS = ("Your limits", "It has to be", "You agreed")
"""Parts of which one always says what is told of limits."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a request tells without another yes, by its parts, and what is said beside that."""

    parts: Mapping[str, str] = field(default_factory=dict)
    asked: str = ""
    understood: str = ""
    refused: str = ""
    """Why nothing can be sent."""


def told(review: Review, session: Session) -> Told:
    """What would be told of a review now."""
    try:
        preview = session.preview(review)
    except EgressError as error:
        return Told(refused=str(error))
    parts = leaving(preview.request, session.recipient)
    return Told(dict(parts), may_be_asked(preview), understood(review))


def may_be_asked(preview: Preview) -> str:
    """What is chosen or offered to be told, and waits for a yes; empty where there is nothing of it."""
    agreed = {(one.level, one.name) for one in preview.request.constraints}
    rest = preview.review.untold(agreed)
    asked = told_limits(rest.request())
    if rest.as_written:
        asked.append(told_phrase(WORDS))
    return f"Not told unless you say yes when send asks: {joined(asked)}." if asked else ""


def all_of(now: Told) -> str:
    """Everything, line by line."""
    parts = [HEAD, *map(_line, now.parts.items())] if now.parts else []
    return "\n".join(filter(None, (now.refused, *parts, now.asked, now.understood)))


def changes(before: Told, now: Told) -> str:
    """What is told otherwise than before; empty where all is as it was."""
    if before.refused or now.refused:
        return "" if now == before else all_of(now)
    other = [_line(part) for part in now.parts.items() if part not in before.parts.items()]
    gone = [
        _line((name, "nothing any more")) for name in before.parts if name not in (*now.parts, *OF_LIMITS)
    ]
    asked = (now.asked or NOTHING_ASKED) if now.asked != before.asked else ""
    meant = now.understood if now.understood != before.understood else ""
    return "\n".join(filter(None, ["Told now:" if other or gone else "", *other, *gone, asked, meant]))


def _line(part: tuple[str, str]) -> str:
    name, said = part
    return f"     {name}: {said}."

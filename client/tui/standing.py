"""The line on top: who is asked and where, what they are told, what is kept, what the last request told."""

from collections.abc import Sequence
from dataclasses import dataclass

from client.conversation.session import Session
from client.errors import ClientError
from client.kept.audit import Outcome
from client.kept.consent import WORDS, Name, told_phrase
from client.wording.grammar import counted, joined

TITLE = "Least said"
APART = " · "


@dataclass(frozen=True, slots=True)
class Standing:
    """What is so now, each part in words: long, short, and shorter where there is need."""

    who: tuple[str, ...]
    tells: tuple[str, ...]
    keeps: tuple[str, ...]
    last: tuple[str, ...]

    def line(self, width: int) -> str:
        """One line of at most that many cells: what is told now is among the last to be shortened."""
        parts = [(TITLE, ""), self.who, self.tells, self.keeps, self.last]
        at = [0] * len(parts)
        for which in (4, 3, 1, 0, 2, 4, 3, 4):
            said = _line(parts, at)
            if len(said) <= width:
                return said
            at[which] = min(at[which] + 1, len(parts[which]) - 1)
        said = _line(parts, at)
        return said if len(said) <= width else f"{said[: width - 1]}…"


def standing(session: Session, domain: str) -> Standing:
    """What is so now. Where the vault is locked, that is said and nothing else of what it holds."""
    recipient = session.recipient
    where, short = ("on this machine", "here") if recipient.here else ("over the network", "network")
    who = (f"asks {recipient.name}, {where}", f"asks {recipient.name} ({short})")
    if not session.records.lasting:
        keeps: tuple[str, ...] = ("no vault: nothing is kept", "nothing is kept", "no vault")
    else:
        keeps = ("vault open",)
    try:
        tells = _tells(session.may_tell(domain), len(session.kept))
        return Standing(who, tells, keeps, _last(session))
    except ClientError:
        return Standing(who, ("",), ("vault locked",), ("",))


def _tells(names: Sequence[Name], kept: int) -> tuple[str, ...]:
    if not names and not kept:
        return "tells nothing of your limits", "tells no limits"
    if not names:
        limits = counted(kept, "limit")
        return f"tells nothing of your {limits}", f"not told: {limits}"
    told = joined(told_phrase(name) for name in names)
    return f"may tell: {told} (F4 ends it)", f"may tell {_counted(names)} (F4 ends it)"


def _last(session: Session) -> tuple[str, ...]:
    here = session.records.audit.of(session.conversation)
    last = next((entry for entry in reversed(here) if entry.outcome is not Outcome.UNSENT), None)
    if last is None:
        return "nothing sent yet", ""
    when = f"{last.at.astimezone():%H:%M}"
    told = joined(told_phrase(name) for name in last.told) or "no limits"
    count = _counted(last.told)
    return f"last sent {when}, told {told}", f"last sent {when}, told {count}", f"sent {when}"


def _counted(names: Sequence[Name]) -> str:
    limits = sum(name != WORDS for name in names)
    said = counted(limits, "limit") if limits else "no limits"
    return f"{said} and your words" if WORDS in names else said


def _line(parts: Sequence[tuple[str, ...]], at: Sequence[int]) -> str:
    chosen = (part[min(which, len(part) - 1)] for part, which in zip(parts, at, strict=True))
    return APART.join(filter(None, chosen))

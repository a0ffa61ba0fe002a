"""Findings to default decisions: what happens unless the person decides otherwise."""

from dataclasses import dataclass, replace
from enum import StrEnum

from sanitizer.errors import DecisionError
from sanitizer.taxonomy import Kind
from sanitizer.types import Action, DecidedBy, Decision, Finding, Level, Mode


class PolicyName(StrEnum):
    """How much is offered to be told. Offered means asked: nothing is told without a consent."""

    PRIVATE = "private"
    BALANCED = "balanced"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Policy:
    """The told levels that are offered, by kind."""

    fact: Level
    limit: Level


POLICIES = {
    PolicyName.PRIVATE: Policy(fact=Level.NOTHING, limit=Level.NOTHING),
    PolicyName.BALANCED: Policy(fact=Level.NOTHING, limit=Level.GROUP),
    PolicyName.OPEN: Policy(fact=Level.GROUP, limit=Level.CODE),
}


_HARMFUL = frozenset(
    {"gluten-free", "dairy-free", "nut-free", "seafood-free", "egg-free", "soy-free", "flashing-motion"}
)
"""Limits of which a little too much can already harm somebody with a condition, as with an allergy or epilepsy."""


def decide(finding: Finding, policy: Policy) -> Decision:
    """The default: facts with codes become limits kept on this device, other sensitive spans are left out.

    Every default has told level 0. A limit that protects somebody's body is strict.
    """
    if finding.codes and finding.kind is Kind.FACT:
        harmful = finding.label == "condition" and not _HARMFUL.isdisjoint(finding.codes)
        mode = Mode.STRICT if harmful else Mode.ASK
        return Decision(finding, Action.CONSTRAIN, offered=policy.fact, mode=mode)
    if finding.codes and finding.kind is Kind.LIMIT:
        return Decision(finding, Action.CONSTRAIN, offered=policy.limit)
    return Decision(finding, Action.REDACT if finding.sensitive else Action.ALLOW)


def chosen(
    action: str, level: int | None = None, mode: str | None = None
) -> tuple[Action, Level | None, Mode | None]:
    """A person's choice in types. `DecisionError` where there is none like it."""
    try:
        return (
            Action(action),
            None if level is None else Level(level),
            None if mode is None else Mode(mode),
        )
    except ValueError:
        raise DecisionError(
            "A decision is redact, constrain or allow; a level 0 to 3; a mode ask, strict or soft."
        ) from None


def redecide(
    decision: Decision, action: Action, level: Level | None = None, mode: Mode | None = None
) -> Decision:
    """The same finding as the person decided. `DecisionError` where the finding does not allow it.

    A level or mode that is not given stays as it is; a level that is given ends the policy's offer.
    """
    if action is not Action.CONSTRAIN:
        if level or mode:
            raise DecisionError("A told level and a mode belong to `constrain` only.")
        return Decision(decision.finding, action, decided_by=DecidedBy.PERSON)
    if not decision.finding.codes:
        raise DecisionError(
            "Only a finding with constraint codes can be used as a limit; redact or allow it."
        )
    return replace(
        decision,
        action=action,
        level=decision.level if level is None else level,
        mode=decision.mode if mode is None else mode,
        offered=decision.offered if level is None else Level.NOTHING,
        decided_by=DecidedBy.PERSON,
    )


def accept(decision: Decision) -> Decision:
    """The same decision, told as far as the policy offers."""
    if decision.offered is Level.NOTHING:
        return decision
    return replace(decision, level=decision.offered, offered=Level.NOTHING, decided_by=DecidedBy.PERSON)


def unlimited(decision: Decision) -> Decision:
    """The same finding, left out where it was a limit."""
    return Decision(decision.finding, Action.REDACT) if decision.action is Action.CONSTRAIN else decision


def untell(decision: Decision) -> Decision:
    """The same decision, told to nobody and offered no more."""
    return replace(decision, level=Level.NOTHING, offered=Level.NOTHING)

"""Decisions to coarse constraints: what is kept on this device, and what of it is told."""

from collections.abc import Iterable

from sanitizer.taxonomy import taxonomy
from sanitizer.types import Action, Constraint, Decision, Level, Mode

_STRICTNESS = {Mode.SOFT: 0, Mode.ASK: 1, Mode.STRICT: 2}


def constraints(decisions: Iterable[Decision], named: Iterable[Constraint] = ()) -> tuple[Constraint, ...]:
    """One constraint for each code, in the vocabulary's order, of whatever domain.

    Where a code follows from several findings, the highest told level and the strictest mode hold.
    """
    found: dict[str, Constraint] = {}
    wanted = [
        Constraint(code, decision.level, decision.mode)
        for decision in decisions
        if decision.action is Action.CONSTRAIN
        for code in decision.finding.codes
    ]
    for constraint in (*wanted, *named):
        other = found.get(constraint.code, constraint)
        found[constraint.code] = Constraint(
            constraint.code,
            max(constraint.level, other.level),
            max(constraint.mode, other.mode, key=_STRICTNESS.__getitem__),
        )
    return tuple(found[code] for code in taxonomy().codes if code in found)


Told = tuple[tuple[Level, str, Mode], ...]
"""What is told of constraints: level, name at that level, mode."""


def told(kept: Iterable[Constraint], domain: str) -> Told:
    """What is told of constraints in a request to a domain.

    Codes of other domains and of told level 0 are not in it; each name is in it once.
    """
    vocabulary = taxonomy()
    chosen: dict[tuple[Level, str], Mode] = {}
    for constraint in kept:
        code = vocabulary.codes[constraint.code]
        if code.domain != domain or constraint.level is Level.NOTHING:
            continue
        name = {
            Level.ROOT: vocabulary.domains[domain].root,
            Level.GROUP: code.group,
            Level.CODE: code.name,
        }[constraint.level]
        key = (constraint.level, name)
        chosen[key] = max(chosen.get(key, constraint.mode), constraint.mode, key=_STRICTNESS.__getitem__)
    return tuple((level, name, mode) for (level, name), mode in chosen.items())

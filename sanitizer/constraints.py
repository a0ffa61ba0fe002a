"""Decisions to coarse constraints: what is kept on this device, and what of it is told."""

from collections.abc import Iterable

from sanitizer.taxonomy import Code, taxonomy
from sanitizer.types import Action, Constraint, Decision, Level, Mode

STRICTNESS = {Mode.SOFT: 0, Mode.ASK: 1, Mode.STRICT: 2}
"""The order of modes: whoever may be told one may be told those before it."""


def constraints(decisions: Iterable[Decision], named: Iterable[Constraint] = ()) -> tuple[Constraint, ...]:
    """One constraint for each code, in the vocabulary's order, of whatever domain.

    Where a code follows from several findings, the highest told level and the strictest mode hold; what is told
    of it is only as strict as those that may be told.
    """
    wanted = [
        Constraint(code, decision.level, decision.mode)
        for decision in decisions
        if decision.action is Action.CONSTRAIN
        for code in decision.finding.codes
    ]
    found: dict[str, Constraint] = {}
    for constraint in (*wanted, *named):
        other = found.get(constraint.code)
        found[constraint.code] = constraint if other is None else _both(constraint, other)
    return tuple(found[code] for code in taxonomy().codes if code in found)


def _both(one: Constraint, other: Constraint) -> Constraint:
    mode, level = _strictest([one.mode, other.mode]), max(one.level, other.level)
    told = [each.told_mode or each.mode for each in (one, other) if each.level]
    told_mode = _strictest(told) if told else mode
    return Constraint(one.code, level, mode, None if told_mode is mode else told_mode)


def _strictest(modes: Iterable[Mode]) -> Mode:
    return max(modes, key=STRICTNESS.__getitem__)


Told = tuple[tuple[Level, str, Mode], ...]
"""What is told of constraints: level, name at that level, mode."""


def told_name(code: Code, level: Level) -> str:
    """What a recommender is told of a code at a level above 0."""
    root = taxonomy().domains[code.domain].root
    return {Level.ROOT: root, Level.GROUP: code.group, Level.CODE: code.name}[level]


def told_phrase(level: Level, name: str) -> str:
    """What a recommender reads of a told name, such as `careful with death and loss`; an unknown name itself."""
    vocabulary = taxonomy()
    if level is Level.CODE:
        return vocabulary.codes[name].phrase if name in vocabulary.codes else name
    if level is Level.GROUP:
        return vocabulary.groups[name].phrase if name in vocabulary.groups else name
    return next((domain.phrase for domain in vocabulary.domains.values() if domain.root == name), name)


def told(kept: Iterable[Constraint], domain: str) -> Told:
    """What is told of constraints in a request to a domain.

    Codes of other domains and of told level 0 are not in it; each name is in it once.
    """
    chosen: dict[tuple[Level, str], Mode] = {}
    for constraint in kept:
        if constraint.about.domain != domain or constraint.level is Level.NOTHING:
            continue
        key = (constraint.level, told_name(constraint.about, constraint.level))
        mode = constraint.told_mode or constraint.mode
        chosen[key] = _strictest([chosen.get(key, mode), mode])
    return tuple((level, name, mode) for (level, name), mode in chosen.items())

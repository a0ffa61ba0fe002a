"""What a word about one finding makes of a review. Findings that say the same change together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial, reduce

from client.choosing import MODES, codes_of, how_sure, lead
from client.errors import UsageError
from client.flagging import Flagged, always_flag, never_flag, take_back
from client.hearing import heard
from client.plain.commands import Command
from client.plain.picking import WHICH_KIND, WHICH_LIMIT, Option, fitting, kinds, limits, pick
from client.plain.wishing import wished
from client.saying import say
from client.session import Session
from client.typed import Typed
from client.words import saved_limits
from sanitizer import Action, DecisionError, Kind, Mode, Review
from sanitizer.marking import Edge, stretched
from sanitizer.taxonomy import taxonomy

BACK = "undo takes it back."
UNKNOWN = (
    "That is not understood. Say for instance: 1 out, 1 limit, 1 keep or send. Another draft begins with: again. "
    "Or type help."
)
NO_LIMIT = (
    "No limit follows from this finding. Leave it out or keep it, or say with kind what it is; or type help."
)
NO_LIMIT_TO_KEEP = "Only a limit is kept for later. Say limit of it first; or type help."
NOTHING = "Nothing was changed."
Group = Sequence[int]


@dataclass(frozen=True, slots=True)
class Change:
    """A review after a change, what there is to say of it, and what else is to be undone with it."""

    review: Review
    said: str = ""
    undo: Callable[[], None] | None = None


def changed(session: Session, review: Review, command: Command, typed: Typed) -> Change | None:
    """The review after a word about one finding; none where it was only answered.

    Raises:
        UsageError: It is not understood, or not of this finding.
        DecisionError: The finding does not allow it.
        VaultError: The vault is locked or cannot be written.
    """
    group = _group(review, command)
    match command.verb, command.rest:
        case "sure", ():
            say(how_sure([review.findings[at] for at in group]))
            return None
        case "limit" | "keep" | "kind", rest:
            return _asked_about(review, group, (command.verb, *rest), typed)
        case "later", ():
            return _saved(session, review, group)
        case "never" | "always" as verb, ():
            return _taught(session, review, group, verb)
        case "pick" | "words" as verb, words:
            meant = wished(session, review, group, (verb, *words), command.number or 0)
            return Change(meant) if meant else None
    return _decided(review, group, command)


def _decided(review: Review, group: Group, command: Command) -> Change:
    """The changes that need no question."""
    match command.verb, command.rest:
        case "out", ():
            return Change(review.decide_all(group, "redact"))
        case "ask" | "strict" | "soft" as mode, ():
            return _kept_so(review, group, Mode(mode))
        case "more" | "fewer" as verb, () | ("before",):
            return _stretched(review, group, more=verb == "more", before=bool(command.rest))
    raise UsageError(UNKNOWN)


def _asked_about(review: Review, group: Group, words: Sequence[str], typed: Typed) -> Change | None:
    """The changes before which something may be asked."""
    match words:
        case ["keep"]:
            return _kept(review, group, typed)
        case ["kind", *kind]:
            return _relabelled(review, group, " ".join(kind), typed)
        case ["limit"] | ["limit", "0" | "1" | "2" | "3"]:
            return _limited(review, group, int(words[1]) if len(words) > 1 else 0, typed)
    raise UsageError(UNKNOWN)


def about(session: Session, review: Review, words: Sequence[str]) -> Change:
    """The review that asks for another kind of thing, such as food. `UsageError` where that is not one alone."""
    topics = {name: taxonomy().domains[name].topic for name in session.recipient.domains}
    found = fitting([Option(name, topic) for name, topic in topics.items()], " ".join(words)) if words else []
    if len(found) != 1:
        raise UsageError(
            f"Say what is asked for, as in: about food. There are: {'; '.join(topics.values())}."
        )
    said = f"Asks for {found[0].phrase} now, as a request of its own."
    return Change(heard(review.about(found[0].value)), said)


def _saved(session: Session, review: Review, group: Group) -> Change:
    """The limits that follow kept for every later conversation; those that were kept before stay so."""
    codes = codes_of(review, group)
    known = {limit.constraint.code for limit in session.records.limits.all()}
    new = [one.code for one in review.constraints if one.code in codes and one.code not in known]
    if not new:
        held = any(code in known for code in codes)
        raise UsageError("It is kept for every conversation already." if held else NO_LIMIT_TO_KEEP)
    said = saved_limits(session.save_limits(review, new))
    return Change(review, said, partial(_unsave, session, new))


def _unsave(session: Session, codes: Sequence[str]) -> None:
    for code in codes:
        session.save_limit(code, later=False)


def _group(review: Review, command: Command) -> Group:
    groups, number = review.groups, command.number
    if number is None:
        raise UsageError(f"Which one? Begin with its number, as in: 1 {command.verb}. Or type help.")
    if not 0 < number <= len(groups):
        raise UsageError(f"There is no finding {number}; type help for what can be said.")
    return groups[number - 1]


def _limited(review: Review, group: Group, level: int, typed: Typed) -> Change | None:
    """As a limit; asked which, where none follows by itself."""
    if not codes_of(review, group):
        if review.findings[group[0]].kind not in (Kind.FACT, Kind.LIMIT):
            raise UsageError(NO_LIMIT)
        code = pick(typed, WHICH_LIMIT, limits(review.domain))
        if code is None:
            say(NOTHING)
            return None
        review = reduce(lambda one, at: one.follow(at, [code]), group, review)
    return Change(review.decide_all(group, "constrain", level=level))


def _kept(review: Review, group: Group, typed: Typed) -> Change | None:
    finding = review.findings[group[0]]
    if finding.kind is Kind.FACT:
        say(f"This tells about {finding.about.phrase}. Keep it as written? Type yes: ", end="")
        if not typed.yes():
            say("Not kept.")
            return None
    return Change(review.decide_all(group, "allow"))


def _kept_so(review: Review, group: Group, mode: Mode) -> Change:
    if review.decisions[lead(review, group)].action is not Action.CONSTRAIN:
        raise UsageError("Only a limit is kept strictly or softly. Say limit of it first; or type help.")
    changed = review.decide_all(group, "constrain", mode=mode.value)
    return Change(changed, f"This limit now means: {MODES[mode]}.")


def _relabelled(review: Review, group: Group, words: str, typed: Typed) -> Change | None:
    label = pick(typed, WHICH_KIND, kinds(), words or "all")
    if label is None or label == review.findings[group[0]].label:
        say(NOTHING)
        return None
    return Change(reduce(lambda one, at: one.relabel(at, label), group, review))


def _stretched(review: Review, group: Group, *, more: bool, before: bool) -> Change:
    """A word more or fewer at an end; of several that say the same, of the first."""
    edge = Edge.START if before else Edge.END
    span = stretched(review.draft, review.findings, group[0], edge, 1 if more else -1)
    if span is None:
        raise UsageError("There is no free word to take in." if more else "A finding has at least one word.")
    said = "Only the first of them changed." if len(group) > 1 else ""
    return Change(review.resize(group[0], span), said)


def _taught(session: Session, review: Review, group: Group, verb: str) -> Change:
    teach, refused = {
        "never": (never_flag, "What rules alone find is always found. Say keep to keep this one here."),
        "always": (always_flag, "Only what is private is always found. Say first what it is, with kind."),
    }[verb]
    try:
        taught: Flagged = teach(session, review, group[0])
    except DecisionError:
        raise UsageError(refused) from None
    return Change(taught.review, f"{taught.said} {BACK}", partial(take_back, session, taught))

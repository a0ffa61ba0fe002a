"""What a word about one finding makes of a review, and what is asked before."""

from collections.abc import Sequence

from client.conversation.deciding import Change, Deciding, Group
from client.conversation.flagging import always_flag, never_flag
from client.conversation.session import Session
from client.errors import UsageError
from client.plain.commands import Command
from client.plain.help import AGREE
from client.plain.picking import WHICH_KIND, WHICH_LIMIT, Option, fitting, kinds, limits, pick
from client.plain.wishing import wished
from client.saying import say
from client.typed import Typed
from client.wording.choosing import codes_of, how_sure, says_of
from sanitizer import Action, Kind, Mode
from sanitizer.marking import Edge
from sanitizer.taxonomy import taxonomy

UNKNOWN = (
    "That is not understood. Say for instance: 1 out, 1 limit, 1 keep or send. Another draft begins with: again. "
    "Or type help."
)
NOTHING = "Nothing was changed."


def changed(session: Session, deciding: Deciding, command: Command, typed: Typed) -> Change | None:
    """What a word about one finding changed; none where it was only answered.

    Raises:
        UsageError: It is not understood, or not of this finding.
        DecisionError: The finding does not allow it.
        VaultError: The vault is locked or cannot be written.
    """
    group = _group(deciding, command)
    match command.verb, command.rest:
        case "sure", ():
            say(how_sure([deciding.review.findings[at] for at in group]))
            return None
        case "limit" | "keep" | "kind", rest:
            return _asked_about(deciding, group, (command.verb, *rest), typed)
        case "later", ():
            return deciding.save(group)
        case "never" | "always" as verb, ():
            return deciding.teach(group, never_flag if verb == "never" else always_flag)
        case "pick" | "words" as verb, words:
            return wished(session, deciding, group, (verb, *words), command.number or 0)
    return _decided(deciding, group, command)


def _decided(deciding: Deciding, group: Group, command: Command) -> Change:
    """The changes that need no question."""
    match command.verb, command.rest:
        case "out", ():
            return deciding.decide(group, Action.REDACT)
        case "ask" | "strict" | "soft" as mode, ():
            return deciding.mean(group, Mode(mode))
        case "more" | "fewer" as verb, () | ("before",):
            edge = Edge.START if command.rest else Edge.END
            return deciding.stretch(group, edge, 1 if verb == "more" else -1)
    raise UsageError(UNKNOWN)


def _asked_about(deciding: Deciding, group: Group, words: Sequence[str], typed: Typed) -> Change | None:
    """The changes before which something may be asked."""
    match words:
        case ["keep"]:
            return _kept(deciding, group, typed)
        case ["kind", *kind]:
            return _relabelled(deciding, group, " ".join(kind), typed)
        case ["limit"] | ["limit", "0" | "1" | "2" | "3"]:
            return _limited(deciding, group, int(words[1]) if len(words) > 1 else 0, typed)
    raise UsageError(UNKNOWN)


def about(session: Session, deciding: Deciding, words: Sequence[str]) -> Change:
    """Asks for another kind of thing, such as food. `UsageError` where that is not one alone."""
    topics = {name: taxonomy().domains[name].topic for name in session.recipient.domains}
    found = fitting([Option(name, topic) for name, topic in topics.items()], " ".join(words)) if words else []
    if len(found) != 1:
        raise UsageError(
            f"Say what is asked for, as in: about food. There are: {'; '.join(topics.values())}."
        )
    return deciding.ask_for(found[0].value)


def _group(deciding: Deciding, command: Command) -> Group:
    groups, number = deciding.review.groups, command.number
    if number is None:
        raise UsageError(f"Which one? Begin with its number, as in: 1 {command.verb}. Or type help.")
    if not 0 < number <= len(groups):
        raise UsageError(f"There is no finding {number}; type help for what can be said.")
    return groups[number - 1]


def _limited(deciding: Deciding, group: Group, level: int, typed: Typed) -> Change | None:
    """As a limit; asked which, where none follows by itself."""
    review = deciding.review
    if codes_of(review, group) or not review.findings[group[0]].kind.can_limit:
        return deciding.decide(group, Action.CONSTRAIN, level=level)
    code = pick(typed, WHICH_LIMIT, limits(review.domain))
    if code is None:
        say(NOTHING)
        return None
    return deciding.follow(group, [code], level=level)


def _kept(deciding: Deciding, group: Group, typed: Typed) -> Change | None:
    finding = deciding.review.findings[group[0]]
    question = f"{says_of(finding)} Keep it as written? Type yes: "
    if finding.kind is Kind.FACT and not typed.yes(question, AGREE):
        say("Not kept.")
        return None
    return deciding.decide(group, Action.ALLOW)


def _relabelled(deciding: Deciding, group: Group, words: str, typed: Typed) -> Change | None:
    label = pick(typed, WHICH_KIND, kinds, words or "all")
    if label is None or label == deciding.review.findings[group[0]].label:
        say(NOTHING)
        return None
    return deciding.relabel(group, label)

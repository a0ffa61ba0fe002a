"""What is kept beside the conversation, in lines: earlier conversations, limits, what left."""

from client.conversation.keeping import Kept
from client.conversation.resuming import (
    FORGOTTEN,
    asked_words,
    kept_conversations,
    recommended_words,
    wished_words,
)
from client.conversation.session import Session
from client.errors import UsageError
from client.kept.audit import AuditEntry, Outcome
from client.kept.conversations import asked
from client.plain.commands import number_of
from client.plain.conversation import Conversation
from client.plain.help import AGREE
from client.plain.picking import WHICH_LIMIT, limits, pick
from client.safetext import safe_text
from client.saying import say
from client.typed import Typed
from client.wording.choosing import MODES
from client.wording.grammar import counted, joined
from client.wording.words import ENDED, LEVELS, moment, told_then, what_is_kept
from sanitizer import Constraint
from sanitizer.constraints import told_name, told_phrase

READ = {
    Outcome.ANSWERED: "It was told",
    Outcome.FAILED: "It may have been told",
    Outcome.UNSENT: "It would have been told",
    Outcome.PENDING: "It may have been told",
}
NO_LIMITS = "No limits hold now. They come from what you write, once you send it; /limits add adds one."


def list_conversations(session: Session) -> None:
    """Those that are kept, numbered, the latest first."""
    found = kept_conversations(session.records)
    for number, one in enumerate(found, 1):
        here = "this one, " if one.id == session.conversation else ""
        turns = counted(len(one.turns), "turn")
        asks = f", {safe_text(one.recipient).text}" if one.recipient else ""
        say(f"{number:>3}  {one.title}\n     {here}{turns}, {moment(one.at)}{asks}")
    say("/open 1 goes on with the first." if found else "No conversation is kept yet.")
    if not session.records.lasting:
        say(what_is_kept(session.records))


def open_conversation(session: Session, number: str) -> Conversation:
    """Goes on with one of those that are listed.

    Raises:
        UsageError: There is none of that number, or nothing of it is kept any more.
    """
    found = kept_conversations(session.records)
    place = _place(number, len(found), "conversation", "/conversations")
    other, before = session.resumed(found[place].id)
    for turn in before.turns:
        say(f"\nYou asked for {asked_words(turn)}.")
        if turn is not before.turns[-1]:
            say(recommended_words(turn))
    conversation = Conversation(other)
    conversation.show_answer()
    if not before.whole:
        say(FORGOTTEN.replace("under Limits", "with /limits add"))
    return conversation


def list_limits(session: Session) -> None:
    """What holds now, numbered."""
    for number, kept in enumerate(session.limits, 1):
        say(f"{number:>3}  {_limit(kept)}")
    say("/limits add adds one, /limits drop 1 drops the first." if session.limits else NO_LIMITS)


def add_limit(session: Session, typed: Typed) -> None:
    """One that the person sets by hand."""
    code = pick(typed, WHICH_LIMIT, limits(session.config.domain or ""))
    if code is None:
        say("Nothing was changed.")
        return
    session.keep(Constraint(code))
    list_limits(session)


def drop_limit(session: Session, number: str, typed: Typed) -> None:
    """One of those that are listed, once the person agrees. `UsageError` where there is none of that number."""
    kept = session.limits[_place(number, len(session.limits), "limit", "/limits")]
    later = " It is erased from your vault, too." if kept.saved else ""
    say(f"What conflicts with it may be recommended again: {kept.constraint.about.phrase}.{later}")
    if not typed.yes("Drop it? Type yes: ", AGREE):
        say("It is kept.")
        return
    session.drop(kept.constraint.code)
    list_limits(session)


def show_sent(session: Session) -> None:
    """What left last, or may have: to whom, when, what it asked for and what it told."""
    entries = session.records.audit.entries
    if not entries:
        say("Nothing was sent.")
        return
    last = entries[-1]
    if last.content is None:
        say(f"At {moment(last.at)} a request left. What was in it was erased.")
        return
    say(f"At {moment(last.at)}, to {safe_text(last.recipient).text}: {ENDED[last.outcome]}.")
    say(f"You asked for {_wished(last)}.")
    told = joined(told_then(last))
    read = READ[last.outcome]
    say(f"{read} that what it recommends has to be {told}." if told else f"{read} nothing of your limits.")


def _wished(entry: AuditEntry) -> str:
    found = asked(entry.content) if entry.content is not None else None
    if found is None:
        return "something that cannot be read here"
    words = joined(f"“{safe_text(phrase).text}”" for phrase in found.words)
    return f"{wished_words(found)}{f'; in your own words: {words}' if words else ''}"


def _limit(kept: Kept) -> str:
    one = kept.constraint
    told = LEVELS[one.level]
    if one.level:
        told += f", if you agree: {told_phrase(one.level, told_name(one.about, one.level))}"
    lasts = "saved for later, too" if kept.saved else "for this conversation"
    return f"{one.about.phrase}; {told}; {MODES[one.mode]}; {lasts}"


def _place(number: str, count: int, of: str, where: str) -> int:
    if 0 < (place := number_of(number) or 0) <= count:
        return place - 1
    raise UsageError(f"There is no {of} of that number. {where} lists them.")

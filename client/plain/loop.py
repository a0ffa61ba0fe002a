"""Draft after draft: what a person types between them, and what becomes of each."""

from client.conversation.session import Session
from client.errors import ClientError, UsageError
from client.exits import ExitCode
from client.helplines import KindAnswer, kind_answer
from client.kept.audit import Outcome
from client.language import WARNING, looks_foreign
from client.plain.between import (
    add_limit,
    drop_limit,
    list_conversations,
    list_limits,
    open_conversation,
    show_sent,
)
from client.plain.commands import ABOUT_ALL, ABOUT_ONE, BESIDES, SAME, plain_word
from client.plain.conversation import Conversation
from client.plain.decide import FRESH, QuitError, decide
from client.plain.help import BETWEEN, GOING_ON, PAGES, topic
from client.plain.keeping import forget, save_limits, withdraw
from client.plain.refused import refused
from client.saying import say
from client.typed import Typed
from client.wording.words import what_is_kept
from sanitizer import SanitizerError

WELCOME = """Least said. Write or paste what you would ask a recommender; a line with a single dot ends it.
Nothing leaves before you have seen it and said send. /help lists what else can be said; Control-D leaves."""
FIRST = (
    "That is no draft. Write first what you would ask for, such as: a light comedy film; then a single dot."
)
SLASH = "To ask for that, begin it with a slash: /{}. What you would ask a recommender is written without."
STOPPED = "\nStopped. Nothing was changed."
UNKNOWN = "There is no such command. /help lists them."
WITH_SLASH = frozenset(
    {"more", "why", "tell", "limits", "conversations", "sent", "forget", "withdraw", "save", "lock", "new"}
)
HELP = frozenset(f"help {page}" for page in PAGES)
AT_ONCE = HELP.union(ABOUT_ONE, ABOUT_ALL, BESIDES, WITH_SLASH, SAME, ("yes", "y", "no", "n", "ok"))
"""Words that are no draft where they stand alone."""


def run(session: Session, typed: Typed) -> ExitCode:
    """Until the input ends or the person leaves."""
    say(f"{WELCOME}\nAsks {session.recipient.name}. {what_is_kept(session.records)}")
    conversation = Conversation(session)
    try:
        while True:
            say("\nYour draft:")
            if draft := typed.draft(AT_ONCE):
                conversation = _guarded(conversation, typed, draft)
    except (QuitError, EOFError):
        say(f"\n{_farewell(conversation.session)} Take care.")
    except KeyboardInterrupt:
        say(f"\n{_farewell(conversation.session)} Take care.")
        raise
    except UnicodeDecodeError:
        raise UsageError("What was typed is not UTF-8 text. Set the terminal to UTF-8.") from None
    return ExitCode.CLEAN


def _farewell(session: Session) -> str:
    """What was sent, and whether anything of it is kept."""
    try:
        sent = session.sent
    except ClientError:
        return "Your vault is locked."
    lasting = session.records.lasting
    if not sent:
        return "Nothing was sent." if lasting else "Nothing was sent, and nothing is kept."
    count, was, them = (
        ("One request", "was", "it") if len(sent) == 1 else (f"{len(sent)} requests", "were", "them")
    )
    maybe = "" if all(one.outcome is Outcome.ANSWERED for one in sent) else ", or may have been"
    kept = f"your vault keeps {them}" if lasting else f"nothing of {them} is kept here"
    return f"{count} {was} sent{maybe}, and {kept}."


def _guarded(conversation: Conversation, typed: Typed, draft: str) -> Conversation:
    try:
        if draft.casefold() in AT_ONCE:
            _answer_word(plain_word(draft))
            return conversation
        if draft.startswith("/") and "\n" not in draft:
            return _stoppable(conversation, typed, draft[1:].casefold().split())
        return _turn(conversation, typed, draft)
    except (ClientError, SanitizerError) as error:
        say(refused(error))
        return conversation


def _answer_word(word: str) -> None:
    """A word that is no draft: what it does, or where it belongs."""
    if word == "quit":
        raise QuitError
    if word == "help":
        say(BETWEEN)
    elif word in HELP:
        say(topic(word.removeprefix("help ")))
    else:
        say(SLASH.format(word) if word in WITH_SLASH else FIRST)


def _stoppable(conversation: Conversation, typed: Typed, words: list[str]) -> Conversation:
    try:
        return _command(conversation, typed, words)
    except KeyboardInterrupt:
        say(STOPPED)
        return conversation


def _command(conversation: Conversation, typed: Typed, words: list[str]) -> Conversation:
    session = conversation.session
    match words:
        case ["quit" | "exit" | "q"]:
            raise QuitError
        case ["new"]:
            say(FRESH)
            return Conversation(session.fresh())
        case ["open", number]:
            return open_conversation(session, number)
        case ["more"]:
            conversation.more()
        case ["why"]:
            conversation.why()
        case ["why", "more"]:
            conversation.why_more()
        case ["tell", *group]:
            conversation.tell(" ".join(group), typed)
        case _:
            _look(session, typed, words)
            conversation.check_again()
    return conversation


def _look(session: Session, typed: Typed, words: list[str]) -> None:
    """What is kept, and what is done with it."""
    match words:
        case ["conversations"]:
            list_conversations(session)
        case ["limits"]:
            list_limits(session)
        case ["limits", "add"]:
            add_limit(session, typed)
        case ["limits", "drop", number]:
            drop_limit(session, number, typed)
        case ["sent"]:
            show_sent(session)
        case ["withdraw"]:
            withdraw(session)
        case ["forget"]:
            forget(session, typed)
        case ["save"]:
            save_limits(session)
        case ["lock"]:
            typed.lock()
        case ["help" | "?"]:
            say(BETWEEN)
        case ["help" | "?", *words]:
            say(topic(" ".join(words)))
        case _:
            raise UsageError(UNKNOWN)


def _turn(conversation: Conversation, typed: Typed, draft: str) -> Conversation:
    session = conversation.session
    review, found = session.read(draft)
    if found is not None:
        _be_kind(kind_answer(found, session.config.region), typed)
    if looks_foreign(draft):
        say(WARNING)
    return decide(conversation, typed, review)


def _be_kind(answer: KindAnswer, typed: Typed) -> None:
    lines = "\n".join(f"  {line}" for line in answer.helplines)
    say(f"\n{answer.opening}\n{answer.middle}\n{lines}\n{answer.emergency}\n{answer.closing}")
    typed.asked("Press Enter to go on: ", GOING_ON)

"""What is done with all limits at once: saved for later, forgotten, told no longer."""

from client.conversation.session import Session
from client.plain.help import AGREE
from client.saying import say
from client.typed import Typed
from client.wording.grammar import joined
from client.wording.words import saved_limits, withdrawn
from sanitizer import Review

NONE_KEPT = "No limits hold now, so there are none to forget."
FORGOTTEN = "No limits hold in this conversation any more, and nothing of them is told."
LATER = " Those in your vault stay there, and hold again in your next conversation."


def save_limits(session: Session, review: Review | None = None) -> None:
    """Saves the limits of the conversation, and of a review, for every later one."""
    say(saved_limits(session.save_limits(review)))


def forget(session: Session, typed: Typed) -> None:
    """Drops the limits of the conversation, once the person agrees."""
    if sure_to_forget(session, typed):
        session.forget()
        say(FORGOTTEN)


def sure_to_forget(session: Session, typed: Typed) -> bool:
    """Whether the person agrees that the limits of the conversation are dropped; said where there are none."""
    if not session.limits:
        say(NONE_KEPT)
        return False
    later = LATER if any(kept.saved for kept in session.limits) else ""
    phrases = joined(kept.constraint.about.phrase for kept in session.limits)
    say(f"What conflicts with these may be recommended again: {phrases}.{later}")
    if not typed.yes("Forget them? Type yes: ", AGREE):
        say("They are kept.")
        return False
    return True


def withdraw(session: Session) -> None:
    """Ends the consents that hold here."""
    say(withdrawn(session.withdraw()))

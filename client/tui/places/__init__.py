"""The places beside the conversation: what is kept, what was allowed, what left, and how things are set."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from textual.screen import Screen

from client.config import Config
from client.conversation.session import Session

BUSY = "A request is on its way. Wait for its answer, or go back and press Escape; then choose."
ACTIONS = {
    "submit": ("Review", "What was found in what you wrote, to decide about it"),
    "proceed": ("Preview", "What they would learn, and exactly what would leave"),
    "mark": ("Mark what was missed", "A piece of what you wrote that was not found"),
    "undo": ("Undo", "The last thing that you decided in the review"),
    "undo_all": ("Undo all", "Everything that you decided in the review"),
    "domain": ("Ask for something else", "Another kind of thing: works, food, or places"),
    "alone": ("On its own", "Do not go on from the last request"),
    "forget": ("Forget limits", "Drop the limits of earlier turns"),
    "new": ("New conversation", "Without the limits and consents of this one"),
    "more": ("More recommendations", "The next ones of the last answer"),
    "why": ("Why hidden", "What was hidden from the last answer, and what would help"),
    "withdraw": ("Withdraw", "Tell nothing of your limits from now on"),
    "save": ("Save limits", "Keep the limits of this conversation for later ones"),
    "hide": ("Hide", "Show nothing of this until you go on; a vault is locked, its keys wiped"),
    "leave": ("Quit", "Leave; what is not in a vault ends here"),
}
"""What the chat screen can do, by the names of its actions."""


@runtime_checkable
class Home(Protocol):
    """The application, as a place needs it."""

    def converse(self, session: Session, said: str) -> bool:
        """Goes on with another session, in a new conversation; the draft stays. False while a turn goes on."""

    def reread(self) -> None:
        """Has the draft read anew, since what is looked for in it, or offered of it, has changed."""

    def relimit(self) -> None:
        """Has the review go on with the limits that are kept now."""

    def dress(self, config: Config) -> None:
        """Looks and moves as the settings say."""


@dataclass(frozen=True, slots=True)
class Place:
    """A screen that is reached by name."""

    name: str
    purpose: str
    open: Callable[[Session], Screen[Any]]


def _limits(session: Session) -> Screen[Any]:
    from client.tui.places.limits import LimitsScreen

    return LimitsScreen(session)


def _consents(session: Session) -> Screen[Any]:
    from client.tui.places.consents import ConsentsScreen

    return ConsentsScreen(session)


def _sent(session: Session) -> Screen[Any]:
    from client.tui.places.sent import SentScreen

    return SentScreen(session)


def _conversations(session: Session) -> Screen[Any]:
    from client.tui.places.conversations import ConversationsScreen

    return ConversationsScreen(session)


def _words(session: Session) -> Screen[Any]:
    from client.tui.places.words import WordsScreen

    return WordsScreen(session)


def _recommenders(session: Session) -> Screen[Any]:
    from client.tui.places.recommenders import RecommendersScreen

    return RecommendersScreen(session)


def _settings(session: Session) -> Screen[Any]:
    from client.tui.places.settings import SettingsScreen

    return SettingsScreen(session)


def _help(session: Session) -> Screen[Any]:
    from client.tui.places.help import HelpScreen

    del session
    return HelpScreen()


PLACES = (
    Place("Limits", "What recommendations have to be for you, and who is told", _limits),
    Place("Consents", "What you allowed to be told; withdraw it here", _consents),
    Place("What left", "Everything that was sent, as it looked", _sent),
    Place("Conversations", "Go on with one, rename or delete it", _conversations),
    Place("Your words", "Names and phrases that are always found", _words),
    Place("Recommenders", "Who is asked, and what they learn", _recommenders),
    Place("Settings", "What is offered to be told, how it looks, what is kept", _settings),
    Place("Help", "The four steps, every key, what is kept and where", _help),
)

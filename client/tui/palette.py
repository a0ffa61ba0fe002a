"""What the palette lists: the places, what the conversation can do now, and the colours."""

from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from typing import Any

from textual.app import App, SystemCommand
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.screen import Screen

from client.config import ThemeName
from client.lookup import rank
from client.tui.places import ACTIONS, PLACES, Place
from client.tui.screen import ChatScreen

LOOKS = {
    ThemeName.DARK: "Calm and dark",
    ThemeName.LIGHT: "For light rooms and terminals",
    ThemeName.HIGH_CONTRAST: "The strongest contrast",
}

ALSO = {
    "Limits": "avoid boundaries triggers rules strict",
    "Consents": "agreed permission allow revoke told forget delete",
    "What left": "record records audit log history sent network request receipt proof delete erase",
    "Conversations": "history earlier past before chats resume continue remove erase",
    "Your words": "dictionary names nicknames always never flag",
    "Recommenders": "server address model token remote network provider ask",
    "Settings": "options preferences configuration policy helplines crisis country region lock days",
    "Help": "manual keys shortcuts export import backup copy file files passphrase recovery",
    "New conversation": "begin start over reset clear",
    "More recommendations": "others next",
    "Why hidden": "missing filtered reason",
    "Withdraw": "revoke consent stop telling",
    "Save limits": "keep store remember vault",
    "Hide": "lock close vault passphrase away blank privacy cover",
    "Quit": "exit leave close end",
    "Make a vault": "passphrase save store keep encrypt password history",
    "Erase the vault": "delete remove forget destroy passphrase everything",
    "Review": "check found",
    "Preview": "send look",
    "Undo": "back revert",
}
"""By name, words of everyday use that it is found by, beside its purpose."""
FIRST = 1000.0
"""The score of what has the words that are typed; letters that only stand in their order score less."""


class Everything(Provider):
    """What the palette finds: names, purposes and everyday words, whole words first."""

    async def discover(self) -> Hits:
        """All there is, by name, before anything is typed."""
        for name, purpose, act, _ in sorted(self._commands(), key=lambda one: one.title):
            yield DiscoveryHit(name, act, help=purpose)

    async def search(self, query: str) -> Hits:
        """What fits; of the rest, names that have the letters in their order."""
        matcher = self.matcher(query)
        for name, purpose, act, _ in self._commands():
            near = rank(query, name, f"{purpose} {ALSO.get(name, '')}")
            letters = min(matcher.match(name), FIRST / 2)
            if near is not None:
                yield Hit(FIRST - near, Content(name), act, help=purpose)
            elif letters > 0:
                yield Hit(letters, matcher.highlight(name), act, help=purpose)

    def _commands(self) -> Iterator[SystemCommand]:
        yield from self.app.get_system_commands(self.screen)


def commands(
    app: App[Any],
    screen: Screen[Any],
    go: Callable[[Place], Awaitable[None]],
    wear: Callable[[ThemeName], None],
) -> Iterator[SystemCommand]:
    """Everything that does something now, each with what it is for.

    Args:
        app: The application.
        screen: What is seen now.
        go: Goes to a place.
        wear: Changes the colours.
    """
    for place in PLACES:
        yield SystemCommand(place.name, place.purpose, partial(go, place))
    if isinstance(screen, ChatScreen):
        yield from _actions(app, screen)
    for theme, looks in LOOKS.items():
        yield SystemCommand(f"Theme: {theme}", looks, partial(wear, theme))


def _actions(app: App[Any], chat: ChatScreen) -> Iterator[SystemCommand]:
    """What the conversation can do now, each once though it may have two keys."""
    left = dict(ACTIONS)
    for active in chat.active_bindings.values():
        if active.enabled and (found := left.pop(active.binding.action.rpartition(".")[2], None)):
            purpose = f"{found[1]} ({app.get_key_display(active.binding)})"
            yield SystemCommand(
                found[0], purpose, partial(app.run_action, active.binding.action, active.node)
            )

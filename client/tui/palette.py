"""What the palette lists: the places, what the conversation can do now, and the colours."""

from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from typing import Any

from textual.app import App, SystemCommand
from textual.screen import Screen

from client.config import ThemeName
from client.tui.places import ACTIONS, PLACES, Place
from client.tui.screen import ChatScreen

LOOKS = {
    ThemeName.DARK: "Calm and dark",
    ThemeName.LIGHT: "For light rooms and terminals",
    ThemeName.HIGH_CONTRAST: "The strongest contrast",
}


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

"""The line of keys: as many as there is room for. Help, and all that can be done, always have their place in it."""

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding
from textual.keys import key_to_character
from textual.screen import Screen
from textual.widgets import Footer, Input, Static, TextArea
from textual.widgets._footer import FooterKey

KEPT = ("enter", "escape", "f10")
"""The keys that are left out last."""
SPARED = ("new_line", "undo_all", "read", "page", "raw", "verify", "save", "hide")
"""The actions that are left out first: help has them, too."""
MORE = "…"
APART = 1
"""Columns at least before the keys at the right."""


class Key(FooterKey):
    """A key and what it does. A click does it, wherever the keys are."""

    def __init__(self, active: ActiveBinding, shown: str) -> None:
        binding = active.binding
        super().__init__(
            binding.key, shown, binding.description, binding.action, not active.enabled, active.tooltip
        )
        self.node = active.node

    @property
    def width(self) -> int:
        """Columns that it takes."""
        return cell_len(self.key_display) + cell_len(self.description) + 3

    @property
    def what(self) -> str:
        """The name of its action."""
        return self.action.rpartition("(")[0].rpartition(".")[2] or self.action.rpartition(".")[2]

    async def _on_mouse_down(self, event: events.MouseDown) -> None:
        """The same as the key; in the application's own time, since it may close the screen that this is on."""
        event.prevent_default()
        self.app.call_later(self.app.run_action, self.action, self.node)


class Keys(Footer):
    """The keys that do something now, in one line that is never cut."""

    DEFAULT_CSS: ClassVar[str] = """
    Keys #more-keys { width: 1; color: $footer-description-foreground; }
    Keys #apart { width: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__(show_command_palette=False)
        self._shown: Sequence[object] = ()

    def compose(self) -> ComposeResult:
        """What fits at the left, a sign where there is more, help and all that can be done at the right."""
        if not self._bindings_ready:
            return
        keys, always = self._keys(), self._always()
        self._shown = self._seen(keys, always)
        room = self.app.size.width - APART
        if sum(key.width for key in (*keys, *always)) > room:
            always = [key for key in always if key.what not in SPARED]
        fitting = fitted(keys, room - sum(key.width for key in always))
        for key in fitting:
            yield key.data_bind(compact=Footer.compact)
        if len(fitting) < len(keys):
            yield Static(MORE, id="more-keys")
        yield Static(id="apart")
        for key in always:
            yield key.data_bind(compact=Footer.compact)

    def bindings_changed(self, screen: Screen[object]) -> None:
        """Other keys, perhaps."""
        self._bindings_ready = True
        if screen is self.screen and self.is_attached:
            self.call_after_refresh(self._renew)

    def on_resize(self) -> None:
        """More or fewer of them."""
        if self._bindings_ready:
            self.call_after_refresh(self._renew)

    async def _renew(self) -> None:
        if self.is_attached and self._seen(self._keys(), self._always()) != self._shown:
            await self.recompose()

    def _seen(self, keys: Sequence[Key], always: Sequence[Key]) -> Sequence[object]:
        """What the line depends on."""
        described = [(key.key_display, key.description, key.has_class("-disabled")) for key in keys]
        return [self.app.size.width, len(always), *described]

    def _keys(self) -> list[Key]:
        """A key for each thing that can be done; letters only where they are not typed into a line."""
        first: dict[str, Key] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.show and not (_typing(self.screen) and _written(binding.key)):
                first.setdefault(binding.action, Key(active, self.app.get_key_display(binding)))
        return [key for key in first.values() if key.node is not self.app]

    def _always(self) -> list[Key]:
        """The application's own, which hold on every screen."""
        return [
            Key(ActiveBinding(self.app, binding, enabled=True, tooltip=""), self.app.get_key_display(binding))
            for binding in Binding.make_bindings(self.app.BINDINGS)
            if binding.show and self.app.check_action(binding.action, ())
        ]


def fitted(keys: Sequence[Key], room: int) -> list[Key]:
    """Those for which there is room, in their order; the most needed have it first."""
    if sum(key.width for key in keys) <= room:
        return list(keys)
    room -= len(MORE)
    chosen = []
    for key in sorted(keys, key=_need):
        if key.width <= room:
            chosen.append(key)
            room -= key.width
    return [key for key in keys if key in chosen]


def _need(key: Key) -> int:
    return 0 if key.key in KEPT else 2 if key.what in SPARED else 1


def _written(key: str) -> bool:
    """Whether it is a key of a letter or a sign."""
    return (key_to_character(key) or "\n").isprintable()


def _typing(screen: Screen[object]) -> bool:
    """Whether letters go into a line or a text."""
    focused = screen.focused
    return isinstance(focused, Input) or (isinstance(focused, TextArea) and not focused.read_only)

"""A screen of things that are kept: a list, what the one under the cursor is, and what can be done with it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from client.errors import ClientError

Item = TypeVar("Item")
ROOMY = 90
"""Columns from which on list and details stand side by side."""


class Listing(Screen[None], Generic[Item]):
    """Shows what `items` gives; subclasses say how each looks and add their keys."""

    HEADING: ClassVar[str] = ""
    NOTHING: ClassVar[str] = "There is nothing here."
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "back")]

    def __init__(self) -> None:
        super().__init__()
        self._items: list[Item] = []

    def items(self) -> Sequence[Item]:
        """What is listed, in order."""
        raise NotImplementedError

    def line(self, item: Item) -> Content:
        """One thing in one line."""
        raise NotImplementedError

    def details(self, item: Item) -> Content:
        """All that is known of one thing."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Heading, list and details, a line for what needs saying, keys."""
        yield Static(Content(self.HEADING), id="heading")
        with Horizontal(id="listing"):
            yield OptionList(id="things")
            with VerticalScroll(id="details"):
                yield Static(id="about")
        yield Static(id="status")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Lists what there is."""
        self.show_all()
        self.query_one(OptionList).focus()

    def on_resize(self) -> None:
        """Side by side where there is room, else one below the other."""
        self.query_one("#listing").set_class(self.size.width < ROOMY, "narrow")

    def show_all(self) -> None:
        """Lists everything anew; the cursor stays where it was."""
        things = self.query_one(OptionList)
        at = things.highlighted or 0
        with self.saying():
            self._items = list(self.items())
        things.clear_options()
        things.add_options(Option(self.line(item)) for item in self._items)
        things.highlighted = min(at, len(self._items) - 1) if self._items else None
        self._show_details()
        self.refresh_bindings()

    @property
    def chosen(self) -> Item | None:
        """The thing under the cursor."""
        at = self.query_one(OptionList).highlighted
        return self._items[at] if at is not None and at < len(self._items) else None

    def on_option_list_option_highlighted(self) -> None:
        """Another one is under the cursor."""
        self._show_details()
        self.refresh_bindings()

    def say(self, words: str) -> None:
        """A line for the person."""
        self.query_one("#status", Static).update(Content(words))

    @contextmanager
    def saying(self) -> Iterator[None]:
        """Says in words what cannot be done."""
        try:
            yield
        except ClientError as error:
            self.say(str(error))

    def _show_details(self) -> None:
        about = Content(self.NOTHING) if self.chosen is None else self.details(self.chosen)
        self.query_one("#about", Static).update(about)

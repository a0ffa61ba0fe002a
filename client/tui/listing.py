"""A screen of things that are kept: a list, what the one under the cursor is, and what can be done with it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import ClassVar, Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static
from textual.widgets.option_list import Option

from client.errors import ClientError
from client.tui.keys import Keys
from client.tui.lists import Things
from client.tui.refused import refused

Item = TypeVar("Item")
ROOMY = 90
"""Columns from which on list and details stand side by side."""


class Listing(Screen[str | None], Generic[Item]):
    """Shows what `items` gives; subclasses say how each looks and add their keys, and what it is left for."""

    HEADING: ClassVar[str] = ""
    NOTHING: ClassVar[str] = "There is nothing here."
    AUTO_FOCUS: ClassVar[str | None] = ""
    """Where the keys are is said when things are listed."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "back"),
        Binding("enter", "open", "open", show=False),
        Binding("slash", "search", "search", key_display="/"),
        Binding("pagedown", "read(1)", "read on", key_display="pgdn"),
        Binding("pageup", "read(-1)", "read back", show=False),
        Binding("down", "into_list", "list", show=False),
        Binding("f10", "app.quit", "quit", show=False),
    ]
    DEFAULT_CSS = """
    Listing {
        #heading { height: 1; padding: 0 1; background: $panel; color: $text-muted; }
        #listing { height: 1fr; }
        #things {
            width: 2fr; max-width: 64; height: 1fr; padding: 1 1 0 1; border: none;
            background: $background; scrollbar-size-vertical: 1;
            &:focus { background-tint: $foreground 0%; }
            & > .option-list--option-disabled { color: $foreground; }
        }
        #search { height: 1; border: none; padding: 0 2; background: $panel; }
        #details {
            width: 3fr; height: 1fr; padding: 1 2 0 2; border-left: solid $panel;
            scrollbar-size-vertical: 1;
        }
        #status { height: auto; min-height: 1; max-height: 6; padding: 0 2; color: $text-warning; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Item | None] = []
        """What each row of the list stands for; None for the heading of a group."""

    def items(self) -> Sequence[Item]:
        """What is listed, in order."""
        raise NotImplementedError

    def line(self, item: Item) -> Content:
        """One thing in a line or two."""
        raise NotImplementedError

    def details(self, item: Item) -> Content:
        """All that is known of one thing."""
        raise NotImplementedError

    def group(self, item: Item) -> str:
        """The heading that a thing stands under; empty where there are no groups."""
        del item
        return ""

    def searched(self, item: Item) -> str:
        """The words that a search looks at."""
        return f"{self.group(item)} {self.line(item).plain}"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Reading on only where there is something."""
        del parameters
        return action != "read" or any(details.max_scroll_y for details in self.query("#details"))

    def hint(self) -> str:
        """What to know of the whole; empty where there is nothing to say."""
        return ""

    def nothing(self) -> str:
        """What is said where nothing is listed."""
        return self.NOTHING

    def compose(self) -> ComposeResult:
        """Heading, list and details, a line for what needs saying, keys."""
        yield Static(Content(self.HEADING), id="heading")
        yield Static(id="hint")
        yield Input(placeholder="Type to search; Escape lists all", id="search", select_on_focus=False)
        with Horizontal(id="listing"):
            yield Things(id="things")
            with VerticalScroll(id="details", can_focus=False):
                yield Static(id="about")
        yield Static(id="status")
        yield Keys()

    def on_mount(self) -> None:
        """Lists what there is."""
        self.query_one("#search").display = False
        self.show_all()

    def on_resize(self) -> None:
        """Side by side where there is room, else one below the other."""
        self.query_one("#listing").set_class(self.size.width < ROOMY, "narrow")

    def show_all(self) -> None:
        """Lists everything anew; the cursor stays where it was."""
        things = self.query_one(Things)
        at = things.highlighted or 0
        items: Sequence[Item] = ()
        with self.saying():
            items = [item for item in self.items() if self._fits(item)]
        options: list[Option] = []
        self._rows = []
        group = ""
        for item in items:
            if (its := self.group(item)) != group:
                group = its
                options.append(Option(Content.styled(group, "bold"), disabled=True))
                self._rows.append(None)
            options.append(Option(self.line(item)))
            self._rows.append(item)
        things.clear_options()
        things.add_options(options)
        things.highlighted = self._nearest(at)
        if things.highlighted == self._nearest(0):
            things.scroll_home(animate=False)
        things.display = bool(options)
        if not self.query_one("#search").display:
            self.set_focus(things if options else None)
        with self.saying():
            hint = self.query_one("#hint", Static)
            hint.update(Content(self.hint()))
            hint.display = bool(self.hint())
        self._show_details()
        self.refresh_bindings()

    @property
    def chosen(self) -> Item | None:
        """The thing under the cursor."""
        at = next((things.highlighted for things in self.query(Things)), None)
        return self._rows[at] if at is not None and at < len(self._rows) else None

    def choose(self, item: Item) -> None:
        """Puts the cursor on a thing, if it is listed."""
        if item in self._rows:
            self.query_one(Things).highlighted = self._rows.index(item)

    def on_option_list_option_highlighted(self) -> None:
        """Another one is under the cursor."""
        self._show_details()
        self.refresh_bindings()

    def on_input_changed(self) -> None:
        """What fits the search."""
        self.show_all()

    def on_input_submitted(self) -> None:
        """From the search to the list."""
        self.action_into_list()

    def on_key(self, event: events.Key) -> None:
        """What takes letters back edits the search, wherever the keys are."""
        search = self.query_one("#search", Input)
        if event.key == "backspace" and search.display and not search.has_focus:
            event.stop()
            search.focus()
            search.action_delete_left()

    def action_search(self) -> None:
        """A line to search with."""
        self.query_one("#search").display = True
        self.query_one("#search").focus()

    def action_into_list(self) -> None:
        """From the search to the list, if anything fits."""
        if self.chosen is not None:
            self.query_one(Things).focus()

    def action_open(self) -> None:
        """What Enter does: the same as a click on the thing under the cursor."""
        self.query_one(Things).action_select()

    def action_back(self) -> None:
        """Ends the search, or leaves."""
        search = self.query_one("#search", Input)
        if search.display:
            search.display = False
            search.value = ""
            self.query_one(Things).focus()
        else:
            self.dismiss(None)

    def action_read(self, pages: int) -> None:
        """Scrolls the details."""
        details = self.query_one("#details", VerticalScroll)
        details.scroll_relative(y=pages * max(1, details.size.height - 2), animate=False)

    def say(self, words: str) -> None:
        """A line for the person."""
        self.query_one("#status", Static).update(Content(words))

    @contextmanager
    def saying(self) -> Iterator[None]:
        """Says in words what cannot be done."""
        try:
            yield
        except ClientError as error:
            self.say(refused(error))

    def _fits(self, item: Item) -> bool:
        wanted = self.query_one("#search", Input).value.casefold().split()
        return not wanted or all(word in self.searched(item).casefold() for word in wanted)

    def _nearest(self, at: int) -> int | None:
        """The row there or the closest after it, else before it, that is a thing."""
        places = [place for place, item in enumerate(self._rows) if item is not None]
        after = [place for place in places if place >= at]
        return after[0] if after else places[-1] if places else None

    def _show_details(self) -> None:
        searching = bool(self.query_one("#search", Input).value)
        about = Content("Nothing fits what you typed." if searching else self.nothing())
        with self.saying():
            about = about if self.chosen is None else self.details(self.chosen)
        self.query_one("#about", Static).update(about)
        self.query_one("#details", VerticalScroll).scroll_home(animate=False)
        self.call_after_refresh(self.refresh_bindings)

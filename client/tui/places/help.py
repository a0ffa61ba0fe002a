"""The help: the four steps, every key, what is kept, what is not promised, and where the files are."""

import textwrap
from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets import Static

from client.addresses import FILE
from client.config import NAME, settings_folder
from client.tui.keys import Keys
from client.tui.places import ACTIONS
from client.vault.vault import vault_path

Row = tuple[str, str]
"""A key, a name or nothing, and what there is to say of it."""
STEPS: Sequence[Row] = (
    ("1", "Write what you would like, as to a friend. What is personal is marked while you type."),
    (
        "2",
        "Review, with Enter. Each finding says what it is and what becomes of it: left out, used as a limit that "
        "is kept here, or kept as written. Unless you say otherwise nothing of it is told.",
    ),
    (
        "3",
        "Preview, with Enter. It says what they will learn and what not, asks before anything of your limits is "
        "told, and shows exactly what would leave. Nothing is sent before Enter there.",
    ),
    (
        "4",
        "Read the answer. What does not fit your limits is hidden and counted. Go on with “something shorter”, "
        "“more like the second” or “others”; that tells nothing new of your limits.",
    ),
)
KEPT: Sequence[Row] = (
    (
        "·",
        "Without a vault, nothing: it all ends with the program. With a vault: the limits you save, what you "
        "agreed to, what left, what came back, and your own words; never a draft, and never the words that a "
        "limit came from.",
    ),
    (
        "·",
        "Conversations are kept 30 days and the content of what left 90, unless the settings say otherwise. That "
        "something left, and when, stays known, and so does whether that record is whole.",
    ),
    ("·", "Who loses the passphrase loses the vault. There is no recovery."),
    (
        "·",
        "In a terminal, `leastsaid vault export FILE` takes what is kept elsewhere, sealed, and `leastsaid vault "
        "import FILE` brings it back.",
    ),
)
UNPROMISED: Sequence[Row] = (
    (
        "·",
        "The model misses things, most often what is only hinted at, and sometimes marks what is only a theme. It "
        "reads English. Look at what was found; mark or add what was missed.",
    ),
    (
        "·",
        "What you choose to tell can be drawn conclusions from, and so can your wishes themselves. A recommender "
        "over the network sees your network address.",
    ),
    (
        "·",
        "Whether a work fits rests on notes that have mistakes and gaps. “Not sure” means that nobody noted it.",
    ),
    (
        "·",
        "A vault protects a disk that was stolen or copied, not a machine on which somebody else's program runs as "
        "you.",
    ),
)
WIDEST, MARGIN = 92, 6
"""Columns of a line, and of what is beside it."""
MEANINGS = {
    "help": "this help, from everywhere",
    "command_palette": "everything that can be done, by name: places, actions, colours",
    "submit": "review the draft",
    "proceed": "on to the preview",
    "leave_out": "leave it out",
    "limit": "use it as a limit, kept here",
    "tell": "how much of a limit may be told: nothing, a hint, its group, exactly; you are asked first",
    "mode": "how a limit is kept: hide what conflicts, hide whatever is not known to fit, or rank lower",
    "later": "keep a limit for every later conversation, too",
    "keep": "keep it as written in the text; a fact asks twice",
    "domain": "ask for another kind of thing: works, food, or places",
    "wish": "say what a wish means, or send its words once",
    "relabel": "say what it really is",
    "sure": "how sure the program is",
    "read_on": "the rest of what is said below, where there is no room for all of it",
    "never": "never flag these words again",
    "always": "always flag these words",
    "undo": "undo the last decision",
    "undo_all": "undo every decision",
    "alone": "a request of its own, which does not go on from the last",
    "forget": "drop the limits of earlier turns",
    "bytes": "exactly what would leave, byte for byte",
    "search": "search what is listed",
    "send": "send it",
}
"""By action, where the line of keys is too short to say it."""
UNSAID = ("into_list",)


class HelpScreen(Screen[None]):
    """Can be read from everywhere; shows nothing of the person."""

    DEFAULT_CSS = """
    HelpScreen {
        #heading { height: 1; padding: 0 1; background: $panel; color: $text-muted; }
        #help { height: 1fr; padding: 1 2; scrollbar-size-vertical: 1; }
        #help > Static { margin-bottom: 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "back"),
        Binding("space", "read", "read on"),
    ]

    def compose(self) -> ComposeResult:
        """One section after the other; their lines are drawn to the width there is."""
        yield Static(Content("Help · Escape goes back to where you were"), id="heading")
        with VerticalScroll(id="help"):
            for _ in self._sections():
                yield Static()
        yield Keys()

    def on_mount(self) -> None:
        """Begins at the top."""
        self.query_one("#help").focus()

    def action_read(self) -> None:
        """Scrolls a page on."""
        self.query_one("#help", VerticalScroll).scroll_page_down(animate=False)

    def on_resize(self) -> None:
        """Wraps the lines anew."""
        width = min(WIDEST, self.size.width - MARGIN)
        for static, (name, rows) in zip(
            self.query("#help > Static").results(Static), self._sections(), strict=True
        ):
            column = max((len(row[0]) for row in rows), default=0) + 2
            lines = [_wrapped(row, column, width) for row in rows]
            text = Content.assemble(Content.styled(name, "bold $text-primary"), "\n", "\n".join(lines))
            static.update(text)

    def _sections(self) -> list[tuple[str, Sequence[Row]]]:
        return [
            ("Four steps", STEPS),
            ("Everywhere", self._keys(type(self.app))),
            *((name, self._keys(*holders)) for name, holders in _places()),
            ("What is kept", KEPT),
            ("What is not promised", UNPROMISED),
            ("Where the files are", _files()),
        ]

    def _keys(self, *holders: type[DOMNode]) -> list[Row]:
        """What each key does that classes declare, in their order; keys that do the same on one line."""
        keys: dict[str, list[str]] = {}
        for holder in holders:
            for binding in _declared(holder):
                if meaning := _meaning(binding):
                    key = self.app.get_key_display(replace(binding, key_display=None))
                    keys.setdefault(meaning, []).append(key)
        return [(" ".join(dict.fromkeys(some)), meaning) for meaning, some in keys.items()]


def _declared(holder: type[DOMNode]) -> list[Binding]:
    """The keys of a class and of what it is made from, but for those that every place has."""
    from client.tui.listing import Listing

    ours = [one for one in holder.__mro__ if one.__module__.startswith("client.")]
    own = [one for one in ours if one is holder or one is not Listing]
    return [binding for one in own for binding in Binding.make_bindings(one.__dict__.get("BINDINGS", ()))]


def _wrapped(row: Row, column: int, width: int) -> str:
    key, words = row
    # A path is not broken here, so that it can be copied where there is room.
    return textwrap.fill(
        words,
        width,
        initial_indent=f"{key:<{column}}",
        subsequent_indent=" " * column,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _meaning(binding: Binding) -> str:
    """What a key does, in more words than a line of keys has room for; empty where there is nothing to say."""
    action = binding.action.rpartition("(")[0] or binding.action
    action = action.rpartition(".")[2]
    chat = ": ".join(ACTIONS[action]) if action in ACTIONS else ""
    return (
        "" if action in UNSAID else binding.tooltip or MEANINGS.get(action, "") or chat or binding.description
    )


def _places() -> Sequence[tuple[str, tuple[type[DOMNode], ...]]]:
    """Each screen by name, and what on it has keys."""
    from client.tui.composer import Composer
    from client.tui.listing import Listing
    from client.tui.places.consents import ConsentsScreen
    from client.tui.places.conversations import ConversationsScreen
    from client.tui.places.limits import LimitsScreen
    from client.tui.places.recommenders import RecommendersScreen
    from client.tui.places.sent import SentScreen
    from client.tui.places.settings import SettingsScreen
    from client.tui.places.words import WordsScreen
    from client.tui.preview import PreviewScreen
    from client.tui.review import ReviewPane
    from client.tui.screen import ChatScreen

    return (
        ("In the chat", (Composer, ChatScreen)),
        ("In the review", (ReviewPane,)),
        ("In the preview", (PreviewScreen,)),
        ("In every place", (Listing,)),
        ("Limits", (LimitsScreen,)),
        ("Consents", (ConsentsScreen,)),
        ("What left", (SentScreen,)),
        ("Conversations", (ConversationsScreen,)),
        ("Your words", (WordsScreen,)),
        ("Recommenders", (RecommendersScreen,)),
        ("Settings", (SettingsScreen,)),
    )


def _files() -> Sequence[Row]:
    folder = settings_folder()
    return (
        ("Settings", str(folder / NAME)),
        ("Recommenders", str(folder / FILE)),
        ("Vault", str(vault_path())),
    )

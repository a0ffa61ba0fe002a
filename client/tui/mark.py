"""A piece of the draft that was missed: chosen with the keys or the mouse, in a text that cannot be changed."""

import unicodedata
from bisect import bisect_right
from typing import Any, ClassVar

from rich.style import Style
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea
from textual.widgets.text_area import Selection

from client.safetext import safe_text
from client.tui.keys import Keys
from client.tui.marks import Marks, line_starts, marks_of
from sanitizer import DecisionError, Kind, Review, Span
from sanitizer.marking import placed, whole_words, word_starts

BEGIN = (
    "Go to the first word and press Enter, or choose with Shift and the arrows, or with the mouse. What is "
    "underlined is found already."
)
END = "Enter marks “{}”. The arrows take in more words first."
READY = "Enter marks “{}”."
SAID = 60
"""Characters of a piece that are said again."""
_UNDERLINED = Style(underline=True)


class Piece(TextArea):
    """The draft, to be looked at and chosen from; what was found already is underlined."""

    begun: int | None = None
    """Where a piece begins, in code points; moving the cursor chooses then, too."""

    def __init__(self, review: Review) -> None:
        self._marks: Marks = marks_of(review.draft.text, review.findings)
        super().__init__(shown(review.draft.text), id="piece", read_only=True, soft_wrap=True)
        self.cursor_blink = False

    def get_line(self, line_index: int) -> Text:
        """The line with its findings underlined."""
        line = super().get_line(line_index)
        for start, end, _ in self._marks.get(line_index, ()):
            line.stylize(_UNDERLINED, start, end)
        return line

    def move_cursor(self, location: tuple[int, int], select: bool = False, *args: Any, **how: Any) -> None:
        """The base class's, which goes on choosing once that was begun."""
        super().move_cursor(location, select or self.begun is not None, *args, **how)

    def action_cursor_left(self, select: bool = False) -> None:
        """To the word before; with Shift by one letter."""
        if select:
            super().action_cursor_left(select)
        else:
            before = [start for start in word_starts(self.text) if start < self.at]
            self._go_to(before[-1] if before else 0)

    def action_cursor_right(self, select: bool = False) -> None:
        """To the next word; with Shift by one letter."""
        if select:
            super().action_cursor_right(select)
        else:
            after = (start for start in word_starts(self.text) if start > self.at)
            self._go_to(next(after, len(self.text)))

    @property
    def span(self) -> Span | None:
        """What is chosen: from where it was begun to the word under the cursor, or what is selected."""
        start, end = map(self._place, sorted(self.selection))
        if self.begun is not None:
            end = min(max(self.begun, self.at) + 1, len(self.text))
            start = min(self.begun, self.at)
        return Span(start, end) if start < end else None

    @property
    def at(self) -> int:
        """Where the cursor is, in code points."""
        return self._place(self.cursor_location)

    def _go_to(self, place: int) -> None:
        starts = line_starts(self.text)
        line = bisect_right(starts, place) - 1
        self.move_cursor((line, place - starts[line]))

    def _place(self, location: tuple[int, int]) -> int:
        return line_starts(self.text)[location[0]] + location[1]

    async def _on_key(self, event: events.Key) -> None:
        # Enter is the screen's; the base class would take it for a new line.
        if event.key not in ("enter", "escape"):
            await super()._on_key(event)


class MarkScreen(ModalScreen[Span | None]):
    """Dismissed with the piece that the person chose, in whole words, or with None."""

    DEFAULT_CSS = """
    MarkScreen Piece { height: auto; max-height: 14; border: none; padding: 0; background: $surface; }
    MarkScreen Piece:focus { border: none; }
    MarkScreen #mark-note { height: auto; min-height: 2; margin: 1 0 0 0; color: $text-warning; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "choose"),
        Binding("escape", "back", "back"),
    ]

    def __init__(self, review: Review) -> None:
        super().__init__()
        self._review = review

    def compose(self) -> ComposeResult:
        """The draft, and what to do."""
        with Vertical(id="mark", classes="dialog"):
            yield Static(Content("What was missed?"), classes="dialog-title")
            yield Piece(self._review)
            yield Static(Content(BEGIN), id="mark-note")
        yield Keys()

    def on_mount(self) -> None:
        """Begins at the start of the draft."""
        self.query_one(Piece).focus()

    def on_text_area_selection_changed(self) -> None:
        """What Enter would do now."""
        self._tell()

    def action_choose(self) -> None:
        """The first Enter begins a piece, the second ends it; one that is chosen already is taken at once."""
        piece = self.query_one(Piece)
        if piece.span is None and piece.begun is None:
            piece.begun = piece.at
            self._tell()
            return
        try:
            self.dismiss(self._placed())
        except DecisionError as error:
            piece.begun = None
            piece.selection = Selection.cursor(piece.cursor_location)
            self.call_after_refresh(self._say, str(error))

    def action_back(self) -> None:
        """From a piece that was begun to none, else to the review."""
        piece = self.query_one(Piece)
        if piece.begun is None:
            self.dismiss(None)
            return
        piece.begun = None
        piece.selection = Selection.cursor(piece.cursor_location)
        self._say(BEGIN)

    def _placed(self) -> Span:
        """The piece in whole words; `DecisionError` where it cannot be marked."""
        text, span = self._review.draft.text, self.query_one(Piece).span
        if span is None:
            raise DecisionError("There is nothing after that place. Choose a piece with a word in it.")
        others = [finding for finding in self._review.findings if finding.kind is not Kind.WISH]
        return placed(self._review.draft, others, whole_words(text, span))

    def _tell(self) -> None:
        """What Enter would mark."""
        piece = self.query_one(Piece)
        if piece.span is None and piece.begun is None:
            self._say(BEGIN)
            return
        try:
            words = safe_text(self._placed().of(self._review.draft.text), SAID).text
        except DecisionError as error:
            self._say(str(error))
            return
        self._say((READY if piece.begun is None else END).format(words))

    def _say(self, words: str) -> None:
        self.query_one("#mark-note", Static).update(Content(words))


def shown(text: str) -> str:
    """The text with a sign for each character that a terminal could obey, so that every place stays where it is."""
    return "".join(map(_shown, text))


def _shown(character: str) -> str:
    if character in "\n\u200d" or character.isprintable():
        return character
    return " " if character == "\t" or unicodedata.category(character) == "Zs" else "\ufffd"

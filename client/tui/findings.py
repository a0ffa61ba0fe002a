"""The review as it is drawn: a row for each thing found, choices for the one under the cursor."""

from collections.abc import Callable, Collection

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.widgets.option_list import Option

from client.conversation.deciding import Change, Deciding
from client.conversation.session import Session
from client.errors import ClientError
from client.tui.choices import Choices
from client.tui.lists import BACK
from client.tui.note import Note
from client.tui.refused import refused
from client.tui.rows import Outline, Rows, idle_note, outline, row
from sanitizer import Kind, Review, SanitizerError, Span

MARGIN = 6
"""Columns beside the rows."""
BESIDE = 1
"""Columns beside the choices."""
ALONE = 30
"""Lines below which the review has the screen for itself."""
BARS = 3
"""Lines of the screen that stay for its heading, status and keys."""
BORDER = 1
"""Lines of the pane beside heading, rows, choices and note."""
AT_LEAST = 2
"""Lines of rows that are always in view."""


class Findings(Vertical):
    """Draws one review, whatever state it is in."""

    DEFAULT_CSS = """
    Findings #rows { min-height: 2; }
    """

    class Taught(Message):
        """What is looked for in a draft may be something else now."""

    def __init__(self, saved: Callable[[], Collection[str] | None] = lambda: None) -> None:
        """`saved` says which codes are kept for every conversation; None where there is no vault."""
        super().__init__(id="review")
        self._saved = saved
        self._deciding: Deciding | None = None
        self._groups: tuple[tuple[int, ...], ...] = ()
        self._known: Outline | None = None
        self._wrapped = 0
        """The width that the rows were wrapped to."""
        self._lines = 0
        """Of all rows."""
        self._below = 0
        """The most lines of choices and note since the rows were drawn: the pane grows, but does not jump."""

    def compose(self) -> ComposeResult:
        """A heading, the rows, what can become of the one under the cursor, and a line for what needs saying."""
        yield Static(id="review-heading")
        yield Rows(id="rows")
        yield Choices(id="choices")
        yield Note("review-note")

    def on_mount(self) -> None:
        """In another theme the rows have other colours."""
        self.app.theme_changed_signal.subscribe(self, lambda _: self.draw_anew() if self.reviewing else None)

    def open(self, session: Session, review: Review) -> None:
        """Shows a new review, or goes on with the one of the same draft."""
        if self._deciding is None or self.review.draft != review.draft:
            self._deciding = Deciding(session, review)
        self.display = True
        self._draw(0)
        self._tell()
        self.query_one(Rows).focus()

    def holds(self, text: str) -> bool:
        """Whether the latest review is of this text."""
        return self._deciding is not None and self.review.draft.text == text

    def close(self) -> None:
        """Forgets all reviews."""
        self._deciding = self._known = None
        self.display = False

    @property
    def reviewing(self) -> bool:
        """Whether a review is on the screen."""
        return bool(self.display) and self._deciding is not None

    @property
    def deciding(self) -> Deciding:
        """What is decided; there is always something while a review is open."""
        assert self._deciding is not None
        return self._deciding

    @property
    def review(self) -> Review:
        """The latest state."""
        return self.deciding.review

    @property
    def _outline(self) -> Outline:
        """What there is to say of the latest state."""
        if self._known is None or self._known.review is not self.review:
            self._known = outline(self.review)
        return self._known

    @property
    def on_wish(self) -> bool:
        """Whether the cursor is on a wish."""
        return self.at is not None and self.review.decisions[self.at].finding.kind is Kind.WISH

    @property
    def group(self) -> tuple[int, ...]:
        """The findings that the row under the cursor stands for; none where there is no row."""
        at = self.query_one(Rows).highlighted
        return self._groups[at] if at is not None and at < len(self._groups) else ()

    @property
    def at(self) -> int | None:
        """The first of them."""
        return self.group[0] if self.group else None

    def on_option_list_option_highlighted(self) -> None:
        """Shows the choices for the row under the cursor; what was said of another one is no longer so."""
        self._tell()
        self.screen.refresh_bindings()

    def on_resize(self) -> None:
        """Wraps the rows anew where their width is another."""
        if self.reviewing and self._wrapped != self._width:
            self._draw(self.query_one(Rows).highlighted or 0)
        elif self.reviewing:
            self._below = 0
            self._fit()

    def change(self, make: Callable[[], Change]) -> bool:
        """Makes a change and shows what it did, or says why it cannot be made. Whether it was."""
        before = self.review
        try:
            change = make()
        except (ClientError, SanitizerError) as error:
            self.say(refused(error))
            return False
        self._show(before, change.at)
        if change.said:
            still = idle_note(self.review)
            self.say(f"{change.said} {BACK} {still if still != idle_note(before) else ''}".rstrip())
        if change.undo:
            self.post_message(self.Taught())
        return True

    def renew(self, update: Callable[[Review], Review]) -> None:
        """Goes on with a review that something else changed; there is no way back to what it was."""
        if self._deciding is not None:
            self._deciding.renew(update)
        if self.reviewing:
            self.draw_anew()

    def draw_anew(self) -> None:
        """Shows a review that has other states now."""
        self._draw(self.query_one(Rows).highlighted or 0)
        self._tell()

    def say(self, words: str) -> None:
        """Words below the rows."""
        self.query_one(Note).say(words)
        self._fit()

    def _draw(self, at: int) -> None:
        """All rows, with the cursor on one of them, and a height that leaves the note in view."""
        rows = self.query_one(Rows)
        self._groups, self._wrapped = self._outline.groups, self._width
        contents = [self._row(group) for group in self._groups]
        rows.clear_options()
        rows.add_options(Option(content) for content in contents)
        with self.prevent(Rows.OptionHighlighted):
            rows.highlighted = min(at, len(contents) - 1) if contents else None
        self._lines, self._below = sum(content.plain.count("\n") + 1 for content in contents), 0
        self._fit()

    def _fit(self) -> None:
        """Heights by which what is said, chosen and decided about is in view; rows have what is left."""
        if not self.reviewing:
            return
        whole = self.screen.size.height
        most = max(8, whole - BARS if whole < ALONE else whole * 2 // 3)
        width, note = self._width + MARGIN - BESIDE, self.query_one(Note)
        top = BORDER + sum(len(Content(line).wrap(width)) for line in self._outline.heading.split("\n"))
        choices = self._choices()
        note.fit(width, most - top - choices - AT_LEAST)
        self.query_one(Choices).styles.max_height = max(2, most - top - note.lines - AT_LEAST)
        self._below = max(self._below, choices + note.lines)
        tall = min(self._lines + top + self._below, most)
        # Where the screen became small meanwhile, the draft is still beside it and gives way.
        beside = any(one.display for one in self.siblings if one.can_focus)
        self.styles.max_height, self.styles.min_height = tall, tall if whole < ALONE and beside else 0
        self.call_after_refresh(self.query_one(Rows).scroll_to_highlight)

    def _show(self, before: Review, go_to: Span | None = None) -> None:
        """The rows that differ from an earlier review; all of them where others are found."""
        rows = self.query_one(Rows)
        spans = [finding.span for finding in self.review.findings]
        if self._outline.groups != self._groups or go_to:
            at = spans.index(go_to) if go_to in spans else -1
            row_of = next((row for row, group in enumerate(self._outline.groups) if at in group), None)
            self._draw(rows.highlighted or 0 if row_of is None else row_of)
            self._tell()
            return
        for index, group in enumerate(self._groups):
            if any(_looks(self.review, at) != _looks(before, at) for at in group):
                rows.replace_option_prompt_at_index(index, self._row(group))
        self._tell()

    def _choices(self) -> int:
        """Shows what can become of what is under the cursor. How many lines that takes."""
        choices = self.query_one(Choices)
        choices.display = bool(self.group)
        if not self.group:
            return 0
        return choices.show(self.review, self.group, self._width + MARGIN - BESIDE, self._saved())

    def _tell(self) -> None:
        self.query_one("#review-heading", Static).update(Content(self._outline.heading))
        self.say(self._outline.note)

    @property
    def _width(self) -> int:
        # Before it was ever on the screen: as wide as it will be there.
        whole = self.size.width or self.screen.size.width - self.styles.gutter.width
        return max(30, whole - MARGIN)

    def _row(self, group: tuple[int, ...]) -> Content:
        return row(self.review, group, self._width, self.app.theme_variables)


def _looks(review: Review, index: int) -> tuple[object, ...]:
    """What a row depends on."""
    return (
        review.decisions[index],
        review.picked.get(index),
        index in review.as_written,
        review.earlier is None,
        review.domain,
    )

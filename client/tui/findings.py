"""The review as it is drawn: a row for each thing found, choices for the one under the cursor."""

import textwrap
from collections.abc import Callable, Collection
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static
from textual.widgets.option_list import Option

from client.hearing import unheard
from client.tui.choices import Choices
from client.tui.rows import Rows, heading, row
from client.words import understood
from sanitizer import Kind, Review, Span

MARGIN = 6
"""Columns beside the rows."""
BESIDE = 1
"""Columns beside the choices."""
ALONE = 30
"""Lines below which the review has the screen for itself."""
BARS = 3
"""Lines of the screen that stay for its heading, status and keys."""
OTHERS = 3
"""Lines of the pane beside heading, rows and choices: its border, and two for what needs saying."""
AT_LEAST = 2
"""Lines of rows that are always in view."""
CHOOSE = "l on its row says what it should mean."
DEFAULT = "Enter goes on. Nothing private leaves: you see the exact request first."


@dataclass(frozen=True, slots=True)
class Step:
    """One state of a review, and what else is to be undone with it."""

    review: Review
    undo: Callable[[], None] | None = None


class Findings(Vertical):
    """Draws one review, and keeps the ones before it."""

    DEFAULT_CSS = """
    ReviewPane #rows { min-height: 2; }
    """

    def __init__(self, saved: Callable[[], Collection[str] | None] = lambda: None) -> None:
        """`saved` says which codes are kept for every conversation; None where there is no vault."""
        super().__init__(id="review")
        self._saved = saved
        self._steps: list[Step] = []
        self._groups: tuple[tuple[int, ...], ...] = ()

    def compose(self) -> ComposeResult:
        """A heading, the rows, what can become of the one under the cursor, and a line for what needs saying."""
        yield Static(id="review-heading")
        yield Rows(id="rows")
        yield Choices(id="choices")
        yield Static(id="review-note")

    def on_mount(self) -> None:
        """In another theme the rows have other colours."""
        self.app.theme_changed_signal.subscribe(self, lambda _: self.on_resize())

    def open(self, review: Review) -> None:
        """Shows a new review, or goes on with the one of the same draft."""
        if not self._steps or self.review.draft != review.draft:
            self._steps = [Step(review)]
        self.display = True
        self._draw(0)
        self._tell()
        self.query_one(Rows).focus()

    def holds(self, text: str) -> bool:
        """Whether the latest review is of this text."""
        return bool(self._steps) and self.review.draft.text == text

    def close(self) -> None:
        """Forgets all reviews."""
        self._steps = []
        self.display = False

    @property
    def reviewing(self) -> bool:
        """Whether a review is on the screen."""
        return bool(self.display and self._steps)

    @property
    def review(self) -> Review:
        """The latest state."""
        return self._steps[-1].review

    @property
    def on_wish(self) -> bool:
        """Whether the cursor is on a wish."""
        return self.at is not None and self.review.findings[self.at].kind is Kind.WISH

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
        self._choices()
        self.screen.refresh_bindings()

    def on_resize(self) -> None:
        """Wraps the rows anew."""
        if self.reviewing:
            self._draw(self.query_one(Rows).highlighted or 0)

    def change(
        self, review: Review, *, go_to: Span | None = None, undo: Callable[[], None] | None = None
    ) -> None:
        """Shows a changed review, which can be undone; the cursor goes to a finding, or stays."""
        before = self.review
        self._steps.append(Step(review, undo))
        self._show(before, go_to)

    def renew(self, update: Callable[[Review], Review]) -> None:
        """Goes on with reviews that something else changed; there is no way back to what they were."""
        self._steps = [Step(update(step.review), step.undo) for step in self._steps]
        if self.reviewing:
            self._draw(self.query_one(Rows).highlighted or 0)
            self._tell()

    def start_again(self, review: Review) -> None:
        """Shows a changed review from which there is no way back."""
        self._steps = [Step(review)]
        self._draw(self.query_one(Rows).highlighted or 0)
        self._tell()

    def say(self, words: str) -> None:
        """A line below the rows."""
        self.query_one("#review-note", Static).update(Content(words))

    def _draw(self, at: int) -> None:
        """All rows, with the cursor on one of them, and a height that leaves the note in view."""
        rows = self.query_one(Rows)
        self._groups = self.review.groups
        contents = [self._row(group) for group in self._groups]
        rows.clear_options()
        rows.add_options(Option(content) for content in contents)
        with self.prevent(Rows.OptionHighlighted):
            rows.highlighted = min(at, len(contents) - 1) if contents else None
        self._fit(sum(content.plain.count("\n") + 1 for content in contents))

    def _fit(self, lines: int) -> None:
        """A height for so many lines of rows, which does not change with the cursor."""
        whole = self.screen.size.height
        most = whole - BARS if whole < ALONE else whole * 2 // 3
        around = len(textwrap.wrap(heading(self.review), self._width, replace_whitespace=False)) + OTHERS
        choices = self._choices()
        self.query_one(Choices).styles.max_height = max(2, most - around - AT_LEAST)
        self.styles.height = min(lines + around + choices, max(8, most))
        self.call_after_refresh(self.query_one(Rows).scroll_to_highlight)

    def _show(self, before: Review, go_to: Span | None = None) -> None:
        """The rows that differ from an earlier review; all of them where others are found."""
        rows = self.query_one(Rows)
        spans = [finding.span for finding in self.review.findings]
        if self.review.groups != self._groups or go_to:
            at = spans.index(go_to) if go_to in spans else -1
            row_of = next((row for row, group in enumerate(self.review.groups) if at in group), None)
            self._draw(rows.highlighted or 0 if row_of is None else row_of)
            self._tell()
            return
        for index, group in enumerate(self._groups):
            if any(_looks(self.review, at) != _looks(before, at) for at in group):
                rows.replace_option_prompt_at_index(index, self._row(group))
        self._tell()
        self._choices()

    def _choices(self) -> int:
        """Shows what can become of what is under the cursor. How many lines that takes."""
        choices = self.query_one(Choices)
        choices.display = bool(self.group)
        if not self.group:
            return 0
        # The list may have less room now: what is decided about stays in view.
        self.call_after_refresh(self.query_one(Rows).scroll_to_highlight)
        return choices.show(self.review, self.group, self._width + MARGIN - BESIDE, self._saved())

    def _tell(self) -> None:
        self.query_one("#review-heading", Static).update(Content(heading(self.review)))
        idle = unheard(self.review)
        self.say(f"{idle} {CHOOSE}" if idle else understood(self.review) or DEFAULT)

    @property
    def _width(self) -> int:
        return max(30, (self.size.width or self.screen.size.width) - MARGIN)

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

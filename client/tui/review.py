"""The review: a row for each finding, what it is, what it becomes, and keys to decide."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static
from textual.widgets.option_list import Option

from client.tui.rows import MODES, Rows, heading, row
from client.words import understood
from sanitizer import Action, DecisionError, Kind, Mode, Review

MARGIN = 4
"""Columns beside the rows."""
AROUND = 4
"""Lines of the pane beside the rows: its border, heading and note."""
LEVELS = "Tell: 0 nothing, 1 a hint, 2 its group, 3 exactly. You are asked first."


class ReviewPane(Vertical):
    """Shows one review and keeps the ones before it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.proceed", "next"),
        Binding("escape", "screen.back", "back"),
        Binding("o", "leave_out", "out"),
        Binding("l", "tell(0)", "limit"),
        *(
            Binding(str(level), f"tell({level})", "tell", key_display="0-3", show=level == 0)
            for level in range(4)
        ),
        Binding("m", "mode", "mode"),
        Binding("k", "keep", "keep"),
        Binding("w", "screen.wish", "wish"),
        Binding("t", "screen.relabel", "type"),
        Binding("u", "undo", "undo"),
        Binding("a", "screen.alone", "alone"),
        Binding("f", "screen.forget", "forget"),
    ]

    def __init__(self) -> None:
        super().__init__(id="review")
        self._reviews: list[Review] = []
        self._asked: int | None = None

    def compose(self) -> ComposeResult:
        """A heading, the rows, and a line for what needs saying."""
        yield Static(id="review-heading")
        yield Rows(id="rows")
        yield Static(id="review-note")

    def open(self, review: Review) -> None:
        """Shows a new review, or goes on with the one of the same draft."""
        if not self._reviews or self.review.draft != review.draft:
            self._reviews = [review]
        self.display = True
        self._draw()
        rows = self.query_one(Rows)
        rows.highlighted = 0 if review.decisions else None
        rows.focus()

    def holds(self, text: str) -> bool:
        """Whether the latest review is of this text."""
        return bool(self._reviews) and self.review.draft.text == text

    def close(self) -> None:
        """Forgets all reviews."""
        self._reviews = []
        self.display = False

    @property
    def reviewing(self) -> bool:
        """Whether a review is on the screen."""
        return bool(self.display and self._reviews)

    @property
    def review(self) -> Review:
        """The latest state."""
        return self._reviews[-1]

    @property
    def on_wish(self) -> bool:
        """Whether the cursor is on a wish."""
        return self.at is not None and self.review.findings[self.at].kind is Kind.WISH

    @property
    def at(self) -> int | None:
        """Which finding the cursor is on."""
        return self.query_one(Rows).highlighted

    def on_option_list_option_highlighted(self) -> None:
        """A question about one finding is not answered on another."""
        self._asked = None
        self.screen.refresh_bindings()

    def on_resize(self) -> None:
        """Wraps the rows anew."""
        if self.reviewing:
            at = self.at
            self._draw()
            self.query_one(Rows).highlighted = at

    def action_leave_out(self) -> None:
        """Leaves the finding under the cursor out."""
        self._decide("redact")

    def action_tell(self, level: int) -> None:
        """Uses the finding as a limit, and would tell it as far as the level says."""
        self._decide("constrain", level=level)

    def action_keep(self) -> None:
        """Keeps the finding as written; a fact only when asked twice."""
        if self.at is None:
            return
        finding = self.review.findings[self.at]
        if finding.kind is Kind.FACT and self._asked != self.at:
            self._asked = self.at
            self.say(f"This tells about {finding.about.phrase}. Press k again to keep it as written.")
            return
        self._decide("allow")

    def action_mode(self) -> None:
        """The next mode of the limit under the cursor."""
        if self.at is None:
            return
        decision = self.review.decisions[self.at]
        if decision.action is not Action.CONSTRAIN:
            self.say("Only a limit has a mode. Make it one with l.")
            return
        modes = tuple(Mode)
        following = modes[(modes.index(decision.mode) + 1) % len(modes)]
        self._decide("constrain", mode=following.value)
        self.say(f"This limit now means: {MODES[following]}.")

    def action_undo(self) -> None:
        """Shows the review before the last change."""
        if len(self._reviews) > 1:
            self._show(self._reviews.pop())
        else:
            self.say("There is nothing to undo.")

    def change(self, review: Review) -> None:
        """Shows a changed review, which can be undone."""
        self._reviews.append(review)
        self._show(self._reviews[-2])

    def start_again(self, review: Review) -> None:
        """Shows a changed review from which there is no way back."""
        self._reviews = [review]
        self._draw()

    def say(self, words: str) -> None:
        """A line below the rows."""
        self.query_one("#review-note", Static).update(Content(words))

    def _decide(self, action: str, **how: int | str) -> None:
        """Decides the finding under the cursor; says so where it cannot be."""
        if self.at is None:
            return
        try:
            self.change(self.review.decide(self.at, action, **how))  # type: ignore[arg-type]
        except DecisionError:
            self.say("No limit follows from this one. Leave it out (o), keep it (k), or say what it is (t).")

    def _draw(self) -> None:
        """All rows, and a height that leaves the note in view."""
        rows = self.query_one(Rows)
        contents = [self._row(index) for index in range(len(self.review.decisions))]
        rows.clear_options()
        rows.add_options(Option(content) for content in contents)
        lines = sum(content.plain.count("\n") + 1 for content in contents)
        self.styles.height = min(lines + AROUND, max(8, self.screen.size.height * 2 // 3))
        self._tell()

    def _show(self, before: Review) -> None:
        """The rows that differ from an earlier review."""
        rows = self.query_one(Rows)
        for index in range(len(self.review.decisions)):
            if _looks(self.review, index) != _looks(before, index):
                rows.replace_option_prompt_at_index(index, self._row(index))
        self._tell()

    def _tell(self) -> None:
        self.query_one("#review-heading", Static).update(Content(heading(self.review)))
        self.say(understood(self.review) or LEVELS)
        self._asked = None

    def _row(self, index: int) -> Content:
        width = max(30, (self.size.width or self.screen.size.width) - MARGIN)
        return row(self.review, index, width)


def _looks(review: Review, index: int) -> tuple[object, ...]:
    """What a row depends on."""
    return (
        review.decisions[index],
        review.picked.get(index),
        index in review.as_written,
        review.earlier is None,
    )

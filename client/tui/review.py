"""The review: a row for each finding, what it is, what it becomes, and keys to decide."""

import textwrap
from collections import Counter
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from client.safetext import safe_text
from client.tui.composer import COLOURS
from client.words import becomes, nothing_found, understood
from sanitizer import Action, DecisionError, Kind, Mode, Review
from sanitizer.taxonomy import taxonomy

INDENT = " " * 8
MARGIN = 4
"""Columns beside the rows."""
AROUND = 4
"""Lines of the pane beside the rows: its border, heading and note."""
QUOTED = 60
"""Characters of a finding that are shown at most."""
LEVELS = "Tell: 0 nothing, 1 a hint, 2 its group, 3 exactly. You are asked first."
MODES = {
    Mode.ASK: "hide what conflicts",
    Mode.STRICT: "hide whatever is not known to fit",
    Mode.SOFT: "only rank lower",
}
_COUNTED = {Kind.FACT: "fact", Kind.DETAIL: "detail", Kind.LIMIT: "limit", Kind.WISH: "wish"}


class Rows(OptionList, inherit_bindings=False):
    """The findings."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.proceed", "next"),
        Binding("o", "screen.leave_out", "out"),
        Binding("l", "screen.limit", "limit"),
        *(
            Binding(str(level), f"screen.tell({level})", "tell", key_display="0-3", show=level == 0)
            for level in range(4)
        ),
        Binding("m", "screen.mode", "mode"),
        Binding("k", "screen.keep", "keep"),
        Binding("t", "screen.relabel", "type"),
        Binding("u", "screen.undo", "undo"),
        Binding("f", "screen.forget", "forget"),
        Binding("escape", "screen.back", "back"),
        Binding("up", "cursor_up", show=False),
        Binding("down", "cursor_down", show=False),
        Binding("home", "first", show=False),
        Binding("end", "last", show=False),
        Binding("pageup", "page_up", show=False),
        Binding("pagedown", "page_down", show=False),
    ]


class ReviewPane(Vertical):
    """Shows one review and keeps the ones before it. Decides nothing by itself."""

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
    def at(self) -> int | None:
        """Which finding the cursor is on."""
        return self.query_one(Rows).highlighted

    def on_option_list_option_highlighted(self) -> None:
        """A question about one finding is not answered on another."""
        self._asked = None

    def on_resize(self) -> None:
        """Wraps the rows anew."""
        if self.reviewing:
            at = self.at
            self._draw()
            self.query_one(Rows).highlighted = at

    def decide(self, action: str, **how: int | str) -> None:
        """Decides the finding under the cursor; says so where it cannot be."""
        if self.at is None:
            return
        try:
            self.change(self.review.decide(self.at, action, **how))  # type: ignore[arg-type]
        except DecisionError:
            self.say("No limit follows from this one. Leave it out (o), keep it (k), or say what it is (t).")

    def keep(self) -> None:
        """Keeps the finding as written; a fact only when asked twice."""
        if self.at is None:
            return
        finding = self.review.findings[self.at]
        if finding.kind is Kind.FACT and self._asked != self.at:
            self._asked = self.at
            self.say(f"This tells about {finding.about.phrase}. Press k again to keep it as written.")
            return
        self.decide("allow")

    def change_mode(self) -> None:
        """The next mode of the limit under the cursor."""
        if self.at is None:
            return
        decision = self.review.decisions[self.at]
        if decision.action is not Action.CONSTRAIN:
            self.say("Only a limit has a mode. Make it one with l.")
            return
        modes = tuple(Mode)
        following = modes[(modes.index(decision.mode) + 1) % len(modes)]
        self.decide("constrain", mode=following.value)
        self.say(f"This limit now means: {MODES[following]}.")

    def change(self, review: Review) -> None:
        """Shows a changed review, which can be undone."""
        self._reviews.append(review)
        self._show(self._reviews[-2])

    def start_again(self, review: Review) -> None:
        """Shows a changed review from which there is no way back."""
        self._reviews = [review]
        self._draw()

    def undo(self) -> None:
        """Shows the review before the last change."""
        if len(self._reviews) > 1:
            self._show(self._reviews.pop())
        else:
            self.say("There is nothing to undo.")

    def say(self, words: str) -> None:
        """A line below the rows."""
        self.query_one("#review-note", Static).update(Content(words))

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
        for index, decision in enumerate(self.review.decisions):
            if decision is not before.decisions[index]:
                rows.replace_option_prompt_at_index(index, self._row(index))
        self._tell()

    def _tell(self) -> None:
        self.query_one("#review-heading", Static).update(Content(_heading(self.review)))
        self.say(understood(self.review) or LEVELS)
        self._asked = None

    def _row(self, index: int) -> Content:
        decision = self.review.decisions[index]
        finding = decision.finding
        width = max(30, (self.size.width or self.screen.size.width) - MARGIN)
        kind, label = _COUNTED[finding.kind], finding.about.phrase
        name = "" if kind == label else "limit: " if kind == "limit" else f"{label}: "
        room = max(12, min(QUOTED, width - len(INDENT) - len(name) - 2))
        quoted = safe_text(finding.span.of(self.review.draft.text), room).text
        mode = f" ({MODES[decision.mode]})" if decision.mode is not Mode.ASK else ""
        below = textwrap.fill(
            f"→ {becomes(self.review, index)}{mode}",
            width=width,
            initial_indent=INDENT,
            subsequent_indent=f"{INDENT}  ",
        )
        return Content.assemble(
            Content.styled(f"{kind:<{len(INDENT)}}", COLOURS[finding.kind]),
            Content.styled(name.removeprefix("limit: "), "bold"),
            f"“{quoted}”\n{below}",
        )


def _heading(review: Review) -> str:
    counts = Counter(_COUNTED[finding.kind] for finding in review.findings)
    if not counts:
        found = nothing_found(review)
    else:
        listed = ", ".join(counted(count, word) for word, count in counts.items())
        found = f"Found here: {listed}. A model can miss things."
    also = ", ".join(taxonomy().codes[constraint.code].phrase for constraint in review.named)
    return f"{found}\nAlso kept: {also} (f forgets)." if also else found


def counted(count: int, word: str) -> str:
    """A number with its noun: `1 wish`, `2 wishes`."""
    return f"{count} {word}" if count == 1 else f"{count} {word}es" if word == "wish" else f"{count} {word}s"

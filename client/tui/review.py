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
from client.words import becomes, stays_note
from sanitizer import Action, Decision, DecisionError, Kind, Mode, Review
from sanitizer.taxonomy import taxonomy

QUOTED = 60
"""Characters of a finding that are shown."""
INDENT = " " * 8
MARGIN = 4
"""Columns beside the rows."""
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
        Binding("escape", "screen.write", "write"),
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
        """Shows a new review."""
        self._reviews = [review]
        self.query_one(Rows).clear_options()
        self.query_one(Rows).add_options(self._options())
        self._show()
        self.display = True
        self.query_one(Rows).highlighted = 0 if review.decisions else None
        self.query_one(Rows).focus()

    @property
    def review(self) -> Review:
        """The latest state."""
        return self._reviews[-1]

    @property
    def at(self) -> int | None:
        """Which finding the cursor is on."""
        return self.query_one(Rows).highlighted

    def on_resize(self) -> None:
        """Wraps the rows anew."""
        if self.display and self._reviews:
            self._show()

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
        self.decide("constrain", level=int(decision.level), mode=following.value)
        self.say(f"This limit now means: {MODES[following]}.")

    def change(self, review: Review) -> None:
        """Shows a changed review, which can be undone."""
        self._reviews.append(review)
        self._show()

    def undo(self) -> None:
        """Shows the review before the last change."""
        if len(self._reviews) > 1:
            self._reviews.pop()
            self._show()
        else:
            self.say("There is nothing to undo.")

    def say(self, words: str) -> None:
        """A line below the rows."""
        self.query_one("#review-note", Static).update(Content(words))

    def _show(self) -> None:
        rows = self.query_one(Rows)
        for index, option in enumerate(self._options()):
            rows.replace_option_prompt_at_index(index, option.prompt)
        self.query_one("#review-heading", Static).update(Content(_heading(self.review)))
        self.say(stays_note(self.review))
        self._asked = None

    def _options(self) -> list[Option]:
        width = self.size.width - MARGIN
        return [Option(_row(self.review, decision, width)) for decision in self.review.decisions]


def _row(review: Review, decision: Decision, width: int) -> Content:
    finding = decision.finding
    quoted = safe_text(finding.span.of(review.draft.text), QUOTED).text
    mode = f" ({MODES[decision.mode]})" if decision.mode is not Mode.ASK else ""
    below = textwrap.fill(
        f"→ {becomes(decision, review.domain)}{mode}",
        width=max(width, 30),
        initial_indent=INDENT,
        subsequent_indent=f"{INDENT}  ",
    )
    return Content.assemble(
        Content.styled(f"{_COUNTED[finding.kind]:<{len(INDENT)}}", COLOURS[finding.kind]),
        Content.styled(finding.about.phrase, "bold"),
        f": “{quoted}”\n{below}",
    )


def _heading(review: Review) -> str:
    counts = Counter(_COUNTED[finding.kind] for finding in review.findings)
    if not counts:
        found = "Nothing personal and no wish was found. A model can miss things: read it once more yourself."
    else:
        listed = [f"{count} {_plural(word, count)}" for word, count in counts.items()]
        found = f"Found on this device: {', '.join(listed)}. A model can miss things."
    earlier = ", ".join(taxonomy().codes[constraint.code].phrase for constraint in review.named)
    return f"{found}\nFrom earlier: {earlier} (f forgets)." if earlier else found


def _plural(word: str, count: int) -> str:
    return word if count == 1 else "wishes" if word == "wish" else f"{word}s"

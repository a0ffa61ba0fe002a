"""A quiet list beside the draft: what was found in it, by kind, the same words once."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from client.safetext import safe_text
from client.tui.marks import styles
from sanitizer import Draft, Finding, Kind, Span
from sanitizer.groups import groups

HEADINGS = {
    Kind.FACT: "Facts about you: left out",
    Kind.DETAIL: "Details: left out",
    Kind.LIMIT: "Limits: kept here",
    Kind.WISH: "Wishes: asked for",
}
NOTHING = "What is found in your draft is listed here while you write."
CLEAN = "Nothing found yet."
QUOTED = 80
"""Characters of a finding that are shown at most."""


@dataclass(frozen=True, slots=True)
class Line:
    """A heading, or words that were found and where. Its `repr` is of use to nobody, so it shows no words."""

    kind: Kind | None
    words: str
    spans: tuple[Span, ...] = ()

    def __repr__(self) -> str:
        return f"Line({len(self.spans)} places)"

    @property
    def shown(self) -> str:
        """The words, and how often they stand there."""
        again = f" ({len(self.spans)}×)" if len(self.spans) > 1 else ""
        return f"{self.words}{again}"


def lines_of(text: str, findings: Sequence[Finding]) -> list[Line]:
    """The findings under a heading for each kind; words that stand there more than once are one line."""
    listed: list[Line] = []
    for kind, heading in HEADINGS.items():
        of_kind = [finding for finding in findings if finding.kind is kind]
        if of_kind:
            listed.append(Line(None, heading))
        for group in groups(Draft(text), of_kind):
            spans = tuple(of_kind[index].span for index in group)
            listed.append(Line(kind, safe_text(spans[0].of(text), QUOTED).text, spans))
    return listed


class Found(ScrollView, can_focus=False):
    """Draws only the lines in view, so that a long draft is as quick as a short one."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"found--heading", "found--here"}
    DEFAULT_CSS = """
    Found {
        width: 36; height: 1fr; padding: 1 1 0 1; color: $text; background: $background;
        border-left: solid $panel; scrollbar-size-vertical: 1;
    }
    Found > .found--heading { color: $text-muted; }
    Found > .found--here { background: $panel; text-style: bold; }
    """

    class Chosen(Message):
        """The cursor is to go to a place in the draft, in code points."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def __init__(self) -> None:
        super().__init__(id="found")
        self.listed: list[Line] = []
        self._place = 0
        self._empty = NOTHING

    def on_mount(self) -> None:
        """Is drawn anew in another theme."""
        self.app.theme_changed_signal.subscribe(self, lambda _: self.refresh())

    def show(self, text: str, findings: Sequence[Finding], place: int) -> None:
        """Lists the findings of a text in which the cursor is at a place."""
        self.listed = lines_of(text, findings)
        self._empty = CLEAN if text.strip() else NOTHING
        self.virtual_size = Size(self.size.width, len(self.listed))
        self.follow(place)
        self.refresh()

    def follow(self, place: int) -> None:
        """The draft's cursor is at a place: what was found there is shown."""
        before, self._place = self.here, place
        if self.here is not None and self.here != before:
            top = self.scroll_offset.y
            if not top <= self.here < top + self.size.height:
                self.scroll_to(y=self.here - self.size.height // 2, animate=False)
        if self.here != before:
            self.refresh()

    @property
    def here(self) -> int | None:
        """The line of what the draft's cursor is in, or right behind."""
        for at, line in enumerate(self.listed):
            if any(span.start <= self._place <= span.end for span in line.spans):
                return at
        return None

    def on_click(self, event: events.Click) -> None:
        """Goes to the words, and with the next click to where they stand again."""
        at = event.get_content_offset(self)
        row = at.y + self.scroll_offset.y if at else len(self.listed)
        if row < len(self.listed) and (spans := self.listed[row].spans):
            following = [span for span in spans if span.start > self._place]
            self.post_message(self.Chosen((following or spans)[0].start))

    def render_line(self, y: int) -> Strip:
        """One line of the list."""
        width = self.scrollable_content_region.width
        base = self.rich_style
        at = y + self.scroll_offset.y
        if not self.listed:
            return self._hint(y, width)
        if at >= len(self.listed):
            return Strip.blank(width, base)
        line = self.listed[at]
        if line.kind is None:
            return _strip(line.words, width, self.get_component_rich_style("found--heading"))
        if at == self.here:
            here = self.get_component_rich_style("found--here")
            return _strip(f"▸ {line.shown}", width, here)
        return _strip(f"  {line.shown}", width, base + styles(self.app.theme_variables)[line.kind])

    def _hint(self, y: int, width: int) -> Strip:
        rows = wrap(self._empty, max(10, width))
        words = rows[y] if y < len(rows) else ""
        return _strip(words, width, self.get_component_rich_style("found--heading"))


def _strip(words: str, width: int, style: Style) -> Strip:
    strip = Strip([Segment(words, style)])
    if strip.cell_length > width:
        strip = Strip.join([strip.crop(0, width - 1), Strip([Segment("…", style)])])
    return strip.adjust_cell_length(width, style)

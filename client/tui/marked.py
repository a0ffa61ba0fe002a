"""A text area with marks, which draws only what is in view: as quick in a long line as in a short one."""

from dataclasses import dataclass, field

from rich.style import Style
from rich.text import Text
from textual.cache import LRUCache
from textual.geometry import Region
from textual.strip import Strip
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult

from client.tui.marks import Mark, Marks, line_starts, moved, styles
from sanitizer import Kind

Row = tuple[int, int, int, bool]
"""A row in view: its line, its columns from and to, and whether its line ends there."""
KEPT = 200
"""Rows that are kept as they were drawn."""


@dataclass(frozen=True, slots=True)
class Look:
    """All that the look of a row depends on; columns are counted from where the row begins."""

    text: str = field(repr=False)
    marks: tuple[Mark, ...]
    selected: tuple[int, int]
    cursor: int
    """Its column; -1 where it is in another row or is not drawn."""


class MarkedArea(TextArea):
    """Marks go along with every change until others are given."""

    def __init__(self, *, placeholder: str, id: str) -> None:  # noqa: A002
        super().__init__(
            soft_wrap=True,
            id=id,
            tab_behavior="focus",
            highlight_cursor_line=False,
            placeholder=placeholder,
        )
        self.cursor_blink = False
        self.marks: Marks = {}
        self._seen: list[Look] = []
        self._top = 0
        self._strips: LRUCache[tuple[object, ...], Strip] = LRUCache(KEPT)
        self._looks: dict[Kind, Style] = {}

    def on_mount(self) -> None:
        """Marks are drawn anew in another theme."""
        self._restyle()
        self.app.theme_changed_signal.subscribe(self, lambda _: self._restyle())

    def mark(self, marks: Marks) -> None:
        """Draws these marks from now on; only the rows that look different by them, or by what was typed."""
        self.marks = marks
        self._line_cache.clear()
        before, top = self._seen, self.scroll_offset.y
        looks = [self.look(row) for row in self.in_view()]
        if len(looks) != len(before) or top != self._top:
            self.refresh()
            return
        for at, (was, now) in enumerate(zip(before, looks, strict=True)):
            if was != now:
                self.refresh_line(top + at)

    def edit(self, edit: Edit) -> EditResult:
        """Changes the text, and the marks with it."""
        start, old_end = edit.top, edit.bottom
        result = super().edit(edit)
        self.marks = moved(self.marks, start, old_end, result.end_location)
        return result

    def go_to(self, place: int) -> None:
        """Moves the cursor to a place, in code points."""
        starts = line_starts(self.text)
        line = max(at for at, start in enumerate(starts) if start <= place)
        self.move_cursor((line, place - starts[line]))
        self.focus()

    @property
    def place(self) -> int:
        """Where the cursor is, in code points."""
        line, column = self.cursor_location
        return sum(len(self.document.get_line(above)) + 1 for above in range(line)) + column

    def render_lines(self, crop: Region) -> list[Strip]:
        """Notes how the rows in view look, once for all of them."""
        self._seen, self._top = [self.look(row) for row in self.in_view()], self.scroll_offset.y
        return super().render_lines(crop)

    def in_view(self) -> list[Row]:
        """The rows that are in view, from the top."""
        rows: list[Row] = []
        top, above = self.scroll_offset.y, 0
        for line in range(self.document.line_count):
            breaks = self.wrapped_document.get_offsets(line)
            if top < above + len(breaks) + 1:
                edges = [0, *breaks, len(self.document.get_line(line))]
                for at in range(max(0, top - above), len(breaks) + 1):
                    rows.append((line, edges[at], edges[at + 1], at == len(breaks)))
                    if len(rows) == self.size.height:
                        return rows
            above += len(breaks) + 1
        return rows

    def look(self, row: Row) -> Look:
        """One row with its marks, the selection and the cursor."""
        line, first, last, ends = row
        text = f"{self.document.get_line(line)[first:last]}{' ' * ends}"
        marks = tuple(
            (max(left, first) - first, min(right, last) - first, kind)
            for left, right, kind in self.marks.get(line, ())
            if left < last and first < right
        )
        top, bottom = sorted(self.selection)
        left = top[1] - first if line == top[0] else 0
        right = bottom[1] - first if line == bottom[0] else len(text)
        inside = top != bottom and top[0] <= line <= bottom[0] and left < len(text) and right > 0
        row_of_cursor, at = self.cursor_location
        here = row_of_cursor == line and first <= at < first + len(text) and self._draw_cursor
        return Look(text, marks, (max(0, left), right) if inside else (0, 0), at - first if here else -1)

    def _render_line(self, y: int) -> Strip:
        # The base class takes the whole line apart for each of its rows: too slow for a page without a break.
        theme = self._theme
        base = theme.base_style if theme and theme.base_style else self.rich_style
        if y >= len(self._seen):
            return Strip.blank(self.size.width, base)
        width = self.scrollable_content_region.width
        selection, cursor = (theme.selection_style, theme.cursor_style) if theme else (None, None)
        key = (self._seen[y], base, width, selection, cursor)
        if (strip := self._strips.get(key)) is None:
            text = self._drawn(self._seen[y], selection or Style(), cursor or Style())
            strip = Strip(text.render(self.app.console), text.cell_len)
            strip = strip.extend_cell_length(width, base).apply_style(base)
            self._strips[key] = strip
        return strip

    def _drawn(self, look: Look, selection: Style, cursor: Style) -> Text:
        text = Text(look.text, end="", no_wrap=True)
        for left, right, kind in look.marks:
            text.stylize(self._looks[kind], left, right)
        if look.selected != (0, 0):
            text.stylize(selection, *look.selected)
        if look.cursor >= 0:
            text.stylize(cursor, look.cursor, look.cursor + 1)
        text.expand_tabs(self.indent_width)
        return text

    def _restyle(self) -> None:
        self._looks = styles(self.app.theme_variables)
        self._strips.clear()
        self._line_cache.clear()
        self.refresh()

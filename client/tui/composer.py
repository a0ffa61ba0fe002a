"""Where a draft is written, with what was found in it underlined while typing."""

import asyncio
from bisect import bisect_right
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import TextArea

from client.safetext import safe_draft
from sanitizer import Finding, Kind
from sanitizer.live import LiveDraft

COLOURS = {Kind.FACT: "#ff8f8f", Kind.DETAIL: "#ffcf70", Kind.LIMIT: "#d9a6ff", Kind.WISH: "#8fd6a8"}
_STYLES = {
    kind: Style(color=colour, bold=kind is Kind.FACT, underline=kind is not Kind.WISH)
    for kind, colour in COLOURS.items()
}


Marks = dict[int, list[tuple[int, int, Style]]]
REST = 0.3
"""Seconds without a key after which the whole draft is read."""
_NEW_LINE = ("ctrl+j", "shift+enter", "alt+enter")


class Composer(TextArea):
    """A text area that scans what is in it, in a thread, and never waits for the scan."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "review"),
        Binding(",".join(_NEW_LINE), "new_line", "new line", key_display="^j"),
    ]

    class Submitted(Message):
        """The draft is to be reviewed."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Scanned(Message):
        """What is in the draft now was scanned; None where the detector failed."""

        def __init__(self, findings: Sequence[Finding] | None) -> None:
            super().__init__()
            self.findings = findings

    def __init__(self, detect: Callable[[str], Sequence[Finding]]) -> None:
        super().__init__(soft_wrap=True, id="composer", tab_behavior="focus", highlight_cursor_line=False)
        self.cursor_blink = False
        self.placeholder = "What would you like? Write as you would to a friend."
        self._detect = detect
        self._dirty = asyncio.Event()
        self._marks: Marks = {}

    def on_mount(self) -> None:
        """Starts the scanner."""
        self.run_worker(self._scan(), name="scanner", exit_on_error=False)

    def on_text_area_changed(self) -> None:
        """Asks for a scan; while one runs, only the latest text waits."""
        self._dirty.set()

    async def _on_key(self, event: events.Key) -> None:
        # In the order of the keys: a priority binding would overtake what was typed just before.
        actions = {"enter": self.action_submit} | dict.fromkeys(_NEW_LINE, self.action_new_line)
        if (act := actions.get(event.key)) is None:
            await super()._on_key(event)
            return
        event.stop()
        event.prevent_default()
        act()

    def action_submit(self) -> None:
        """Asks for a review of what is written."""
        self.post_message(self.Submitted(self.text))

    def action_new_line(self) -> None:
        """Breaks the line."""
        self.insert("\n")

    async def _on_paste(self, event: events.Paste) -> None:
        # The base class would show control characters to the terminal as they are.
        event.prevent_default()
        event.stop()
        self.replace(safe_draft(event.text), *self.selection)

    def get_line(self, line_index: int) -> Text:
        """The line with its findings marked."""
        line = super().get_line(line_index)
        for start, end, style in self._marks.get(line_index, ()):
            line.stylize(style, start, end)
        return line

    async def _scan(self) -> None:
        """Reads around each change, and the whole draft once the hands rest."""
        live = LiveDraft(self._detect)
        while True:
            await self._dirty.wait()
            self._dirty.clear()
            live = await self._read(live, live.typed)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._dirty.wait(), REST)
                continue
            live = await self._read(live, live.settled)

    async def _read(self, live: LiveDraft, reading: Callable[[str], LiveDraft]) -> LiveDraft:
        text, before = self.text, live
        try:
            live = await asyncio.to_thread(reading, text)
        except Exception:
            self.post_message(self.Scanned(None))
            return live
        if text == self.text:
            marks = marks_of(text, live.findings)
            if marks != self._marks:
                self._marks = marks
                self._line_cache.clear()
                self.refresh()
            if before.text != text or before.findings != live.findings:
                self.post_message(self.Scanned(live.findings))
        return live


def marks_of(text: str, findings: Sequence[Finding]) -> Marks:
    """Ordered, disjoint findings by line: columns from, to, and the style."""
    marks: Marks = {}
    starts = [0, *(at + 1 for at, character in enumerate(text) if character == "\n")]
    for finding in findings:
        line = bisect_right(starts, finding.span.start) - 1
        while line < len(starts) and starts[line] < finding.span.end:
            end = starts[line + 1] - 1 if line + 1 < len(starts) else len(text)
            first, last = max(finding.span.start, starts[line]), min(finding.span.end, end)
            if first < last:
                columns = (first - starts[line], last - starts[line], _STYLES[finding.kind])
                marks.setdefault(line, []).append(columns)
            line += 1
    return marks

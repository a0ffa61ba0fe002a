"""Where a draft is written, with what was found in it underlined while typing."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import ClassVar, Self

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.timer import Timer
from textual.widgets.text_area import Edit, EditResult

from client.safetext import safe_draft
from client.tui.marked import MarkedArea
from client.tui.marks import Marks, marks_of
from sanitizer import Finding
from sanitizer.live import LiveDraft

REST = 0.3
"""Seconds without a key after which what was typed is read once more, with more around it."""
MOMENT = 0.016
"""Seconds that drawing a letter waits for the marks around it."""
SAY_AFTER = 0.2
"""Seconds without a key after which what was found is said: nobody reads a list while typing."""
_NEW_LINE = ("ctrl+j", "shift+enter", "alt+enter")


class Composer(MarkedArea):
    """A text area that scans what is in it, in a thread, and never waits for the scan."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "review"),
        Binding(",".join(_NEW_LINE), "new_line", "new line", key_display="^j"),
        Binding("pageup", "screen.look('up')", "a page back", show=False),
        Binding("pagedown", "screen.look('down')", "a page on", show=False),
        Binding("ctrl+home", "screen.look('top')", "the beginning", show=False),
        Binding("ctrl+end", "screen.look('end')", "the latest", show=False),
        Binding("ctrl+pageup", "cursor_page_up", "a page back in the draft", show=False),
        Binding("ctrl+pagedown", "cursor_page_down", "a page on in the draft", show=False),
    ]
    _held: asyncio.TimerHandle | None = None
    _late = False
    _editing = False
    _whole = False
    """Whether something else wants the widget drawn while it is held."""
    _saying: Timer | None = None

    class Submitted(Message):
        """The draft is to be reviewed."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Scanned(Message):
        """What is in the draft now was scanned; None where the detector failed."""

        def __init__(self, text: str, findings: Sequence[Finding] | None, left: int = 0) -> None:
            super().__init__()
            self.text = text
            self.findings = findings
            self.left = left
            """Code points that are still to be read."""

    def __init__(self, detect: Callable[[str], Sequence[Finding]]) -> None:
        super().__init__(placeholder="What would you like? Write as you would to a friend.", id="composer")
        self.marked: str | None = None
        """The text that the marks on the screen are for."""
        self._detect = detect
        self._dirty = asyncio.Event()
        self._anew = False
        self.said: Composer.Scanned | None = None
        """What the screen was told last, or will be in a moment."""

    def on_mount(self) -> None:
        """Starts the scanner."""
        self.run_worker(self._scan(), name="scanner", exit_on_error=False)

    def on_text_area_changed(self) -> None:
        """Asks for a scan, whatever changed the text; while one runs, only the latest text waits."""
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

    def reread(self) -> None:
        """Reads all of the draft again: what is looked for has changed."""
        self._anew = True
        self._dirty.set()

    async def _on_paste(self, event: events.Paste) -> None:
        # The base class would show control characters to the terminal as they are.
        event.prevent_default()
        event.stop()
        self.replace(safe_draft(event.text), *self.selection)

    def edit(self, edit: Edit) -> EditResult:
        """Changes the text, and lets drawing it wait a moment for its marks."""
        if self._held is None and not self._late:
            self._held = asyncio.get_running_loop().call_later(MOMENT, self._give_up)
        if self._saying:
            self._saying.reset()
        self._dirty.set()
        self._editing = True
        try:
            return super().edit(edit)
        finally:
            self._editing = False

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Draws the widget; a letter that was just typed together with the marks around it, if they come soon."""
        if self._held and not (layout or recompose):
            self._whole = self._whole or not self._editing
            return self
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draws again once the marks come, where the screen shows its old picture while drawing is held."""
        self._whole = self._whole or self._held is not None
        return super().render_lines(crop)

    def _give_up(self) -> None:
        """The marks are late: the letter is drawn without, and the next ones wait no more until marks come."""
        self._late = True
        self._draw(self.marks)

    def _draw(self, marks: Marks) -> None:
        if self._held:
            self._held.cancel()
        self._held = None
        self.mark(marks)
        if self._whole:
            self._whole = False
            self.refresh()

    async def _scan(self) -> None:
        """Reads around each change at once, a piece at a time, and with more around it once the hands rest."""
        live = LiveDraft(self._detect)
        while True:
            await self._dirty.wait()
            while live.unread or self._dirty.is_set():
                live = await self._read(live)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._dirty.wait(), REST)
                continue
            live = await self._read(live, rested=True)
            while live.unread and not self._dirty.is_set():
                live = await self._read(live)

    async def _read(self, live: LiveDraft, *, rested: bool = False) -> LiveDraft:
        self._dirty.clear()
        text, live = self.text, LiveDraft(self._detect) if self._anew else live
        self._anew = False
        if not (rested or live.unread) and text == live.text == self.marked:
            return live
        try:
            now, marks = await asyncio.to_thread(_reading, live, text, rested)
        except Exception:
            self._say(self.Scanned(text, None))
            return LiveDraft(self._detect)
        if text == self.text:
            self._show(text, marks)
            left = sum(end - start for start, end in now.unread)
            if (live.text, live.findings, live.unread) != (text, now.findings, now.unread):
                self._say(self.Scanned(text, now.findings, left))
        return now

    def _show(self, text: str, marks: Marks) -> None:
        """Marks the text."""
        self.marked, self._late = text, False
        if marks != self.marks or self._held:
            self._draw(marks)

    def _say(self, scanned: Scanned) -> None:
        """Tells the screen, the latest only, and not while keys are pressed."""
        self.said = scanned
        if self._saying is None:
            self._saying = self.set_timer(SAY_AFTER, self._say_latest)

    def _say_latest(self) -> None:
        self._saying = None
        if self.said and (self.said.text == self.text or self.said.findings is None):
            self.post_message(self.said)


def _reading(live: LiveDraft, text: str, rested: bool) -> tuple[LiveDraft, Marks]:
    """One step of reading, and what is to be marked after it."""
    live = live.edited(text)
    live = live.rested() if rested else live.step()
    return live, marks_of(text, live.findings)

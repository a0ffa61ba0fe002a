"""What was asked and what came back, as cards. Remote text arrives here as `SafeText` only."""

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from client.safety import SafeReply, ScreenedItem, Verdict
from client.words import reply_summary, verdict_phrase, warnings

PAGE = 8
"""Cards that are shown at a time."""
SLIGHTLY = "≈"
MARKS = {Verdict.SAFE: "✓", Verdict.UNKNOWN: "?", Verdict.UNSAFE: "!"}


class Card(Static):
    """One recommendation."""

    def __init__(self, screened: ScreenedItem) -> None:
        item = screened.item
        phrase = verdict_phrase(screened)
        mark = SLIGHTLY if phrase.startswith(("mostly", "usually")) else MARKS[screened.verdict]
        lines = [f"{mark} {phrase}" if phrase else "", item.why.text, warnings(screened)]
        below = "".join(f"\n{line}" for line in lines if line)
        about = f"{f' ({item.year})' if item.year else ''}{item.kind and f' · {item.kind}'}"
        content = Content.assemble(Content.styled(item.title.text, "bold"), about, below)
        super().__init__(content, classes=f"card {screened.verdict.value}")


class Answer(Vertical):
    """The cards of one answer, a page at a time, and what was hidden."""

    def __init__(self, reply: SafeReply, domain: str) -> None:
        super().__init__(classes="answer")
        self._left = list(reply.shown)
        self._summary = reply_summary(reply, domain)

    def compose(self) -> ComposeResult:
        """The summary and the first page."""
        yield Static(Content(self._summary), classes="summary")
        yield from self._page()

    async def show_more(self) -> bool:
        """The next page. False where there is none."""
        if not self._left:
            return False
        page = self._page()
        await self.query(".more").remove()
        await self.mount_all(page)
        page[0].scroll_visible(animate=False, top=True)
        return True

    def _page(self) -> list[Static]:
        page, self._left = self._left[:PAGE], self._left[PAGE:]
        shown: list[Static] = [Card(item) for item in page]
        if self._left:
            shown.append(Static(Content(f"{len(self._left)} more: press F2."), classes="more quiet"))
        return shown


class Transcript(VerticalScroll):
    """The conversation."""

    def say(self, words: str, kind: str = "note") -> None:
        """A line of ours or of the person's."""
        self._add(Static(Content(words), classes=kind))

    def answer(self, reply: SafeReply, domain: str) -> None:
        """An answer; its beginning is scrolled into view."""
        self._add(Answer(reply, domain))

    async def more(self) -> bool:
        """The next page of the last answer. False where there is none."""
        answers = list(self.query(Answer))
        return bool(answers) and await answers[-1].show_more()

    def clear(self) -> None:
        """Forgets the conversation."""
        self.remove_children()

    def _add(self, widget: Static | Answer) -> None:
        self.mount(widget)
        self.call_after_refresh(self.scroll_to_widget, widget, animate=False, top=isinstance(widget, Answer))

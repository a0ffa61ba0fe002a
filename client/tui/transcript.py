"""What was asked and what came back, as cards. Remote text arrives here as `SafeText` only."""

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from client.conversation.earlier import LastAnswer
from client.safety import ScreenedItem, Verdict
from client.wording.verdicts import described, helping_words, reply_summary, unmet, verdict_phrase, warnings
from sanitizer import Review

PAGE = 8
"""Cards that are shown at a time."""
SLIGHTLY = "≈"
MARKS = {Verdict.SAFE: "✓", Verdict.UNKNOWN: "?", Verdict.UNSAFE: "!"}


STYLES = {Verdict.SAFE: "$text-success", Verdict.UNKNOWN: "$text-warning", Verdict.UNSAFE: "$text-error"}


class Card(Static):
    """One recommendation: its place and title, what it is, whether it fits, why, and what to know of it."""

    def __init__(self, place: int, screened: ScreenedItem, asked: Review) -> None:
        item = screened.item
        phrase = verdict_phrase(screened)
        mark = SLIGHTLY if phrase.startswith(("mostly", "usually")) else MARKS[screened.verdict]
        about = f"{f' ({item.year})' if item.year else ''}{item.kind and f' · {item.kind}'}"
        verdict = Content.styled(f"  {mark} {phrase}", STYLES[screened.verdict]) if phrase else ""
        title = Content.styled(item.title.text, "bold")
        head = Content.assemble(f"{place}. ", title, Content.styled(about, "$text-muted"), verdict)
        below = [
            *map(Content, described(screened, asked)),
            Content.styled(warnings(screened), "$text-warning"),
        ]
        content = Content("\n").join([head, *(line for line in below if line.plain)])
        super().__init__(content, classes=f"card {screened.verdict.value}")


class Answer(Vertical):
    """The cards of one answer, a page at a time, and what was hidden."""

    def __init__(self, last: LastAnswer) -> None:
        super().__init__(classes="answer")
        reply = last.reply
        self._asked = asked = last.asked
        self._left = list(enumerate(reply.shown, 1))
        self._count = len(reply.shown)
        self._summary = " ".join(filter(None, (reply_summary(reply, asked.domain), unmet(reply, asked))))
        self._help = helping_words(last.help, asked.domain)
        self._first = self._page()

    @property
    def listed(self) -> int:
        """How many cards there are so far."""
        return self._count - len(self._left)

    def compose(self) -> ComposeResult:
        """The summary and the first page."""
        yield Static(Content(self._summary), classes="summary")
        yield from self._first
        if self._help:
            yield Static(Content(f"{self._help} F9 says more."), classes="help")

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
        shown: list[Static] = [Card(place, item, self._asked) for place, item in page]
        if self._left:
            shown.append(Static(Content(f"{len(self._left)} more: press F2."), classes="more quiet"))
        return shown


class Transcript(VerticalScroll):
    """The conversation."""

    def say(self, words: str, kind: str = "note") -> None:
        """A line of ours or of the person's."""
        self._add(Static(Content(words), classes=kind))

    def answer(self, last: LastAnswer) -> None:
        """An answer, with what would help where it is short; what was asked is scrolled into view with it."""
        self._add(Answer(last))

    def renew(self, last: LastAnswer) -> None:
        """Another answer in the place of the last, where there is one."""
        answers = list(self.query(Answer))
        if not answers:
            self.answer(last)
            return
        self.mount(after := Answer(last), after=answers[-1])
        answers[-1].remove()
        self.call_after_refresh(self.scroll_to_widget, after, animate=False, top=True)

    @property
    def listed(self) -> int:
        """How many cards of the last answer there are so far."""
        answers = list(self.query(Answer))
        return answers[-1].listed if answers else 0

    async def more(self) -> bool:
        """The next page of the last answer. False where there is none."""
        answers = list(self.query(Answer))
        return bool(answers) and await answers[-1].show_more()

    def clear(self) -> None:
        """Forgets the conversation."""
        self.remove_children()

    def look(self, way: str) -> None:
        """Scrolls a page `up` or `down`, or to the `top` or the `end`."""
        moves = {
            "up": self.scroll_page_up,
            "down": self.scroll_page_down,
            "top": self.scroll_home,
            "end": self.scroll_end,
        }
        moves[way](animate=False)

    def _add(self, widget: Static | Answer) -> None:
        asked = self.children[-1] if self.children and self.children[-1].has_class("mine") else widget
        first = asked if isinstance(widget, Answer) else widget
        self.mount(widget)
        self.call_after_refresh(self.scroll_to_widget, first, animate=False, top=isinstance(widget, Answer))

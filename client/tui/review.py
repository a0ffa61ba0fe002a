"""The review: keys to decide what becomes of each thing found, to change what it is, and to take that back."""

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType

from client.errors import ClientError
from client.tui.choices import Line
from client.tui.findings import Findings
from client.tui.note import Note
from client.tui.refused import refused
from client.wording.choosing import codes_of, how_sure, lead, says_of
from sanitizer import Action, Finding, Kind, Mode, Span
from sanitizer.marking import Edge


class ReviewPane(Findings):
    """Decides one review, step by step."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "proceed", "next"),
        Binding("escape", "screen.back", "back"),
        Binding("s", "screen.mark", "mark what was missed"),
        Binding("u", "undo", "undo"),
        Binding("U", "undo_all", "undo all"),
        Binding("w", "screen.wish", "wish"),
        Binding("a", "screen.alone", "alone"),
        Binding("d", "screen.domain", "asks for", show=False),
        Binding("f", "screen.forget", "forget"),
        Binding("o", "leave_out", "out", show=False),
        Binding("l", "limit", "limit", show=False),
        *(Binding(str(level), f"tell({level})", "tell", show=False) for level in range(4)),
        Binding("m", "mode", "mode", show=False),
        Binding("v", "later", "keep for later", show=False),
        Binding("k", "keep", "keep", show=False),
        Binding("t", "screen.relabel", "kind", show=False),
        Binding("left_square_bracket,shift+left", "stretch('end', -1)", "fewer words", show=False),
        Binding("right_square_bracket,shift+right", "stretch('end', 1)", "more words", show=False),
        Binding("left_curly_bracket", "stretch('start', 1)", "more words before", show=False),
        Binding("right_curly_bracket", "stretch('start', -1)", "fewer words before", show=False),
        Binding("r", "read_on", "read on", show=False),
        Binding("c", "sure", "how sure", show=False),
        Binding("N", "screen.never", "never flag", show=False),
        Binding("A", "screen.always", "always flag", show=False),
    ]

    _asked: Span | None = None
    """The fact that the person was asked about, before it is kept."""

    async def on_line_pressed(self, event: Line.Pressed) -> None:
        """A click on a choice."""
        actions = {"o": self.action_leave_out, "l": self.action_limit, "k": self.action_keep}
        actions[event.key]()

    async def action_proceed(self) -> None:
        """To the preview; not past a question that is open."""
        if self._asked is None:
            await self.run_action("screen.proceed")
            return
        self._asked = None
        self.say("Not kept: it stays as it was. Enter goes on.")

    def action_leave_out(self) -> None:
        """Leaves what is under the cursor out."""
        self._decide(Action.REDACT)

    def action_limit(self) -> None:
        """Uses it as a limit that is told to nobody; asks which where none follows, or it is one already."""
        if not self.group:
            return
        limited = self.review.decisions[lead(self.review, self.group)].action is Action.CONSTRAIN
        if self._finding.kind.can_limit and (limited or not codes_of(self.review, self.group)):
            self.call_later(self.run_action, "screen.follow")
        else:
            self.action_tell(0)

    def action_tell(self, level: int) -> None:
        """Uses it as a limit, and would tell it as far as the level says."""
        self._decide(Action.CONSTRAIN, level)

    def action_keep(self) -> None:
        """Keeps it as written; a fact only when asked twice."""
        if not self.group:
            return
        finding = self._finding
        if finding.kind is Kind.FACT and self._asked != finding.span:
            self._asked = finding.span
            self.say(f"{says_of(finding)} Press k again to keep it as written.")
            return
        self._decide(Action.ALLOW)

    def action_mode(self) -> None:
        """The next mode of the limit under the cursor."""
        if self.group:
            modes = tuple(Mode)
            now = self.review.decisions[lead(self.review, self.group)].mode
            following = modes[(modes.index(now) + 1) % len(modes)]
            self.change(lambda: self.deciding.mean(self.group, following))

    def action_stretch(self, edge: str, words: int) -> None:
        """Takes a word more or fewer into the finding; of several that say the same, into the first."""
        if self.group:
            self.change(lambda: self.deciding.stretch(self.group, Edge(edge), words))

    def action_later(self) -> None:
        """Keeps the limit under the cursor for every later conversation, too."""
        if self.group:
            self.change(lambda: self.deciding.save(self.group))

    def action_sure(self) -> None:
        """What found it, and how sure it is."""
        if self.group:
            self.say(how_sure([self.review.findings[at] for at in self.group]))

    def action_read_on(self) -> None:
        """The rest of what is said below, where there was no room for it."""
        if self.query_one(Note).read_on():
            self._fit()

    def action_undo(self) -> None:
        """Shows the review before the last change."""
        self._go_back(self.deciding.undo)

    def action_undo_all(self) -> None:
        """Back to the start."""
        if self._go_back(self.deciding.undo_all):
            self.say("All is as it was at the start.")

    @property
    def _finding(self) -> Finding:
        return self.review.findings[self.group[0]]

    def _go_back(self, undo: Callable[[], None]) -> bool:
        """Goes back as far as what was taught can be taken back; says so where it cannot. Whether it could."""
        before, said = self.review, ""
        try:
            undo()
        except ClientError as error:
            said = refused(error)
        self._show(before)
        self.post_message(self.Taught())
        if said:
            self.say(said)
        return not said

    def _decide(self, action: Action, level: int | None = None) -> None:
        if self.group:
            self.change(lambda: self.deciding.decide(self.group, action, level=level))

    def _tell(self) -> None:
        super()._tell()
        self._asked = None

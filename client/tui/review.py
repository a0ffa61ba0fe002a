"""The review: keys to decide what becomes of each thing found, to change what it is, and to take that back."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from client.choosing import MODES, codes_of, how_sure, lead
from client.errors import ClientError
from client.tui.choices import Line
from client.tui.findings import Findings
from client.tui.lists import BACK
from sanitizer import Action, DecisionError, Finding, Kind, Mode, Span
from sanitizer.marking import Edge, stretched


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
        Binding("v", "screen.later", "keep for later", show=False),
        Binding("k", "keep", "keep", show=False),
        Binding("t", "screen.relabel", "kind", show=False),
        Binding("left_square_bracket,shift+left", "stretch('end', -1)", "fewer words", show=False),
        Binding("right_square_bracket,shift+right", "stretch('end', 1)", "more words", show=False),
        Binding("left_curly_bracket", "stretch('start', 1)", "more words before", show=False),
        Binding("right_curly_bracket", "stretch('start', -1)", "fewer words before", show=False),
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
        self._decide("redact")

    def action_limit(self) -> None:
        """Uses it as a limit that is told to nobody; asks which where none follows, or it is one already."""
        if not self.group:
            return
        limited = self.review.decisions[lead(self.review, self.group)].action is Action.CONSTRAIN
        if self._limits and (limited or not codes_of(self.review, self.group)):
            self.call_later(self.run_action, "screen.follow")
        else:
            self.action_tell(0)

    def action_tell(self, level: int) -> None:
        """Uses it as a limit, and would tell it as far as the level says."""
        self._decide("constrain", level=level)

    def action_keep(self) -> None:
        """Keeps it as written; a fact only when asked twice."""
        if not self.group:
            return
        finding = self._finding
        if finding.kind is Kind.FACT and self._asked != finding.span:
            self._asked = finding.span
            self.say(f"This tells about {finding.about.phrase}. Press k again to keep it as written.")
            return
        self._decide("allow")

    def action_mode(self) -> None:
        """The next mode of the limit under the cursor."""
        if not self.group:
            return
        decision = self.review.decisions[lead(self.review, self.group)]
        if decision.action is not Action.CONSTRAIN:
            self.say("Only a limit has a mode. Make it one with l.")
            return
        modes = tuple(Mode)
        following = modes[(modes.index(decision.mode) + 1) % len(modes)]
        self._decide("constrain", mode=following.value)
        self.say(f"This limit now means: {MODES[following]}.")

    def action_stretch(self, edge: str, words: int) -> None:
        """Takes a word more or fewer into the finding; of several that say the same, into the first."""
        if not self.group:
            return
        at = self.group[0]
        span = stretched(self.review.draft, self.review.findings, at, Edge(edge), words)
        if span is None:
            more = "There is no free word to take in." if words > 0 else "A finding has at least one word."
            self.say(more)
            return
        alone = len(self.group) > 1
        self.change(self.review.resize(at, span), go_to=span)
        self.say("Only this one changed; the others stay as they were." if alone else BACK)

    def action_sure(self) -> None:
        """What found it, and how sure it is."""
        if self.group:
            self.say(how_sure([self.review.findings[at] for at in self.group]))

    def action_undo(self) -> None:
        """Shows the review before the last change."""
        if len(self._steps) == 1:
            self.say("There is nothing to undo.")
        else:
            self._undone()

    def action_undo_all(self) -> None:
        """Back to the start."""
        while len(self._steps) > 1:
            if not self._undone():
                return
        self.say("All is as it was at the start.")

    @property
    def _finding(self) -> Finding:
        return self.review.findings[self.group[0]]

    @property
    def _limits(self) -> bool:
        """Whether a limit can follow from what is under the cursor."""
        return self._finding.kind in (Kind.FACT, Kind.LIMIT)

    def _undone(self) -> bool:
        """Goes back by one change; says so where what it taught cannot be taken back."""
        before, step = self.review, self._steps[-1]
        try:
            if step.undo:
                step.undo()
        except ClientError as error:
            self.say(str(error))
            return False
        self._steps.pop()
        self._show(before)
        return True

    def _decide(self, action: str, *, level: int | None = None, mode: str | None = None) -> None:
        """Decides what is under the cursor; says so where it cannot be."""
        if not self.group:
            return
        try:
            self.change(self.review.decide_all(self.group, action, level=level, mode=mode))
        except DecisionError:
            self.say("No limit follows from this one. Leave it out (o), keep it (k), or say what it is (t).")

    def _tell(self) -> None:
        super()._tell()
        self._asked = None

"""What the chat screen asks about a finding: what it is, what it means, which limit follows, what was missed."""

import asyncio

from textual import work
from textual.screen import Screen

from client.conversation.deciding import Teach
from client.conversation.flagging import always_flag, never_flag
from client.conversation.session import Session
from client.lookup import named_limits
from client.safetext import safe_text
from client.tui.codes import CodeScreen
from client.tui.composer import Composer
from client.tui.label import LabelScreen
from client.tui.mark import MarkScreen
from client.tui.review import ReviewPane
from client.tui.wish import WishScreen
from client.wording.choosing import codes_of
from sanitizer import Span, Wishes
from sanitizer.taxonomy import taxonomy

BEGIN_AT = "condition"
"""The label at which the cursor begins for a piece that nothing was found in."""
LIKELY = 0.5
"""Of what words of a finding speak of: from there on a limit is offered before anything is typed."""
PIECE = 160
"""Characters of what is asked about that are shown."""


class DecidingScreen(Screen[None]):
    """Asks about the finding under the cursor of the review, one thing after the other."""

    session: Session

    @property
    def busy(self) -> bool:
        """Whether something is going on already."""
        raise NotImplementedError

    def action_mark(self) -> None:
        """Asks which piece of the draft was missed, and what it is."""
        if not self.busy:
            self.ask_mark()

    def action_follow(self) -> None:
        """Asks which limit follows from the finding under the cursor."""
        if not self.busy:
            self.ask_limit()

    def action_domain(self) -> None:
        """Asks about the next kind of thing that the recommender has."""
        pane, domains = self.query_one(ReviewPane), self.session.recipient.domains
        now = domains.index(pane.review.domain) if pane.review.domain in domains else -1
        after = domains[(now + 1) % len(domains)]
        topic = taxonomy().domains[after].topic
        if after == pane.review.domain:
            pane.say(f"{self.session.recipient.name} has only {topic}.")
            return
        pane.change(lambda: pane.deciding.ask_for(after))

    def on_findings_taught(self) -> None:
        """Has the draft read again."""
        self.query_one(Composer).reread()

    def action_never(self) -> None:
        """Never flags these words."""
        self._teach(never_flag)

    def action_always(self) -> None:
        """Always flags these words."""
        self._teach(always_flag)

    @work(group="turn", description="mark", exit_on_error=False)
    async def ask_mark(self) -> None:
        """Marks a piece of the draft."""
        pane = self.query_one(ReviewPane)
        span: Span | None = await self.app.push_screen_wait(MarkScreen(pane.review))
        if span is None:
            return
        piece = safe_text(span.of(pane.review.draft.text), PIECE).text
        label = await self.app.push_screen_wait(LabelScreen(piece, begin=BEGIN_AT))
        if label is None:
            return
        pane.change(lambda: pane.deciding.mark([span], label))

    @work(group="turn", description="limit", exit_on_error=False)
    async def ask_limit(self) -> None:
        """Asks which limit follows from the finding under the cursor."""
        pane = self.query_one(ReviewPane)
        group = pane.group
        if not group:
            return
        words = pane.review.findings[group[0]].span.of(pane.review.draft.text)
        before = codes_of(pane.review, group)
        others = [code for code in taxonomy().codes.values() if code.name not in before]
        likely = [code.name for code in named_limits(words, others, LIKELY)]
        code = await self.app.push_screen_wait(CodeScreen(pane.review.domain, before, likely))
        if code is not None:
            pane.change(lambda: pane.deciding.follow(group, [*before, code]))

    @work(group="turn", description="wish", exit_on_error=False)
    async def ask_wish(self) -> None:
        """Asks what the wish under the cursor means."""
        pane, session, group = self.query_one(ReviewPane), self.session, self.query_one(ReviewPane).group
        if not group:
            return
        review = pane.review
        may_send = await asyncio.to_thread(session.may_send, review, group[0])
        screen = WishScreen(session.suggestions(review, group[0]), review.domain, may_send=may_send)
        chosen = await self.app.push_screen_wait(screen)
        if isinstance(chosen, Wishes):
            meant = chosen
            pane.change(lambda: pane.deciding.pick(group, meant))
        elif chosen is not None:
            pane.change(lambda: pane.deciding.send_words(group))

    @work(group="turn", description="relabel", exit_on_error=False)
    async def ask_label(self) -> None:
        """Asks what the finding under the cursor really is."""
        pane = self.query_one(ReviewPane)
        group = pane.group
        if not group:
            return
        finding = pane.review.findings[group[0]]
        piece = safe_text(finding.span.of(pane.review.draft.text), PIECE).text
        label = await self.app.push_screen_wait(LabelScreen(piece, finding.label))
        if label is not None and label != finding.label:
            pane.change(lambda: pane.deciding.relabel(group, label))

    def _teach(self, teach: Teach) -> None:
        pane = self.query_one(ReviewPane)
        if not self.busy and pane.group:
            pane.change(lambda: pane.deciding.teach(pane.group, teach))

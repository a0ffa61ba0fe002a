"""What the chat screen asks about a finding: what it is, what it means, which limit follows, what was missed."""

import asyncio
from collections.abc import Callable, Iterable
from functools import partial

from textual import work
from textual.screen import Screen

from client.choosing import codes_of
from client.errors import ClientError
from client.flagging import Flagged, always_flag, mark_everywhere, never_flag, take_back
from client.hearing import heard, mentioned
from client.safetext import safe_text
from client.session import Session
from client.tui.codes import CodeScreen
from client.tui.composer import Composer
from client.tui.label import LabelScreen
from client.tui.lists import BACK
from client.tui.mark import MarkScreen
from client.tui.review import ReviewPane
from client.tui.wish import WishScreen
from client.words import saved_limits
from sanitizer import Constraint, DecisionError, Review, SanitizerError, Span, Wishes
from sanitizer.taxonomy import taxonomy

BEGIN_AT = "condition"
"""The label at which the cursor begins for a piece that nothing was found in."""
SAVED = "It is kept for every conversation already; Limits, under ^p, changes that."
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
        pane.change(heard(pane.review.about(after)))
        pane.say(f"Asks for {topic} now, as a request of its own. {BACK}")

    def action_later(self) -> None:
        """Keeps the limit under the cursor for every later conversation, too."""
        pane = self.query_one(ReviewPane)
        if self.busy or not pane.group:
            return
        codes = codes_of(pane.review, pane.group)
        limits = [one for one in pane.review.constraints if one.code in codes]
        try:
            saved = {limit.constraint.code for limit in self.session.records.limits.all()}
            new = [one for one in limits if one.code not in saved]
            if not new:
                pane.say(SAVED if limits else "Only a limit is kept. Make it one with l.")
                return
            said = saved_limits(self.session.save_limits(pane.review, [one.code for one in new]))
        except ClientError as error:
            pane.say(str(error))
            return
        pane.change(pane.review, undo=partial(self._unsave, new))
        pane.say(f"{said} {BACK}")

    def _unsave(self, limits: Iterable[Constraint]) -> None:
        for limit in limits:
            self.session.save_limit(limit.code, later=False)

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
        try:
            marked, places = mark_everywhere(pane.review, [span], label)
        except DecisionError as error:
            pane.say(str(error))
        else:
            self._change(marked, go_to=span)
            times = f" in {places} places" if places > 1 else ""
            pane.say(f"Marked{times}: {taxonomy().labels[label].phrase}. {BACK}")

    @work(group="turn", description="limit", exit_on_error=False)
    async def ask_limit(self) -> None:
        """Asks which limit follows from the finding under the cursor."""
        pane = self.query_one(ReviewPane)
        group = pane.group
        if not group:
            return
        said = mentioned(pane.review.findings[group[0]].span.of(pane.review.draft.text))
        before = codes_of(pane.review, group)
        likely = [code for code in said if code not in before]
        code = await self.app.push_screen_wait(CodeScreen(pane.review.domain, before, likely))
        if code is not None:
            codes = [*before, code]
            pane.change(_each(group, pane.review, lambda review, at: review.follow(at, codes)))

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
            pane.change(_each(group, review, lambda changed, at: changed.pick(at, meant)))
        elif chosen is not None:
            pane.change(_each(group, review, lambda changed, at: changed.send_words(at)))

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
        if label not in (None, finding.label):
            changed = _each(group, pane.review, lambda review, at: review.relabel(at, label))
            self._change(changed, go_to=finding.span)

    def _teach(self, teach: Callable[[Session, Review, int], Flagged]) -> None:
        pane = self.query_one(ReviewPane)
        if self.busy or pane.at is None:
            return
        try:
            taught = teach(self.session, pane.review, pane.at)
        except (ClientError, SanitizerError) as error:
            pane.say(str(error))
            return
        self._change(taught.review, undo=partial(self._take_back, taught))
        pane.say(f"{taught.said} {BACK}")
        self._reread()

    def _change(
        self, review: Review, *, go_to: Span | None = None, undo: Callable[[], None] | None = None
    ) -> None:
        """Shows a review in which something else is private than before."""
        pane = self.query_one(ReviewPane)
        pane.change(self.session.settled(pane.review, review), go_to=go_to, undo=undo)

    def _take_back(self, taught: Flagged) -> None:
        take_back(self.session, taught)
        self._reread()

    def _reread(self) -> None:
        """Has the draft read again, since what is looked for in it changed."""
        self.query_one(Composer).reread()


def _each(group: Iterable[int], review: Review, change: Callable[[Review, int], Review]) -> Review:
    """The review after the same change of every finding of a group."""
    for at in group:
        review = change(review, at)
    return review

"""The turns before, in one conversation: what a draft goes on from, and what the person saw."""

from dataclasses import dataclass, field, replace
from types import MappingProxyType

from client.conversation.audience import youngest
from client.conversation.followups import Answered, follow_up
from client.replies import ReplyItem
from client.safety import Help, SafeReply
from sanitizer import Constraint, Draft, Review
from sanitizer.domain import closest_domain
from sanitizer.wishes import Wishes


@dataclass(frozen=True, slots=True)
class LastAnswer:
    """What came back last, checked."""

    asked: Review
    reply: SafeReply
    help: Help = field(default_factory=Help)
    """What would help where it is short."""
    limits: tuple[Constraint, ...] = ()
    """Those that were kept when it was checked."""
    items: tuple[ReplyItem, ...] = ()
    """All that came, as the recommender ordered it; empty where that is not known."""
    unkept: str = ""
    """Why the turn could not be kept, in words; empty where it was."""


@dataclass(frozen=True, slots=True)
class _Turn:
    draft: Draft
    answered: Answered
    audience: str
    left_out: frozenset[str]


class Earlier:
    """What was asked and shown so far. A draft may go on from the last turn only."""

    def __init__(self) -> None:
        self._last: _Turn | None = None
        self._seen: set[str] = set()

    @property
    def domain(self) -> str:
        """Of the last turn; empty before there is one."""
        return self._last.answered.domain if self._last else ""

    def go_on(self, review: Review, domain: str | None = None) -> Review:
        """The review with the last turn's wishes, changed, where its draft goes on from them.

        A request of its own is of the given domain; without one most likely of the last turn's.
        """
        if self._last is None:
            return review
        before = self._last.answered
        follows = follow_up(review, before)
        if follows is None:
            return replace(
                review, domain=domain or closest_domain(review.draft, review.findings, before.domain)
            )
        picked = MappingProxyType({index: Wishes() for index in follows.read})
        return replace(review, domain=before.domain, earlier=follows.wishes, picked=picked)

    def youngest(self, review: Review) -> str:
        """The audience of the youngest person that is asked for, in this turn or in what it goes on from."""
        before = self._last.audience if self._last and review.earlier else ""
        return youngest(review) or before

    def left_out(self, review: Review) -> frozenset[str]:
        """Names that are not wanted again: all that the person saw, where the draft asks for others."""
        if self._last is None or review.earlier is None:
            return frozenset()
        if review.draft is self._last.draft:
            return self._last.left_out
        follows = follow_up(review, self._last.answered)
        return frozenset(self._seen) if follows and follows.others else frozenset()

    def remember(self, review: Review, reply: SafeReply) -> None:
        """Lets the next draft go on from this turn."""
        answered = Answered(review.domain, review.wishes, reply.shown)
        self._last = _Turn(review.draft, answered, self.youngest(review), self.left_out(review))

    def resume(self, answered: Answered) -> None:
        """Lets the next draft go on from a turn that was kept; its draft and who else was there were not."""
        self._last = _Turn(Draft(""), answered, "", frozenset())

    def saw(self, count: int) -> None:
        """The person has seen that many of the last answer."""
        if self._last is None:
            return
        answered = replace(self._last.answered, seen=count)
        self._last = replace(self._last, answered=answered)
        self._seen |= {one.item.name for one in answered.shown[:count]}

"""One review, changed step by step: what becomes of a finding, what it is, and how each step is taken back.

Every front end decides through this; it draws the review, and says by which keys or words a person goes on.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import partial, reduce

from client.conversation.flagging import Flagged, mark_everywhere, take_back
from client.conversation.session import Session
from client.errors import Refusal, RefusedError
from client.hearing import heard
from client.wording.choosing import MODES, codes_of, lead
from client.wording.words import saved_limits
from sanitizer import Action, Mode, Review, Span, Wishes
from sanitizer.marking import Edge, stretched
from sanitizer.taxonomy import taxonomy

Group = Sequence[int]
"""The indices of findings that say the same, and change together."""
Teach = Callable[[Session, Review, int], Flagged]


@dataclass(frozen=True, slots=True)
class Change:
    """A review after a change. Its `repr` shows no words."""

    review: Review
    said: str = ""
    """What there is to say of it beside the review."""
    at: Span | None = field(default=None, repr=False)
    """The finding that the change is about, where it may have moved."""
    undo: Callable[[], None] | None = field(default=None, repr=False)
    """What else is to be taken back with it."""


class Deciding:
    """The states of one review, of which the last counts.

    Every change gives what it did, and raises `RefusedError` or `DecisionError` where it cannot be; a change that
    teaches or saves something raises `VaultError` where the vault is locked or does not take it. Then all is as it
    was.
    """

    def __init__(self, session: Session, review: Review) -> None:
        self._session = session
        self._steps = [Change(review)]

    @property
    def review(self) -> Review:
        """The latest state."""
        return self._steps[-1].review

    @property
    def changes(self) -> int:
        """How many changes can be taken back."""
        return len(self._steps) - 1

    @property
    def groups(self) -> tuple[tuple[int, ...], ...]:
        """Findings that say the same, in the order of the first of each."""
        return self.review.groups

    def decide(self, group: Group, action: Action, *, level: int | None = None) -> Change:
        """Leaves findings out, uses them as a limit that may be told as far as the level says, or keeps them."""
        if action is Action.CONSTRAIN and not codes_of(self.review, group):
            raise RefusedError(Refusal.NO_LIMIT_FOLLOWS)
        return self._take(Change(self.review.decide_all(group, action, level=level)))

    def follow(self, group: Group, codes: Sequence[str], *, level: int = 0) -> Change:
        """Uses findings as the limits of these codes."""
        review = _each(group, self.review, lambda one, at: one.follow(at, codes))
        return self._take(Change(review.decide_all(group, Action.CONSTRAIN, level=level)))

    def mean(self, group: Group, mode: Mode) -> Change:
        """Says how strictly a limit is meant."""
        if self.review.decisions[lead(self.review, group)].action is not Action.CONSTRAIN:
            raise RefusedError(Refusal.NOT_A_LIMIT)
        review = self.review.decide_all(group, Action.CONSTRAIN, mode=mode)
        return self._take(Change(review, f"This limit now means: {MODES[mode]}."))

    def relabel(self, group: Group, label: str) -> Change:
        """Says what findings really are."""
        at = self.review.findings[group[0]].span
        return self._take(Change(_each(group, self.review, lambda one, at: one.relabel(at, label)), at=at))

    def stretch(self, group: Group, edge: Edge, words: int) -> Change:
        """Takes a word more (1) or fewer (-1) into a finding; of several that say the same, into the first."""
        span = stretched(self.review.draft, self.review.findings, group[0], edge, words)
        if span is None:
            raise RefusedError(Refusal.NO_WORD_LEFT if words > 0 else Refusal.LAST_WORD)
        said = "Only this one changed; the others stay as they were." if len(group) > 1 else ""
        return self._take(Change(self.review.resize(group[0], span), said, span))

    def mark(self, spans: Sequence[Span], label: str) -> Change:
        """Marks a piece that was missed, wherever it stands in the draft."""
        review, places = mark_everywhere(self.review, spans, label)
        times = f" in {places} places" if places > 1 else ""
        return self._take(Change(review, f"Marked{times}: {taxonomy().labels[label].phrase}.", spans[0]))

    def pick(self, group: Group, meant: Wishes) -> Change:
        """Says what a wish means."""
        return self._take(Change(_each(group, self.review, lambda one, at: one.pick(at, meant))))

    def send_words(self, group: Group) -> Change:
        """Asks for a wish in the words that it was written in."""
        return self._take(Change(_each(group, self.review, lambda one, at: one.send_words(at))))

    def teach(self, group: Group, teach: Teach) -> Change:
        """Never, or always, flags these words: a change of the personal dictionary, too."""
        taught = teach(self._session, self.review, group[0])
        return self._take(Change(taught.review, taught.said, undo=partial(take_back, self._session, taught)))

    def save(self, group: Group) -> Change:
        """Keeps the limits that follow for every later conversation; those that were kept before stay so."""
        codes, known = codes_of(self.review, group), self._session.records.limits.codes()
        limits = [one.code for one in self.review.constraints if one.code in codes]
        new = [code for code in limits if code not in known]
        if not new:
            raise RefusedError(Refusal.SAVED_ALREADY if limits else Refusal.NOT_A_LIMIT)
        said = saved_limits(self._session.save_limits(self.review, new))
        return self._take(Change(self.review, said, undo=partial(self._unsave, new)))

    def ask_for(self, domain: str) -> Change:
        """Asks for another kind of thing, as a request of its own."""
        said = f"Asks for {taxonomy().domains[domain].topic} now, as a request of its own."
        return self._take(Change(heard(self.review.about(domain)), said))

    def alone(self) -> Change:
        """Goes on from nothing that was asked before."""
        return self._take(Change(self._session.alone(self.review)))

    def forget(self) -> Change:
        """Drops the limits of earlier turns. There is no way back from here."""
        self._session.forget()
        self._steps = [Change(replace(self.review, named=()))]
        return self._steps[0]

    def undo(self) -> None:
        """Goes back by one change, after what it taught or saved is taken back."""
        if not self.changes:
            raise RefusedError(Refusal.NOTHING_TO_UNDO)
        if undo := self._steps[-1].undo:
            undo()
        self._steps.pop()

    def undo_all(self) -> None:
        """Goes back to the start, as far as what was taught or saved can be taken back."""
        self.undo()
        while self.changes:
            self.undo()

    def renew(self, update: Callable[[Review], Review]) -> None:
        """Updates all states by what was changed elsewhere, which has no way back here."""
        self._steps = [replace(step, review=update(step.review)) for step in self._steps]

    def _take(self, change: Change) -> Change:
        review = self._session.settled(self.review, change.review)
        self._steps.append(replace(change, review=review))
        return self._steps[-1]

    def _unsave(self, codes: Collection[str]) -> None:
        for code in codes:
            self._session.save_limit(code, later=False)


def _each(group: Group, review: Review, change: Callable[[Review, int], Review]) -> Review:
    """The review after the same change of every finding of a group."""
    return reduce(change, group, review)

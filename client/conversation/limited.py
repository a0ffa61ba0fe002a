"""What one conversation keeps in mind, and what of it may be told: kept, changed, saved, offered, withdrawn."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from client.conversation.asking import Asking
from client.conversation.keeping import Keeping, Kept
from client.egress import EgressGate
from client.errors import Refusal, RefusedError
from client.exchange import Recipient
from client.kept.consent import Consent, Name
from client.kept.records import Records
from sanitizer import Constraint, Level, Review, Sanitizer
from sanitizer.constraints import told_name
from sanitizer.taxonomy import Code, taxonomy
from sanitizer.wire import tellable


class Limited:
    """The limits of a conversation with one recommender. Nothing of them is told by being here."""

    def __init__(self, gate: EgressGate, sanitizer: Sanitizer, conversation: str) -> None:
        self._gate = gate
        self._asking = Asking(gate, sanitizer, conversation)
        self._limits = Keeping(self.records.limits)

    @property
    def records(self) -> Records:
        """What is kept of the person."""
        return self._gate.records

    @property
    def recipient(self) -> Recipient:
        """Who would be told."""
        return self._gate.recipient

    @property
    def kept(self) -> tuple[Constraint, ...]:
        """The limits from earlier turns, and those that were saved."""
        return self._limits.constraints

    @property
    def limits(self) -> tuple[Kept, ...]:
        """The same with what is known of them, in the vocabulary's order."""
        return self._limits.all()

    @property
    def now(self) -> datetime:
        """The time."""
        return self._gate.clock()

    def may_tell(self, domain: str) -> tuple[Name, ...]:
        """What a request to a domain may tell of limits without a question, be they kept or in its draft."""
        return tuple(name for name in self._asking.agreed() if name[1] in tellable(domain, name[0]))

    def updated(self, review: Review) -> Review:
        """The review with what the person set or dropped since its draft was read."""
        return self._limits.updated(review)

    def forget(self) -> None:
        """Keeps the limits of earlier turns no longer, and ends what was agreed to."""
        self.withdraw()
        self._limits.forget()

    def offer(self, review: Review, group: str) -> Review:
        """The review with the limits of a group offered to be told as that group: a question, not yet an answer."""
        return self._limits.offered(review, group)

    def withdraw(self, chosen: Sequence[Consent] | None = None) -> int:
        """Ends consents, by default those that hold in this conversation. How many were live.

        What was told before stays told.
        """
        if chosen is None:
            self._limits.untell()
            return self._asking.withdraw()
        here = {consent.name for consent in chosen if consent.recipient == self.recipient.name}
        with self.records.transaction():
            self._limits.untell(here)
            count = self.records.consents.withdraw(chosen, self.now)
        self.records.see(self.now)
        return count

    def keep(self, constraint: Constraint) -> None:
        """Sets a limit for this conversation, or changes one; a saved one for later conversations, too.

        Nobody may be told more of it than it says, whatever was agreed to before.
        """
        with self.records.transaction():
            self._limits.set(replace(constraint, told_mode=None), self.now)
            self._end_above(constraint.about, constraint.level)

    def drop(self, code: str) -> None:
        """Keeps a limit no longer, here or later; nor may anybody be told of it any more."""
        with self.records.transaction():
            self._limits.drop(code)
            self._end_above(taxonomy().codes[code], Level.NOTHING)

    def restore(self, kept: Kept) -> None:
        """Keeps a limit as it was before it was changed or dropped; consents that ended are asked for again."""
        with self.records.transaction():
            self._limits.restore(kept)
            self._end_above(kept.constraint.about, kept.constraint.level)

    def _end_above(self, code: Code, level: Level) -> None:
        """Ends the consents, whoever they are for, to tell a limit at a finer level."""
        names = {(finer, told_name(code, finer)) for finer in Level if finer > level}
        held = [one for one in self.records.consents.all() if one.name in names]
        self.records.consents.withdraw(held, self.now)

    def save_limit(self, code: str, *, later: bool = True) -> None:
        """Saves one limit for every later conversation, or for this one only; `RefusedError` without a vault."""
        self._lasting()
        (self._limits.save if later else self._limits.unsave)(code)

    def save_limits(
        self, review: Review | None = None, codes: Collection[str] | None = None
    ) -> tuple[Constraint, ...]:
        """Saves the limits of this conversation, and of a review, for every later one; those that it saved.

        Without `codes` it saves all but what was only added with the kind answer.

        Raises:
            RefusedError: There is no vault to save them in.
        """
        self._lasting()
        with self.records.transaction():
            return self._limits.save_all(review, self.now, codes)

    def unsaved(self, review: Review | None = None) -> tuple[Constraint, ...]:
        """The limits of this conversation, and of a review, that `save_limits` would save for the first time.

        Raises:
            RefusedError: There is no vault to save them in.
        """
        self._lasting()
        return self._limits.unsaved(review, self.now)

    def _lasting(self) -> None:
        if not self.records.lasting:
            raise RefusedError(Refusal.NO_VAULT)

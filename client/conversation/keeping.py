"""The limits of one conversation: those that were saved, those of its turns, those that were set by hand."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from client.kept.consent import Name
from client.kept.limits import Limits, SavedLimit
from client.kindness import Concern
from sanitizer import Constraint, Level, Review
from sanitizer.constraints import told_name
from sanitizer.taxonomy import taxonomy

CAREFUL = {
    Concern.SELF_HARM: ("suicide-self-harm",),
    Concern.BEING_HURT: ("domestic-abuse", "sexual-violence"),
}
"""Limits that are kept, untold, for somebody who is in danger now."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A limit that holds now."""

    constraint: Constraint
    label: str
    """The kind of finding that it came from; empty where it came from none."""
    since: datetime
    saved: bool
    """Whether it holds in every later conversation, too."""
    careful: bool
    """Whether it came with a kind answer, to somebody in danger."""


class Keeping:
    """What is kept in mind in one conversation. Nothing of it is told by being here."""

    def __init__(self, saved: Limits) -> None:
        self._saved = saved
        self._kept = {limit.constraint.code: limit for limit in saved.all()}
        self._careful: set[str] = set()
        self._changed: dict[str, Constraint | None] = {}
        """What the person set or dropped since the last draft was read."""
        self._offered: set[str] = set()
        """What they were offered to tell after that."""

    @property
    def constraints(self) -> tuple[Constraint, ...]:
        """The limits themselves."""
        return tuple(limit.constraint for limit in self._kept.values())

    def all(self) -> tuple[Kept, ...]:
        """The limits with what is known of them, in the vocabulary's order."""
        saved = self._saved.codes()
        found = ((code, self._kept[code]) for code in taxonomy().codes if code in self._kept)
        return tuple(
            Kept(limit.constraint, limit.label, limit.since, code in saved, code in self._careful)
            for code, limit in found
        )

    def read(self, found: Concern | None) -> tuple[Constraint, ...]:
        """The limits for a new draft, and those with which one has to be careful where somebody is in danger."""
        self._changed.clear()
        self._offered.clear()
        careful = CAREFUL[found] if found else ()
        extra = [Constraint(code) for code in careful if code not in self._kept]
        self._careful |= {constraint.code for constraint in extra}
        return (*self.constraints, *extra)

    def updated(self, review: Review) -> Review:
        """The review with what the person set or dropped since its draft was read."""
        changed = {code: one for code, one in self._changed.items() if code not in self._offered}
        others = [one for one in review.named if one.code not in changed]
        return replace(review, named=(*others, *filter(None, changed.values()))) if changed else review

    def offered(self, review: Review, group: str) -> Review:
        """The review with the limits of a group to be told as that group."""
        self._offered.clear()
        review = self.updated(review)
        offered = {
            one.code: replace(one, level=max(one.level, Level.GROUP))
            for one in review.constraints
            if one.about.group == group
        }
        self._offered |= offered.keys()
        return replace(review, named=tuple(({one.code: one for one in review.named} | offered).values()))

    def remember(self, review: Review, now: datetime) -> None:
        """Keeps the limits of a turn."""
        self._kept |= self._of(review, now)

    def set(self, constraint: Constraint, now: datetime) -> None:
        """Sets a limit, or changes one; a saved one for later conversations, too."""
        code = constraint.code
        self._kept[code] = limit = self._limit(constraint, "", now)
        if code in self._saved.codes():
            self._saved.save(limit)
        self._change(code, constraint)

    def drop(self, code: str) -> None:
        """Keeps a limit no longer, here or later."""
        self._saved.forget([code])
        self._kept.pop(code, None)
        self._careful.discard(code)
        self._change(code, None)

    def refresh(self) -> None:
        """Keeps what was saved meanwhile in another conversation, too, as it was saved."""
        self._kept |= {limit.constraint.code: limit for limit in self._saved.all()}

    def restore(self, kept: Kept) -> None:
        """Keeps a limit as it was kept before, here and later."""
        code = kept.constraint.code
        self._kept[code] = limit = SavedLimit(kept.constraint, kept.label, kept.since)
        if kept.saved:
            self._saved.save(limit)
        else:
            self._saved.forget([code])
        (self._careful.add if kept.careful else self._careful.discard)(code)
        self._change(code, kept.constraint)

    def forget(self) -> None:
        """Keeps none of them in this conversation."""
        self._kept.clear()
        self._changed.clear()

    def save(self, code: str) -> None:
        """Saves a limit that is kept here for later conversations."""
        self._saved.save(self._kept[code])
        self._careful.discard(code)

    def unsave(self, code: str) -> None:
        """Keeps a limit for this conversation only."""
        self._saved.forget([code])

    def save_all(
        self, review: Review | None, now: datetime, codes: Collection[str] | None = None
    ) -> tuple[Constraint, ...]:
        """Saves what is kept, and the limits of a review, but what only came with a kind answer; or some of it."""
        chosen = [
            limit
            for code, limit in self._here(review, now).items()
            if (code not in self._careful if codes is None else code in codes)
        ]
        for limit in chosen:
            self._saved.save(limit)
        return tuple(limit.constraint for limit in chosen)

    def unsaved(self, review: Review | None, now: datetime) -> tuple[Constraint, ...]:
        """What `save_all` would save that is not saved yet."""
        spared = self._careful | self._saved.codes()
        here = self._here(review, now)
        return tuple(limit.constraint for code, limit in here.items() if code not in spared)

    def untell(self, names: Collection[Name] | None = None) -> None:
        """Tells none of the limits any more, or none that would be told by some names; saved ones neither."""
        self._kept = {code: _untold(limit, names) for code, limit in self._kept.items()}
        for limit in self._saved.all():
            self._saved.save(_untold(limit, names))

    def _change(self, code: str, constraint: Constraint | None) -> None:
        self._changed[code] = constraint
        self._offered.discard(code)

    def _here(self, review: Review | None, now: datetime) -> dict[str, SavedLimit]:
        """What is kept, and the limits of a review."""
        return self._kept | (self._of(review, now) if review else {})

    def _of(self, review: Review, now: datetime) -> dict[str, SavedLimit]:
        labels = {code: finding.label for finding in review.findings for code in finding.codes}
        return {one.code: self._limit(one, labels.get(one.code, ""), now) for one in review.constraints}

    def _limit(self, constraint: Constraint, label: str, now: datetime) -> SavedLimit:
        """As it is now, of the kind and time that it was of before, if it was."""
        before = self._kept.get(constraint.code)
        return SavedLimit(
            constraint, label or (before.label if before else ""), before.since if before else now
        )


def _untold(limit: SavedLimit, names: Collection[Name] | None) -> SavedLimit:
    constraint = limit.constraint
    told = bool(constraint.level) and (
        names is None or (constraint.level, told_name(constraint.about, constraint.level)) in names
    )
    return replace(limit, constraint=replace(constraint, level=Level.NOTHING)) if told else limit

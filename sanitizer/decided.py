"""What was found in a draft and is decided about it, and how a person changes both."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Self

from sanitizer.errors import DecisionError
from sanitizer.facets import fold
from sanitizer.groups import groups
from sanitizer.kinds import AskedKind
from sanitizer.marking import marked, placed
from sanitizer.negation import NEGATION, expanded
from sanitizer.policy import POLICIES, PolicyName, chosen, decide, redecide
from sanitizer.taxonomy import Kind, taxonomy
from sanitizer.titles import TitleTable
from sanitizer.types import Action, Constraint, Decision, Draft, Finding, Level, Span, level_of
from sanitizer.wishes import Wishes


@dataclass(frozen=True, slots=True)
class Decided:
    """A draft's findings, in order and apart, and what is decided about each. Every change gives a new value."""

    draft: Draft
    domain: str
    decisions: tuple[Decision, ...]
    named: tuple[Constraint, ...] = ()
    """Constraints that the person named by code, beside those that were found."""
    titles: TitleTable | None = field(default=None, repr=False)
    policy: PolicyName = PolicyName.BALANCED
    earlier: Wishes | None = field(default=None, repr=False)
    """The wishes that this turn goes on from; a draft by itself has none."""
    picked: Mapping[int, Wishes] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    """What a person picked for findings that the vocabulary had no place for."""
    as_written: frozenset[int] = frozenset()
    """Findings whose words a person wants to be sent."""
    kinds: tuple[AskedKind, ...] = field(default=(), repr=False)
    """Kinds of work that are asked for in bare words, and where."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found, in order."""
        return tuple(decision.finding for decision in self.decisions)

    @property
    def groups(self) -> tuple[tuple[int, ...], ...]:
        """Findings that say the same: their indices, in the order of the first of each."""
        return groups(self.draft, self.findings)

    @property
    def sensitive(self) -> bool:
        """Whether any fact or detail was found."""
        return any(finding.sensitive for finding in self.findings)

    def decide(self, index: int, action: str, *, level: int | None = None, mode: str | None = None) -> Self:
        """A new review in which one finding is decided.

        Args:
            index: Which finding, from 0.
            action: `redact`, `constrain` or `allow`.
            level: For `constrain`, how much is told: 0 nothing, 1 root, 2 group, 3 code; by default as it was.
            mode: For `constrain`: `ask`, `strict` or `soft`; by default as it was.

        Raises:
            DecisionError: No such finding, or a decision that it does not allow.
        """
        told = None if level is None else level_of(level)
        decided = redecide(self._at(index), *chosen(action, told, mode))
        return replace(self._overruled(decided), decisions=self._with(index, decided))

    def decide_all(
        self, group: Iterable[int], action: str, *, level: int | None = None, mode: str | None = None
    ) -> Self:
        """A new review in which findings that say the same are decided alike, as by `decide`.

        Of a group that becomes a limit, a finding without codes goes the way of its kind.
        """
        changed, found = self, {index: self._at(index).finding for index in group}
        coded = any(finding.codes for finding in found.values())
        for index, finding in found.items():
            if action == Action.CONSTRAIN and coded and not finding.codes:
                changed = changed.decide(index, "redact" if finding.sensitive else "allow")
            else:
                changed = changed.decide(index, action, level=level, mode=mode)
        return changed

    def mark(self, span: Span, label: str, codes: Sequence[str] = ()) -> Self:
        """A new review with a finding of the person's own, decided by default as its kind is.

        A wish that it shares a part with keeps what is beside it: what is private may lie in what is asked for.

        Raises:
            DecisionError: Nothing to read there, a part of another finding, or a label that has no such codes.
            VocabularyError: No such label or code.
        """
        _check_piece(span)
        spared = taxonomy().labels[label].kind is not Kind.WISH
        others = [one for one in self.findings if not (spared and one.kind is Kind.WISH)]
        found = marked(self.draft, others, span, label, codes)
        return (self._cut(found.span) if spared else self).add([found])

    def add(self, found: Iterable[Finding]) -> Self:
        """A new review with further findings, decided by default. `DecisionError` where one shares a part."""
        changed = list(self.decisions)
        for finding in found:
            at = placed(self.draft, [decision.finding for decision in changed], finding.span)
            changed.append(decide(replace(finding, span=at), POLICIES[self.policy]))
        return self._rearranged(changed)

    def _cut(self, span: Span) -> Self:
        """Without what wishes have in a span. Of one that refuses something, nothing is asked for any more."""
        decisions: list[Decision] = []
        for decision in self.decisions:
            wish = decision.finding.span
            if decision.finding.kind is not Kind.WISH or not wish.overlaps(span):
                decisions.append(decision)
                continue
            for start, end in ((wish.start, span.start), (span.end, wish.end)):
                left = Span(start, end).trimmed(self.draft.text) if start < end else None
                if left:
                    # What is cut may be what a negation was about: the rest could mean the opposite.
                    refuses = not NEGATION.isdisjoint(fold(expanded(wish.of(self.draft.text))))
                    finding = replace(decision.finding, span=left)
                    action = Action.REDACT if refuses else decision.action
                    decisions.append(replace(decision, finding=finding, action=action))
        return self._rearranged(decisions)

    def drop(self, indices: Container[int]) -> Self:
        """A new review without some findings: their words are as any other."""
        return self._rearranged(one for at, one in enumerate(self.decisions) if at not in indices)

    def resize(self, index: int, span: Span) -> Self:
        """A new review in which a finding begins and ends elsewhere; what was decided about it stays.

        Words that were to be sent are not, since they are others now.

        Raises:
            DecisionError: No such finding, nothing of it is left, or a part of another finding.
        """
        earlier = self._at(index)
        _check_piece(span)
        if not span.overlaps(earlier.finding.span):
            raise DecisionError("A finding keeps a part of what it was. Mark the other piece instead.")
        others = self.findings[:index] + self.findings[index + 1 :]
        finding = replace(earlier.finding, span=placed(self.draft, others, span))
        decisions = self._with(index, replace(earlier, finding=finding))
        return replace(self, decisions=decisions, as_written=self.as_written - {index})

    def follow(self, index: int, codes: Sequence[str]) -> Self:
        """A new review in which limits follow from a finding as the person says, kept and told to nobody.

        Raises:
            DecisionError: No such finding, or a wish or a detail.
            VocabularyError: No such code.
        """
        return self.heed(index, codes).decide(index, "constrain", level=0)

    def heed(self, index: int, codes: Sequence[str]) -> Self:
        """A new review in which limits follow from a finding, decided by default; see `follow`."""
        earlier = self._at(index)
        if not earlier.finding.kind.can_limit:
            raise DecisionError("A limit follows only from a fact or a stated limit.")
        known = tuple(taxonomy().codes[code].name for code in codes)
        decided = decide(replace(earlier.finding, codes=known), POLICIES[self.policy])
        return replace(self, decisions=self._with(index, replace(decided, mode=earlier.mode)))

    def relabel(self, index: int, label: str) -> Self:
        """A new review in which one finding is something else, decided by default as that.

        Facts and limits keep their codes and mode. `DecisionError` or `VocabularyError` for what does not exist.
        """
        earlier = self._at(index)
        kind = taxonomy().labels[label].kind
        codes = earlier.finding.codes if kind.can_limit else ()
        decided = decide(replace(earlier.finding, label=label, codes=codes), POLICIES[self.policy])
        return replace(self, decisions=self._with(index, replace(decided, mode=earlier.mode)))

    def _at(self, index: int) -> Decision:
        if not isinstance(index, int) or isinstance(index, bool):
            raise DecisionError("A finding is named by its index: a number, from 0.")
        if not 0 <= index < len(self.decisions):
            raise DecisionError(f"There is no finding {index}; there are {len(self.decisions)}, from 0.")
        return self.decisions[index]

    def _with(self, index: int, decision: Decision) -> tuple[Decision, ...]:
        return (*self.decisions[:index], decision, *self.decisions[index + 1 :])

    def _rearranged(self, decisions: Iterable[Decision]) -> Self:
        """With findings added or gone; what was chosen for the others stays with them."""
        ordered = tuple(sorted(decisions, key=lambda decision: decision.finding.span))
        places = {decision.finding.span: at for at, decision in enumerate(ordered)}
        moved = {
            at: places[finding.span] for at, finding in enumerate(self.findings) if finding.span in places
        }
        picked = {moved[at]: meant for at, meant in self.picked.items() if at in moved}
        return replace(
            self,
            decisions=ordered,
            picked=MappingProxyType(picked),
            as_written=frozenset(moved[at] for at in self.as_written if at in moved),
        )

    def _overruled(self, decided: Decision) -> Self:
        """What is decided about a finding holds for its codes, whatever was named of them before.

        A named limit that is not used here again is kept on this device, and told no more.
        """
        codes = decided.finding.codes
        constrained = decided.action is Action.CONSTRAIN
        named = tuple(
            replace(constraint, level=Level.NOTHING) if constraint.code in codes else constraint
            for constraint in self.named
            if not (constrained and constraint.code in codes)
        )
        return replace(self, named=named)


def _check_piece(span: object) -> None:
    if not isinstance(span, Span):
        raise DecisionError("A piece of a draft is a Span(start, end).")

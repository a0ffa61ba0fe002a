"""A draft's findings and what is decided about each: the value that a person works on."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from types import MappingProxyType

from sanitizer.constraints import Told, constraints, told, told_name
from sanitizer.errors import DecisionError
from sanitizer.minimize import minimize
from sanitizer.policy import POLICIES, PolicyName, accept, decide, redecide, untell
from sanitizer.render import prompt_text, redacted_text
from sanitizer.taxonomy import Kind, taxonomy
from sanitizer.titles import TitleTable
from sanitizer.types import Action, Constraint, Decision, Draft, Finding, Level, Mode
from sanitizer.wire import ConsentTag, MinimizedRequest
from sanitizer.wishes import Wishes, going_on, is_wished, wishes


@dataclass(frozen=True, slots=True)
class Review:
    """A draft's findings and what is decided about each. Frozen: a change gives a new review.

    Without a person's decision nothing is told: facts and details are left out, limits are kept on this
    device, and a request is built from wishes alone.
    """

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

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found, in order."""
        return tuple(decision.finding for decision in self.decisions)

    @property
    def sensitive(self) -> bool:
        """Whether any fact or detail was found."""
        return any(finding.sensitive for finding in self.findings)

    @property
    def constraints(self) -> tuple[Constraint, ...]:
        """All limits to keep, told or not, of every domain: what answers are to be screened against."""
        return constraints(self.decisions, self.named)

    @property
    def wishes(self) -> Wishes:
        """What is asked for, in the closed vocabulary, going on from an earlier turn where there is one."""
        # A picked meaning takes the place of what the words themselves would ask for.
        written = [
            replace(one, action=Action.REDACT) if at in self.picked else one
            for at, one in enumerate(self.decisions)
        ]
        found = wishes(self.draft, written, self.domain, self.titles)
        for index, meant in self.picked.items():
            if is_wished(self.decisions[index]):
                found = going_on(found, replace(meant, unmapped=found.unmapped), self.domain)
        return going_on(self.earlier, found, self.domain) if self.earlier else found

    @property
    def told(self) -> Told:
        """What a request would tell of the constraints."""
        return told(self.constraints, self.domain)

    def decide(
        self, index: int, action: str, *, level: int | None = None, mode: str | None = None
    ) -> "Review":
        """A new review in which one finding is decided.

        Args:
            index: Which finding, from 0.
            action: `redact`, `constrain` or `allow`.
            level: For `constrain`, how much is told: 0 nothing, 1 root, 2 group, 3 code; by default as it was.
            mode: For `constrain`: `ask`, `strict` or `soft`; by default as it was.

        Raises:
            DecisionError: No such finding, or a decision that it does not allow.
        """
        if not 0 <= index < len(self.decisions):
            raise DecisionError(f"There is no finding {index}; there are {len(self.decisions)}, from 0.")
        try:
            chosen = (
                Action(action),
                None if level is None else Level(level),
                None if mode is None else Mode(mode),
            )
        except ValueError:
            raise DecisionError(
                "A decision is redact, constrain or allow; a level 0 to 3; a mode ask, strict or soft."
            ) from None
        decided = redecide(self.decisions[index], *chosen)
        return replace(self._overruled(decided), decisions=self._with(index, decided))

    def tell(self, code: str, level: int, *, mode: str = "ask") -> "Review":
        """A new review that tells a code, found or not, at a level from 0 to 3: the person's consent.

        What was told of the same code by an earlier call is replaced.

        Raises:
            VocabularyError: No such code.
            DecisionError: No such level or mode.
        """
        name = taxonomy().codes[code].name
        try:
            constraint = Constraint(name, Level(level), Mode(mode))
        except ValueError:
            raise DecisionError("A level is 0 to 3; a mode is ask, strict or soft.") from None
        others = tuple(earlier for earlier in self.named if earlier.code != name)
        return replace(self, named=(*others, constraint))

    def relabel(self, index: int, label: str) -> "Review":
        """A new review in which one finding is something else, decided by default as that.

        Facts and limits keep their codes and mode. `DecisionError` or `VocabularyError` for what does not exist.
        """
        _ = self.decide(index, "redact")
        earlier = self.decisions[index]
        kind = taxonomy().labels[label].kind
        codes = earlier.finding.codes if kind in (Kind.FACT, Kind.LIMIT) else ()
        decided = decide(replace(earlier.finding, label=label, codes=codes), POLICIES[self.policy])
        return replace(self, decisions=self._with(index, replace(decided, mode=earlier.mode)))

    def pick(self, index: int, meant: Wishes) -> "Review":
        """A new review in which a finding asks for what the person picked; its words are not sent.

        Raises:
            DecisionError: No such finding, or no wish.
        """
        picked = MappingProxyType({**self.picked, index: meant})
        return replace(self._wished(index), picked=picked, as_written=self.as_written - {index})

    def send_words(self, index: int) -> "Review":
        """A new review that asks for a finding in the words that it was written in.

        Raises:
            DecisionError: No such finding, or no wish.
        """
        return replace(self._wished(index), as_written=self.as_written | {index})

    def _wished(self, index: int) -> "Review":
        allowed = self.decide(index, "allow")
        if self.findings[index].kind is not Kind.WISH:
            raise DecisionError("Only a wish can be picked or sent in its own words.")
        return allowed

    def wish(self, index: int) -> Wishes:
        """What one finding asks for, in the closed vocabulary."""
        if index in self.picked:
            return self.picked[index]
        return wishes(self.draft, self.decisions[index : index + 1], self.domain, self.titles)

    def accept_offers(self) -> "Review":
        """A new review that tells what the policy offers, beside what is told already: the person's consent."""
        return replace(self, decisions=tuple(accept(decision) for decision in self.decisions))

    def untold(self, names: Container[tuple[Level, str]]) -> "Review":
        """A new review with the same limits, those names (a level and what is told there) not told or offered."""

        def hides(codes: Iterable[str], level: Level) -> bool:
            return bool(level) and any(
                (level, told_name(taxonomy().codes[code], level)) in names for code in codes
            )

        return replace(
            self,
            named=tuple(
                replace(constraint, level=Level.NOTHING)
                if hides((constraint.code,), constraint.level)
                else constraint
                for constraint in self.named
            ),
            decisions=tuple(
                untell(decision)
                if hides(decision.finding.codes, decision.level or decision.offered)
                else decision
                for decision in self.decisions
            ),
        )

    def _with(self, index: int, decision: Decision) -> tuple[Decision, ...]:
        return (*self.decisions[:index], decision, *self.decisions[index + 1 :])

    def _overruled(self, decided: Decision) -> "Review":
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

    def redacted(self) -> str:
        """The draft with readable placeholders, for pasting into other tools. What was missed is in it."""
        return redacted_text(self.draft, self.decisions)

    def prompt(self, *, words: Sequence[str] = ()) -> str:
        """The request in plain words: closed phrases, and `words` where the caller adds some."""
        return prompt_text(self.wishes, self.constraints, self.domain, words)

    def request(self, consent: ConsentTag | None = None, *, words: Sequence[str] = ()) -> MinimizedRequest:
        """All that a recommender would be told. What was missed is not in it.

        Args:
            consent: The tag that goes with what is told; by default one for this request, until the day ends.
            words: Phrases of the person's own that they allowed to be sent, from `Sanitizer.checked_words`.
        """
        tag = consent or ConsentTag(expires=datetime.now(UTC).date())
        return minimize(self.wishes, self.constraints, self.domain, tag, words)

"""A draft's findings and what is decided about each: the value that a person works on."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import MappingProxyType

from sanitizer.constraints import Told, constraints, told, told_name
from sanitizer.decided import Decided
from sanitizer.errors import DecisionError
from sanitizer.facets import facets
from sanitizer.kinds import outside
from sanitizer.minimize import minimize
from sanitizer.policy import accept, untell
from sanitizer.render import placeholders, prompt_text, redacted_text
from sanitizer.taxonomy import Kind, taxonomy
from sanitizer.types import Action, Constraint, Level, Mode, level_of
from sanitizer.wire import ConsentTag, MinimizedRequest
from sanitizer.wishes import Wishes, asking, going_on, is_wished, wishes


@dataclass(frozen=True, slots=True)
class Review(Decided):
    """A draft's findings and what is decided about each. Frozen: a change gives a new review.

    Without a person's decision nothing is told: facts and details are left out, limits are kept on this
    device, and a request is built from wishes alone.
    """

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
        found = asking(wishes(self.draft, written, self.domain, self.titles), self._kinds(), self.domain)
        for index, meant in self.picked.items():
            if is_wished(self.decisions[index]):
                found = going_on(found, replace(meant, unmapped=found.unmapped), self.domain)
        return going_on(self.earlier, found, self.domain) if self.earlier else found

    def _kinds(self) -> set[str]:
        """The kinds that are asked for in bare words, but for words that are something else now."""
        if not self.kinds or "kind" not in facets(self.domain):
            return set()
        spared = (
            decision.finding.span
            for decision in self.decisions
            if decision.finding.kind is not Kind.WISH or decision.action is not Action.ALLOW
        )
        return {kind for _, kind in outside(self.kinds, spared, len(self.draft.text))}

    @property
    def told(self) -> Told:
        """What a request would tell of the constraints."""
        return told(self.constraints, self.domain)

    def tell(self, code: str, level: int, *, mode: str = "ask") -> "Review":
        """A new review that tells a code, found or not, at a level from 0 to 3: the person's consent.

        What was told of the same code by an earlier call is replaced.

        Raises:
            VocabularyError: No such code.
            DecisionError: No such level or mode.
        """
        name = taxonomy().codes[code].name
        try:
            constraint = Constraint(name, level_of(level), Mode(mode))
        except ValueError:
            raise DecisionError("A mode is ask, strict or soft.") from None
        others = tuple(earlier for earlier in self.named if earlier.code != name)
        return replace(self, named=(*others, constraint))

    def about(self, domain: str) -> "Review":
        """A new review that asks about another domain, and goes on from nothing; what was picked is undone.

        Raises:
            VocabularyError: No such domain.
        """
        name = taxonomy().domains[domain].name
        return replace(self, domain=name, earlier=None, picked=MappingProxyType({}))

    def pick(self, index: int, meant: Wishes) -> "Review":
        """A new review in which a finding asks for what the person picked; its words are not sent.

        Raises:
            DecisionError: No such finding, or no wish.
        """
        wished = self._wished(index)
        picked = MappingProxyType({**self.picked, index: meant})
        return replace(wished, picked=picked, as_written=self.as_written - {index})

    def send_words(self, index: int) -> "Review":
        """A new review that asks for a finding in the words that it was written in.

        Raises:
            DecisionError: No such finding, or no wish.
        """
        wished = self._wished(index)
        return replace(wished, as_written=self.as_written | {index})

    def _wished(self, index: int) -> "Review":
        allowed = self.decide(index, "allow")
        if self.findings[index].kind is not Kind.WISH:
            raise DecisionError("Only a wish can be picked or sent in its own words.")
        return allowed

    def wish(self, index: int) -> Wishes:
        """What one finding asks for, in the closed vocabulary. `DecisionError` where there is no such finding."""
        decision = self._at(index)
        if index in self.picked:
            return self.picked[index]
        return wishes(self.draft, (decision,), self.domain, self.titles)

    def accept_offers(self) -> "Review":
        """A new review that tells what the policy offers, beside what is told already: the person's consent."""
        return replace(self, decisions=tuple(accept(decision) for decision in self.decisions))

    def untold(self, names: Container[tuple[Level, str]]) -> "Review":
        """A new review with the same limits, those names (a level and what is told there) not told or offered.

        What a decision tells besides stays told, as named constraints.
        """

        def hidden(codes: Iterable[str], level: Level) -> set[str]:
            known = taxonomy().codes
            return {code for code in codes if level and (level, told_name(known[code], level)) in names}

        named = [
            replace(one, level=Level.NOTHING) if hidden((one.code,), one.level) else one for one in self.named
        ]
        decisions = []
        for decision in self.decisions:
            codes = hidden(decision.finding.codes, decision.level or decision.offered)
            if codes and decision.level:
                others = (code for code in decision.finding.codes if code not in codes)
                named += [Constraint(code, decision.level, decision.mode) for code in others]
            decisions.append(untell(decision) if codes else decision)
        return replace(self, named=tuple(named), decisions=tuple(decisions))

    def redacted(self) -> str:
        """The draft with readable placeholders, for pasting into other tools. What was missed is in it."""
        return redacted_text(self.draft, self.decisions)

    def placeholder(self, index: int) -> str:
        """What the redacted text reads where a finding is, or would be, left out."""
        left_out = replace(self._at(index), action=Action.REDACT)
        return placeholders(self.draft, self._with(index, left_out))[index]

    def prompt(self, *, words: Sequence[str] = ()) -> str:
        """The request in plain words: closed phrases, and `words` where the caller adds some."""
        return prompt_text(self.wishes, self.constraints, self.domain, _phrases(words))

    def request(self, consent: ConsentTag | None = None, *, words: Sequence[str] = ()) -> MinimizedRequest:
        """All that a recommender would be told. What was missed is not in it.

        Args:
            consent: The tag that goes with what is told; by default one for this request, until the day ends.
            words: Phrases of the person's own that they allowed to be sent, from `Sanitizer.checked_words`.
        """
        tag = consent or ConsentTag(expires=datetime.now(UTC).date())
        return minimize(self.wishes, self.constraints, self.domain, tag, _phrases(words))


def _phrases(words: Sequence[str]) -> Sequence[str]:
    """Phrases as they were given; `DecisionError` for one text, which would go letter by letter."""
    if isinstance(words, str):
        raise DecisionError("Words of the person's own are a list of phrases, not one text.")
    return words

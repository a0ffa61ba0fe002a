"""The library's front: a sanitizer that finds, and a review that decides and minimizes."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from sanitizer.constraints import Told, constraints, told
from sanitizer.detector import UNREADABLE, Detector
from sanitizer.errors import DecisionError
from sanitizer.merge import merge
from sanitizer.minimize import minimize
from sanitizer.model import load_model
from sanitizer.policy import POLICIES, PolicyName, accept, decide, redecide, untell
from sanitizer.render import prompt_text, redacted_text
from sanitizer.rules import detect_rules
from sanitizer.taxonomy import Kind, taxonomy
from sanitizer.titles import Title, TitleTable, title_table
from sanitizer.types import Action, Constraint, Decision, Draft, Finding, Level, Mode, Source, Span
from sanitizer.wire import ConsentTag, MinimizedRequest
from sanitizer.wishes import Wishes, closest_domain, wishes

MAX_CODE_POINTS = 2_000_000
"""What lies beyond is not read and is one finding, labelled `unreadable`."""


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
        """What is asked for, in the closed vocabulary."""
        return wishes(self.draft, self.decisions, self.domain, self.titles)

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
            level: For `constrain`, how much is told: 0 nothing, 1 root, 2 group, 3 code.
            mode: For `constrain`: `ask`, `strict` or `soft`.

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
        return replace(self, decisions=(*self.decisions[:index], decided, *self.decisions[index + 1 :]))

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

        Facts and limits keep their codes. `DecisionError` or `VocabularyError` for what does not exist.
        """
        earlier = self.decide(index, "redact").findings[index]
        kind = taxonomy().labels[label].kind
        codes = earlier.codes if kind in (Kind.FACT, Kind.LIMIT) else ()
        decision = decide(replace(earlier, label=label, codes=codes), POLICIES[self.policy])
        return replace(self, decisions=(*self.decisions[:index], decision, *self.decisions[index + 1 :]))

    def accept_offers(self) -> "Review":
        """A new review that tells what the policy offers, beside what is told already: the person's consent."""
        return replace(self, decisions=tuple(accept(decision) for decision in self.decisions))

    def untold(self) -> "Review":
        """A new review with the same limits, none of them told."""
        named = tuple(replace(constraint, level=Level.NOTHING) for constraint in self.named)
        return replace(self, named=named, decisions=tuple(untell(decision) for decision in self.decisions))

    def redacted(self) -> str:
        """The draft with readable placeholders, for pasting into other tools. What was missed is in it."""
        return redacted_text(self.draft, self.decisions)

    def prompt(self, *, words: Sequence[str] = ()) -> str:
        """The request in plain words: closed phrases, and `words` where the caller adds some."""
        return prompt_text(self.wishes, self.constraints, self.domain, words)

    def request(self, consent: ConsentTag | None = None) -> MinimizedRequest:
        """All that a recommender would be told. What was missed is not in it.

        Args:
            consent: The tag that goes with what is told; by default one for this request, until the day ends.
        """
        tag = consent or ConsentTag(expires=datetime.now(UTC).date())
        return minimize(self.wishes, self.constraints, self.domain, tag)


class Sanitizer:
    """Finds what is personal in a draft, on this machine. Safe to share between threads."""

    def __init__(self, detector: Detector, *, titles: TitleTable | None = None) -> None:
        self._detector = detector
        self._titles = titles

    @classmethod
    def load(
        cls,
        *,
        operating_point: str = "balanced",
        model: Path | None = None,
        threads: int = 2,
        titles: Iterable[Title] = (),
    ) -> "Sanitizer":
        """Opens the detector.

        Args:
            operating_point: `cautious` misses less, `quiet` flags less, `balanced` lies between.
            model: Another model's folder; by default the one of this release.
            threads: Processor threads for one pass.
            titles: Known titles that a request may hold.

        Raises:
            ModelError: The model's files are missing, changed, or of another kind.
        """
        return cls(Detector(load_model(model, threads=threads), operating_point), titles=title_table(titles))

    def detect(self, text: str) -> tuple[Finding, ...]:
        """Disjoint findings in order, in code points of the text. Any length."""
        read, rest = text[:MAX_CODE_POINTS], text[MAX_CODE_POINTS:]
        draft = Draft(read)
        found = self._detector.detect(draft)
        firm = [finding for finding in found if finding.sensitive]
        soft = [finding for finding in found if not finding.sensitive]
        if rest:
            firm.append(Finding(Span(len(read), len(text)), UNREADABLE, source=Source.RULES))
        return merge(text, detect_rules(draft), firm, soft)

    def review(self, text: str, *, domain: str | None = None, policy: str = "balanced") -> Review:
        """The findings with default decisions.

        Args:
            text: The draft.
            domain: `media`, `food` or `outings`; by default the one that the wishes fit best.
            policy: What is offered to be told: `private`, `balanced` or `open`. Offered is not told.

        Raises:
            VocabularyError: No such domain.
            DecisionError: No such policy.
        """
        if policy not in POLICIES:
            raise DecisionError(f"Unknown policy. Known: {', '.join(POLICIES)}.")
        draft = Draft(text)
        chosen = POLICIES[PolicyName(policy)]
        decisions = tuple(decide(finding, chosen) for finding in self.detect(text))
        name = closest_domain(draft, decisions) if domain is None else taxonomy().domains[domain].name
        return Review(draft, name, decisions, titles=self._titles, policy=PolicyName(policy))

    def checked_words(self, review: Review) -> tuple[str, ...]:
        """The wishes of a review that the vocabulary has no place for, as they were written.

        Each is scanned again by itself; one in which anything sensitive or a limit is found is not among them.
        """
        spans = [review.findings[index].span for index in review.wishes.unmapped]
        phrases = dict.fromkeys(" ".join(span.of(review.draft.text).split()) for span in spans)
        return tuple(
            phrase for phrase in phrases if all(finding.kind is Kind.WISH for finding in self.detect(phrase))
        )

    async def review_async(self, text: str, *, domain: str | None = None, policy: str = "balanced") -> Review:
        """`review` in a worker thread."""
        return await asyncio.to_thread(self.review, text, domain=domain, policy=policy)

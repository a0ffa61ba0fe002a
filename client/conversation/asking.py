"""What a person is asked before anything of theirs is told, one question after the other, and the answers."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from client.egress import EgressGate
from client.errors import EgressError
from client.exchange import PreparedRequest
from client.kept.consent import LASTS, WIDTH, WORDS, Consent, Name, State
from client.ownwords import may_leave
from client.wording.words import consent_question, they_do_not_learn, they_learn, words_question
from sanitizer import Mode, Review, Sanitizer
from sanitizer.taxonomy import taxonomy
from sanitizer.wire import ConsentTag, MinimizedRequest, Scope


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be sent, before anybody approved it."""

    review: Review
    prepared: PreparedRequest
    learns: str
    stays: str
    request: MinimizedRequest
    """What the bytes say."""
    asked: tuple[Name, ...] = ()
    """What would be told if the person agreed; unanswered. Nothing can be sent before the answer."""
    offered: frozenset[Name] = frozenset()
    """Of that, what a policy offers and the person did not choose to tell."""
    question: str = ""
    words: tuple[str, ...] = ()
    """What the person wrote that is asked about, where it is. Shown beside the question, never kept with it."""
    settled: frozenset[Name] = frozenset()
    """What was answered for this preview."""
    once: tuple[Consent, ...] = ()
    """Consents for one request, which are bound to its bytes."""


class Asking:
    """The questions of one conversation with one recommender."""

    def __init__(self, gate: EgressGate, sanitizer: Sanitizer, conversation: str) -> None:
        self._gate = gate
        self._sanitizer = sanitizer
        self._conversation = conversation

    def preview(self, review: Review) -> Preview:
        """See `Session.preview`."""
        domain, recipient = review.domain, self._gate.recipient
        if domain not in recipient.domains:
            topic = taxonomy().domains[domain].topic
            raise EgressError(f"Nothing was sent: {recipient.name} has no {topic}.")
        return self._next(review)

    def answer(
        self, preview: Preview, *, agreed: bool, scope: Scope, names: Collection[Name] | None = None
    ) -> Preview:
        """See `Session.answer`. Words of the person's own are allowed for one request only."""
        now, records = self._gate.clock(), self._gate.records
        records.see(now)
        scope = Scope.REQUEST if preview.asked == (WORDS,) else scope
        modes = _modes(preview.review)
        allowed = set(preview.asked if names is None else names) if agreed else set()
        refused = tuple(name for name in preview.asked if name not in allowed)
        answers = [
            Consent(
                name,
                self._gate.recipient.name,
                self._conversation,
                State.REFUSED if name in refused else State.GIVEN,
                now,
                now + LASTS[scope],
                scope=scope,
                question=preview.question,
                mode=modes.get(name, Mode.ASK),
            )
            for name in preview.asked
        ]
        records.consents.record(answers)
        given = [one for one in answers if one.state is State.GIVEN and scope is Scope.REQUEST]
        once = (*preview.once, *given)
        review = without(preview.review, refused)
        answered = replace(self._next(review, preview.settled.union(preview.asked)), once=once)
        records.consents.bind(once, answered.prepared.digest)
        return answered

    def withdraw(self) -> int:
        """Ends the consents that hold in this conversation. How many could still have let something be told."""
        now, records = self._gate.clock(), self._gate.records
        recipient = self._gate.recipient.name
        holding = [
            consent
            for consent in records.consents.all()
            if consent.answers(consent.name, recipient, self._conversation)
        ]
        used = {name for entry in records.audit.entries for name in entry.consents}
        open_ = [one for one in holding if one.scope is not Scope.REQUEST or one.id not in used]
        count = sum(one.live(now) for one in open_)
        records.consents.withdraw(holding, now)
        records.see(now)
        return count

    def _next(self, review: Review, settled: frozenset[Name] = frozenset()) -> Preview:
        """With the next question that is open: first the limits, then the words."""
        chosen = _names(review)
        declined = [
            name
            for name in _names(review.accept_offers())
            if name not in chosen and self._answered(name) and not self.live(name)
        ]
        wished = review.untold(declined).accept_offers()
        asked = tuple(
            name for name, mode in _modes(wished).items() if name not in settled and not self.live(name, mode)
        )
        if asked:
            shown = self._shown(wished.untold(asked), ())
            question, offered = self._question(asked, wished), frozenset(asked).difference(chosen)
            return replace(
                shown, review=wished, asked=asked, offered=offered, question=question, settled=settled
            )
        words = self.sendable(wished, wished.as_written)
        if words and WORDS not in settled:
            question = words_question(len(words), self._gate.recipient)
            shown = self._shown(wished, ())
            return replace(shown, asked=(WORDS,), question=question, words=words, settled=settled)
        return replace(self._shown(wished, words), settled=settled)

    def _question(self, asked: Sequence[Name], review: Review) -> str:
        meant = _modes(review)
        now, lasting = self._gate.clock(), self._gate.records.lasting
        ends = {scope: now + lasts for scope, lasts in LASTS.items() if lasting or scope is not Scope.UNTIL}
        modes = [meant[name] for name in asked]
        return consent_question(asked, modes, self._gate.recipient, review.domain, ends)

    def _shown(self, review: Review, words: Sequence[str]) -> Preview:
        request = review.request(self._tag(review), words=words)
        prepared = self._gate.prepare(request)
        learns = they_learn(request, self._gate.recipient)
        return Preview(review, prepared, learns, they_do_not_learn(review, request), request)

    def sendable(self, review: Review, chosen: Collection[int]) -> tuple[str, ...]:
        """The words of findings that may be sent: short, and nothing but wishes in them, one by one or together."""
        kept: tuple[str, ...] = ()
        for phrase in self._sanitizer.checked_words(review, chosen):
            if may_leave((*kept, phrase), self._sanitizer):
                kept = (*kept, phrase)
        return kept

    def agreed(self) -> tuple[Name, ...]:
        """All that may be told here without asking again."""
        recipient = self._gate.recipient.name
        last = {
            one.name: one
            for one in self._gate.records.consents.all()
            if one.answers(one.name, recipient, self._conversation)
        }
        return tuple(name for name, one in last.items() if self._holds(one))

    def _answered(self, name: Name) -> Consent | None:
        return self._gate.records.consents.find(name, self._gate.recipient.name, self._conversation)

    def live(self, name: Name, mode: Mode = Mode.SOFT) -> bool:
        """Whether it may be told, so strictly, without asking again; a consent for one request is for no other."""
        consent = self._answered(name)
        return consent is not None and self._holds(consent) and consent.allows(mode)

    def _holds(self, consent: Consent) -> bool:
        return consent.scope is not Scope.REQUEST and consent.live(self._gate.clock())

    def _tag(self, review: Review) -> ConsentTag:
        """The tag of all that is told: the earliest day and the narrowest scope of the consents."""
        found = [consent for consent in map(self._answered, _names(review)) if consent is not None]
        ends = min((consent.expires.date() for consent in found), default=self._gate.clock().date())
        scope = min((consent.scope for consent in found), default=Scope.REQUEST, key=WIDTH.__getitem__)
        return ConsentTag(ends, scope)


def without(review: Review, names: Sequence[Name]) -> Review:
    """The review in which none of some names is told."""
    return replace(review.untold(names), as_written=frozenset() if WORDS in names else review.as_written)


def _names(review: Review) -> tuple[Name, ...]:
    return tuple(_modes(review))


def _modes(review: Review) -> dict[Name, Mode]:
    """What is told, and how strictly."""
    return {(level, name): mode for level, name, mode in review.told}

"""A conversation without a screen: draft, review, preview, send. Every front end drives this one."""

import secrets
from dataclasses import dataclass, replace

from client.audit import AuditEntry
from client.catalogue import Catalogue, load_catalogue
from client.config import Config
from client.consent import LASTS, WIDTH, Consent, Name, State
from client.conversations import Turn
from client.egress import EgressGate, open_gate
from client.errors import EgressError, UsageError, VaultError
from client.exchange import PreparedRequest, Recipient
from client.kindness import Concern, concern
from client.limits import SavedLimit
from client.records import Records
from client.replies import parse_reply
from client.safety import SafeReply, screen
from client.words import consent_question, they_do_not_learn, they_learn
from sanitizer import Constraint, Level, Review, Sanitizer
from sanitizer.taxonomy import taxonomy
from sanitizer.wire import ConsentTag, Scope

CAREFUL = {
    Concern.SELF_HARM: ("suicide-self-harm",),
    Concern.BEING_HURT: ("domestic-abuse", "sexual-violence"),
}
"""Limits that are kept, untold, for somebody who is in danger now."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be sent, before anybody approved it."""

    review: Review
    prepared: PreparedRequest
    learns: str
    stays: str
    asked: tuple[Name, ...] = ()
    """What would be told if the person agreed; unanswered. Nothing can be sent before the answer."""
    question: str = ""


class Session:
    """The turns of one conversation with one recommender.

    A limit lives as long as its conversation. All methods but `send` are quick or block for the time of a scan.
    """

    def __init__(self, sanitizer: Sanitizer, gate: EgressGate, catalogue: Catalogue, config: Config) -> None:
        self.sanitizer = sanitizer
        self.config = config
        self._gate = gate
        self._catalogue = catalogue
        self._conversation = secrets.token_hex(8)
        self._here = {self._conversation}
        self._kept = {saved.constraint.code: saved.constraint for saved in self.records.limits.all()}
        self._labels: dict[str, str] = {}
        self._careful: set[str] = set()
        self.notice = ""
        """What went wrong beside the last send, in words."""

    @property
    def records(self) -> Records:
        """What is kept of the person."""
        return self._gate.records

    @property
    def recipient(self) -> Recipient:
        """Who would be told."""
        return self._gate.recipient

    @property
    def sent(self) -> tuple[AuditEntry, ...]:
        """What was sent since the program began, or may have been, oldest first."""
        return tuple(entry for entry in self.records.audit.entries if entry.conversation in self._here)

    @property
    def kept(self) -> tuple[Constraint, ...]:
        """The limits from earlier turns, and those that were saved."""
        return tuple(self._kept.values())

    def fresh(self) -> "Session":
        """Another conversation with the same recommender: no limits and no consents of this one."""
        other = Session(self.sanitizer, self._gate, self._catalogue, self.config)
        other._here |= self._here
        return other

    def read(self, text: str) -> tuple[Review, Concern | None]:
        """The findings of a draft with default decisions and all limits kept, and what comes before them."""
        review = self.sanitizer.review(text, domain=self.config.domain, policy=self.config.policy)
        found = concern(text)
        careful = CAREFUL[found] if found else ()
        extra = [Constraint(code) for code in careful if code not in self._kept]
        self._careful |= {constraint.code for constraint in extra}
        return replace(review, named=(*self.kept, *extra)), found

    def review(self, text: str) -> Review:
        """The review of `read`."""
        return self.read(text)[0]

    def forget(self, review: Review) -> Review:
        """The review without the limits of earlier turns, which are kept and consented to no longer."""
        self._kept.clear()
        self.withdraw()
        return replace(review, named=())

    def preview(self, review: Review) -> Preview:
        """The exact bytes, and the question that is still to be answered.

        Until it is, the bytes tell only what consent was given to before. What was refused or withdrawn in this
        conversation is asked again only where the person chose to tell it, not where a policy offers it.

        Raises:
            EgressError: The recommender has nothing of this kind, or the bytes may not leave.
        """
        if review.domain not in self.recipient.domains:
            raise EgressError(f"Nothing was sent: {self.recipient.name} has no {_topic(review)}.")
        chosen = _names(review)
        declined = [
            name
            for name in _names(review.accept_offers())
            if name not in chosen and self._answered(name) and not self._live(name)
        ]
        wished = review.untold(declined).accept_offers()
        asked = tuple(name for name in _names(wished) if not self._live(name))
        if not asked:
            return self._preview(wished)
        now, lasting = self._gate.clock(), self.records.lasting
        ends = {scope: now + lasts for scope, lasts in LASTS.items() if lasting or scope is not Scope.UNTIL}
        question = consent_question(asked, self.recipient, review.domain, ends)
        shown = self._preview(wished.untold(asked))
        return replace(shown, review=wished, asked=asked, question=question)

    def answer(self, preview: Preview, *, agreed: bool, scope: Scope = Scope.CONVERSATION) -> Preview:
        """The preview after the question: with the consents recorded, or with nothing of it told."""
        now = self._gate.clock()
        self.records.see(now)
        state = State.GIVEN if agreed else State.REFUSED
        given = [
            Consent(
                name,
                self.recipient.name,
                self._conversation,
                state,
                now,
                now + LASTS[scope],
                scope=scope,
                question=preview.question,
            )
            for name in preview.asked
        ]
        self.records.consents.record(given)
        answered = self._preview(preview.review if agreed else preview.review.untold(preview.asked))
        if agreed and scope is Scope.REQUEST:
            self.records.consents.bind(given, answered.prepared.digest)
        return answered

    def withdraw(self) -> int:
        """Ends the consents that hold in this conversation; what was told before stays told. How many were live."""
        now = self._gate.clock()
        self._kept = {code: replace(kept, level=Level.NOTHING) for code, kept in self._kept.items()}
        for saved in self.records.limits.all():
            self.records.limits.save(
                replace(saved, constraint=replace(saved.constraint, level=Level.NOTHING))
            )
        holding = [
            consent
            for consent in self.records.consents.all()
            if consent.answers(consent.name, self.recipient.name, self._conversation)
        ]
        count = self.records.consents.withdraw(holding, now)
        self.records.see(now)
        return count

    def save_limits(self, review: Review | None = None) -> tuple[Constraint, ...]:
        """Saves the limits of this conversation, and of a review, for every later one; those that it saved.

        What was only added with the kind answer is not saved.

        Raises:
            VaultError: There is no vault to save them in.
        """
        if not self.records.lasting:
            raise VaultError("There is no vault to save them in. `leastsaid vault init` makes one.")
        now = self._gate.clock()
        if review:
            self._labels |= {code: finding.label for finding in review.findings for code in finding.codes}
        here = {constraint.code: constraint for constraint in review.constraints} if review else {}
        chosen = {**self._kept, **here}
        saved = tuple(constraint for code, constraint in chosen.items() if code not in self._careful)
        with self.records.transaction():
            for constraint in saved:
                label = self._labels.get(constraint.code, "")
                self.records.limits.save(SavedLimit(constraint, label, now))
        return saved

    async def send(self, preview: Preview, digest: str) -> SafeReply:
        """Sends what the person approved by its digest, and screens the answer.

        Raises:
            EgressError: Nothing was sent.
            RemoteError: No usable answer.
        """
        if preview.asked:
            raise EgressError(
                "Nothing was sent: the question whether to tell your limits is open. Answer it first."
            )
        self.notice = ""
        approved = self._gate.approve(preview.prepared, digest)
        reply = parse_reply(await self._gate.send(approved, self._conversation))
        review = preview.review
        self._kept |= {constraint.code: constraint for constraint in review.constraints}
        self._labels |= {code: finding.label for finding in review.findings for code in finding.codes}
        shown = screen(reply, review.constraints, self._catalogue, review.domain, review.wishes.unwanted)
        self._keep(preview.prepared.body, shown)
        return shown

    def _keep(self, sent: bytes, reply: SafeReply) -> None:
        items = tuple((one.item.title.text, one.item.year, one.verdict.value) for one in reply.shown)
        turn = Turn(self._conversation, self._gate.clock(), sent, items, len(reply.hidden))
        try:
            self.records.conversations.add(turn)
        except VaultError as error:
            self.notice = f"This turn could not be kept. {error}"

    def _preview(self, review: Review) -> Preview:
        request = review.request(self._tag(review))
        prepared = self._gate.prepare(request)
        return Preview(
            review, prepared, they_learn(request, self.recipient), they_do_not_learn(review, request)
        )

    def _answered(self, name: Name) -> Consent | None:
        return self.records.consents.find(name, self.recipient.name, self._conversation)

    def _live(self, name: Name) -> bool:
        """Whether it may be told without asking again; a consent for one request is for no other."""
        consent = self._answered(name)
        return consent is not None and consent.scope is not Scope.REQUEST and consent.live(self._gate.clock())

    def _tag(self, review: Review) -> ConsentTag:
        """The tag of all that is told: the earliest day and the narrowest scope of the consents."""
        found = [consent for consent in map(self._answered, _names(review)) if consent is not None]
        ends = min((consent.expires.date() for consent in found), default=self._gate.clock().date())
        scope = min((consent.scope for consent in found), default=Scope.REQUEST, key=WIDTH.__getitem__)
        return ConsentTag(ends, scope)


def open_session(sanitizer: Sanitizer, config: Config, records: Records | None = None) -> Session:
    """A conversation with the recommender of the settings, the built-in catalogue by default.

    Without records of a vault, nothing outlives the program.
    """
    catalogue = load_catalogue()
    gate = open_gate(config.address, config.ca_file, records or Records(), catalogue.titles)
    gate.records.see(gate.clock())
    if config.domain not in (None, *gate.recipient.domains):
        raise UsageError(
            f"{gate.recipient.name} has nothing of the domain {config.domain}; leave --domain out."
        )
    return Session(sanitizer, gate, catalogue, config)


def _names(review: Review) -> tuple[Name, ...]:
    return tuple((level, name) for level, name, _ in review.told)


def _topic(review: Review) -> str:
    return taxonomy().domains[review.domain].topic

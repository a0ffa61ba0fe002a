"""A conversation without a screen: draft, review, preview, send. Every front end drives this one."""

import asyncio
import secrets
from dataclasses import replace
from types import MappingProxyType

from client.asking import Asking, Preview
from client.audit import AuditEntry
from client.catalogue import Catalogue, load_catalogue
from client.closeness import Taste, thing, words_of
from client.config import Config
from client.conversations import Turn
from client.earlier import Earlier
from client.egress import EgressGate, open_gate
from client.errors import EgressError, UsageError, VaultError
from client.exchange import Recipient
from client.kindness import Concern, concern
from client.limits import SavedLimit
from client.records import Records
from client.replies import Reply, parse_reply
from client.safety import Help, SafeReply, bounds, helping, rank, screen
from client.suggestions import Choice, suggestions
from sanitizer import Constraint, Level, Review, Sanitizer
from sanitizer.wire import Scope

CAREFUL = {
    Concern.SELF_HARM: ("suicide-self-harm",),
    Concern.BEING_HURT: ("domestic-abuse", "sexual-violence"),
}
"""Limits that are kept, untold, for somebody who is in danger now."""


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
        self._asking = Asking(gate, sanitizer, self._conversation)
        self._here = {self._conversation}
        self._kept = {saved.constraint.code: saved.constraint for saved in self.records.limits.all()}
        self._labels: dict[str, str] = {}
        self._careful: set[str] = set()
        self._earlier = Earlier()
        self.notice = ""
        """What went wrong beside the last send, in words."""
        self.help = Help()
        """What would help where the last answer was short."""

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
        """The findings of a draft with default decisions and all limits kept, and what comes before them.

        A draft that goes on from the last answer keeps its wishes, changed.
        """
        review = self.sanitizer.review(text, domain=self.config.domain, policy=self.config.policy)
        found = concern(text)
        careful = CAREFUL[found] if found else ()
        extra = [Constraint(code) for code in careful if code not in self._kept]
        self._careful |= {constraint.code for constraint in extra}
        review = replace(review, named=(*self.kept, *extra))
        return self._earlier.go_on(review), found

    def review(self, text: str) -> Review:
        """The review of `read`."""
        return self.read(text)[0]

    def alone(self, review: Review) -> Review:
        """The review as a request of its own, which goes on from nothing."""
        return replace(review, earlier=None, picked=MappingProxyType({}))

    def forget(self, review: Review) -> Review:
        """The review without the limits of earlier turns, which are kept and consented to no longer."""
        self._kept.clear()
        self.withdraw()
        return replace(review, named=())

    def suggestions(self, review: Review, index: int) -> tuple[Choice, ...]:
        """What a finding may mean in the vocabulary of requests, the most likely first."""
        phrase = review.findings[index].span.of(review.draft.text)
        return suggestions(phrase, review.domain, self._catalogue)

    def may_send(self, review: Review, index: int) -> bool:
        """Whether nothing but a wish is found in the words of a finding, and they are short enough to be sent."""
        return bool(self._asking.sendable(review, {index}))

    def offer(self, review: Review, group: str) -> Review:
        """The review with the limits of a group offered to be told as that group: a question, not yet an answer."""
        domain_limits = {one.code: one for one in review.constraints if one.about.group == group}
        named = {one.code: one for one in review.named} | {
            code: replace(one, level=max(one.level, Level.GROUP)) for code, one in domain_limits.items()
        }
        return replace(review, named=tuple(named.values()))

    def preview(self, review: Review) -> Preview:
        """The exact bytes, and the question that is still to be answered.

        Until it is, the bytes tell only what consent was given to before. What was refused or withdrawn in this
        conversation is asked again only where the person chose to tell it, not where a policy offers it.

        Raises:
            EgressError: The recommender has nothing of this kind, or the bytes may not leave.
        """
        return self._asking.preview(review)

    def answer(self, preview: Preview, *, agreed: bool, scope: Scope = Scope.CONVERSATION) -> Preview:
        """The preview after the question: with the consents recorded, or with nothing of it told."""
        return self._asking.answer(preview, agreed=agreed, scope=scope)

    def withdraw(self) -> int:
        """Ends the consents that hold in this conversation; what was told before stays told. How many were live."""
        self._kept = {code: replace(kept, level=Level.NOTHING) for code, kept in self._kept.items()}
        for saved in self.records.limits.all():
            self.records.limits.save(
                replace(saved, constraint=replace(saved.constraint, level=Level.NOTHING))
            )
        return self._asking.withdraw()

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
        """Sends what the person approved by its digest, screens the answer and orders it.

        Raises:
            EgressError: Nothing was sent.
            RemoteError: No usable answer.
        """
        if preview.asked:
            raise EgressError("Nothing was sent: a question about what may be told is open. Answer it first.")
        self.notice = ""
        approved = self._gate.approve(preview.prepared, digest)
        reply = parse_reply(await self._gate.send(approved, self._conversation))
        review = preview.review
        shown = await asyncio.to_thread(self._judged, reply, review)
        self._kept |= {constraint.code: constraint for constraint in review.constraints}
        self._labels |= {code: finding.label for finding in review.findings for code in finding.codes}
        self._keep(preview.prepared.body, shown)
        return shown

    def _judged(self, reply: Reply, review: Review) -> SafeReply:
        """The answer screened and in order, and remembered for what follows."""
        limits = bounds(review.constraints, review.wishes, review.domain, self._earlier.youngest(review))
        judged = screen(reply, limits, self._catalogue, self.records.evidence)
        shown = rank(judged, self._taste(review), review.domain, self._earlier.left_out(review))
        self.help = helping(shown, limits, review.wishes, self._catalogue)
        self._earlier.remember(review, shown)
        return shown

    def saw(self, count: int) -> None:
        """The person has seen that many of the last answer: what `others` leaves out."""
        self._earlier.saw(count)

    def _taste(self, review: Review) -> Taste:
        """What is asked for; the person's own words, too, since they are only looked at here."""
        wished = review.wishes
        spans = (finding.span for finding in review.findings if finding.kind == "wish")
        said = (word for span in spans for word in words_of(span.of(review.draft.text)))
        liked, disliked = (
            tuple(thing(entry) for title in titles for entry in self._catalogue.find(title.title, title.year))
            for titles in (wished.like, wished.dislike)
        )
        return Taste(wished.want, liked, disliked, frozenset(said))

    def _keep(self, sent: bytes, reply: SafeReply) -> None:
        items = tuple((one.item.title.text, one.item.year, one.verdict.value) for one in reply.shown)
        turn = Turn(self._conversation, self._gate.clock(), sent, items, len(reply.hidden), reply.version)
        try:
            self.records.conversations.add(turn)
        except VaultError as error:
            self.notice = f"This turn could not be kept. {error}"


def open_session(sanitizer: Sanitizer, config: Config, records: Records | None = None) -> Session:
    """A conversation with the recommender of the settings, the built-in catalogue by default.

    Without records of a vault, nothing outlives the program.
    """
    catalogue = load_catalogue()
    gate = open_gate(config.remote, records or Records(), catalogue.titles, sanitizer.wish_only)
    gate.records.see(gate.clock())
    if config.domain not in (None, *gate.recipient.domains):
        raise UsageError(
            f"{gate.recipient.name} has nothing of the domain {config.domain}; leave --domain out."
        )
    return Session(sanitizer, gate, catalogue, config)

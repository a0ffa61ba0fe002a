"""A conversation without a screen: draft, review, preview, send. Every front end drives this one."""

import asyncio
import secrets
from collections.abc import Collection
from dataclasses import replace
from functools import partial
from types import MappingProxyType

from client.addresses import Address
from client.catalogue import Catalogue, load_catalogue
from client.closeness import taste_of
from client.config import Config
from client.conversation.asking import Preview
from client.conversation.earlier import Earlier, LastAnswer
from client.conversation.limited import Limited
from client.conversation.resuming import Resumed, resumed
from client.conversation.suggestions import Choice, suggestions
from client.egress import EgressGate, open_gate
from client.errors import EgressError, UsageError, VaultError
from client.files import read_dictionary
from client.hearing import heard
from client.kept.audit import AuditEntry, Outcome
from client.kept.consent import Name
from client.kept.conversations import Turn
from client.kept.records import Records
from client.kindness import Concern, concern
from client.ownwords import may_leave
from client.replies import Reply, parse_reply
from client.safety import SafeReply, bounds, helping, rank, screen
from sanitizer import Review, Sanitizer
from sanitizer.domain import closest_domain
from sanitizer.policy import unlimited
from sanitizer.wire import Scope


class Session(Limited):
    """The turns of one conversation with one recommender.

    A limit lives as long as its conversation. All methods but `send` are quick or block for the time of a scan.
    """

    def __init__(
        self,
        sanitizer: Sanitizer,
        gate: EgressGate,
        catalogue: Catalogue,
        config: Config,
        conversation: str = "",
    ) -> None:
        self.sanitizer = sanitizer
        self.config = config
        conversation = conversation or secrets.token_hex(8)
        super().__init__(gate, sanitizer, conversation)
        self._catalogue = catalogue
        self._conversation = conversation
        self._here = {self._conversation}
        self._left: dict[str, Session] = {}
        """Conversations of this program that were left, by their ids."""
        self._earlier = Earlier()
        self.last: LastAnswer | None = None
        """The last answer, with what was hidden from it."""

    @property
    def sent(self) -> tuple[AuditEntry, ...]:
        """What was sent in the conversations of this program, or may have been, oldest first."""
        return tuple(
            entry
            for entry in self.records.audit.entries
            if entry.conversation in self._here and entry.outcome is not Outcome.UNSENT
        )

    @property
    def conversation(self) -> str:
        """The id of this conversation."""
        return self._conversation

    def fresh(self) -> "Session":
        """Another conversation with the same recommender: no limits and no consents of this one."""
        return self._handed_to(self._begun())

    def resumed(self, conversation: str) -> tuple["Session", Resumed]:
        """A conversation that was kept, to go on with, and what is known of it.

        One that was left in this program has its limits still; of an earlier one those that were saved.

        Raises:
            UsageError: Nothing of it is kept any more.
        """
        left = self if conversation == self._conversation else self._left.get(conversation)
        other = self._gone_back_to(left) if left else self._begun(conversation)
        other._limits.refresh()
        before = resumed(self.records, conversation, other.kept, self._catalogue)
        if other.last is None:
            other._earlier.resume(before.answered)
            other.last = LastAnswer(before.review, before.reply, limits=other.kept)
        other.check_again()
        again = replace(before, review=other.last.asked, reply=other.last.reply, whole=left is not None)
        return self._handed_to(other), again

    def _gone_back_to(self, left: "Session") -> "Session":
        """A conversation that was left, with whom this one is with and by the settings of now."""
        other = left
        if left._gate is not self._gate:
            other = self._begun(left._conversation)
            other._limits, other._earlier, other.last = left._limits, left._earlier, left.last
        other.config = self.config
        return other

    def _begun(self, conversation: str = "") -> "Session":
        return Session(self.sanitizer, self._gate, self._catalogue, self.config, conversation)

    def check_again(self) -> bool:
        """Holds the last answer against the limits that are kept now and no others; False where it was already.

        How far a limit may be told changes nothing of an answer.
        """
        last, kept = self.last, self.kept
        if last is None or last.limits == kept:
            return False
        review = replace(last.asked, named=kept, decisions=tuple(map(unlimited, last.asked.decisions)))
        if [(one.code, one.mode) for one in last.limits] == [(one.code, one.mode) for one in kept]:
            self.last = replace(last, asked=review, limits=kept)
            return False
        items = last.items or tuple(one.item for one in (*last.reply.shown, *last.reply.hidden))
        again = self._judged(Reply(items, last.reply.unreadable), review)
        self._earlier.remember(review, again.reply)
        self.last = replace(again, reply=replace(again.reply, repeated=last.reply.repeated))
        return True

    def settled(self, before: Review, after: Review) -> Review:
        """A review after a change: what it asks for is guessed again, unless the person or the settings say it.

        What is private may not choose what is asked for, and a change may say what is private.
        """
        if before.findings == after.findings:
            return after
        guess = partial(closest_domain, before.draft, earlier=self._earlier.domain)
        guessed = before.domain == after.domain == guess(before.findings)
        if self.config.domain or before.earlier or not guessed:
            return after
        domain = guess(after.findings)
        return after if domain == after.domain else heard(after.about(domain))

    def _handed_to(self, other: "Session") -> "Session":
        """The other one, which knows what was sent and which conversations there were in this program."""
        other._here |= self._here
        other._left = self._left | {self._conversation: self}
        return other

    def elsewhere(self, address: Address | None) -> "Session":
        """Another conversation with the recommender at an address, or with the built-in catalogue.

        Raises:
            UsageError: It is no address that may be used.
        """
        return self._handed_to(
            open_session(self.sanitizer, replace(self.config, remote=address), self.records)
        )

    def use_words(self) -> None:
        """From the next text on finds the person's own words as they are kept now, and those of the settings' file.

        Raises:
            UsageError: The file cannot be read.
            VaultError: The vault is locked.
        """
        self.sanitizer.dictionary = read_dictionary(self.config.dictionary) | self.records.words.dictionary()

    def read(self, text: str) -> tuple[Review, Concern | None]:
        """The findings of a draft with default decisions and all limits kept, and what comes before them.

        A draft that goes on from the last answer keeps its wishes, changed.
        """
        review = self.sanitizer.review(text, domain=self.config.domain, policy=self.config.policy)
        found = concern(text)
        found_here = replace(review, named=self._limits.read(found))
        return heard(self._earlier.go_on(found_here, self.config.domain)), found

    def review(self, text: str) -> Review:
        """The review of `read`."""
        return self.read(text)[0]

    def alone(self, review: Review) -> Review:
        """The review as a request of its own, which goes on from nothing."""
        return replace(review, earlier=None, picked=MappingProxyType({}))

    def suggestions(self, review: Review, index: int) -> tuple[Choice, ...]:
        """What a finding may mean in the vocabulary of requests, the most likely first."""
        phrase = review.findings[index].span.of(review.draft.text)
        return suggestions(phrase, review.domain, self._catalogue)

    def may_send(self, review: Review, index: int) -> bool:
        """Whether nothing but a wish is found in the words of a finding, and they are short enough to be sent."""
        return bool(self._asking.sendable(review, {index}))

    def preview(self, review: Review) -> Preview:
        """The exact bytes, and the question that is still to be answered.

        Until it is, the bytes tell only what consent was given to before. What was refused or withdrawn in this
        conversation is asked again only where the person chose to tell it, not where a policy offers it.

        Raises:
            EgressError: The recommender has nothing of this kind, or the bytes may not leave.
        """
        return self._asking.preview(self.updated(review))

    def answer(
        self,
        preview: Preview,
        *,
        agreed: bool,
        scope: Scope = Scope.CONVERSATION,
        names: Collection[Name] | None = None,
    ) -> Preview:
        """The preview after the question, the answers recorded: of what was asked only `names` is told, or all."""
        return self._asking.answer(preview, agreed=agreed, scope=scope, names=names)

    async def send(self, preview: Preview, digest: str) -> SafeReply:
        """Sends what the person approved by its digest, screens the answer and orders it.

        Raises:
            EgressError: Nothing was sent.
            RemoteError: No usable answer.
        """
        if preview.asked:
            raise EgressError("Nothing was sent: a question about what may be told is open. Answer it first.")
        approved = self._gate.approve(preview.prepared, digest)
        reply = parse_reply(await self._gate.send(approved, self._conversation))
        review = preview.review
        judged = await asyncio.to_thread(self._judged, reply, review)
        self._earlier.remember(review, judged.reply)
        self._limits.remember(review, self.now)
        unkept = self._keep(preview.prepared.body, judged.reply)
        self.last = replace(judged, limits=self.kept, unkept=unkept)
        return self.last.reply

    def _judged(self, reply: Reply, review: Review) -> LastAnswer:
        """The answer screened and in order."""
        limits = bounds(review.constraints, review.wishes, review.domain, self._earlier.youngest(review))
        judged = screen(reply, limits, self._catalogue, self.records.evidence)
        shown = rank(judged, taste_of(review, self._catalogue), review.domain, self._earlier.left_out(review))
        help_ = helping(shown, limits, review.wishes, self._catalogue)
        return LastAnswer(review, shown, help_, self.kept, reply.items)

    def saw(self, count: int) -> None:
        """The person has seen that many of the last answer: what `others` leaves out."""
        self._earlier.saw(count)

    def _keep(self, sent: bytes, reply: SafeReply) -> str:
        """Keeps the turn; why not where it could not."""
        items = tuple((one.item.title.text, one.item.year, one.verdict.value) for one in reply.shown)
        turn = Turn(self._conversation, self._gate.clock(), sent, items, len(reply.hidden), reply.version)
        try:
            self.records.conversations.add(turn)
        except VaultError as error:
            return f"This turn could not be kept. {error}"
        return ""


def open_session(sanitizer: Sanitizer, config: Config, records: Records | None = None) -> Session:
    """A conversation with the recommender of the settings, the built-in catalogue by default.

    Without records of a vault, nothing outlives the program.
    """
    catalogue = load_catalogue()
    gate = open_gate(
        config.remote, records or Records(), catalogue.titles, partial(may_leave, sanitizer=sanitizer)
    )
    gate.records.see(gate.clock())
    if config.domain not in (None, *gate.recipient.domains):
        raise UsageError(
            f"{gate.recipient.name} has nothing of the domain {config.domain}; leave --domain out."
        )
    return Session(sanitizer, gate, catalogue, config)

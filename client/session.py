"""A conversation without a screen: draft, review, preview, send. Every front end drives this one."""

import asyncio
import secrets
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from types import MappingProxyType

from client.addresses import Address
from client.asking import Asking, Preview
from client.audit import AuditEntry
from client.catalogue import Catalogue, load_catalogue
from client.closeness import taste_of
from client.config import Config
from client.consent import Consent, Name
from client.conversations import Turn
from client.earlier import Earlier
from client.egress import EgressGate, open_gate
from client.errors import EgressError, UsageError, VaultError
from client.exchange import Recipient
from client.files import read_dictionary
from client.hearing import heard
from client.keeping import Keeping, Kept
from client.kindness import Concern, concern
from client.ownwords import may_leave
from client.records import Records
from client.replies import Reply, parse_reply
from client.resuming import Resumed, resumed
from client.safety import Help, SafeReply, bounds, helping, rank, screen
from client.suggestions import Choice, suggestions
from sanitizer import Constraint, Review, Sanitizer
from sanitizer.wire import Scope


class Session:
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
        self._gate = gate
        self._catalogue = catalogue
        self._conversation = conversation or secrets.token_hex(8)
        self._asking = Asking(gate, sanitizer, self._conversation)
        self._here = {self._conversation}
        self._left: dict[str, Session] = {}
        """Conversations of this program that were left, by their ids."""
        self._limits = Keeping(self.records.limits)
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
        """What was sent in the conversations of this program, or may have been, oldest first."""
        return tuple(entry for entry in self.records.audit.entries if entry.conversation in self._here)

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

    @property
    def conversation(self) -> str:
        """The id of this conversation."""
        return self._conversation

    def fresh(self) -> "Session":
        """Another conversation with the same recommender: no limits and no consents of this one."""
        return self._handed_to(Session(self.sanitizer, self._gate, self._catalogue, self.config))

    def resumed(self, conversation: str) -> tuple["Session", Resumed]:
        """A conversation that was kept, to go on with, and what is known of it.

        One that was left in this program has its limits still; of an earlier one those that were saved.

        Raises:
            UsageError: Nothing of it is kept any more.
        """
        whole = conversation in self._left
        other = self._left.get(conversation) or Session(
            self.sanitizer, self._gate, self._catalogue, self.config, conversation
        )
        before = resumed(self.records, conversation, other.kept, self._catalogue)
        other._earlier.resume(before.answered)
        return self._handed_to(other), replace(before, whole=whole)

    def judged_again(self, asked: Review, reply: SafeReply) -> tuple[Review, SafeReply]:
        """What was asked and its answer, held against the limits as they are now."""
        review = self._limits.updated(replace(asked, named=self.kept))
        items = tuple(one.item for one in (*reply.shown, *reply.hidden))
        return review, self._judged(Reply(items), review)

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
        other = open_session(self.sanitizer, replace(self.config, remote=address), self.records)
        other._here |= self._here
        return other

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
        review = heard(self.sanitizer.review(text, domain=self.config.domain, policy=self.config.policy))
        found = concern(text)
        found_here = replace(review, named=self._limits.read(found))
        return self._earlier.go_on(found_here, self.config.domain), found

    def review(self, text: str) -> Review:
        """The review of `read`."""
        return self.read(text)[0]

    def alone(self, review: Review) -> Review:
        """The review as a request of its own, which goes on from nothing."""
        return replace(review, earlier=None, picked=MappingProxyType({}))

    def forget(self, review: Review) -> Review:
        """The review without the limits of earlier turns, which are kept and consented to no longer."""
        self._limits.forget()
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
        return self._limits.offered(review, group)

    def preview(self, review: Review) -> Preview:
        """The exact bytes, and the question that is still to be answered.

        Until it is, the bytes tell only what consent was given to before. What was refused or withdrawn in this
        conversation is asked again only where the person chose to tell it, not where a policy offers it.

        Raises:
            EgressError: The recommender has nothing of this kind, or the bytes may not leave.
        """
        return self._asking.preview(self._limits.updated(review))

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
        """Sets a limit for this conversation, or changes one; a saved one for later conversations, too."""
        self._limits.set(constraint, self.now)

    def drop(self, code: str) -> None:
        """Keeps a limit no longer, here or later."""
        self._limits.drop(code)

    def restore(self, kept: Kept) -> None:
        """Keeps a limit as it was kept before it was changed or dropped."""
        self._limits.restore(kept)

    def save_limit(self, code: str, *, later: bool = True) -> None:
        """Saves one limit for every later conversation, or for this one only; `VaultError` without a vault."""
        self._lasting()
        (self._limits.save if later else self._limits.unsave)(code)

    def save_limits(
        self, review: Review | None = None, codes: Collection[str] | None = None
    ) -> tuple[Constraint, ...]:
        """Saves the limits of this conversation, and of a review, for every later one; those that it saved.

        Without `codes` it saves all but what was only added with the kind answer.

        Raises:
            VaultError: There is no vault to save them in.
        """
        self._lasting()
        with self.records.transaction():
            return self._limits.save_all(review, self.now, codes)

    def _lasting(self) -> None:
        if not self.records.lasting:
            raise VaultError(
                "There is no vault to save them in. “Make a vault”, under ^p, or `leastsaid vault init` makes one."
            )

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
        self._limits.remember(review, self.now)
        self._keep(preview.prepared.body, shown)
        return shown

    def _judged(self, reply: Reply, review: Review) -> SafeReply:
        """The answer screened and in order, and remembered for what follows."""
        limits = bounds(review.constraints, review.wishes, review.domain, self._earlier.youngest(review))
        judged = screen(reply, limits, self._catalogue, self.records.evidence)
        shown = rank(judged, taste_of(review, self._catalogue), review.domain, self._earlier.left_out(review))
        self.help = helping(shown, limits, review.wishes, self._catalogue)
        self._earlier.remember(review, shown)
        return shown

    def saw(self, count: int) -> None:
        """The person has seen that many of the last answer: what `others` leaves out."""
        self._earlier.saw(count)

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
    gate = open_gate(
        config.remote, records or Records(), catalogue.titles, partial(may_leave, sanitizer=sanitizer)
    )
    gate.records.see(gate.clock())
    if config.domain not in (None, *gate.recipient.domains):
        raise UsageError(
            f"{gate.recipient.name} has nothing of the domain {config.domain}; leave --domain out."
        )
    return Session(sanitizer, gate, catalogue, config)

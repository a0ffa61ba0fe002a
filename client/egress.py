"""The one gate out: the only caller of remotes. Any doubt, error or time-out refuses.

    MinimizedRequest ─prepare→ PreparedRequest ─approve→ ApprovedRequest ─send→ UntrustedReply

The bytes are made once, checked as bytes, shown, approved by their digest, and sent unchanged.
"""

import asyncio
import hmac
from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime
from typing import Any

from client.addresses import Address, Speaks
from client.errors import ConsentError, EgressError, RemoteError, UnsentError, VaultError
from client.exchange import ApprovedRequest, PreparedRequest, Recipient, Remote, UntrustedReply
from client.kept.audit import AuditEntry, Outcome
from client.kept.consent import WORDS, Consent, Name
from client.kept.records import Records
from client.protocol import ProtocolError, check_request
from sanitizer.titles import Title
from sanitizer.types import Level, Mode
from sanitizer.wire import KEYS, PURPOSE, MinimizedRequest, Scope

REFUSED = "Nothing was sent: "


class EgressGate:
    """Stands between the person's decisions and one remote, for one conversation at a time."""

    def __init__(
        self,
        remote: Remote,
        records: Records,
        titles: Collection[Title],
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        harmless: Callable[[Sequence[str]], bool] = lambda _phrases: False,
    ) -> None:
        """A gate to one remote.

        Args:
            remote: Who is asked.
            records: Where consents are read and what leaves is written.
            titles: Those that a request may hold.
            clock: The time.
            harmless: Whether nothing personal is in words of the person's own; by default none may leave.
        """
        self.records = records
        self.clock = clock
        self._remote = remote
        self._titles = {(title.title, title.year) for title in titles}
        self._harmless = harmless
        self._spent: set[str] = set()

    @property
    def recipient(self) -> Recipient:
        """Who would be told."""
        return self._remote.recipient

    def prepare(self, request: MinimizedRequest) -> PreparedRequest:
        """The exact bytes, checked.

        Raises:
            EgressError: They hold anything beyond the vocabulary, the catalogue's titles and the protocol.
        """
        body = request.encode()
        fields = self._checked(body)
        return PreparedRequest(body, self._remote.wrap(body), _told(fields))

    def approve(self, prepared: PreparedRequest, digest: str) -> ApprovedRequest:
        """What the person approved, by the digest that was shown.

        Raises:
            EgressError: It is not the digest of these bytes.
        """
        if not hmac.compare_digest(prepared.digest, digest):
            raise EgressError(f"{REFUSED}it is not what was shown. Look at the preview again.")
        return ApprovedRequest(prepared, digest)

    async def send(self, approved: ApprovedRequest, conversation: str) -> UntrustedReply:
        """Sends approved bytes, once.

        Raises:
            EgressError: Nothing was sent.
            RemoteError: The remote gave no usable answer; the bytes may have left.
            VaultError: The bytes left, but how it ended could not be recorded.
        """
        prepared = approved.prepared
        if not hmac.compare_digest(prepared.digest, approved.digest):
            raise EgressError(
                f"{REFUSED}the request changed after it was approved. Look at the preview again."
            )
        if approved.digest in self._spent:
            raise EgressError(f"{REFUSED}this request was sent before. Every send needs a new approval.")
        fields = self._checked(prepared.body)
        if self._remote.wrap(prepared.body) != prepared.content:
            raise EgressError(
                f"{REFUSED}it is not what this recommender is asked. Look at the preview again."
            )
        number = self._intend(prepared, fields, conversation)
        self._spent.add(approved.digest)
        try:
            reply = await self._remote.send(prepared.content)
        except BaseException as error:
            self._conclude(number, Outcome.UNSENT if isinstance(error, UnsentError) else Outcome.FAILED)
            if isinstance(error, RemoteError | asyncio.CancelledError) or not isinstance(error, Exception):
                raise
            raise RemoteError("The recommender could not be asked. Nothing more is sent.") from None
        self._conclude(number, Outcome.ANSWERED)
        return reply

    def _conclude(self, number: int, outcome: Outcome) -> None:
        try:
            self.records.audit.conclude(number, outcome, self.clock())
        except VaultError as error:
            left = "Nothing was sent" if outcome is Outcome.UNSENT else "The request was sent"
            raise VaultError(f"{left}, but how it ended could not be recorded. {error}") from None

    def _intend(self, prepared: PreparedRequest, fields: dict[str, Any], conversation: str) -> int:
        """In one transaction: every told name has a live consent, and the intent is written."""
        records = self.records
        try:
            now = self.clock()
            records.see(now)
            with records.transaction():
                used = [
                    self._required_consent(constraint, conversation, now, prepared.digest)
                    for constraint in fields["constraints"]
                ]
                if "words" in fields:
                    used.append(self._words_consent(conversation, now, prepared.digest))
                records.consents.expire((one for one in used if one.scope is Scope.REQUEST), now)
                entry = AuditEntry(
                    now,
                    self.recipient.name,
                    prepared.digest,
                    prepared.content,
                    prepared.told,
                    tuple(consent.id for consent in used),
                    conversation,
                )
                return records.audit.intend(entry)
        except ConsentError:
            raise
        except VaultError as error:
            raise EgressError(f"{REFUSED}the send could not be recorded. {error}") from None
        except Exception:
            raise EgressError(f"{REFUSED}the send could not be recorded. Try again.") from None

    def _required_consent(
        self, constraint: dict[str, Any], conversation: str, now: datetime, digest: str
    ) -> Consent:
        consent = self.records.consents.find(_name(constraint), self.recipient.name, conversation)
        tag = constraint["consent"]
        expires = datetime.fromisoformat(tag["expires"])
        if (
            consent is None
            or not consent.live(now)
            or not consent.allows(Mode(constraint["mode"]))
            or not consent.covers(tag["purpose"], Scope(tag["scope"]), expires, digest)
        ):
            raise ConsentError(
                f"{REFUSED}a limit would be told without your consent, or it has ended. Ask again to be asked."
            )
        return consent

    def _words_consent(self, conversation: str, now: datetime, digest: str) -> Consent:
        consent = self.records.consents.find(WORDS, self.recipient.name, conversation)
        if (
            consent is None
            or not consent.live(now)
            or not consent.covers(PURPOSE, Scope.REQUEST, consent.expires, digest)
        ):
            raise ConsentError(f"{REFUSED}your own words would leave without your consent. Ask again.")
        return consent

    def _checked(self, body: bytes) -> dict[str, Any]:
        try:
            fields = check_request(body)
        except ProtocolError:
            raise EgressError(f"{REFUSED}it holds something that may not leave.") from None
        for title in (*fields["like"], *fields["dislike"]):
            if (title["title"], title["year"]) not in self._titles:
                raise EgressError(f"{REFUSED}it holds a title that the catalogue does not know.")
        if "words" in fields and not self._harmless(fields["words"]):
            raise EgressError(f"{REFUSED}something personal may be in your words. Leave them out.")
        return fields


def _told(fields: dict[str, Any]) -> tuple[Name, ...]:
    limits = map(_name, fields["constraints"])
    return (*limits, WORDS) if "words" in fields else tuple(limits)


def _name(constraint: dict[str, Any]) -> Name:
    for level in Level:
        if (key := KEYS.get(level)) in constraint:
            return level, constraint[str(key)]
    raise EgressError(f"{REFUSED}it holds a limit without a name.")


def open_gate(
    address: Address | None,
    records: Records,
    titles: Collection[Title],
    harmless: Callable[[Sequence[str]], bool] = lambda _phrases: False,
) -> EgressGate:
    """The gate to the recommender at an address, or to the built-in catalogue without one."""
    return EgressGate(_remote(address), records, titles, harmless=harmless)


def _remote(address: Address | None) -> Remote:
    if address is None:
        from client.remotes.builtin import BuiltinRemote

        return BuiltinRemote()
    if address.speaks is Speaks.CHAT:
        from client.remotes.completions import ChatRemote

        return ChatRemote(address)
    from client.remotes.https import HttpsRemote

    return HttpsRemote(address)

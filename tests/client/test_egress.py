from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from client.catalogue import Catalogue
from client.egress import EgressGate
from client.errors import ConsentError, EgressError, RemoteError
from client.exchange import ApprovedRequest, Recipient, UntrustedReply
from client.kept.audit import Outcome
from client.kept.consent import LASTS, Consent, State
from client.kept.records import Records
from sanitizer import Level, Mode, Review, Sanitizer
from sanitizer.titles import Title
from sanitizer.wire import ConsentTag, MinimizedRequest, Scope

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
TALK = "a conversation"


class Recorder:
    """A remote that keeps what it was sent."""

    recipient = Recipient("the recorder", here=True, domains=("media",))

    def __init__(self) -> None:
        self.sent: list[bytes] = []
        self.failure: Exception | None = None

    def wrap(self, body: bytes) -> bytes:
        return body

    async def send(self, content: bytes) -> UntrustedReply:
        self.sent.append(content)
        if self.failure:
            raise self.failure
        return UntrustedReply(b'{"items": []}')


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


@pytest.fixture
def records() -> Records:
    return Records()


@pytest.fixture
def gate(recorder: Recorder, records: Records, catalogue: Catalogue) -> EgressGate:
    return EgressGate(recorder, records, catalogue.titles, lambda: NOW)


@pytest.fixture
def ask(knowing: Sanitizer) -> Callable[[str], Review]:
    return lambda text: knowing.review(text, domain="media")


def consent(name: tuple[Level, str], **changes: Any) -> Consent:
    given = Consent(
        name, "the recorder", TALK, State.GIVEN, NOW - timedelta(hours=1), NOW + LASTS[Scope.CONVERSATION]
    )
    return replace(given, **changes)


def telling(review: Review) -> MinimizedRequest:
    return review.tell("gore", 2).request(ConsentTag(NOW.date(), Scope.CONVERSATION))


async def send(gate: EgressGate, request: MinimizedRequest) -> UntrustedReply:
    prepared = gate.prepare(request)
    return await gate.send(gate.approve(prepared, prepared.digest), TALK)


async def test_the_bytes_that_were_shown_are_recorded_and_sent(
    gate: EgressGate, recorder: Recorder, records: Records, ask: Callable[[str], Review]
) -> None:
    request = ask("a light comedy like Clueless").request()
    prepared = gate.prepare(request)
    await gate.send(gate.approve(prepared, prepared.digest), TALK)
    (entry,) = records.audit.entries
    assert [entry.content] == recorder.sent == [prepared.content] == [request.encode()]
    assert (entry.digest, entry.outcome) == (prepared.digest, Outcome.ANSWERED)


async def test_a_changed_byte_after_approval_sends_nothing(
    gate: EgressGate, recorder: Recorder, records: Records, ask: Callable[[str], Review]
) -> None:
    prepared = gate.prepare(ask("a light comedy").request())
    approved = gate.approve(prepared, prepared.digest)
    changed = replace(prepared, content=prepared.content.replace(b"comedy", b"horror"))
    with pytest.raises(EgressError, match="changed after it was approved"):
        await gate.send(ApprovedRequest(changed, approved.digest), TALK)
    assert (recorder.sent, records.audit.entries) == ([], ())


def test_another_digest_than_the_shown_one_approves_nothing(
    gate: EgressGate, ask: Callable[[str], Review]
) -> None:
    prepared = gate.prepare(ask("a light comedy").request())
    with pytest.raises(EgressError, match="not what was shown"):
        gate.approve(prepared, "0" * 64)


async def test_an_approval_is_good_for_one_send(
    gate: EgressGate, recorder: Recorder, ask: Callable[[str], Review]
) -> None:
    prepared = gate.prepare(ask("a light comedy").request())
    approved = gate.approve(prepared, prepared.digest)
    await gate.send(approved, TALK)
    with pytest.raises(EgressError, match="sent before"):
        await gate.send(approved, TALK)
    assert len(recorder.sent) == 1


async def test_with_a_live_consent_a_limit_may_be_told(
    gate: EgressGate, recorder: Recorder, records: Records, ask: Callable[[str], Review]
) -> None:
    records.consents.record([consent((Level.GROUP, "violence"))])
    await send(gate, telling(ask("a light comedy")))
    assert b'"group":"violence"' in recorder.sent[0]
    assert records.audit.entries[0].told == ((Level.GROUP, "violence"),)


@pytest.mark.parametrize(
    "given",
    [
        [],
        [consent((Level.CODE, "gore"))],
        [consent((Level.GROUP, "violence"), state=State.REFUSED)],
        [consent((Level.GROUP, "violence"), recipient="somebody else")],
        [consent((Level.GROUP, "violence"), conversation="another")],
        [consent((Level.GROUP, "violence"), expires=NOW)],
        [consent((Level.GROUP, "violence"), given=NOW + timedelta(seconds=1))],
        [consent((Level.GROUP, "violence"), purpose="Marketing")],
        [consent((Level.GROUP, "violence"), scope=Scope.REQUEST)],
        [consent((Level.GROUP, "violence"), mode=Mode.SOFT)],
    ],
    ids=[
        "none",
        "finer",
        "refused",
        "recipient",
        "conversation",
        "expired",
        "clock",
        "purpose",
        "scope",
        "strictness",
    ],
)
async def test_without_a_live_consent_nothing_is_sent(
    gate: EgressGate,
    recorder: Recorder,
    records: Records,
    ask: Callable[[str], Review],
    given: list[Consent],
) -> None:
    records.consents.record(given)
    with pytest.raises(ConsentError):
        await send(gate, telling(ask("a light comedy")))
    assert (recorder.sent, records.audit.entries) == ([], ())


async def test_a_consent_withdrawn_after_approval_is_not_used(
    gate: EgressGate, recorder: Recorder, records: Records, ask: Callable[[str], Review]
) -> None:
    records.consents.record([consent((Level.GROUP, "violence"))])
    prepared = gate.prepare(telling(ask("a light comedy")))
    approved = gate.approve(prepared, prepared.digest)
    assert records.consents.withdraw(records.consents.all(), NOW) == 1
    with pytest.raises(ConsentError):
        await gate.send(approved, TALK)
    assert recorder.sent == []


async def test_a_wire_consent_that_outlasts_the_given_one_is_refused(
    gate: EgressGate, recorder: Recorder, records: Records, ask: Callable[[str], Review]
) -> None:
    records.consents.record([consent((Level.GROUP, "violence"))])
    late = ConsentTag(NOW.date() + timedelta(days=30), Scope.CONVERSATION)
    with pytest.raises(ConsentError):
        await send(gate, ask("a light comedy").tell("gore", 2).request(late))
    assert recorder.sent == []


def test_a_title_that_the_catalogue_does_not_know_may_not_leave(
    gate: EgressGate, ask: Callable[[str], Review]
) -> None:
    request = replace(ask("a light comedy").request(), like=(Title("my secret diary", 2001),))
    with pytest.raises(EgressError, match="title"):
        gate.prepare(request)


async def test_bytes_that_are_not_the_checked_request_in_the_frame_of_the_remote_may_not_leave(
    gate: EgressGate, recorder: Recorder, ask: Callable[[str], Review]
) -> None:
    prepared = gate.prepare(ask("a light comedy").request())
    for changed in (
        replace(prepared, content=prepared.content + b"my secret"),
        replace(prepared, body=prepared.body.replace(b"comedy", b"secret")),
        replace(prepared, body=gate.prepare(ask("a dark thriller").request()).body),
    ):
        with pytest.raises(EgressError):
            await gate.send(gate.approve(changed, changed.digest), TALK)
    assert recorder.sent == []


async def test_without_a_record_nothing_is_sent(
    gate: EgressGate,
    recorder: Recorder,
    records: Records,
    monkeypatch: pytest.MonkeyPatch,
    ask: Callable[[str], Review],
) -> None:
    def full(_entry: object) -> int:
        raise OSError("disk full")

    monkeypatch.setattr(records.audit, "intend", full)
    with pytest.raises(EgressError, match="recorded"):
        await send(gate, ask("a light comedy").request())
    assert recorder.sent == []


async def test_a_remote_that_breaks_is_recorded_and_told_in_words(
    gate: EgressGate, recorder: Recorder, records: Records, ask: Callable[[str], Review]
) -> None:
    recorder.failure = ZeroDivisionError("my secret")
    with pytest.raises(RemoteError) as caught:
        await send(gate, ask("a light comedy").request())
    assert "secret" not in str(caught.value)
    assert records.audit.entries[0].outcome is Outcome.FAILED

"""The gate over the records: what consents allow, and what is written of a send."""

import asyncio
from datetime import timedelta

import pytest

from client.addresses import Address
from client.egress import EgressGate, _name, open_gate
from client.errors import ConsentError, EgressError, RemoteError
from client.kept.audit import Outcome
from client.kept.consent import LASTS, State
from client.kept.records import Records
from sanitizer.wire import Scope
from tests.client.records.sending import DAY, GORE, NOW, TALK, VIOLENCE, Clock, Remote, consent, send, telling


async def test_a_told_limit_is_sent_with_its_consent_and_recorded(
    gate: EgressGate, remote: Remote, records: Records
) -> None:
    given_one = consent()
    records.consents.record([given_one])
    await send(gate, telling(VIOLENCE))
    (entry,) = records.audit.entries
    assert entry.content == remote.sent[0]
    assert (entry.consents, entry.told, entry.conversation) == ((given_one.id,), (VIOLENCE,), TALK)
    assert (entry.recipient, entry.outcome) == ("the recorder", Outcome.ANSWERED)
    assert records.audit.verify() == 2


async def test_the_intent_is_written_before_the_first_byte_leaves(
    gate: EgressGate, remote: Remote, records: Records
) -> None:
    seen: list[Outcome] = []
    remote.act = lambda: seen.extend(entry.outcome for entry in records.audit.entries)
    await send(gate, telling())
    assert seen == [Outcome.PENDING]


async def test_a_consent_for_one_request_is_spent_by_it(
    gate: EgressGate, remote: Remote, records: Records
) -> None:
    request = telling(VIOLENCE, scope=Scope.REQUEST)
    records.consents.record([consent(scope=Scope.REQUEST, request=request.digest())])
    with pytest.raises(ConsentError):
        await send(gate, telling(VIOLENCE, scope=Scope.REQUEST, number=2))
    await send(gate, request)
    with pytest.raises(EgressError):
        await send(gate, request)
    assert len(remote.sent) == len(records.audit.entries) == 1
    assert records.consents.all()[0].state is State.EXPIRED


async def test_a_wider_consent_holds_for_the_next_request(
    gate: EgressGate, remote: Remote, records: Records
) -> None:
    records.consents.record([consent(), consent(GORE, Scope.UNTIL, conversation="earlier")])
    await send(gate, telling(VIOLENCE, GORE))
    await send(gate, telling(VIOLENCE, GORE, number=2))
    assert len(remote.sent) == 2


async def test_one_missing_consent_refuses_all_and_spends_none(
    gate: EgressGate, remote: Remote, records: Records
) -> None:
    records.consents.record([consent(scope=Scope.REQUEST)])
    with pytest.raises(ConsentError):
        await send(gate, telling(VIOLENCE, GORE, scope=Scope.REQUEST))
    assert (remote.sent, records.audit.entries) == ([], ())
    assert records.consents.all()[0].state is State.GIVEN


@pytest.mark.parametrize("jump", [-3650 * DAY, -timedelta(seconds=1), LASTS[Scope.CONVERSATION], 3650 * DAY])
async def test_after_a_jump_of_the_clock_no_consent_is_used(
    gate: EgressGate, remote: Remote, records: Records, clock: Clock, jump: timedelta
) -> None:
    records.consents.record([consent(given=NOW - timedelta(hours=1))])
    records.see(NOW)
    prepared = gate.prepare(telling(VIOLENCE))
    approved = gate.approve(prepared, prepared.digest)
    clock.now = NOW + jump
    with pytest.raises(ConsentError):
        await gate.send(approved, TALK)
    assert remote.sent == []


async def test_a_send_without_limits_needs_no_consent(gate: EgressGate, remote: Remote) -> None:
    await send(gate, telling())
    assert len(remote.sent) == 1


@pytest.mark.parametrize("error", [RemoteError("no answer"), asyncio.CancelledError(), KeyboardInterrupt()])
async def test_an_error_that_means_something_is_recorded_and_passed_on(
    gate: EgressGate, remote: Remote, records: Records, error: BaseException
) -> None:
    def fail() -> None:
        raise error

    remote.act = fail
    with pytest.raises(type(error)) as caught:
        await send(gate, telling())
    assert caught.value is error
    assert records.audit.entries[0].outcome is Outcome.FAILED


async def test_a_send_that_was_cancelled_is_recorded(
    gate: EgressGate, remote: Remote, records: Records
) -> None:
    remote.act = lambda: asyncio.sleep(60)
    sending = asyncio.create_task(send(gate, telling()))
    while not remote.sent:
        await asyncio.sleep(0)
    sending.cancel()
    with pytest.raises(asyncio.CancelledError):
        await sending
    assert records.audit.entries[0].outcome is Outcome.FAILED


def test_a_limit_without_a_name_is_refused() -> None:
    """The protocol's schema refuses it before; this is the second lock."""
    with pytest.raises(EgressError, match="without a name"):
        _name({"mode": "ask"})


def test_without_an_address_the_built_in_catalogue_is_asked() -> None:
    assert open_gate(None, Records(), []).recipient.here


def test_with_an_address_somebody_else_is_asked() -> None:
    gate = open_gate(Address("https://recommender.example"), Records(), [])
    assert not gate.recipient.here
    assert "recommender.example" in gate.recipient.name

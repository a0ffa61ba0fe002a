"""What is kept together, and the gate over it, whether it lasts or not."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from client.audit import AuditEntry, Outcome
from client.consent import LASTS, Consent, Name, State
from client.egress import EgressGate, _name, open_gate
from client.errors import ConsentError, EgressError, RemoteError, VaultError, VaultWriteError
from client.exchange import Recipient, UntrustedReply
from client.personal import PersonalWords
from client.records import Records
from client.store import Kind, MemoryStore
from client.vault.making import create_vault
from client.vault.openers import KeyFile
from client.vault.vault import Vault, open_vault
from sanitizer import DictionaryError
from sanitizer.titles import Title
from sanitizer.types import Level, Mode
from sanitizer.wire import ConsentTag, MinimizedRequest, Scope, ToldConstraint
from tests.client.vault.conftest import STORES, either_records, fresh_key, full_disk

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
TALK = "a conversation"
GORE: Name = (Level.CODE, "gore")
VIOLENCE: Name = (Level.GROUP, "violence")

records = pytest.fixture(params=STORES)(either_records)


class Clock:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


class Remote:
    """Keeps what it was sent, and does beside it what a test asks for."""

    recipient = Recipient("the recorder", here=True, domains=("media",))

    def __init__(self) -> None:
        self.sent: list[bytes] = []
        self.act: Callable[[], Awaitable[None] | None] = lambda: None

    def encode(self, request: MinimizedRequest) -> bytes:
        return request.encode()

    async def send(self, content: bytes) -> UntrustedReply:
        self.sent.append(content)
        doing = self.act()
        if doing is not None:
            await doing
        return UntrustedReply(b'{"items": []}')


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def remote() -> Remote:
    return Remote()


@pytest.fixture
def gate(remote: Remote, records: Records, clock: Clock) -> EgressGate:
    return EgressGate(remote, records, [Title("Clueless", 1995)], clock)


def consent(name: Name = VIOLENCE, scope: Scope = Scope.CONVERSATION, **changes: Any) -> Consent:
    fields: dict[str, Any] = {"given": NOW, "expires": NOW + LASTS[scope], "conversation": TALK}
    return Consent(name, "the recorder", state=State.GIVEN, scope=scope, **fields | changes)


def telling(*names: Name, scope: Scope = Scope.CONVERSATION, number: int = 1) -> MinimizedRequest:
    tag = ConsentTag(NOW.date(), scope)
    told = tuple(ToldConstraint(level, word, Mode.ASK, tag) for level, word in names)
    return MinimizedRequest(f"{number:032x}", "media", {}, (Title("Clueless", 1995),), (), told)


async def send(gate: EgressGate, request: MinimizedRequest, conversation: str = TALK) -> UntrustedReply:
    prepared = gate.prepare(request)
    return await gate.send(gate.approve(prepared, prepared.digest), conversation)


def test_without_a_store_records_end_with_the_program() -> None:
    assert not Records().lasting
    assert isinstance(Records().store, MemoryStore)


def test_records_last_where_their_store_does(records: Records) -> None:
    assert records.lasting is records.store.lasting


def test_one_transaction_spans_everything(records: Records) -> None:
    def change_all() -> None:
        with records.transaction():
            records.consents.record([consent()])
            records.audit.intend(AuditEntry(NOW, "", "", b"x"))
            records.words.keep(("Zoe",))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change_all()
    assert not any(records.store.all(kind) for kind in Kind)
    assert records.audit.verify() == 0


def test_a_clock_that_goes_on_ends_no_consent(records: Records) -> None:
    records.consents.record([consent()])
    for at in (NOW, NOW, NOW + timedelta(hours=1)):
        records.see(at)
    assert records.consents.all()[0].live(NOW + timedelta(hours=1))


@pytest.mark.parametrize("back", [timedelta(microseconds=1), 3650 * DAY])
def test_a_clock_that_went_back_ends_every_consent(records: Records, back: timedelta) -> None:
    records.see(NOW)
    records.consents.record([consent(), consent(GORE, Scope.UNTIL), consent(conversation="another")])
    records.see(NOW - back)
    assert {one.state for one in records.consents.all()} == {State.EXPIRED}
    records.see(NOW)
    assert not any(one.live(NOW) for one in records.consents.all())


def test_words_are_kept_in_order_and_replaced_as_a_whole(records: Records) -> None:
    assert records.words.lines() == ()
    records.words.keep(("Zoe Okafor", "the cellar | trauma_event | gore"))
    assert records.words.lines() == ("Zoe Okafor", "the cellar | trauma_event | gore")
    assert len(records.words.dictionary()) == 2
    records.words.keep(("Ada",))
    assert records.words.lines() == ("Ada",)


def test_without_lines_no_record_of_words_is_left(records: Records) -> None:
    records.words.keep(("Zoe",))
    records.words.keep(())
    assert records.store.all(Kind.WORDS) == {}
    assert len(records.words.dictionary()) == 0


def test_a_line_that_cannot_be_read_changes_nothing(records: Records) -> None:
    records.words.keep(("Zoe",))
    with pytest.raises(DictionaryError):
        records.words.keep(("Zoe", "x | no such label"))
    assert records.words.lines() == ("Zoe",)


@settings(max_examples=40)
@given(st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=10), max_size=6))
def test_any_words_come_back_as_they_were_kept(lines: list[str]) -> None:
    words = PersonalWords(MemoryStore())
    words.keep(tuple(lines))
    assert words.lines() == tuple(lines)


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


def kept_vault(folder: Path) -> Vault:
    opener = fresh_key(folder)
    create_vault(folder / "vault" / "vault.db", [opener])
    return open_vault(folder / "vault" / "vault.db", [opener])


async def test_with_a_locked_vault_nothing_is_sent(tmp_path: Path, remote: Remote, clock: Clock) -> None:
    vault = kept_vault(tmp_path)
    gate = EgressGate(remote, Records(vault.store), [Title("Clueless", 1995)], clock)
    vault.lock()
    with pytest.raises(EgressError, match=r"could not be recorded.*locked"):
        await send(gate, telling())
    assert remote.sent == []


async def test_on_a_full_disk_nothing_is_sent_and_the_words_say_why(
    tmp_path: Path, remote: Remote, clock: Clock
) -> None:
    vault = kept_vault(tmp_path)
    gate = EgressGate(remote, Records(vault.store), [Title("Clueless", 1995)], clock)
    with full_disk(0), pytest.raises(EgressError, match=r"Nothing was sent.*disk is full"):
        await send(gate, telling())
    assert remote.sent == []
    vault.lock()


@pytest.mark.parametrize("failing", [False, True])
async def test_a_result_that_cannot_be_written_is_told_and_the_entry_stays(
    tmp_path: Path, remote: Remote, clock: Clock, failing: bool
) -> None:
    vault = kept_vault(tmp_path)
    records = Records(vault.store)
    gate = EgressGate(remote, records, [Title("Clueless", 1995)], clock)

    def lock() -> None:
        vault.lock()
        if failing:
            raise RemoteError("no answer")

    remote.act = lock
    with pytest.raises(VaultError, match="locked"):
        await send(gate, telling())
    vault.unlock([KeyFile(tmp_path / "key")])
    assert [entry.outcome for entry in records.audit.entries] == [Outcome.PENDING]
    assert records.audit.entries[0].content == remote.sent[0]
    vault.lock()


async def test_an_entry_that_was_written_outlasts_the_program(
    tmp_path: Path, remote: Remote, clock: Clock
) -> None:
    vault = kept_vault(tmp_path)
    gate = EgressGate(remote, Records(vault.store), [Title("Clueless", 1995)], clock)
    await send(gate, telling())
    with full_disk(0), pytest.raises((EgressError, VaultWriteError)):
        await send(gate, telling(number=2))
    vault.lock()
    vault.unlock([KeyFile(tmp_path / "key")])
    records = Records(vault.store)
    assert [entry.content for entry in records.audit.entries] == remote.sent
    assert records.audit.verify() == 2
    vault.lock()


def test_a_limit_without_a_name_is_refused() -> None:
    """The protocol's schema refuses it before; this is the second lock."""
    with pytest.raises(EgressError, match="without a name"):
        _name({"mode": "ask"})


def test_without_an_address_the_built_in_catalogue_is_asked() -> None:
    assert open_gate(None, None, Records(), []).recipient.here


def test_with_an_address_somebody_else_is_asked() -> None:
    gate = open_gate("https://recommender.example", None, Records(), [])
    assert not gate.recipient.here
    assert "recommender.example" in gate.recipient.name


def test_a_clock_that_lags_behind_the_time_that_passed_ends_consents() -> None:
    passed = [0.0]
    records = Records(MemoryStore(), lambda: passed[0])
    records.see(NOW)
    given = Consent(GORE, "a recommender", TALK, State.GIVEN, NOW, NOW + LASTS[Scope.CONVERSATION])
    records.consents.record([given])
    passed[0] = 3600.0
    records.see(NOW + timedelta(hours=1))
    assert records.consents.all()[0].live(NOW + timedelta(hours=1))
    passed[0] = 20 * 3600.0
    records.see(NOW + timedelta(hours=6))
    assert not records.consents.all()[0].live(NOW + timedelta(hours=6))

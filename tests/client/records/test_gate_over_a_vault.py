"""The gate over a vault that is locked, or on a disk that is full."""

from pathlib import Path

import pytest

from client.egress import EgressGate
from client.errors import EgressError, RemoteError, VaultError, VaultWriteError
from client.kept.audit import Outcome
from client.kept.records import Records
from client.vault.making import create_vault
from client.vault.openers import KeyFile
from client.vault.vault import Vault, open_vault
from sanitizer.titles import Title
from tests.client.records.sending import Clock, Remote, send, telling
from tests.client.vault.keys import fresh_key
from tests.client.vault.outside import full_disk


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

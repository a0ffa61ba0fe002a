"""`leastsaid remotes test`: shows the trial of a recommender, asks, sends it, and says what came back."""

import asyncio
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from client.exits import ExitCode, tell
from client.saying import say

if TYPE_CHECKING:
    from client.addresses import Address
    from client.kept.records import Records
    from client.trying import Judged, Trial

NO_RECORD = "No record is kept of this: there is no terminal to ask for the passphrase of your vault."


def try_out(address: "Address | None", key_file: Path | None, *, sure: bool, keep: bool) -> ExitCode:
    """Shows what would leave, asks, sends it through the gate, and says what came back."""
    from client.errors import EgressError, RemoteError, UsageError
    from client.trying import prepare

    trial = prepare(address)
    if not (sure or (sys.stdin and sys.stdin.isatty())):
        _show(trial)
        raise UsageError("Nothing was sent: there is no terminal to ask. With --yes it is sent unasked.")
    # Opened before anything is asked: what is typed at the passphrase is no answer to another question.
    with _records(key_file, keep=keep, sure=sure) as records:
        _show(trial)
        if not (sure or click.confirm("Send it?")):
            say("Not sent.")
            return ExitCode.CLEAN
        try:
            judged = asyncio.run(_send(trial, records))
        except (EgressError, RemoteError) as error:
            tell(str(error))
            return ExitCode.FINDINGS
    say("\n".join(judged.lines))
    return ExitCode.CLEAN if judged.usable else ExitCode.FINDINGS


def _show(trial: "Trial") -> None:
    gap = "\n" if trial.recipient.address else ""
    say(f"{trial.learns}{gap}")
    # As it is, since a line break of ours would not be in it.
    click.echo("\n".join((*trial.lines, "")))


@contextmanager
def _records(key_file: Path | None, *, keep: bool, sure: bool) -> Iterator["Records"]:
    """The vault's records where there is a vault and it is wanted, else some that end with the program.

    Where nobody can be asked for its passphrase, a trial that needs no asking goes on without it.
    """
    from client.commands import opened
    from client.errors import VaultBusyError, VaultError
    from client.kept.records import Records
    from client.unlock import NO_TERMINAL
    from client.vault.vault import vault_path

    with ExitStack() as held:
        records = Records()
        try:
            if keep and vault_path().exists():
                records = held.enter_context(opened(key_file))
        except VaultBusyError as error:
            raise VaultBusyError(f"{error} With --no-vault no record is kept.") from None
        except VaultError as error:
            if not (sure and str(error) == NO_TERMINAL):
                raise
            tell(NO_RECORD)
        yield records


async def _send(trial: "Trial", records: "Records") -> "Judged":
    from client.crash import on_task_error
    from client.trying import send

    asyncio.get_running_loop().set_exception_handler(on_task_error)
    return await send(trial, records)

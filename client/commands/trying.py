"""`leastsaid remotes test`: shows the trial of a recommender, asks, sends it, and says what came back."""

import asyncio
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from client.exits import ExitCode, tell
from client.saying import say

if TYPE_CHECKING:
    from client.addresses import Address
    from client.records import Records
    from client.trying import Judged, Trial


def try_out(address: "Address | None", key_file: Path | None, *, sure: bool, keep: bool) -> ExitCode:
    """Shows what would leave, asks, sends it through the gate, and says what came back."""
    from client.errors import EgressError, RemoteError
    from client.trying import prepare

    trial = prepare(address)
    gap = "\n" if trial.recipient.address else ""
    say(f"{trial.learns}{gap}")
    # As it is, since a line break of ours would not be in it.
    click.echo("\n".join((*trial.lines, "")))
    if not (sure or _agreed()):
        say("Not sent.")
        return ExitCode.CLEAN
    with _records(key_file, keep=keep) as records:
        try:
            judged = asyncio.run(_send(trial, records))
        except (EgressError, RemoteError) as error:
            tell(str(error))
            return ExitCode.FINDINGS
    say("\n".join(judged.lines))
    return ExitCode.CLEAN if judged.usable else ExitCode.FINDINGS


def _agreed() -> bool:
    from client.errors import UsageError

    if not (sys.stdin and sys.stdin.isatty()):
        raise UsageError("Nothing was sent: there is no terminal to ask. With --yes it is sent unasked.")
    return click.confirm("Send it?")


@contextmanager
def _records(key_file: Path | None, *, keep: bool) -> Iterator["Records"]:
    """The vault's records where there is a vault and it is wanted, else some that end with the program."""
    from client.commands import opened
    from client.errors import VaultBusyError
    from client.records import Records
    from client.vault.vault import vault_path

    if not (keep and vault_path().exists()):
        yield Records()
        return
    try:
        with opened(key_file) as records:
            yield records
    except VaultBusyError as error:
        raise VaultBusyError(f"{error} With --no-vault no record is kept.") from None


async def _send(trial: "Trial", records: "Records") -> "Judged":
    from client.crash import on_task_error
    from client.trying import send

    asyncio.get_running_loop().set_exception_handler(on_task_error)
    return await send(trial, records)

"""`leastsaid remotes test`: a request that is always the same, shown, approved, sent and judged."""

import asyncio
import secrets
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import click

from client.addresses import Speaks
from client.exits import ExitCode, tell

if TYPE_CHECKING:
    from client.addresses import Address
    from client.egress import EgressGate
    from client.exchange import ApprovedRequest, PreparedRequest, UntrustedReply
    from client.records import Records
    from sanitizer.wire import MinimizedRequest

DOMAIN = "media"
WANT = {"genre": ("comedy",), "mood": ("light",)}
"""What everybody might ask for."""


def try_out(address: "Address | None", key_file: Path | None, *, sure: bool, keep: bool) -> ExitCode:
    """Shows what would leave, asks, sends it through the gate, and says what came back."""
    from client.egress import open_gate
    from client.errors import EgressError, RemoteError
    from client.records import Records

    gate = open_gate(address, Records(), ())
    request = probe()
    prepared = gate.prepare(request)
    _show(gate, request, prepared)
    if not (sure or _agreed()):
        click.echo("Not sent.")
        return ExitCode.CLEAN
    with _records(key_file, keep=keep) as records:
        gate = open_gate(address, records, ())
        approved = gate.approve(prepared, prepared.digest)
        begun = time.monotonic()
        try:
            reply = asyncio.run(_send(gate, approved))
        except (EgressError, RemoteError) as error:
            tell(str(error))
            return ExitCode.FINDINGS
    click.echo(f"Answered in {time.monotonic() - begun:.1f} s.")
    return _judge(reply, address)


def probe() -> "MinimizedRequest":
    """The request: nothing in it but its random id differs from one person to another."""
    from sanitizer.wire import MinimizedRequest

    return MinimizedRequest(secrets.token_hex(16), DOMAIN, WANT, (), (), ())


def _show(gate: "EgressGate", request: "MinimizedRequest", prepared: "PreparedRequest") -> None:
    from client.words import they_learn

    who = gate.recipient
    click.echo(they_learn(request, who))
    if who.address:
        click.echo(f"\nExactly this, to {who.address}:")
        click.echo("\n".join((*who.headers, f"Content-Length: {len(prepared.content)}", "")))
    text = prepared.content.decode()
    click.echo(text.rstrip(" "))
    click.echo(f"({len(text) - len(text.rstrip(' '))} blanks at the end)\n")


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


async def _send(gate: "EgressGate", approved: "ApprovedRequest") -> "UntrustedReply":
    from client.crash import on_task_error

    asyncio.get_running_loop().set_exception_handler(on_task_error)
    return await gate.send(approved, secrets.token_hex(8))


def _judge(raw: "UntrustedReply", address: "Address | None") -> ExitCode:
    """Says what the answer is worth."""
    from client.catalogue import load_catalogue
    from client.errors import RemoteError
    from client.replies import parse_reply

    try:
        reply = parse_reply(raw)
    except RemoteError as error:
        tell(str(error))
        return ExitCode.FINDINGS
    known = sum(bool(load_catalogue().named(item.title.text)) for item in reply.items)
    notes = [len(item.notes) for item in reply.items]
    click.echo(f"{len(reply.items) + reply.unreadable} items, {len(reply.items)} of them readable.")
    if not notes:
        return ExitCode.FINDINGS
    click.echo(
        f"The catalogue knows {known} of them. Each has {min(notes)} to {max(notes)} notes, most often about "
        f"{median(notes):.0f}; what has none is shown as not sure."
    )
    if address and address.speaks is Speaks.CHAT:
        click.echo(_form(raw, address))
    return ExitCode.CLEAN


def _form(raw: "UntrustedReply", address: "Address") -> str:
    if not raw.mended:
        return "The answer has the form that was asked for."
    if address.structured:
        return (
            "The answer had to be mended: the server does not hold its model to the schema. It works even so."
        )
    return "The answer had to be mended. A model that is held to a schema (--structured) may do better."

"""`leastsaid consent`: what was allowed to be told, shown, withdrawn, exported."""

import json
from pathlib import Path

import click

from client.commands import check_target, key_file_option, local, named_consent, now, opened, write
from client.exits import ExitCode
from client.saying import say

SHORT = 8
"""Digits of an id that are shown, and enough to name it."""


@click.group()
def consent() -> None:
    """See and withdraw what you allowed to be told."""


@consent.command(name="list")
@key_file_option
def list_(key_file: Path | None) -> ExitCode:
    """List consents, the latest last."""
    from client.wording.words import told_limit

    with opened(key_file) as records:
        found = records.consents.all()
    for one in found:
        ends = "ended" if one.ended else "until"
        say(
            f"{one.id[:SHORT]}  {one.state_at(now()).value:<9}  {told_limit(one.name, one.mode)}  "
            f"to {one.recipient}  ({one.scope.value}, given {local(one.given)}, "
            f"{ends} {local(one.ended or one.expires)})",
            inset=SHORT + 2,
        )
    if not found:
        say("No consent is kept: nothing of your limits may be told.")
    return ExitCode.CLEAN


@consent.command()
@click.argument("name", metavar="ID")
@key_file_option
def show(name: str, key_file: Path | None) -> ExitCode:
    """Show the receipt of a consent."""
    from client.kept.receipts import receipt

    with opened(key_file) as records:
        click.echo(json.dumps(receipt(named_consent(records, name), now()), indent=2))
    return ExitCode.CLEAN


@consent.command()
@click.argument("name", metavar="[ID]", required=False)
@click.option("--all", "everything", is_flag=True, help="All of them.")
@key_file_option
def withdraw(name: str | None, key_file: Path | None, *, everything: bool) -> ExitCode:
    """Withdraw a consent: it holds for no later request."""
    from client.errors import UsageError

    if everything == bool(name):
        raise UsageError("Name the consent to withdraw, or say --all.")
    with opened(key_file) as records:
        picked = records.consents.all() if everything else (named_consent(records, str(name)),)
        count = records.consents.withdraw(picked, now())
        sent = [entry for entry in records.audit.entries if {one.id for one in picked} & set(entry.consents)]
    over = "" if count == len(picked) else f" {len(picked) - count} had ended before."
    told = f" {len(sent)} request(s) told of it before; `leastsaid audit list` shows them." if sent else ""
    say(f"Withdrawn: {count}. It holds for no later request.{over}{told}")
    return ExitCode.CLEAN


@consent.command()
@click.argument("target", metavar="FILE|-", default="-")
@key_file_option
def export(target: str, key_file: Path | None) -> ExitCode:
    """Write all receipts as JSON (ISO/IEC TS 27560's structure, DPV's terms)."""
    from client.kept.receipts import receipt

    check_target(target)
    with opened(key_file) as records:
        receipts = [receipt(one, now()) for one in records.consents.all()]
    write(json.dumps(receipts, indent=2) + "\n", target)
    return ExitCode.CLEAN

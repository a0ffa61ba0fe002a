"""`leastsaid audit`: what left this machine, shown, checked, exported."""

import base64
import json
import sys
from pathlib import Path

import click

from client.commands import check_target, chosen, key_file_option, local, opened, write
from client.exits import ExitCode
from client.saying import say
from client.wording.grammar import counted

NUMBERS = (
    "The numbers are those of lines in the record. How a request ended is a line of its own, and so is what was "
    "erased: that is why some are passed over. `leastsaid audit show NUMBER` shows what left."
)
_ENDED = {
    "answered": "answered",
    "failed": "no usable answer",
    "unsent": "nothing was sent",
    "pending": "may have left",
}


@click.group()
def audit() -> None:
    """See what left, byte for byte, and check that the record is whole."""


@audit.command(name="list")
@key_file_option
def list_(key_file: Path | None) -> ExitCode:
    """List what left, the latest last."""
    from client.kept.consent import told_phrase

    with opened(key_file) as records:
        entries = records.audit.entries
    for entry in entries:
        told = "; ".join(told_phrase(name) for name in entry.told) or "none of your limits"
        about = f"conversation {entry.conversation[:8]}, to {entry.recipient}, told {told}"
        about = about if entry.content is not None else "content erased"
        say(
            f"{entry.number:>6}  {local(entry.at)}  {entry.length} bytes  {_ENDED[entry.outcome]:<16}  {about}"
        )
    say(NUMBERS if entries else "Nothing was sent.")
    return ExitCode.CLEAN


@audit.command()
@click.argument("number", type=int)
@key_file_option
def show(number: int, key_file: Path | None) -> ExitCode:
    """Show the exact bytes of an entry, while they are kept."""
    from client.errors import UsageError

    with opened(key_file) as records:
        found = [entry for entry in records.audit.entries if entry.number == number]
    entry = chosen(found[0] if found else None, "entry")
    if entry.content is None:
        raise UsageError(
            "The bytes of this entry were erased, by rule or by you. That it left is still known."
        )
    write(entry.content.decode(), "-")
    if sys.stdout.isatty():
        click.echo()
    return ExitCode.CLEAN


@audit.command()
@key_file_option
def verify(key_file: Path | None) -> ExitCode:
    """Check that nothing of the record was deleted, changed, moved or taken back."""
    with opened(key_file) as records:
        links = records.audit.verify()
        sent = len(records.audit.entries)
    say(
        f"The record is whole: {_checked(sent, links)} Taking the whole file back to an earlier copy cannot be "
        "seen from inside it."
    )
    return ExitCode.CLEAN


def _checked(sent: int, links: int) -> str:
    """How much was checked: a request is several links, since how it ended is written after it left."""
    if not sent:
        return "nothing was sent."
    return (
        f"{counted(sent, 'request')}, and {counted(links, 'line')} on when each was to leave, how it ended and "
        "what was erased, all sealed and in order. All bytes that are kept are those that left."
    )


@audit.command()
@click.argument("target", metavar="FILE|-", default="-")
@key_file_option
def export(target: str, key_file: Path | None) -> ExitCode:
    """Write the chain and the bytes kept as JSON lines, so that others can check it."""
    check_target(target)
    with opened(key_file) as records:
        records.audit.verify()
        lines = [
            {
                "number": link.number,
                "link": link.value.decode(),
                "hash": link.hash.hex(),
                "salt": base64.b64encode(link.salt).decode() if link.salt else None,
                "bytes": base64.b64encode(link.sent).decode() if link.sent is not None else None,
            }
            for link in records.audit.chain()
        ]
    write("".join(json.dumps(line) + "\n" for line in lines), target)
    return ExitCode.CLEAN

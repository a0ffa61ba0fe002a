"""`leastsaid dictionary`: the person's own words that are always found, kept in the vault."""

from pathlib import Path

import click

from client.commands import key_file_option, opened
from client.exits import ExitCode
from client.safetext import safe_draft
from client.saying import say


@click.group()
def dictionary() -> None:
    """Words of your own that are always found, kept in the vault."""


@dictionary.command(name="list")
@key_file_option
def list_(key_file: Path | None) -> ExitCode:
    """List the lines."""
    with opened(key_file) as records:
        lines = records.words.lines()
    click.echo("\n".join(map(safe_draft, lines)) if lines else "No words of your own are kept.")
    return ExitCode.CLEAN


@dictionary.command(name="import")
@click.argument("source", metavar="FILE|-")
@key_file_option
def import_(source: str, key_file: Path | None) -> ExitCode:
    """Keep the lines of FILE in place of those kept: `phrase`, `phrase | label` or `phrase | label | codes`.

    An empty file keeps none.
    """
    from client.errors import UsageError
    from client.files import read_bytes, read_lines
    from sanitizer import DictionaryError

    lines = read_lines(read_bytes(source))
    with opened(key_file) as records:
        try:
            records.words.keep(lines)
        except DictionaryError as error:
            raise UsageError(str(error)) from None
    say(f"Kept: {len(lines)} lines. `leastsaid chat` uses them from now on.")
    return ExitCode.CLEAN

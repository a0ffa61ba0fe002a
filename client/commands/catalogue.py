"""`leastsaid catalogue`: what is known of a work, and evidence that the person brings."""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from client.commands import key_file_option, local, opened
from client.exits import ExitCode, tell
from client.safetext import safe_draft
from client.saying import say
from client.wording.grammar import counted

if TYPE_CHECKING:
    from client.catalogue import Catalogue, Entry
    from client.imports.found import Fault
    from client.kept.records import Records

NAMED_FAULTS = 10
"""Rows that are named where more cannot be used."""


@click.group()
def catalogue() -> None:
    """Look up what is known of a work, and import evidence of your own."""


@catalogue.command()
@click.argument("words", metavar="TITLE", nargs=-1, required=True)
@click.option("--year", type=click.IntRange(1, 9999), help="Of this year, or one off.")
@click.option("--with-imported", is_flag=True, help="Open the vault and show what your sources say, too.")
@key_file_option
def show(words: tuple[str, ...], year: int | None, key_file: Path | None, *, with_imported: bool) -> ExitCode:
    """Show what is known of a work, dish or outing. Nothing is sent."""
    from client.catalogue import load_catalogue
    from client.commands.card import card
    from client.errors import UsageError
    from client.safetext import safe_text

    title = " ".join(words)
    known = load_catalogue()
    entries = _looked_up(known, title, year)
    place: AbstractContextManager[Records | None] = opened(key_file) if with_imported else nullcontext()
    with place as records:
        cards = [
            "\n".join([*card(entry), *_imported(records, entry.title.title, entry.title.year)])
            for entry in entries
        ]
        if not cards:
            lines = _imported(records, title, year)
            cards = ["\n".join([str(safe_text(title)), *lines])] if lines else []
    if not cards:
        raise UsageError(_nearly(known, title, year))
    say("\n\n".join(cards), inset=2)
    return ExitCode.CLEAN


def _looked_up(known: "Catalogue", title: str, year: int | None) -> Sequence["Entry"]:
    """The entries that the title certainly means; without a year, all that bear it."""
    return known.named(title) if year is None else known.find(title, year)


def _imported(records: "Records | None", title: str, year: int | None) -> list[str]:
    from client.commands.card import imported_lines

    return list(imported_lines(records.evidence.of(title, year))) if records else []


def _nearly(known: "Catalogue", title: str, year: int | None) -> str:
    """What to say of a title that is not in the catalogue, or not of that year."""
    from client.commands.card import heading

    found = known.named(title) or known.suggest(title)
    if not found:
        return "The catalogue has nothing of that name."
    asked = "name and year" if year else "name"
    return f"The catalogue has nothing of that {asked}. Nearly: {'; '.join(map(heading, found))}."


@catalogue.command(name="import")
@click.argument("path", metavar="FILE|FOLDER", type=click.Path(path_type=Path))
@click.option("--name", metavar="SOURCE", help="What the source is called, in place of what the file says.")
@click.option(
    "--skip-bad", is_flag=True, help="Leave out the rows that cannot be used, and import the others."
)
@key_file_option
def import_(path: Path, name: str | None, key_file: Path | None, *, skip_bad: bool) -> ExitCode:
    """Keep evidence of your own in the vault: how far works conflict with codes.

    FILE is a table of comma-separated values in UTF-8 whose first row names its columns: title, year, code, level
    (0 to 3) and maybe source. Without a year a note counts for every work of its name, but only where it warns.
    FOLDER is one in the manner of MovieLens: movies.csv and maybe tags.csv, genome-tags.csv and genome-scores.csv.
    A source that was imported before is replaced.
    """
    from client.errors import UsageError
    from client.imports import read_evidence

    found = read_evidence(path)
    if found.faults and not skip_bad:
        raise UsageError(
            f"Nothing was imported, since of some rows nothing can be made. Mend them, or import the others with "
            f"--skip-bad.\n{_named(found.faults)}"
        )
    notes = {name: [note for some in found.notes.values() for note in some]} if name else found.notes
    if not any(notes.values()):
        raise UsageError("There is nothing in it to import.")
    with opened(key_file) as records, records.transaction():
        counts = {source: records.evidence.add(source, some) for source, some in notes.items()}
    if found.faults:
        tell(f"Left out, since nothing can be made of them:\n{safe_draft(_named(found.faults))}")
    for source, count in counts.items():
        say(f"{_shown(source)}: {counted(count, 'note')} kept.")
    return ExitCode.CLEAN


def _named(faults: Sequence["Fault"]) -> str:
    more = len(faults) - NAMED_FAULTS
    return "\n".join([*map(str, faults[:NAMED_FAULTS]), *([f"… and {more} more."] if more > 0 else [])])


def _shown(source: str) -> str:
    from client.kept.evidence import source_name

    return source_name(source)


@catalogue.command()
@key_file_option
def sources(key_file: Path | None) -> ExitCode:
    """List the sources that were imported."""
    with opened(key_file) as records:
        found = records.evidence.sources()
    for source in found:
        say(f"{_shown(source.name)}  {counted(source.count, 'note')}, imported {local(source.at)}")
    if not found:
        say("No evidence of your own is kept.")
    return ExitCode.CLEAN


@catalogue.command()
@click.argument("source", metavar="SOURCE")
@key_file_option
def forget(source: str, key_file: Path | None) -> ExitCode:
    """Erase a source and all its notes."""
    from client.errors import UsageError

    with opened(key_file) as records:
        count = records.evidence.forget(source)
    if not count:
        raise UsageError("There is no such source. `leastsaid catalogue sources` lists them.")
    say(f"Erased: {counted(count, 'note')}.")
    return ExitCode.CLEAN

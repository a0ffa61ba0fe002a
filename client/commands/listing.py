"""`leastsaid vault list`: what the vault keeps, and which commands list the rest."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from client.commands import key_file_option, local, opened
from client.exits import ExitCode
from client.saying import say
from client.wording.grammar import counted

if TYPE_CHECKING:
    from client.kept.records import Records

KIND = 7
"""Columns that say of what kind a listed thing is."""


@click.command(name="list")
@key_file_option
def list_(key_file: Path | None) -> ExitCode:
    """List the limits, conversations and imported sources, and which commands list what else is kept."""
    with opened(key_file) as records:
        lines = [*_limits(records), *_conversations(records), *_sources(records)]
        others = _elsewhere(records)
    for line in lines:
        say(line, inset=KIND)
    if not lines:
        say("No limits and no conversations are kept.")
    for line in others:
        say(line)
    return ExitCode.CLEAN


def _limits(records: "Records") -> list[str]:
    from client.wording.choosing import MODES
    from client.wording.words import LEVELS

    return [
        f"limit  {one.code}  {one.about.phrase}; {LEVELS[one.level]}; {MODES[one.mode]}; since {local(since)}"
        for one, since in ((saved.constraint, saved.since) for saved in records.limits.all())
    ]


def _conversations(records: "Records") -> list[str]:
    from client.conversation.resuming import asked_words
    from client.safetext import safe_text

    turns = [
        f"turn   {turn.conversation[:8]}  {local(turn.at)}  {asked_words(turn)}; {len(turn.shown)} shown, "
        f"{turn.hidden} hidden"
        for turn in records.conversations.all()
    ]
    names = records.names.all().items()
    return [*turns, *(f"name   {one[:8]}  {safe_text(name)}" for one, name in names)]


def _sources(records: "Records") -> list[str]:
    from client.safetext import safe_text

    return [
        f"source {safe_text(source.name)}  {counted(source.count, 'note')}, imported {local(source.at)}"
        for source in records.evidence.sources()
    ]


def _elsewhere(records: "Records") -> list[str]:
    """What is kept besides, and which command lists it."""
    kept = (
        (len(records.consents.all()), ("consent",), "consent list"),
        (len(records.audit.entries), ("entry of what left", "entries of what left"), "audit list"),
        (
            len(records.words.lines()),
            ("line of your dictionary", "lines of your dictionary"),
            "dictionary list",
        ),
    )
    return [f"Also {counted(count, *what)}: `leastsaid {command}`." for count, what, command in kept if count]

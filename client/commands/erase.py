"""`leastsaid vault erase`: one thing at a time, or all. It cannot be taken back."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from client.commands import key_file_option, named_consent, named_conversation, now, opened
from client.exits import ExitCode

if TYPE_CHECKING:
    from client.records import Records
    from client.retention import Erasure


KEPT = "limits, consents, conversations, your words, imported notes and the record of what left"
FOR_GOOD = "It cannot be taken back. Erase it?"


@click.command()
@click.option("--all", "everything", is_flag=True, help="The whole vault.")
@click.option("--code", help="This code everywhere: limit, consents, conversations, what left, your words.")
@click.option("--limit", metavar="CODE", help="One saved limit, and nothing else of its code.")
@click.option("--conversation", metavar="ID", help="Everything of one conversation.")
@click.option("--consent", metavar="ID", help="One consent.")
@click.option("--entry", metavar="NUMBER", help="The content of one entry of what left.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@key_file_option
def erase(key_file: Path | None, *, everything: bool, yes: bool, **named: str | None) -> ExitCode:
    """Erase a code everywhere, a limit, a conversation, a consent, an entry, or all. It cannot be taken back."""
    from client.errors import UsageError
    from client.retention import erase as erase_chosen
    from sanitizer.taxonomy import taxonomy

    given = {name: value for name, value in named.items() if value}
    if len(given) + everything != 1:
        raise UsageError(
            "Name one thing to erase: --code, --limit, --conversation, --consent, --entry or --all."
        )
    codes = [given[name] for name in ("code", "limit") if name in given]
    if not set(codes) <= set(taxonomy().codes):
        raise UsageError("There is no such code. `leastsaid codes` lists them.")
    if everything:
        if yes or click.confirm(f"This erases the whole vault: {KEPT}. {FOR_GOOD}"):
            _erase_all()
        return ExitCode.CLEAN
    with opened(key_file) as records:
        found = _found(records, *given.popitem())
        said = _named(found)
        if not found:
            click.echo("There was nothing of that.")
        elif yes or click.confirm(f"This erases {said}. {FOR_GOOD}"):
            erase_chosen(records, found, now())
            click.echo(f"Erased {said}.")
    return ExitCode.CLEAN


def _named(found: "Erasure") -> str:
    counts = (
        (len(found.limits), "saved limit"),
        (len(found.consents), "consent"),
        (len(found.turns), "turn of conversations"),
        (len(found.entries), "request that left (its bytes; that it left stays known)"),
        (len(found.lines), "line of your dictionary"),
        (len(found.names), "name of a conversation"),
    )
    return ", ".join(f"{count} × {name}" if count > 1 else f"1 {name}" for count, name in counts if count)


def _found(records: "Records", what: str, name: str) -> "Erasure":
    from client.retention import Erasure, of_code, of_conversation

    match what:
        case "code":
            return of_code(records, name)
        case "limit":
            kept = (saved.constraint.code for saved in records.limits.all())
            return Erasure(limits=tuple(code for code in kept if code == name))
        case "conversation":
            return of_conversation(records, named_conversation(records, name))
        case "consent":
            return Erasure(consents=(bytes.fromhex(named_consent(records, name).id),))
    entries = (entry.number for entry in records.audit.entries if entry.content is not None)
    return Erasure(entries=tuple(number for number in entries if str(number) == name))


def _erase_all() -> None:
    from client.vault.making import destroy
    from client.vault.vault import vault_path

    destroy(vault_path())
    click.echo("The vault is erased. Copies and exports elsewhere are yours to delete.")

"""`leastsaid vault erase`: one thing at a time, or all. It cannot be taken back."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from client.commands import chosen, key_file_option, named_consent, named_conversation, now, opened, say_where
from client.exits import ExitCode
from client.saying import say
from client.wording.grammar import counted, joined

if TYPE_CHECKING:
    from client.kept.records import Records
    from client.kept.retention import Erasure


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
    from client.kept.retention import erase as erase_chosen
    from client.vault.vault import vault_path
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
        # Without a vault there is nothing to agree to: erasing says so.
        if yes or not vault_path().exists() or _agreed(f"the whole vault: {KEPT}"):
            _erase_all()
        return ExitCode.CLEAN
    if not given.get("entry", "0").isdecimal():
        raise UsageError("An entry is named by its number. `leastsaid audit list` shows them.")
    with opened(key_file) as records:
        found = _found(records, *given.popitem())
        said = _named(found)
        if not found:
            say("There was nothing of that.")
        elif yes or _agreed(said):
            erase_chosen(records, found, now())
            say(f"Erased {said}.")
    return ExitCode.CLEAN


def _agreed(what: str) -> bool:
    say(f"This erases {what}.")
    return click.confirm(FOR_GOOD)


def _named(found: "Erasure") -> str:
    stays = "its bytes; that it left stays known"
    kinds = (
        (found.limits, "saved limit", ""),
        (found.consents, "consent", ""),
        (found.turns, "turn of conversations", "turns of conversations"),
        (found.entries, f"request that left ({stays})", f"requests that left ({stays})"),
        (found.lines, "line of your dictionary", "lines of your dictionary"),
        (found.names, "name of a conversation", "names of conversations"),
    )
    return joined(counted(len(erased), one, many) for erased, one, many in kinds if erased)


def _found(records: "Records", what: str, name: str) -> "Erasure":
    from client.kept.retention import Erasure, of_code, of_conversation

    match what:
        case "code":
            return of_code(records, name)
        case "limit":
            return Erasure(limits=tuple({name} & records.limits.codes()))
        case "conversation":
            return of_conversation(records, named_conversation(records, name))
        case "consent":
            return Erasure(consents=(bytes.fromhex(named_consent(records, name).id),))
    entries = [entry for entry in records.audit.entries if str(entry.number) == name]
    chosen(entries or None, "entry")
    return Erasure(entries=tuple(entry.number for entry in entries if entry.content is not None))


def _erase_all() -> None:
    from client.addresses import FILE
    from client.config import NAME, settings_folder
    from client.vault.making import destroy
    from client.vault.vault import vault_path

    destroy(vault_path())
    say("The vault is erased. Copies and exports elsewhere are yours to delete.")
    settings = [settings_folder() / name for name in (NAME, FILE)]
    if left := [path for path in settings if path.exists()]:
        say_where("Your settings stay, and any addresses of recommenders in them:", *left)

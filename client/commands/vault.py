"""`leastsaid vault`: make, look at, change how it opens, export, import, purge, erase."""

from pathlib import Path

import click

from client.commands import check_target, key_file_option, now, opened, say_where
from client.commands.erase import erase
from client.commands.listing import list_
from client.commands.passwd import named, passwd, refuse_inside
from client.exits import ExitCode
from client.saying import say
from client.wording.grammar import counted, joined

NOT_OF_EXPORT = "That is not the passphrase of this export."
UNASKED = "There is no terminal to ask for the passphrase of the export. Run this at one."
_TURNS = ("turn of conversations", "turns of conversations")
_ENTRIES = ("entry of what left", "entries of what left")


@click.group()
def vault() -> None:
    """Keep limits, consents, conversations and the record of what left, sealed on this machine."""


@vault.command()
@click.option(
    "--key-file",
    type=click.Path(path_type=Path),
    help="For use without a person: open it with this file, which is made if it is not there.",
)
@click.option("--keyring", is_flag=True, help="Also open it with the operating system's keyring.")
def init(key_file: Path | None, *, keyring: bool) -> ExitCode:
    """Make a vault. Asks for a passphrase unless a key file is named."""
    from client.unlock import choose_passphrase
    from client.vault.making import create_vault
    from client.vault.openers import KeyFile, Keyring, Opener, make_key_file
    from client.vault.vault import vault_path

    path = vault_path()
    _refuse_existing(path)
    openers: list[Opener] = [Keyring()] if keyring else []
    if key_file:
        refuse_inside(key_file, path)
        if not key_file.exists():
            make_key_file(key_file)
            say("Made the key file. Whoever has it opens the vault; without it nobody does.")
        openers.append(KeyFile(key_file))
    else:
        openers.append(choose_passphrase())
    create_vault(path, openers)
    say_where("The vault is made. `leastsaid chat` uses it from now on. It is here:", path)
    return ExitCode.CLEAN


@vault.command()
@key_file_option
def status(key_file: Path | None) -> ExitCode:
    """Say whether there is a vault, what opens it, and what it keeps."""
    from client.errors import VaultBusyError
    from client.vault.vault import read_header, vault_path

    path = vault_path()
    if not path.exists():
        say("There is no vault: everything ends with the program. `leastsaid vault init` makes one.")
        return ExitCode.CLEAN
    try:
        names = named(slot.kind for slot in read_header(path).slots)
    except VaultBusyError:
        say_where("There is a vault, and another program has it open, perhaps a chat. It is here:", path)
        return ExitCode.CLEAN
    say_where(
        f"There is a vault of {path.stat().st_size / 1000:.0f} kB, opened by {names}. It is here:", path
    )
    with opened(key_file) as records:
        kept = (
            counted(len(records.limits.all()), "saved limit"),
            counted(len(records.consents.all()), "consent"),
            counted(len(records.conversations.all()), *_TURNS),
            counted(len(records.words.lines()), "line of your dictionary", "lines of your dictionary"),
            counted(len(records.evidence.sources()), "source of evidence", "sources of evidence"),
            counted(len(records.audit.entries), *_ENTRIES),
        )
    say(f"It keeps {joined(kept)}.")
    return ExitCode.CLEAN


@vault.command()
@click.argument("target", metavar="FILE", type=click.Path(path_type=Path))
@key_file_option
def export(target: Path, key_file: Path | None) -> ExitCode:
    """Write everything to FILE, sealed with a passphrase of its own."""
    from client.config import load_config
    from client.unlock import choose_passphrase, person_vault

    check_target(str(target))
    with person_vault(key_file, load_config().key_file) as found:
        found.copy(target, [choose_passphrase("This one is for the exported file alone. ")])
    say("Exported. `leastsaid vault import` makes a vault of it, here or elsewhere.")
    return ExitCode.CLEAN


@vault.command(name="import")
@click.argument("source", metavar="FILE", type=click.Path(path_type=Path))
def import_(source: Path) -> ExitCode:
    """Make the vault from an exported FILE. Opened by the passphrase of the export, also afterwards."""
    from client.errors import UsageError, WrongKeyError
    from client.unlock import TRIES, ask
    from client.vault.openers import Passphrase
    from client.vault.vault import import_vault, vault_path

    path = vault_path()
    _refuse_existing(path)
    if not source.is_file():
        raise UsageError("There is no such export. Look at its name.")
    question = "Passphrase of the export: "
    for left in reversed(range(TRIES)):
        try:
            import_vault(source, path, Passphrase(ask(question, UNASKED)))
            break
        except WrongKeyError:
            if not left:
                raise WrongKeyError(NOT_OF_EXPORT) from None
        question = f"{NOT_OF_EXPORT} Try again ({counted(left, 'try', 'tries')} left): "
    say_where(
        "Imported and verified. The vault is opened by the passphrase of the export. What you agreed to before is "
        "over: you are asked again. It is here:",
        path,
    )
    return ExitCode.CLEAN


@vault.command()
@click.option("--dry-run", is_flag=True, help="Only say what would be erased.")
@key_file_option
def purge(key_file: Path | None, *, dry_run: bool) -> ExitCode:
    """Erase what is past its time."""
    from client.config import load_config
    from client.kept.records import Records
    from client.kept.retention import outdated
    from client.kept.retention import purge as purge_records
    from client.unlock import person_vault

    config = load_config()
    with person_vault(key_file, config.key_file) as found:
        records = Records(found.store)
        due = outdated(records, now(), config.retention)
        if not dry_run:
            purge_records(records, now(), config.retention, sure=True)
    said = "Would erase" if dry_run else "Erased"
    say(
        f"{said} {counted(len(due.turns), *_TURNS)}, "
        f"{counted(len(due.consents), 'consent that is over', 'consents that are over')}, and the content of "
        f"{counted(len(due.entries), *_ENTRIES)}. Kept: conversations "
        f"{config.retention.conversations.days} days, the content of what left {config.retention.audit.days} days."
    )
    return ExitCode.CLEAN


vault.add_command(erase)
vault.add_command(list_)
vault.add_command(passwd)


def _refuse_existing(path: Path) -> None:
    from client.errors import VaultError

    if path.exists():
        raise VaultError(
            "There is a vault already. Export it if you want to keep it; then erase it to make another."
        )

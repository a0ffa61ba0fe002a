"""`leastsaid vault`: make, look at, change how it opens, export, import, purge, erase."""

from pathlib import Path

import click

from client.commands import key_file_option, now, opened
from client.exits import ExitCode

_NAMES = {"PASSPHRASE": "a passphrase", "KEY_FILE": "a key file", "KEYRING": "the keyring"}


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
    from client.vault.openers import KeyFile, Keyring, Opener, make_key_file
    from client.vault.vault import create_vault, vault_path

    path = vault_path()
    _refuse_existing(path)
    openers: list[Opener] = [Keyring()] if keyring else []
    if key_file:
        _refuse_inside(key_file, path)
        if not key_file.exists():
            make_key_file(key_file)
            click.echo("Made the key file. Whoever has it opens the vault; without it nobody does.")
        openers.append(KeyFile(key_file))
    else:
        openers.append(choose_passphrase(click.echo))
    create_vault(path, openers)
    click.echo("The vault is made. `leastsaid chat` uses it from now on.")
    return ExitCode.CLEAN


@vault.command()
@key_file_option
def status(key_file: Path | None) -> ExitCode:
    """Say whether there is a vault, what opens it, and what it keeps."""
    from client.errors import VaultBusyError
    from client.vault.vault import slots_of, vault_path

    path = vault_path()
    if not path.exists():
        click.echo("There is no vault: everything ends with the program. `leastsaid vault init` makes one.")
        return ExitCode.CLEAN
    try:
        names = " or ".join(_NAMES[slot.name] for slot in slots_of(path))
    except VaultBusyError:
        click.echo("There is a vault, and another program has it open, perhaps a chat.")
        return ExitCode.CLEAN
    click.echo(f"There is a vault of {path.stat().st_size / 1000:.0f} kB, opened by {names}.")
    with opened(key_file) as records:
        counts = (
            ("saved limits", len(records.limits.all())),
            ("consents", len(records.consents.all())),
            ("turns of conversations", len(records.conversations.all())),
            ("lines of your dictionary", len(records.words.lines())),
            ("entries of what left", len(records.audit.entries)),
        )
    click.echo("It keeps " + ", ".join(f"{count} {name}" for name, count in counts) + ".")
    return ExitCode.CLEAN


@vault.command()
@key_file_option
@click.option("--add-keyring", is_flag=True, help="Let the operating system's keyring open it too.")
@click.option("--drop-keyring", is_flag=True, help="Let the keyring open it no longer.")
@click.option(
    "--add-key-file", type=click.Path(path_type=Path), help="Let this key file open it too; made if missing."
)
@click.option("--drop-key-file", is_flag=True, help="Let no key file open it.")
def passwd(
    key_file: Path | None,
    add_key_file: Path | None,
    *,
    add_keyring: bool,
    drop_keyring: bool,
    drop_key_file: bool,
) -> ExitCode:
    """Change the passphrase, or what else opens the vault."""
    from client.config import load_config
    from client.unlock import choose_passphrase, person_vault
    from client.vault.header import SlotKind
    from client.vault.openers import KeyFile, Keyring, make_key_file
    from client.vault.vault import vault_path

    with person_vault(key_file or load_config().key_file) as found:
        if add_key_file:
            _refuse_inside(add_key_file, vault_path())
            if not add_key_file.exists():
                make_key_file(add_key_file)
            found.set_opener(KeyFile(add_key_file))
        if add_keyring:
            found.set_opener(Keyring())
        for drop, kind in ((drop_keyring, SlotKind.KEYRING), (drop_key_file, SlotKind.KEY_FILE)):
            if drop:
                found.drop_opener(kind)
        if not (add_key_file or add_keyring or drop_keyring or drop_key_file):
            found.set_opener(choose_passphrase(click.echo))
        names = " or ".join(_NAMES[slot.name] for slot in found.slots)
    click.echo(
        f"Done. The vault is opened by {names}; what opened it before and is not named does so no longer."
    )
    return ExitCode.CLEAN


@vault.command()
@click.argument("target", metavar="FILE", type=click.Path(path_type=Path))
@key_file_option
def export(target: Path, key_file: Path | None) -> ExitCode:
    """Write everything to FILE, sealed with a passphrase of its own."""
    from client.config import load_config
    from client.unlock import choose_passphrase, person_vault

    with person_vault(key_file or load_config().key_file) as found:
        found.copy(target, [choose_passphrase(click.echo)])
    click.echo("Exported. `leastsaid vault import` makes a vault of it, here or elsewhere.")
    return ExitCode.CLEAN


@vault.command(name="import")
@click.argument("source", metavar="FILE", type=click.Path(path_type=Path))
def import_(source: Path) -> ExitCode:
    """Make the vault from an exported FILE. Opened by the passphrase of the export, also afterwards."""
    from client.unlock import ask
    from client.vault.openers import Passphrase
    from client.vault.vault import open_vault, vault_path

    path = vault_path()
    _refuse_existing(path)
    opener = Passphrase(ask("Passphrase of the export: "))
    found = open_vault(source, [opener])
    try:
        from client.records import Records

        Records(found.store).audit.verify()
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        found.copy(path, [opener])
    finally:
        found.lock()
    click.echo("Imported and verified. The vault is opened by the passphrase of the export.")
    return ExitCode.CLEAN


@vault.command()
@click.option("--dry-run", is_flag=True, help="Only say what would be erased.")
@key_file_option
def purge(key_file: Path | None, *, dry_run: bool) -> ExitCode:
    """Erase what is past its time."""
    from client.config import load_config
    from client.records import Records
    from client.retention import erase, outdated
    from client.unlock import person_vault

    config = load_config()
    with person_vault(key_file or config.key_file) as found:
        records = Records(found.store)
        due = outdated(records, now(), config.retention)
        if not dry_run:
            erase(records, due, now())
    said = "Would erase" if dry_run else "Erased"
    click.echo(
        f"{said} {len(due.turns)} turns of conversations, {len(due.consents)} consents that are over, and the "
        f"content of {len(due.entries)} entries of what left. Kept: conversations "
        f"{config.retention.conversations.days} days, the content of what left {config.retention.audit.days} days."
    )
    return ExitCode.CLEAN


@vault.command()
@click.option("--all", "everything", is_flag=True, help="The whole vault.")
@click.option("--code", help="This code everywhere: limit, consents, conversations, what left.")
@click.option("--conversation", metavar="ID", help="Everything of one conversation.")
@click.option("--consent", metavar="ID", help="One consent.")
@click.option("--entry", metavar="NUMBER", type=int, help="The content of one entry of what left.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@key_file_option
def erase(  # noqa: PLR0913 one for each thing that can be erased
    key_file: Path | None,
    code: str | None,
    conversation: str | None,
    consent: str | None,
    entry: int | None,
    *,
    everything: bool,
    yes: bool,
) -> ExitCode:
    """Erase a code everywhere, a conversation, a consent, an entry, or all. It cannot be taken back."""
    from client.errors import UsageError
    from client.retention import Erasure, of_code, of_conversation
    from client.retention import erase as erase_chosen
    from sanitizer.taxonomy import taxonomy

    if sum(map(bool, (everything, code, conversation, consent, entry))) != 1:
        raise UsageError("Name one thing to erase: --code, --conversation, --consent, --entry or --all.")
    if code and code not in taxonomy().codes:
        raise UsageError("There is no such code. `leastsaid codes` lists them.")
    if not yes and not click.confirm("This cannot be taken back. Erase it?"):
        return ExitCode.CLEAN
    if everything:
        return _erase_all()
    with opened(key_file) as records:
        if code:
            found = of_code(records, code)
        elif conversation:
            found = of_conversation(records, conversation)
        elif consent:
            ids = [bytes.fromhex(one.id) for one in records.consents.all() if one.id.startswith(consent)]
            found = Erasure(consents=tuple(ids))
        else:
            kept = [one.number for one in records.audit.entries if one.content is not None]
            found = Erasure(entries=tuple(number for number in kept if number == entry))
        erase_chosen(records, found, now())
    click.echo(f"Erased {len(found)} record(s)." if found else "There was nothing of that.")
    return ExitCode.CLEAN


def _erase_all() -> ExitCode:
    from client.vault.vault import destroy, vault_path

    destroy(vault_path())
    click.echo("The vault is erased. Copies and exports elsewhere are yours to delete.")
    return ExitCode.CLEAN


def _refuse_existing(path: Path) -> None:
    from client.errors import VaultError

    if path.exists():
        raise VaultError("There is a vault already. Erase it first, or export it to keep it.")


def _refuse_inside(key_file: Path, path: Path) -> None:
    from client.errors import UsageError

    if key_file.resolve().is_relative_to(path.parent.resolve()):
        raise UsageError("A key file beside the vault opens it for any thief. Name another folder.")

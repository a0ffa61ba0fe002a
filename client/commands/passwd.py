"""`leastsaid vault passwd`: changes what opens the vault, and says what no longer does."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from client.commands import key_file_option
from client.exits import ExitCode, tell
from client.saying import say

if TYPE_CHECKING:
    from client.config import Config
    from client.vault.header import SlotKind
    from client.vault.openers import Opener
    from client.vault.vault import Vault

_NAMES = {"PASSPHRASE": "a passphrase", "KEY_FILE": "a key file", "KEYRING": "the keyring"}
NOTHING = "Nothing was changed."
OPPOSED = "The same is to be added and dropped. Say one of the two."
LAST = "Nothing else opens the vault. Set a passphrase first."
ONE_KEY_FILE = "One key file at a time opens the vault, and there is one already: it would no longer do so."
CHANGED = "The new passphrase opens the vault from now on; the earlier one does so no longer."
ADDED = "{} opens the vault, too, from now on."
REPLACED = "The new key file opens the vault from now on; the earlier one does so no longer."
DROPPED = "{} opens the vault no longer."
NONE_TO_DROP = "There was none to drop: {} does not open the vault."
IN_SETTINGS = (
    "Your settings name a key file that opens the vault no longer: see key_file under [vault] in config.toml."
)


@click.command()
@key_file_option
@click.option("--add-keyring", is_flag=True, help="Let the operating system's keyring open it too.")
@click.option("--drop-keyring", is_flag=True, help="Let the keyring open it no longer.")
@click.option(
    "--add-key-file",
    type=click.Path(path_type=Path),
    help="Let this key file open it too; made if missing. There is one at a time: you are asked before it takes "
    "the place of another.",
)
@click.option("--drop-key-file", is_flag=True, help="Let no key file open it.")
@click.option("--yes", is_flag=True, help="Do not ask before a key file takes the place of another.")
def passwd(
    key_file: Path | None, add_key_file: Path | None, *, add_keyring: bool, yes: bool, **drops: bool
) -> ExitCode:
    """Change the passphrase, or what else opens the vault.

    Without options a new passphrase is asked for: it takes the place of the earlier one. Whatever is not named
    here, be it passphrase, key file or keyring, opens the vault as before; the last one is never dropped.
    """
    from client.config import load_config
    from client.errors import UsageError
    from client.unlock import person_vault
    from client.vault.header import SlotKind

    if (add_key_file and drops["drop_key_file"]) or (add_keyring and drops["drop_keyring"]):
        raise UsageError(OPPOSED)
    config = load_config()
    dropped = [kind for kind in SlotKind if drops.get(f"drop_{kind.name.lower()}")]
    with person_vault(key_file, config.key_file) as found:
        if add_key_file and not (yes or _replaced(found, add_key_file)):
            say(NOTHING)
            return ExitCode.CLEAN
        openers = _openers(add_key_file, add_keyring=add_keyring, passphrase=not dropped)
        _check_left(found, openers, dropped)
        said = [*_set(found, openers), *_drop(found, dropped)]
        opened_by = named(found.slots)
    say("\n".join((*said, f"Done. The vault is opened by {opened_by}.")))
    if _misnamed(config, add_key_file, gone=SlotKind.KEY_FILE in dropped):
        tell(IN_SETTINGS)
    return ExitCode.CLEAN


def named(kinds: Iterable["SlotKind"]) -> str:
    """What opens a vault, in words."""
    return " or ".join(_NAMES[kind.name] for kind in kinds)


def refuse_inside(key_file: Path, path: Path) -> None:
    """Raises an error for a key file beside the vault."""
    from client.errors import UsageError

    if key_file.resolve().is_relative_to(path.parent.resolve()):
        raise UsageError("A key file beside the vault opens it for any thief. Name another folder.")


def _replaced(found: "Vault", key_file: Path) -> bool:
    """Whether the key file may open the vault: the person is asked where another one does so already."""
    from client.errors import UsageError
    from client.vault.header import SlotKind
    from client.vault.vault import vault_path

    refuse_inside(key_file, vault_path())
    if SlotKind.KEY_FILE not in found.slots:
        return True
    if not (sys.stdin and sys.stdin.isatty()):
        raise UsageError(f"{ONE_KEY_FILE} {NOTHING} With --yes the new one takes its place.")
    say(ONE_KEY_FILE)
    return click.confirm("Let the new one take its place?")


def _openers(key_file: Path | None, *, add_keyring: bool, passphrase: bool) -> list["Opener"]:
    """What is to open the vault from now on, all of it at hand before anything is changed."""
    from client.unlock import choose_passphrase
    from client.vault.openers import KeyFile, Keyring, make_key_file
    from client.vault.vault import vault_path

    openers: list[Opener] = [Keyring()] if add_keyring else []
    if key_file:
        refuse_inside(key_file, vault_path())
        if not key_file.exists():
            make_key_file(key_file)
        openers.append(KeyFile(key_file))
    return openers or ([choose_passphrase()] if passphrase else [])


def _check_left(found: "Vault", openers: Iterable["Opener"], dropped: Iterable["SlotKind"]) -> None:
    """Raises an error where nothing would open the vault."""
    from client.errors import VaultError

    if not {*found.slots, *(opener.kind for opener in openers)} - set(dropped):
        raise VaultError(LAST)


def _set(found: "Vault", openers: Iterable["Opener"]) -> Iterator[str]:
    from client.vault.header import SlotKind

    taken = {SlotKind.PASSPHRASE: CHANGED, SlotKind.KEY_FILE: REPLACED}
    for opener in openers:
        there = opener.kind in found.slots
        found.set_opener(opener)
        yield taken[opener.kind] if there and opener.kind in taken else ADDED.format(_capital(opener.kind))


def _drop(found: "Vault", dropped: Iterable["SlotKind"]) -> Iterator[str]:
    for kind in dropped:
        if kind in found.slots:
            found.drop_opener(kind)
            yield DROPPED.format(_capital(kind))
        else:
            yield NONE_TO_DROP.format(_NAMES[kind.name])


def _capital(kind: "SlotKind") -> str:
    name = _NAMES[kind.name]
    return f"{name[:1].upper()}{name[1:]}"


def _misnamed(config: "Config", added: Path | None, *, gone: bool) -> bool:
    """Whether the settings name a key file that no longer opens the vault."""
    usual = config.key_file
    return usual is not None and (gone or (added is not None and usual.resolve() != added.resolve()))

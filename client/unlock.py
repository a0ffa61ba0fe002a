"""The person's vault, opened: with a key file, the keyring, or a passphrase that is asked for."""

import getpass
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from client.errors import VaultError
from client.vault.header import Slot
from client.vault.openers import SHORTEST, KeyFile, Keyring, Opener, Passphrase, offered_passphrase
from client.vault.vault import Vault, open_vault, vault_path

TRIES = 3
NO_RECOVERY = (
    "There is no recovery: without this passphrase nobody can open the vault, not you and not us. Write it on "
    "paper and keep the paper somewhere safe."
)


class AskedPassphrase(Passphrase):
    """A passphrase that is asked for when a slot needs it."""

    def __init__(self) -> None:
        super().__init__("")

    def key(self, slot: Slot, vault: bytes) -> bytearray:
        """See `Opener`."""
        return Passphrase(ask("Passphrase of your vault: ")).key(slot, vault)


def ask(question: str) -> str:
    """An answer that is not shown; `VaultError` without a terminal, since it is never taken from a pipe."""
    if not (sys.stdin and sys.stdin.isatty()):
        with suppress(OSError), Path("/dev/tty").open():
            return getpass.getpass(question)
        raise VaultError("There is no terminal to ask for the passphrase. Use --key-file.")
    return getpass.getpass(question)


def open_person_vault(key_file: Path | None) -> Vault:
    """The person's vault.

    Raises:
        VaultError: There is none, it is in use or damaged, or nothing opens it.
    """
    openers: list[Opener] = [KeyFile(key_file)] if key_file else []
    if not key_file:
        with suppress(VaultError):
            openers.append(Keyring())
        openers += [AskedPassphrase() for _ in range(TRIES)]
    return open_vault(vault_path(), openers)


@contextmanager
def person_vault(key_file: Path | None) -> Iterator[Vault]:
    """The person's vault, open as long as the block lasts."""
    vault = open_person_vault(key_file)
    try:
        yield vault
    finally:
        vault.lock()


def choose_passphrase(tell: Callable[[str], None]) -> Passphrase:
    """Offers six random words, or takes the person's own; asked twice. Says first that there is no recovery."""
    offered = offered_passphrase()
    tell(f"{NO_RECOVERY}\n\nA strong passphrase that can be learned:\n\n    {offered}\n")
    first = ask("Press Enter to take it, or type one of your own: ") or offered
    chosen = Passphrase(first)
    if chosen.length < SHORTEST:
        raise VaultError(f"A passphrase has at least {SHORTEST} characters. Six words are easier to keep.")
    if not chosen.same(Passphrase(ask("Once more, to be sure: "))):
        raise VaultError("The two are not the same. Nothing was changed; try again.")
    return chosen

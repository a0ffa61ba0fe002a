"""The person's vault, opened: with a key file, the keyring, or a passphrase that is asked for."""

import getpass
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from client.errors import VaultError, WrongKeyError
from client.exits import tell
from client.unseen import Unseen
from client.vault.header import Slot
from client.vault.openers import SHORTEST, KeyFile, Keyring, Opener, Passphrase, offered_passphrase
from client.vault.vault import Vault, open_vault, vault_path
from client.wording.grammar import counted
from client.wrapping import columns, wrapped

TRIES = 3
TOO_SHORT = f"A passphrase has at least {SHORTEST} characters. Six words are easier to keep."
DIFFERENT = "The two are not the same; try again."
NO_TERMINAL = "There is no terminal to ask for the passphrase. Use --key-file, or chat with --no-vault."
NO_RECOVERY = (
    "There is no recovery: without this passphrase nobody can open it, not you and not us. Write it on paper and "
    "keep the paper somewhere safe."
)


class AskedPassphrase(Passphrase):
    """A passphrase that is asked for when a slot needs it."""

    def __init__(self, left: int = TRIES, before: Callable[[], None] = lambda: None) -> None:
        """`left` counts the tries that are left, with this one; `before` is called before it is asked."""
        super().__init__("")
        tries = f"{WrongKeyError.said} Try again ({counted(left, 'try', 'tries')} left): "
        self._question = "Passphrase of your vault: " if left == TRIES else tries
        self._before = before

    def key(self, slot: Slot, vault: bytes) -> bytearray:
        """See `Opener`."""
        self._before()
        asked = Passphrase(ask(self._question))
        try:
            return asked.key(slot, vault)
        finally:
            asked.wipe()


def ask(question: str, otherwise: str = NO_TERMINAL) -> str:
    """An answer that is not shown; `VaultError` without a terminal, since it is never taken from a pipe.

    `otherwise` is what is said there.
    """
    if not (sys.stdin and sys.stdin.isatty()):
        with suppress(OSError), Path("/dev/tty").open():
            return getpass.getpass(question)
        raise VaultError(otherwise)
    return getpass.getpass(question)


def person_openers(key_file: Path | None, before: Callable[[], None] = lambda: None) -> list[Opener]:
    """What may open the person's vault: a key file alone where one is named, else the keyring or the passphrase.

    `before` is called before a passphrase is asked for.
    """
    if key_file:
        return [KeyFile(key_file)]
    found: list[Opener] = []
    with suppress(VaultError):
        found.append(Keyring())
    return [*found, *(AskedPassphrase(TRIES - count, before) for count in range(TRIES))]


def open_person_vault(key_file: Path | None, usual: Path | None = None) -> Vault:
    """The person's vault, opened with a key file that is named, with the usual one, or by asking.

    Raises:
        VaultError: There is none, it is in use or damaged, or nothing opens it.
    """
    path = vault_path()
    _close_to_others(path.parent)
    with _asking(key_file, usual) as openers:
        return open_vault(path, openers)


def reopen_person_vault(vault: Vault, usual: Path | None) -> None:
    """Opens a vault that was locked, with the usual key file or by asking. `VaultError` where nothing opens it."""
    with _asking(None, usual) as openers:
        vault.unlock(openers)


@contextmanager
def _asking(key_file: Path | None, usual: Path | None) -> Iterator[list[Opener]]:
    """What may open a vault, wiped afterwards; nothing that is typed meanwhile is shown."""
    unseen = Unseen(_terminal())
    openers = person_openers(key_file, unseen.begin)
    if usual and not key_file:
        try:
            openers.insert(0, KeyFile(usual))
        except VaultError as error:
            tell(f"The key file of your settings is not used. {error}")
    try:
        yield openers
    finally:
        unseen.end()
        for opener in openers:
            opener.wipe()


def _close_to_others(folder: Path) -> None:
    """Takes others' rights to the vault's folder away."""
    with suppress(OSError):
        if folder.stat().st_mode & 0o077:
            folder.chmod(0o700)


@contextmanager
def person_vault(key_file: Path | None, usual: Path | None = None) -> Iterator[Vault]:
    """The person's vault, open as long as the block lasts."""
    vault = open_person_vault(key_file, usual)
    try:
        yield vault
    finally:
        vault.lock()


def choose_passphrase(what: str = "") -> Passphrase:
    """Offers six random words, or takes the person's own; asked twice. Says first that there is no recovery."""
    offered = offered_passphrase()
    _show(f"{what}{NO_RECOVERY}\n\nA strong passphrase that can be learned:\n\n    {offered}\n\n")
    for _ in range(TRIES):
        chosen = Passphrase(ask("Press Enter to take it, or type one of your own: ") or offered)
        if chosen.length < SHORTEST:
            _show(f"{TOO_SHORT}\n")
        elif chosen.same(Passphrase(ask("Once more, to be sure: "))):
            return chosen
        else:
            _show(f"{DIFFERENT}\n")
    raise VaultError("No passphrase was chosen. Nothing was changed.")


def _show(words: str) -> None:
    """On the terminal itself: a passphrase that is offered must not end in a file of the output."""
    try:
        with Path(_terminal()).open("w", encoding="utf-8") as terminal:
            terminal.write(wrapped(words, columns(terminal)))
    except OSError:
        raise VaultError(NO_TERMINAL) from None


def _terminal() -> str:
    """The name of the terminal that somebody types at."""
    return os.ttyname(sys.stdin.fileno()) if sys.stdin and sys.stdin.isatty() else "/dev/tty"

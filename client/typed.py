"""What a person types in the line mode, one line at a time; the vault is locked while nobody types."""

import re
import select
import sys
from datetime import timedelta

import click

from client.errors import VaultError
from client.unlock import person_openers
from client.vault.vault import Vault

LOCKED = "Nobody typed for a while, so the keys of your vault were wiped. Press Enter to open it again."
_COMMAND = re.compile(r"/[a-z]+(?: [a-z-]+)?", re.IGNORECASE)


class Typed:
    """Lines of standard input."""

    def __init__(self, vault: Vault | None = None, patience: timedelta = timedelta(0)) -> None:
        """With a vault and patience, the vault is locked after that time without a line."""
        self._vault = vault
        self._patience = patience.total_seconds()

    def line(self) -> str:
        """The next line; `EOFError` where there is none, `VaultError` where the vault stays locked."""
        if self._vault and self._patience and sys.stdin.isatty() and not self._waits():
            self._vault.lock()
            click.echo(f"\n{LOCKED}")
            input()
            self.open_again()
            click.echo("It is open. Go on: ", nl=False)
        return input()

    def yes(self) -> bool:
        """Whether the next line agrees."""
        return self.line().strip().casefold() in ("yes", "y")

    def draft(self) -> str:
        """Lines until one with a single dot, or until the input ends; `EOFError` where it had ended before.

        A first line such as `/more` is a command, and comes at once.
        """
        lines: list[str] = []
        while True:
            try:
                line = self.line()
            except EOFError:
                if not lines:
                    raise
                break
            if line.strip() == ".":
                break
            if not lines and _COMMAND.fullmatch(line.strip()):
                return line.strip()
            lines.append(line)
        return "\n".join(lines).strip()

    def lock(self) -> None:
        """Locks the vault until the next line."""
        if self._vault:
            self._vault.lock()
            click.echo("Locked. Press Enter to open it again.")
            input()
            self.open_again()

    def open_again(self) -> None:
        """Asks for the passphrase until it opens, or the person gives up."""
        while self._vault and not self._vault.is_open:
            try:
                self._vault.unlock(person_openers(None))
            except VaultError as error:
                click.echo(str(error))
                click.echo("Press Enter to try again, Control-D to leave.")
                input()

    def _waits(self) -> bool:
        """Whether a line comes in time."""
        ready, _, _ = select.select([sys.stdin], [], [], self._patience)
        return bool(ready)

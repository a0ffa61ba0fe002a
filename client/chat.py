"""`leastsaid chat`: the full screen on a terminal, lines elsewhere or when asked for."""

import gc
import sys
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from client.config import Config
from client.ending import EndedError, ended_in_order
from client.exits import ExitCode, tell

if TYPE_CHECKING:
    from client.vault.vault import Vault


def run(
    config: Config, operating_point: str, *, plain: bool, keep: bool, key_file: Path | None = None
) -> ExitCode:
    """A conversation, until the person leaves. What is kept is kept in the person's vault, if there is one."""
    from client.settings import is_first_run

    try:
        with ended_in_order():
            vault = _open_vault(config, key_file) if keep else None
            # What opened it once opens it again after it was locked.
            config = replace(config, key_file=key_file or config.key_file)
            try:
                return _converse(config, operating_point, vault, plain=plain, first=keep and is_first_run())
            finally:
                if vault:
                    vault.lock()
    except EndedError as ended:
        return ended.code


def settle() -> None:
    """Spares what is loaded by now, which stays for good, from every later search for garbage between two keys."""
    gc.freeze()


def _open_vault(config: Config, key_file: Path | None) -> "Vault | None":
    from client.errors import VaultBusyError
    from client.unlock import open_person_vault
    from client.vault.vault import vault_path

    if not vault_path().exists():
        return None
    try:
        return open_person_vault(key_file, config.key_file)
    except VaultBusyError as error:
        raise VaultBusyError(f"{error} With --no-vault nothing is kept and no vault is needed.") from None


def _converse(
    config: Config, operating_point: str, vault: "Vault | None", *, plain: bool, first: bool
) -> ExitCode:
    from client.catalogue import load_catalogue
    from client.conversation.session import open_session
    from client.files import read_dictionary
    from client.kept.records import Records
    from client.kept.retention import DOUBTFUL_CLOCK, purge
    from sanitizer import Sanitizer

    records = Records(vault.store if vault else None)
    if vault and purge(records, datetime.now(UTC), config.retention) is None:
        tell(DOUBTFUL_CLOCK)
    # One thread reads a few words as quickly as two, and leaves the other processor to the screen.
    sanitizer = Sanitizer.load(
        threads=1,
        operating_point=operating_point,
        titles=load_catalogue().titles,
        dictionary=read_dictionary(config.dictionary) | records.words.dictionary(),
    )
    session = open_session(sanitizer, config, records)
    settle()
    if plain or not (sys.stdin and sys.stdin.isatty() and sys.stdout and sys.stdout.isatty()):
        from client.plain import run as run_plain
        from client.typed import Typed
        from client.unlock import reopen_person_vault

        reopen = partial(reopen_person_vault, vault, config.key_file) if vault else None
        return run_plain(session, Typed(vault, config.lock_after, reopen))
    from client.tui.app import run as run_screen

    return run_screen(session, vault, first=first)

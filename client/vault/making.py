"""Vaults that come and go: made whole or not at all, and destroyed."""

import os
import secrets
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from client.errors import VaultDamagedError, VaultError, VaultWriteError
from client.vault.container import Container, sync_folder
from client.vault.crypto import KEY_BYTES, Keys, wipe
from client.vault.header import ID_BYTES, Header, Slot, SlotKind, parse_header
from client.vault.openers import Keyring, Opener
from client.vault.store import HEADER, VaultStore

UNFINISHED = ".new-"
HOUR = 3600.0
THERE = "There is a file of that name already, and it is not overwritten."


def create_vault(path: Path, openers: Sequence[Opener]) -> None:
    """Makes an empty vault; `VaultError` where there is one already, or nothing would open it."""
    if not openers:
        raise VaultError("Nothing would open the vault. Name a passphrase or a key file.")
    make_folder(path.parent)
    remove_unfinished(path.parent)
    with new_vault(path, openers):
        pass


@contextmanager
def new_vault(path: Path, openers: Sequence[Opener]) -> Iterator[VaultStore]:
    """The store of a new vault that is made beside its place, read once more, and moved there when it is whole."""
    if path.exists():
        raise VaultError(THERE)
    scratch = path.with_name(f"{UNFINISHED}{secrets.token_hex(8)}")
    vault_id, master = secrets.token_bytes(ID_BYTES), bytearray(KEY_BYTES)
    master[:] = secrets.token_bytes(KEY_BYTES)
    keys = Keys(master)
    try:
        header = Header(vault_id, tuple(filled(opener, master, vault_id) for opener in openers))
        container = Container.create(scratch)
        try:
            store = VaultStore()
            store.attach(container, keys, vault_id, new=True)
            store.set_head(header.encode(keys))
            yield store
            container.empty_log()
            store.attach(container, keys, vault_id)
        finally:
            container.close()
        _move(scratch, path)
    except OSError:
        raise VaultWriteError from None
    finally:
        keys.wipe()
        wipe(master)
        with suppress(OSError):
            remove_files(scratch)


def _move(scratch: Path, path: Path) -> None:
    """Gives a whole file its name, unless something has that name by now."""
    log = scratch.with_name(f"{scratch.name}-wal")
    if log.exists() and log.stat().st_size:
        raise VaultWriteError
    try:
        os.link(scratch, path)
    except FileExistsError:
        raise VaultError(THERE) from None
    except OSError:
        # Some file systems know no second names.
        scratch.rename(path)
    sync_folder(path.parent)


def destroy(path: Path) -> None:
    """Erases a vault without opening it: first what holds its master key, then the file.

    Raises:
        VaultBusyError: Another program holds it.
        VaultWriteError: The disk does not let it be deleted.
    """
    # What cannot be read or written as a vault is deleted as it is.
    with suppress(VaultDamagedError, VaultWriteError):
        container = Container(path)
        try:
            for slot in head_of(container).slots:
                forget(slot, head_of(container).vault)
            for table in ("s", "r", "c"):
                container.execute(f"DELETE FROM {table}")  # noqa: S608 fixed names
            container.sweep()
        finally:
            container.close()
    try:
        remove_files(path)
        for leftover in path.parent.glob(f"{UNFINISHED}*"):
            leftover.unlink()
    except OSError:
        raise VaultWriteError from None


def make_folder(folder: Path) -> None:
    """Makes the folder of a vault, for its owner only; `VaultError` where it cannot be made."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if folder.stat().st_mode & 0o077:
            folder.chmod(0o700)
    except OSError:
        raise VaultError(
            "The vault's folder cannot be made. Look at the rights and names above it."
        ) from None


def remove_unfinished(folder: Path) -> None:
    """Deletes what a program that was killed left beside a vault, once it is an hour old."""
    for leftover in folder.glob(f"{UNFINISHED}*"):
        with suppress(OSError):
            if time.time() - leftover.stat().st_mtime > HOUR:
                leftover.unlink()


def remove_files(path: Path) -> None:
    """Deletes a vault's file and its log."""
    for name in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-journal")):
        name.unlink(missing_ok=True)


def filled(opener: Opener, master: bytearray, vault: bytes) -> Slot:
    """A slot of the opener with the master key in it."""
    slot = opener.slot()
    opener.prepare(slot, vault)
    key = opener.key(slot, vault)
    try:
        return slot.filled(key, master, vault)
    finally:
        wipe(key)


def forget(slot: Slot, vault: bytes) -> None:
    """Takes the secret of a slot that is no longer used out of the keyring."""
    if slot.kind is SlotKind.KEYRING:
        with suppress(VaultError):
            Keyring().forget(slot, vault)


def head_of(container: Container) -> Header:
    """The head of an open file; nothing vouches for it yet."""
    container.check_schema()
    return parse_header(container.value(HEADER))

"""A vault: made, opened, locked, opened in other ways, copied."""

import secrets
import shutil
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from platformdirs import user_data_path

from client.errors import VaultDamagedError, VaultError, WrongKeyError
from client.kept.records import Records
from client.kept.store import Kind
from client.vault.container import Container
from client.vault.crypto import Keys, wipe
from client.vault.header import Header, Slot, SlotKind
from client.vault.making import (
    THERE,
    UNFINISHED,
    filled,
    forget,
    head_of,
    make_folder,
    new_vault,
    remove_files,
)
from client.vault.openers import Opener
from client.vault.store import HEADER, LOCKED, VaultStore

NAME = "vault.db"
NO_EXPORT = "That is no export of a vault, or it is damaged. Nothing was changed."


def vault_path() -> Path:
    """Where the person's vault is."""
    return user_data_path("leastsaid", appauthor=False) / "vault" / NAME


class Vault:
    """A vault at its place, open or locked. Its store is one object for as long as the program needs it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._opened: _Opened | None = None
        self.store = VaultStore()

    @property
    def is_open(self) -> bool:
        """Whether it can be used."""
        return self._opened is not None

    @property
    def slots(self) -> tuple[SlotKind, ...]:
        """What opens it."""
        return tuple(slot.kind for slot in self._held.header.slots)

    def unlock(self, openers: Iterable[Opener]) -> None:
        """Opens it with the first opener that fits one of its slots.

        Raises:
            VaultBusyError: Another program holds it.
            WrongKeyError: None of the openers opens it.
            VaultDamagedError: It is not as it was written.
        """
        if self._opened:
            return
        container = Container(self._path)
        try:
            header = head_of(container)
            opened = _Opened(container, header, _master(header, openers))
            header.check(container.value(HEADER), opened.keys)
            self.store.attach(container, opened.keys, header.vault)
        except BaseException:
            container.close()
            raise
        self._opened = opened

    def lock(self) -> None:
        """Wipes the keys and lets go of the file; its store refuses everything until it is open again."""
        if self._opened:
            opened, self._opened = self._opened, None
            self.store.detach()
            opened.keys.wipe()
            wipe(opened.master)
            opened.container.close()

    def set_opener(self, opener: Opener) -> None:
        """Lets it be opened by this opener, and no longer by an earlier one of the same kind."""
        held = self._held
        slot = filled(opener, held.master, held.header.vault)
        self._replace(opener.kind, (slot,))

    def drop_opener(self, kind: SlotKind) -> None:
        """Lets it be opened by that kind no longer; `VaultError` where nothing else opens it."""
        if set(self.slots) == {kind}:
            raise VaultError("Nothing else opens the vault. Set a passphrase first.")
        self._replace(kind, ())

    def copy(self, path: Path, openers: Sequence[Opener]) -> None:
        """The same records and chain in a new file, under new keys; `VaultError` where there is one already."""
        with new_vault(path, openers) as target, target.transaction():
            for kind in Kind:
                for record, value in self.store.all(kind).items():
                    target.put(kind, value, record)
            for _, value in self.store.links():
                target.link(value)
            target.take_time(self.store)

    @property
    def _held(self) -> "_Opened":
        if self._opened is None:
            raise VaultError(LOCKED)
        return self._opened

    def _replace(self, kind: SlotKind, slots: tuple[Slot, ...]) -> None:
        held, vault = self._held, self._held.header.vault
        before = tuple(slot for slot in held.header.slots if slot.kind is kind)
        others = tuple(slot for slot in held.header.slots if slot.kind is not kind)
        header = Header(vault, (*others, *slots))
        self.store.set_head(header.encode(held.keys))
        held.header = header
        for slot in before:
            forget(slot, vault)


class _Opened:
    """What there is of a vault only while it is open."""

    def __init__(self, container: Container, header: Header, master: bytearray) -> None:
        self.container = container
        self.header = header
        self.master = master
        self.keys = Keys(master)


def import_vault(source: Path, path: Path, opener: Opener) -> None:
    """Makes a vault of an exported file, which is only read. Consents that were live are over.

    Raises:
        VaultError: There is a vault already.
        WrongKeyError: The opener does not open the file.
        VaultDamagedError: The file, or the audit in it, is not as it was written.
    """
    if path.exists():
        raise VaultError(THERE)
    make_folder(path.parent)
    scratch = path.with_name(f"{UNFINISHED}{secrets.token_hex(8)}")
    try:
        try:
            shutil.copyfile(source, scratch)
        except OSError:
            raise VaultError("The export cannot be read. Look at its name and rights.") from None
        try:
            found = open_vault(scratch, [opener])
        except VaultDamagedError:
            raise VaultDamagedError(NO_EXPORT) from None
        try:
            records = Records(found.store)
            records.audit.verify()
            records.consents.expire(records.consents.all(), datetime.now(UTC))
            found.copy(path, [opener])
        finally:
            found.lock()
    finally:
        with suppress(OSError):
            remove_files(scratch)


def open_vault(path: Path, openers: Iterable[Opener]) -> Vault:
    """A vault, open: see `Vault.unlock`."""
    vault = Vault(path)
    vault.unlock(openers)
    return vault


def read_header(path: Path) -> Header:
    """The head of a vault, without opening it; nothing vouches for it yet."""
    container = Container(path)
    try:
        return head_of(container)
    finally:
        container.close()


def _master(header: Header, openers: Iterable[Opener]) -> bytearray:
    for opener in openers:
        for slot in header.slots:
            if slot.kind is not opener.kind:
                continue
            try:
                key = opener.key(slot, header.vault)
            except WrongKeyError:
                continue
            except VaultError:
                # A keyring that does not answer must not keep the passphrase out.
                if opener.kind is not SlotKind.KEYRING:
                    raise
                continue
            try:
                return slot.master(key, header.vault)
            except WrongKeyError:
                continue
            finally:
                wipe(key)
    raise WrongKeyError

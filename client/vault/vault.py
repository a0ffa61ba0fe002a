"""A vault: made, opened, locked, opened in other ways, copied."""

import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from platformdirs import user_data_path

from client.errors import VaultDamagedError, VaultError, VaultWriteError, WrongKeyError
from client.store import Kind
from client.vault.container import Container, sync_folder
from client.vault.crypto import KEY_BYTES, Keys, wipe
from client.vault.header import ID_BYTES, Header, Slot, SlotKind, parse_header
from client.vault.openers import Opener
from client.vault.store import HEADER, LOCKED, VaultStore

NAME = "vault.db"
_UNFINISHED = ".new-"


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
        container = Container(self._path)
        try:
            container.check_schema()
            content = _head(container)
            header = parse_header(content)
            self._take(_Opened(container, header, _master(header, openers)))
            header.check(content, self._held.keys)
            self.store.check()
        except BaseException:
            self.lock()
            container.close()
            raise

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
        others = tuple(slot for slot in held.header.slots if slot.kind is not opener.kind)
        slot = _filled(opener, held.master, held.header.vault)
        self._write(Header(held.header.vault, (*others, slot)))

    def drop_opener(self, kind: SlotKind) -> None:
        """Lets it be opened by that kind no longer; `VaultError` where nothing else opens it."""
        others = tuple(slot for slot in self._held.header.slots if slot.kind is not kind)
        if not others:
            raise VaultError("Nothing else opens the vault. Set a passphrase first.")
        self._write(Header(self._held.header.vault, others))

    def copy(self, path: Path, openers: Sequence[Opener]) -> None:
        """The same records and chain in a new file, under new keys; `VaultError` where there is one already."""
        with _new(path, openers) as target, target.store.transaction():
            for kind in Kind:
                for record, value in self.store.all(kind).items():
                    target.store.put(kind, value, record)
            for _, value in self.store.links():
                target.store.link(value)
            target.store.take_time(self.store)

    @property
    def _held(self) -> "_Opened":
        if self._opened is None:
            raise VaultError(LOCKED)
        return self._opened

    def _take(self, opened: "_Opened") -> None:
        self._opened = opened
        self.store.attach(opened.container, opened.keys, opened.header.vault)

    def _write(self, header: Header) -> None:
        held = self._held
        with self.store.transaction():
            content = header.encode(held.keys)
            held.container.execute("INSERT OR REPLACE INTO s VALUES (?, ?)", HEADER, content)
        held.header = header
        self.store.sweep()


class _Opened:
    """What there is of a vault only while it is open."""

    def __init__(self, container: Container, header: Header, master: bytearray) -> None:
        self.container = container
        self.header = header
        self.master = master
        self.keys = Keys(master)


@contextmanager
def _new(path: Path, openers: Sequence[Opener]) -> Iterator[Vault]:
    """A new vault that is made beside its place and moved there when it is whole and closed."""
    if path.exists():
        raise VaultError("There is a file of that name already, and it is not overwritten.")
    scratch = path.with_name(f"{_UNFINISHED}{secrets.token_hex(8)}")
    vault_id, master = secrets.token_bytes(ID_BYTES), bytearray(secrets.token_bytes(KEY_BYTES))
    header = Header(vault_id, tuple(_filled(opener, master, vault_id) for opener in openers))
    vault = Vault(scratch)
    try:
        vault._take(_Opened(Container.create(scratch), header, master))
        vault._write(header)
        yield vault
        vault.lock()
        scratch.rename(path)
        sync_folder(path.parent)
    except OSError:
        raise VaultWriteError from None
    finally:
        vault.lock()
        remove_files(scratch)


def create_vault(path: Path, openers: Sequence[Opener]) -> None:
    """Makes an empty vault; `VaultError` where there is one already."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    for leftover in path.parent.glob(f"{_UNFINISHED}*"):
        leftover.unlink()
    with _new(path, openers):
        pass


def open_vault(path: Path, openers: Iterable[Opener]) -> Vault:
    """A vault, open: see `Vault.unlock`."""
    vault = Vault(path)
    vault.unlock(openers)
    return vault


def slots_of(path: Path) -> tuple[SlotKind, ...]:
    """What opens a vault, without opening it."""
    container = Container(path)
    try:
        return tuple(slot.kind for slot in parse_header(_head(container)).slots)
    finally:
        container.close()


def destroy(path: Path) -> None:
    """Erases a vault without opening it: first what holds its master key, then the file.

    Raises:
        VaultBusyError: Another program holds it.
    """
    try:
        container = Container(path)
        try:
            for table in ("s", "r", "c"):
                container.execute(f"DELETE FROM {table}")  # noqa: S608 fixed names
            container.sweep()
        finally:
            container.close()
    except (VaultDamagedError, VaultWriteError):
        # What cannot be read as a vault is deleted as it is.
        pass
    remove_files(path)


def remove_files(path: Path) -> None:
    """Deletes a vault's file and its log."""
    for name in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-journal")):
        name.unlink(missing_ok=True)


def _filled(opener: Opener, master: bytearray, vault: bytes) -> Slot:
    opener.prepare(vault)
    slot = opener.slot()
    key = opener.key(slot, vault)
    try:
        return slot.filled(key, master, vault)
    finally:
        wipe(key)


def _head(container: Container) -> bytes:
    content = next(container.rows("SELECT v FROM s WHERE k = ?", HEADER), (b"",))[0]
    return content if isinstance(content, bytes) else b""


def _master(header: Header, openers: Iterable[Opener]) -> bytearray:
    for opener in openers:
        for slot in header.slots:
            if slot.kind is not opener.kind:
                continue
            try:
                key = opener.key(slot, header.vault)
            except WrongKeyError:
                continue
            try:
                return slot.master(key, header.vault)
            except WrongKeyError:
                continue
            finally:
                wipe(key)
    raise WrongKeyError

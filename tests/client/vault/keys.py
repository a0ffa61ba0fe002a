"""What opens a vault for a test: key files of its own, and keyrings that forget."""

from pathlib import Path

from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError

from client.vault.header import Slot, SlotKind
from client.vault.openers import KeyFile, make_key_file
from client.vault.vault import read_header

VAULT = b"a vault of sixte"
CHEAP = Slot(SlotKind.PASSPHRASE, 64, 1, 1, bytes(16))
"""Beneath what a header may hold, so that a test is quick."""


def fresh_key(folder: Path) -> KeyFile:
    make_key_file(folder / "key")
    return KeyFile(folder / "key")


def another_key(folder: Path) -> KeyFile:
    make_key_file(folder / "another")
    return KeyFile(folder / "another")


class MemoryKeyring(KeyringBackend):
    """Keeps secrets as long as the test lasts, and breaks when it is told to."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}
        self.failure: BaseException | None = None

    def _answer(self) -> None:
        if self.failure:
            raise self.failure

    def get_password(self, service: str, username: str) -> str | None:
        self._answer()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._answer()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._answer()
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError("my secret")


class DesktopKeyring(MemoryKeyring):
    """Taken for that of the operating system."""

    __module__ = "keyring.backends.SecretService"


def kinds(place: Path) -> tuple[SlotKind, ...]:
    return tuple(slot.kind for slot in read_header(place).slots)

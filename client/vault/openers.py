"""What opens a vault: a passphrase, a key file, or the operating system's keyring."""

import hmac
import os
import secrets
import stat
import time
import unicodedata
from abc import ABC, abstractmethod
from base64 import b64decode, b64encode
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from client.errors import VaultError, WrongKeyError
from client.vault.container import sync_folder
from client.vault.crypto import KEY_BYTES, wipe
from client.vault.header import LANES, MEMORY, MIB, PASSES, SALT_BYTES, Slot, SlotKind

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SECONDS = 1.0
"""What opening with a passphrase should take on this machine."""
STEP = 16 * MIB
WORDS = 6
"""Words of an offered passphrase: more than 74 bits, each of 5,600 words or more."""
SHORTEST = 12
"""Characters of a passphrase of one's own, at least."""
SERVICE = "leastsaid vault"
UNWRITTEN = "The key file cannot be written there."
_REAL_KEYRINGS = (
    "keyring.backends.SecretService",
    "keyring.backends.kwallet",
    "keyring.backends.macOS",
    "keyring.backends.Windows",
    "keyring.backends.libsecret",
)


class Opener(ABC):
    """Makes the key of a slot of its kind."""

    kind: ClassVar[SlotKind]

    @abstractmethod
    def key(self, slot: Slot, vault: bytes) -> bytearray:
        """The slot's key; `WrongKeyError` where this opener has none for the vault."""

    def slot(self) -> Slot:
        """An empty slot for it."""
        return Slot(self.kind, 0, 0, 0, secrets.token_bytes(SALT_BYTES))

    def prepare(self, slot: Slot, vault: bytes) -> None:
        """Done once, before a slot is filled."""
        del slot, vault

    def wipe(self) -> None:
        """Overwrites what it knows; it opens nothing afterwards."""
        return


class Passphrase(Opener):
    """Words that a person knows. Stretched by Argon2id (RFC 9106)."""

    kind = SlotKind.PASSPHRASE

    def __init__(self, words: str) -> None:
        plain = " ".join(unicodedata.normalize("NFKC", words).split())
        self._words = bytearray(plain.encode("utf-8", errors="surrogatepass"))
        self.length = len(plain)

    def same(self, other: "Passphrase") -> bool:
        """Whether the words are the same."""
        return hmac.compare_digest(self._words, other._words)

    def wipe(self) -> None:
        """See `Opener`."""
        wipe(self._words)

    def key(self, slot: Slot, vault: bytes) -> bytearray:
        """See `Opener`."""
        del vault
        return _stretched(self._words, slot.salt, slot.memory, slot.passes, slot.lanes)

    def slot(self) -> Slot:
        """A slot that costs about a second here to try."""
        memory = calibrated_memory()
        return Slot(self.kind, memory, PASSES[0], min(4, LANES[1]), secrets.token_bytes(SALT_BYTES))


def calibrated_memory() -> int:
    """KiB with which Argon2id takes about a second on this machine, within the bounds of a header."""
    low, high = MEMORY
    begun = time.perf_counter()
    _stretched(bytearray(b"calibration"), bytes(SALT_BYTES), low, PASSES[0], 4)
    taken = time.perf_counter() - begun
    return max(low, min(high, int(low * SECONDS / taken) // STEP * STEP))


def _stretched(words: bytearray, salt: bytes, memory: int, passes: int, lanes: int) -> bytearray:
    key = bytearray(KEY_BYTES)
    try:
        Argon2id(salt=salt, length=KEY_BYTES, iterations=passes, lanes=lanes, memory_cost=memory).derive_into(
            cast(bytes, words), key
        )
    except UnsupportedAlgorithm:
        raise VaultError(
            "This build of cryptography has no Argon2id. Install the wheel from the index."
        ) from None
    except MemoryError:
        raise VaultError("There is not enough memory to open the vault. Close other programs.") from None
    return key


class KeyFile(Opener):
    """A file of 32 random bytes that only its owner can read: for use without a person."""

    kind = SlotKind.KEY_FILE

    def __init__(self, path: Path) -> None:
        """Reads the file; `VaultError` where it is none of this kind."""
        try:
            found = path.stat()
            content = path.read_bytes() if stat.S_ISREG(found.st_mode) else b""
        except OSError:
            raise VaultError("The key file cannot be read. Look at its name and rights.") from None
        if stat.S_ISDIR(found.st_mode):
            raise VaultError("That is no key file but a folder. Name a file.")
        if found.st_uid != os.geteuid() or found.st_mode & 0o077:
            raise VaultError("The key file is open to others. Make it yours alone: chmod 600.")
        if len(content) != KEY_BYTES:
            raise VaultError(
                f"That is no key file: one holds {KEY_BYTES} bytes, and this one {len(content)}."
            )
        self._content = bytearray(content)

    def wipe(self) -> None:
        """See `Opener`."""
        wipe(self._content)

    def key(self, slot: Slot, vault: bytes) -> bytearray:
        """See `Opener`."""
        return _derived(self._content, slot.salt, vault, self.kind)


def make_key_file(path: Path) -> None:
    """Writes a new key file; `VaultError` where there is a file already."""
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        raise VaultError("There is a file of that name already; a key file is never overwritten.") from None
    except OSError:
        raise VaultError(UNWRITTEN) from None
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        sync_folder(path.parent)
    except OSError:
        path.unlink(missing_ok=True)
        raise VaultError(UNWRITTEN) from None


class Keyring(Opener):
    """The operating system's keyring. Every program of the same person may read it: convenience, not strength."""

    kind = SlotKind.KEYRING

    def __init__(self, backend: "KeyringBackend | None" = None) -> None:
        """`VaultError` where there is no real keyring: one that stores in plain text or nothing is none."""
        self._backend = backend or real_keyring()

    def key(self, slot: Slot, vault: bytes) -> bytearray:
        """See `Opener`."""
        with _asking():
            found = self._backend.get_password(SERVICE, _name(slot, vault))
        try:
            secret = bytearray(b64decode(found or "", validate=True))
        except ValueError:
            raise WrongKeyError from None
        if len(secret) != KEY_BYTES:
            raise WrongKeyError
        return _derived(secret, slot.salt, vault, self.kind)

    def prepare(self, slot: Slot, vault: bytes) -> None:
        """Stores a new random secret for the slot."""
        secret = b64encode(secrets.token_bytes(KEY_BYTES)).decode()
        with _asking():
            self._backend.set_password(SERVICE, _name(slot, vault), secret)

    def forget(self, slot: Slot, vault: bytes) -> None:
        """Takes the slot's secret out of the keyring."""
        with _asking():
            self._backend.delete_password(SERVICE, _name(slot, vault))


def _name(slot: Slot, vault: bytes) -> str:
    return f"{vault.hex()}-{slot.salt.hex()}"


def _derived(secret: bytearray, salt: bytes, vault: bytes, kind: SlotKind) -> bytearray:
    key = bytearray(KEY_BYTES)
    purpose = b"leastsaid slot " + bytes([kind]) + vault
    HKDF(hashes.SHA256(), KEY_BYTES, salt, purpose).derive_into(secret, key)
    return key


def real_keyring() -> "KeyringBackend":
    """The operating system's keyring; `VaultError` where there is none that keeps secrets sealed."""
    try:
        import keyring
        from keyring.backends import chainer
    except ImportError:
        raise VaultError("The keyring needs its extra: install leastsaid[keyring].") from None
    with _asking():
        backend = keyring.get_keyring()
    found = backend.backends if isinstance(backend, chainer.ChainerBackend) else [backend]
    for candidate in found:
        if type(candidate).__module__.startswith(_REAL_KEYRINGS):
            return candidate
    raise VaultError("There is no keyring of the operating system here that keeps secrets sealed.")


class _asking:  # noqa: N801 reads as a verb after `with`
    """Turns whatever a keyring raises into one error, without its words."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, Exception) and not isinstance(error, VaultError):
            raise VaultError("The keyring did not answer. Unlock it, or open with the passphrase.") from None


def offered_passphrase() -> str:
    """Six random words that may be offered."""
    words = offered_words()
    return " ".join(secrets.choice(words) for _ in range(WORDS))


def offered_words() -> tuple[str, ...]:
    """The words of the EFF's long list, but for those that begin like one that may hurt or tempt somebody."""
    from xkcdpass import xkcd_password

    lines = resources.files(__package__).joinpath("unoffered.txt").read_text(encoding="utf-8").splitlines()
    unoffered = tuple(begun for line in lines if not line.startswith("#") for begun in line.split())
    words = xkcd_password.generate_wordlist(wordfile=xkcd_password.locate_wordfile("eff-long"))
    return tuple(sorted(word for word in set(words) if not word.startswith(unoffered)))

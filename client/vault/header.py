"""The head of a vault: which suite, whose vault, and the slots that hold its master key.

Big-endian and of exact length: magic (4), suite (2), vault id (16), number of slots (1), the slots (89 each),
HMAC-SHA-256 over all before it (32). A slot: kind (1), Argon2id's memory in KiB, passes and lanes (4 each), salt
(16), nonce (12), the master key under AES-256-GCM (48). Everything is checked before anything
is derived, so that a hostile head costs no time.
"""

import hmac
import secrets
import struct
from dataclasses import dataclass
from enum import IntEnum

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from client.errors import VaultDamagedError, WrongKeyError
from client.vault.crypto import KEY_BYTES, SUITE, Keys, context, mac

MAGIC = b"LSV\x01"
ID_BYTES = 16
SALT_BYTES = 16
MAC_BYTES = 32
MIB = 1024
MEMORY = (64 * MIB, 256 * MIB)
"""KiB that a passphrase may cost, at least and at most."""
PASSES = (3, 6)
LANES = (1, 8)
_FRONT = struct.Struct(">4sH16sB")
_SLOT = struct.Struct(">B3I16s12s48s")


class SlotKind(IntEnum):
    """What opens a slot."""

    PASSPHRASE = 1
    KEY_FILE = 2
    KEYRING = 3


MAX_SLOTS = len(SlotKind)
"""One of a kind, so that a hostile head costs one derivation at most."""


@dataclass(frozen=True, slots=True)
class Slot:
    """The master key under one key."""

    kind: SlotKind
    memory: int
    """KiB; like passes and lanes 0 where no passphrase is stretched."""
    passes: int
    lanes: int
    salt: bytes
    nonce: bytes = b""
    sealed: bytes = b""

    def filled(self, key: bytearray, master: bytearray, vault: bytes) -> "Slot":
        """The slot with the master key in it."""
        nonce = secrets.token_bytes(12)
        sealed = AESGCM(key).encrypt(nonce, master, self._bound(vault))
        return Slot(self.kind, self.memory, self.passes, self.lanes, self.salt, nonce, sealed)

    def master(self, key: bytearray, vault: bytes) -> bytearray:
        """The master key, in memory that can be wiped; `WrongKeyError` if this key does not open the slot."""
        master = bytearray(KEY_BYTES)
        try:
            AESGCM(key).decrypt_into(self.nonce, self.sealed, self._bound(vault), master)
        except InvalidTag:
            raise WrongKeyError from None
        return master

    def _bound(self, vault: bytes) -> bytes:
        costs = struct.pack(">3I", self.memory, self.passes, self.lanes)
        return context(b"slot", vault, bytes([self.kind]), costs, self.salt)


@dataclass(frozen=True, slots=True)
class Header:
    """The head of a vault."""

    vault: bytes
    slots: tuple[Slot, ...]

    def encode(self, keys: Keys) -> bytes:
        """The authenticated bytes."""
        front = self._front()
        return front + mac(keys.header, front)

    def check(self, content: bytes, keys: Keys) -> None:
        """Raises `VaultDamagedError` unless the bytes are this header's and authentic."""
        front = self._front()
        if content[:-MAC_BYTES] != front or not hmac.compare_digest(
            content[-MAC_BYTES:], mac(keys.header, front)
        ):
            raise VaultDamagedError

    def _front(self) -> bytes:
        slots = (
            _SLOT.pack(slot.kind, slot.memory, slot.passes, slot.lanes, slot.salt, slot.nonce, slot.sealed)
            for slot in self.slots
        )
        return _FRONT.pack(MAGIC, SUITE, self.vault, len(self.slots)) + b"".join(slots)


def parse_header(content: bytes) -> Header:
    """A header whose every field is in bounds; nothing is derived. `VaultDamagedError` for anything else."""
    if len(content) < _FRONT.size:
        raise VaultDamagedError
    magic, suite, vault, count = _FRONT.unpack_from(content)
    if magic != MAGIC or not 1 <= count <= MAX_SLOTS:
        raise VaultDamagedError
    if suite != SUITE:
        raise VaultDamagedError("This vault was written by another release. Update Least said to open it.")
    if len(content) != _FRONT.size + count * _SLOT.size + MAC_BYTES:
        raise VaultDamagedError
    slots = tuple(_slot(content, _FRONT.size + at * _SLOT.size) for at in range(count))
    if len({slot.kind for slot in slots}) != count:
        raise VaultDamagedError
    return Header(vault, slots)


def _slot(content: bytes, start: int) -> Slot:
    kind, memory, passes, lanes, salt, nonce, sealed = _SLOT.unpack_from(content, start)
    if kind not in tuple(SlotKind):
        raise VaultDamagedError
    if kind == SlotKind.PASSPHRASE:
        bounds = ((memory, MEMORY), (passes, PASSES), (lanes, LANES))
        fits = all(low <= value <= high for value, (low, high) in bounds)
    else:
        fits = (memory, passes, lanes) == (0, 0, 0)
    if not fits:
        raise VaultDamagedError
    return Slot(SlotKind(kind), memory, passes, lanes, salt, nonce, sealed)

"""The vault's few compositions of ready-made cryptography: suite 1.

Sealing is Cobblestone-256 (C2SP's chunked-encryption: committing, authenticated), subkeys are HKDF-SHA-256
(RFC 5869) of one random master key, a key for each purpose.
"""

import hashlib
import hmac

from cryptography.cobblestone import Cobblestone256Decryptor, Cobblestone256Encryptor
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from client.errors import VaultDamagedError

SUITE = 1
KEY_BYTES = 32
SIZES = (256, 1024, 4096, 16384)
"""Sizes that values are padded to, in bytes; beyond the last, its multiples."""
_LENGTH = 4

Key = bytes | bytearray


def context(*parts: bytes) -> bytes:
    """What a sealed value is bound to: each part with its length, so that no two lists of parts are alike."""
    return b"".join(len(part).to_bytes(_LENGTH, "big") + part for part in parts)


def seal(key: Key, where: bytes, plain: bytes) -> bytes:
    """The padded value, sealed for one context."""
    encryptor = Cobblestone256Encryptor(key, where)
    return encryptor.update(_padded(plain)) + encryptor.finalize()


def unseal(key: Key, where: bytes, sealed: bytes) -> bytes:
    """The value; `VaultDamagedError` unless it was sealed with this key for this context."""
    try:
        decryptor = Cobblestone256Decryptor(key, where)
        framed = decryptor.update(sealed) + decryptor.finalize()
    except (InvalidTag, ValueError):
        raise VaultDamagedError from None
    return framed[_LENGTH : _LENGTH + int.from_bytes(framed[:_LENGTH], "big")]


def mac(key: Key, *parts: bytes) -> bytes:
    """HMAC-SHA-256 over the parts, each with its length."""
    return hmac.digest(key, context(*parts), hashlib.sha256)


class Keys:
    """The subkeys of a master key, in memory that can be wiped.

    Python and the cryptographic library may hold copies that cannot; wiping is the best effort there is.
    """

    __slots__ = ("chain", "group", "header", "manifest", "tally", "wrap")

    def __init__(self, master: bytearray) -> None:
        for name in self.__slots__:
            setattr(self, name, _subkey(master, name))

    chain: bytearray
    group: bytearray
    header: bytearray
    manifest: bytearray
    tally: bytearray
    wrap: bytearray

    def wipe(self) -> None:
        """Overwrites all of them."""
        for name in self.__slots__:
            wipe(getattr(self, name))


def wipe(secret: bytearray) -> None:
    """Overwrites a secret in place."""
    secret[:] = bytes(len(secret))


def _subkey(master: bytearray, purpose: str) -> bytearray:
    key = bytearray(KEY_BYTES)
    HKDFExpand(hashes.SHA256(), KEY_BYTES, f"leastsaid vault 1 {purpose}".encode()).derive_into(master, key)
    return key


def _padded(plain: bytes) -> bytes:
    framed = len(plain).to_bytes(_LENGTH, "big") + plain
    size = next((size for size in SIZES if size >= len(framed)), -(-len(framed) // SIZES[-1]) * SIZES[-1])
    return framed + bytes(size - len(framed))

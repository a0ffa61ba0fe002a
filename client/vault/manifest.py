"""What a vault's file must hold."""

import struct
from dataclasses import dataclass

from client.errors import VaultDamagedError

MODULUS = 1 << 256
FIRST = bytes(32)
"""What the first link of the chain follows."""
_FORMAT = struct.Struct(">QQ32sQ32s32sQQ?")


@dataclass(frozen=True, slots=True)
class Manifest:
    """The file's own account of itself, sealed in it."""

    changes: int = 0
    records: int = 0
    tally: int = 0
    """The sum of the records' keyed hashes."""
    links: int = 0
    end: bytes = FIRST
    """The hash of the chain's last link."""
    head: bytes = bytes(32)
    """The hash of the file's head."""
    seen: int = 0
    """The latest time on the clock, in microseconds since 1970."""
    purged: int = 0
    """When it was last purged, likewise."""
    unswept: bool = False
    """Whether something was erased and may be left in the file."""

    def encode(self) -> bytes:
        """The fields, in fixed places."""
        return _FORMAT.pack(
            self.changes,
            self.records,
            self.tally.to_bytes(32, "big"),
            self.links,
            self.end,
            self.head,
            self.seen,
            self.purged,
            self.unswept,
        )


def decoded_manifest(content: bytes) -> Manifest:
    """The manifest of its bytes; `VaultDamagedError` for anything else."""
    try:
        changes, records, tally, links, end, head, seen, purged, unswept = _FORMAT.unpack(content)
    except struct.error:
        raise VaultDamagedError from None
    return Manifest(changes, records, int.from_bytes(tally, "big"), links, end, head, seen, purged, unswept)

"""Passphrases for tests, and one that is quick to try."""

from client.vault.header import LANES, MEMORY, PASSES, SALT_BYTES, Slot
from client.vault.openers import Passphrase

WORDS = "correct horse battery staple"
OTHER_WORDS = "another horse battery staple"


class Cheap(Passphrase):
    """A passphrase that costs as little to try as a vault accepts."""

    def slot(self) -> Slot:
        return Slot(self.kind, MEMORY[0], PASSES[0], LANES[0], bytes(SALT_BYTES))

"""Every error the application raises on purpose.

    ClientError
    ├── UsageError        options, input or configuration that cannot be used
    │   └── RefusedError  … a change that cannot be made
    ├── ReaderGoneError   whoever read standard output closed it
    ├── EgressError       nothing was sent
    │   └── ConsentError  … since a live consent for something told is missing
    ├── RemoteError       the request may have left, but no usable answer came
    │   └── UnsentError   … and nothing left, since it could not be asked
    └── VaultError        the vault cannot be used
        ├── VaultBusyError     … since another program holds it
        ├── WrongKeyError      … since this passphrase or key does not open it
        ├── VaultDamagedError  … since its bytes are not what was written
        └── VaultWriteError    … since the disk does not take it; nothing half-written counts

Messages say what is wrong and what to do. They never carry a draft, a body or what a remote said.
"""

from collections.abc import Mapping
from enum import StrEnum


class ClientError(Exception):
    """Root of the tree."""


class UsageError(ClientError):
    """Input or options that cannot be used; the message says why and what to do."""


class Refusal(StrEnum):
    """Why a change cannot be made. Front ends add by which of their keys or words one goes on."""

    NO_LIMIT_FOLLOWS = "No limit follows from this one."
    NOT_A_LIMIT = "Only a limit can be kept for later, or be strict."
    SAVED_ALREADY = "It is kept for every conversation already."
    NO_WORD_LEFT = "There is no free word to take in."
    LAST_WORD = "A finding has at least one word."
    ALWAYS_FOUND = "Contact details, numbers and what cannot be read are always flagged."
    NOT_PRIVATE = "Only something private can always be flagged."
    NOTHING_TO_UNDO = "There is nothing to undo."
    NO_VAULT = "There is no vault to save that in."


class RefusedError(UsageError):
    """A change that cannot be made."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why.value)
        self.why = why


def hinted(error: Exception, hints: Mapping[Refusal, str]) -> str:
    """An error in words, with what a front end adds to a refusal: how one goes on there."""
    return f"{error} {hints.get(error.why, '')}".rstrip() if isinstance(error, RefusedError) else str(error)


class ReaderGoneError(ClientError):
    """Whoever read standard output closed it, as `| head` does."""


class EgressError(ClientError):
    """The gate refused: nothing was sent."""


class ConsentError(EgressError):
    """Something would be told without a live consent."""


class RemoteError(ClientError):
    """The remote cannot be reached, or what it answered cannot be used."""


class UnsentError(RemoteError):
    """It could not be asked, for want of a connection or a token: nothing left."""


class VaultError(ClientError):
    """The vault cannot be used."""

    said = "The vault cannot be used."

    def __init__(self, message: str = "") -> None:
        super().__init__(message or self.said)


class VaultBusyError(VaultError):
    """Another program holds the vault."""

    said = "The vault is in use by another program, perhaps an open chat. Close it and try again."


class WrongKeyError(VaultError):
    """The passphrase, key file or keyring does not open the vault."""

    said = "That does not open the vault."


class VaultDamagedError(VaultError):
    """The vault's bytes are not what was written."""

    said = (
        "The vault is damaged or was changed from outside, so nothing of it is used. Restore an export with "
        "`leastsaid vault import`, or start anew with `leastsaid vault erase --all`."
    )


class VaultWriteError(VaultError):
    """The disk did not take what was written."""

    said = (
        "The vault could not be written: the disk is full or failing. What was saved before is safe; make room "
        "and try again."
    )

"""Tokens of recommenders: in the operating system's keyring, or in a file that only the person can read.

Read when a request is sent, and never shown: an error says where a token was looked for, not what was found.
"""

import os
import stat
from collections.abc import Callable
from typing import Any, TypeVar

from client.addresses import Address
from client.errors import UsageError, VaultError
from client.vault.openers import real_keyring

SERVICE = "leastsaid remotes"
LONGEST = 4096
"""Characters of a token."""

T = TypeVar("T")


def has_token(address: Address) -> bool:
    """Whether it is asked with a token."""
    return bool(address.token or address.token_file)


def read_token(address: Address) -> str:
    """The token of an address that has one.

    Raises:
        UsageError: It is not where it should be, or others may read it.
    """
    if address.token_file:
        return checked_token(_of_file(address))
    found = _ask(lambda backend: backend.get_password(SERVICE, _entry(address)))
    if not found:
        raise UsageError(
            "The keyring has no token for this recommender. `leastsaid remotes add` it again with --ask-token."
        )
    return checked_token(found)


def keyring_missing() -> bool:
    """Whether no token can be kept here, since there is no keyring that keeps secrets sealed."""
    try:
        _ask(lambda backend: backend)
    except UsageError:
        return True
    return False


def keep_token(address: Address, token: str) -> None:
    """Puts a token into the keyring, for this name and address alone. `UsageError` where there is none."""
    _ask(lambda backend: backend.set_password(SERVICE, _entry(address), checked_token(token)))


def forget_token(address: Address) -> None:
    """Takes the token of an address out of the keyring, if it is there."""

    def forget(backend: Any) -> None:
        if backend.get_password(SERVICE, _entry(address)) is not None:
            backend.delete_password(SERVICE, _entry(address))

    _ask(forget)


def checked_token(token: str) -> str:
    """The token without blanks around it. `UsageError` where it is none that a header can hold."""
    plain = token.strip()
    if not (0 < len(plain) <= LONGEST and plain.isascii() and all("!" <= one <= "~" for one in plain)):
        raise UsageError("That is no token: one line of letters, digits and signs, without blanks.")
    return plain


def _entry(address: Address) -> str:
    # With the address, so that a name which is pointed elsewhere does not take the token along.
    return f"{address.name} {address.address}"


def _of_file(address: Address) -> str:
    try:
        descriptor = os.open(str(address.token_file), os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as file:
            found = os.fstat(file.fileno())
            content = file.read(LONGEST + 2) if stat.S_ISREG(found.st_mode) else b""
    except OSError:
        raise UsageError("The token's file cannot be read. Look at its name and rights.") from None
    if found.st_uid != os.geteuid() or found.st_mode & 0o077:
        raise UsageError("The token's file is open to others. Make it yours alone: chmod 600.")
    return content.decode("ascii", errors="replace")


def _ask(question: Callable[[Any], T]) -> T:
    """What the keyring says; whatever it raises becomes one error without its words."""
    try:
        return question(real_keyring())
    except UsageError:
        raise
    except VaultError as error:
        raise UsageError(f"{error} A token can also be in a file: --token-file.") from None
    except Exception:
        raise UsageError("The keyring did not answer. Unlock it, or use --token-file.") from None

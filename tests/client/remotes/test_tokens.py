"""Tokens: where they are, and who else may read them."""

import os
from pathlib import Path

import keyring
import pytest

from client.addresses import Address
from client.errors import UsageError
from client.tokens import checked_token, forget_token, keep_token, read_token
from tests.client.remotes.stand_in import TOKEN
from tests.client.vault.keys import DesktopKeyring, MemoryKeyring

ADDRESS = Address("https://a.example", token="keyring", name="kitchen")


def test_a_token_in_the_keyring_is_for_one_name_at_one_address(desktop: DesktopKeyring) -> None:
    keep_token(ADDRESS, f" {TOKEN}\n")
    assert read_token(ADDRESS) == TOKEN
    for other in (Address("https://b.example", name="kitchen"), Address("https://a.example", name="other")):
        with pytest.raises(UsageError, match="no token for this recommender"):
            read_token(other)
    forget_token(ADDRESS)
    assert desktop.kept == {}
    forget_token(ADDRESS)


def test_a_keyring_that_breaks_or_is_none_is_said_without_its_words(desktop: DesktopKeyring) -> None:
    desktop.failure = RuntimeError("my secret")
    for use in (lambda: keep_token(ADDRESS, TOKEN), lambda: read_token(ADDRESS)):
        with pytest.raises(UsageError, match="keyring did not answer") as caught:
            use()
        assert caught.value.__suppress_context__
    keyring.set_keyring(MemoryKeyring())
    with pytest.raises(UsageError, match=r"no keyring of the operating system.*--token-file"):
        keep_token(ADDRESS, TOKEN)


def test_a_file_that_others_may_read_holds_no_token(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text(f"{TOKEN}\n")
    address = Address("https://a.example", token_file=file)
    file.chmod(0o600)
    assert read_token(address) == TOKEN
    for mode in (0o640, 0o604, 0o620, 0o666):
        file.chmod(mode)
        with pytest.raises(UsageError, match="open to others"):
            read_token(address)


def test_what_is_no_file_holds_no_token(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe", 0o600)
    (tmp_path / "folder").mkdir(0o700)
    for name in ("nowhere", "pipe", "folder"):
        with pytest.raises(UsageError):
            read_token(Address("https://a.example", token_file=tmp_path / name))


@pytest.mark.parametrize("token", ["", " ", "a b", "a\nb", "a\r\nX-Evil: 1", "é", "\x00", "x" * 4097])
def test_what_a_header_cannot_hold_is_no_token(token: str) -> None:
    with pytest.raises(UsageError, match="That is no token"):
        checked_token(token)

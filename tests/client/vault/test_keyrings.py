"""Keyrings: the secrets that they hold, and which of them are taken."""

import sys
from base64 import b64decode
from collections.abc import Iterator

import keyring
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from keyring.backend import KeyringBackend
from keyring.backends import SecretService, chainer, fail, null
from keyring.errors import KeyringError

from client.errors import VaultError, WrongKeyError
from client.vault.crypto import KEY_BYTES
from client.vault.openers import (
    SERVICE,
    Keyring,
    real_keyring,
)
from tests.client.vault.keys import CHEAP, VAULT, MemoryKeyring


@pytest.fixture
def chosen_backend() -> Iterator[None]:
    """Lets a test choose the keyring that this process sees."""
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


def test_a_keyring_holds_a_random_secret_for_each_slot(backend: MemoryKeyring) -> None:
    opener = Keyring(backend)
    one, other = opener.slot(), opener.slot()
    for slot, vault in ((one, VAULT), (other, VAULT), (one, bytes(16))):
        opener.prepare(slot, vault)
    assert {service for service, _ in backend.kept} == {SERVICE}
    found = {b64decode(secret) for secret in backend.kept.values()}
    assert [len(secret) for secret in found] == [32, 32, 32]


def test_the_key_of_a_keyring_is_derived_for_vault_kind_and_salt(backend: MemoryKeyring) -> None:
    opener = Keyring(backend)
    slot = opener.slot()
    opener.prepare(slot, VAULT)
    secret = b64decode(next(iter(backend.kept.values())))
    known = HKDF(hashes.SHA256(), KEY_BYTES, slot.salt, b"leastsaid slot \x03" + VAULT).derive(secret)
    assert opener.key(slot, VAULT) == known
    for other, vault in ((opener.slot(), VAULT), (slot, bytes(16))):
        with pytest.raises(WrongKeyError):
            opener.key(other, vault)


def test_preparing_a_keyring_again_makes_another_key(backend: MemoryKeyring) -> None:
    opener = Keyring(backend)
    slot = opener.slot()
    opener.prepare(slot, VAULT)
    before = opener.key(slot, VAULT)
    opener.prepare(slot, VAULT)
    assert opener.key(slot, VAULT) != before


@pytest.mark.parametrize("found", [None, ""])
def test_a_keyring_without_a_secret_does_not_open(backend: MemoryKeyring, found: str | None) -> None:
    opener = Keyring(backend)
    slot = opener.slot()
    opener.prepare(slot, VAULT)
    (name,) = backend.kept
    backend.kept = {name: found} if found is not None else {}
    with pytest.raises(WrongKeyError):
        opener.key(slot, VAULT)


def test_a_keyring_with_something_else_does_not_open(backend: MemoryKeyring) -> None:
    opener = Keyring(backend)
    slot = opener.slot()
    opener.prepare(slot, VAULT)
    (name,) = backend.kept
    backend.kept[name] = "abc"
    with pytest.raises(WrongKeyError):
        opener.key(slot, VAULT)


@pytest.mark.parametrize(
    "failure", [KeyringError("my secret"), RuntimeError("my secret"), OSError("my secret")]
)
def test_a_keyring_that_does_not_answer_is_told_in_words(backend: MemoryKeyring, failure: Exception) -> None:
    backend.failure = failure
    for use in (lambda: Keyring(backend).key(CHEAP, VAULT), lambda: Keyring(backend).prepare(CHEAP, VAULT)):
        with pytest.raises(VaultError, match="keyring did not answer") as caught:
            use()
        assert caught.value.__cause__ is None
        assert caught.value.__suppress_context__


def test_an_interruption_of_the_keyring_stays_one(backend: MemoryKeyring) -> None:
    backend.failure = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        Keyring(backend).prepare(CHEAP, VAULT)


def test_a_keyring_forgets_the_secret_of_one_slot(backend: MemoryKeyring) -> None:
    opener = Keyring(backend)
    one, other = opener.slot(), opener.slot()
    opener.prepare(one, VAULT)
    opener.prepare(other, VAULT)
    opener.forget(one, VAULT)
    assert len(opener.key(other, VAULT)) == KEY_BYTES
    with pytest.raises(WrongKeyError):
        opener.key(one, VAULT)


def test_forgetting_what_is_not_kept_is_told_without_its_words(backend: MemoryKeyring) -> None:
    with pytest.raises(VaultError, match="keyring did not answer"):
        Keyring(backend).forget(CHEAP, VAULT)


class PlainFiles(MemoryKeyring):
    """A keyring of some other package, as those are that store in plain text."""


class Chain(chainer.ChainerBackend):
    """Several keyrings, as the library finds them."""

    backends: tuple[KeyringBackend, ...] = ()

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]


def sealing_keyring() -> KeyringBackend:
    """That of a Linux desktop; nothing is asked of it."""
    return SecretService.Keyring()  # type: ignore[no-untyped-call]


NOTHING_SEALED: tuple[KeyringBackend, ...] = (
    fail.Keyring(),  # type: ignore[no-untyped-call]
    null.Keyring(),  # type: ignore[no-untyped-call]
    PlainFiles(),
)


@pytest.mark.parametrize("backend", NOTHING_SEALED, ids=["fail", "null", "plain"])
@pytest.mark.usefixtures("chosen_backend")
def test_a_keyring_that_keeps_nothing_sealed_is_refused(backend: KeyringBackend) -> None:
    keyring.set_keyring(backend)
    with pytest.raises(VaultError, match="no keyring"):
        Keyring()


@pytest.mark.usefixtures("chosen_backend")
def test_the_keyring_of_the_operating_system_is_taken() -> None:
    real = sealing_keyring()
    keyring.set_keyring(real)
    assert real_keyring() is real
    assert Keyring()._backend is real


@pytest.mark.usefixtures("chosen_backend")
def test_of_several_keyrings_a_real_one_is_taken() -> None:
    chain, real = Chain(), sealing_keyring()
    keyring.set_keyring(chain)
    Chain.backends = (*NOTHING_SEALED, real)
    assert real_keyring() is real
    Chain.backends = NOTHING_SEALED
    with pytest.raises(VaultError, match="no keyring"):
        real_keyring()


def test_without_its_extra_the_words_say_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(VaultError, match=r"leastsaid\[keyring\]"):
        real_keyring()


@pytest.mark.parametrize("name", ["nowhere.Keyring", "keyring.backends.fail.Nothing"])
def test_a_keyring_that_is_set_up_wrong_is_told_in_words(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", name)
    monkeypatch.setattr(keyring.core, "_keyring_backend", None)
    with pytest.raises(VaultError):
        real_keyring()

import os
import resource
import secrets
import stat
import sys
from base64 import b64decode
from collections.abc import Iterator
from math import log2
from pathlib import Path

import keyring
import pytest
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given
from hypothesis import strategies as st
from keyring.backend import KeyringBackend
from keyring.backends import SecretService, chainer, fail, null
from keyring.errors import KeyringError, PasswordDeleteError

from client.errors import VaultError, WrongKeyError
from client.vault import openers
from client.vault.crypto import KEY_BYTES
from client.vault.header import MEMORY, MIB, PASSES, Slot, SlotKind
from client.vault.openers import (
    SERVICE,
    WORDS,
    KeyFile,
    Keyring,
    Passphrase,
    calibrated_memory,
    make_key_file,
    offered_passphrase,
    real_keyring,
)

VAULT = b"a vault of sixte"
CHEAP = Slot(SlotKind.PASSPHRASE, 64, 1, 1, bytes(16))
"""Beneath what a header may hold, so that a test is quick."""


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


@pytest.fixture
def backend() -> MemoryKeyring:
    return MemoryKeyring()


@pytest.fixture
def chosen_backend() -> Iterator[None]:
    """Lets a test choose the keyring that this process sees."""
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


def test_a_passphrase_is_stretched_by_argon2id_over_its_words() -> None:
    known = Argon2id(salt=bytes(16), length=KEY_BYTES, iterations=1, lanes=1, memory_cost=64)
    assert Passphrase("correct horse").key(CHEAP, VAULT) == known.derive(b"correct horse")


@pytest.mark.parametrize(
    "typed",
    ["  correct   horse ", "correct\thorse\n", "ｃｏｒｒｅｃｔ　ｈｏｒｓｅ", "correct\u00a0horse"],
)
def test_the_same_words_typed_otherwise_are_the_same_passphrase(typed: str) -> None:
    one, other = Passphrase("correct horse"), Passphrase(typed)
    assert one.same(other)
    assert other.length == len("correct horse")
    assert one.key(CHEAP, VAULT) == other.key(CHEAP, VAULT)


def test_composed_and_decomposed_letters_are_the_same_passphrase() -> None:
    assert Passphrase("caf\u00e9 noir").same(Passphrase("cafe\u0301 noir"))


@pytest.mark.parametrize("other", ["correct horsf", "correcthorse", "Correct horse", "", "correct horse x"])
def test_other_words_are_another_passphrase(other: str) -> None:
    assert not Passphrase("correct horse").same(Passphrase(other))
    assert Passphrase("correct horse").key(CHEAP, VAULT) != Passphrase(other).key(CHEAP, VAULT)


@given(st.text(st.characters(exclude_categories=()), max_size=30))
def test_whatever_is_typed_is_a_passphrase(typed: str) -> None:
    assert Passphrase(typed).same(Passphrase(typed))
    assert len(Passphrase(typed).key(CHEAP, VAULT)) == KEY_BYTES


@pytest.mark.parametrize(
    "slot",
    [
        Slot(SlotKind.PASSPHRASE, 128, 1, 1, bytes(16)),
        Slot(SlotKind.PASSPHRASE, 64, 2, 1, bytes(16)),
        Slot(SlotKind.PASSPHRASE, 64, 1, 2, bytes(16)),
        Slot(SlotKind.PASSPHRASE, 64, 1, 1, b"\x01" * 16),
    ],
    ids=["memory", "passes", "lanes", "salt"],
)
def test_every_cost_and_the_salt_make_another_key(slot: Slot) -> None:
    assert Passphrase("correct horse").key(slot, VAULT) != Passphrase("correct horse").key(CHEAP, VAULT)


@pytest.mark.parametrize(("seconds", "memory"), [(0.0, MEMORY[0]), (1000.0, MEMORY[1])])
def test_the_cost_stays_within_its_bounds_on_slow_and_fast_machines(
    monkeypatch: pytest.MonkeyPatch, seconds: float, memory: int
) -> None:
    monkeypatch.setattr(openers, "SECONDS", seconds)
    assert calibrated_memory() == memory


def test_a_passphrase_costs_what_this_machine_affords() -> None:
    slot = Passphrase("correct horse").slot()
    assert MEMORY[0] <= slot.memory <= MEMORY[1]
    assert slot.memory % (16 * MIB) == 0
    assert (slot.kind, slot.passes, slot.lanes) == (SlotKind.PASSPHRASE, PASSES[0], 4)
    assert len(slot.salt) == 16


def test_new_slots_have_new_salts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(openers, "calibrated_memory", lambda: MEMORY[0])
    make_key_file(tmp_path / "key")
    for opener in (Passphrase("correct horse"), KeyFile(tmp_path / "key"), Keyring(MemoryKeyring())):
        assert opener.slot().salt != opener.slot().salt


def test_without_argon2_the_words_say_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in: the library at hand has it."""

    def missing(**_costs: int) -> None:
        raise UnsupportedAlgorithm("my secret")

    monkeypatch.setattr(openers, "Argon2id", missing)
    with pytest.raises(VaultError, match="no Argon2id"):
        Passphrase("correct horse").key(CHEAP, VAULT)


def test_without_memory_the_words_say_so() -> None:
    limits = resource.getrlimit(resource.RLIMIT_AS)
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + (32 << 20), limits[1]))
    try:
        with pytest.raises(VaultError, match="not enough memory"):
            Passphrase("correct horse").key(Slot(SlotKind.PASSPHRASE, MEMORY[1], 3, 4, bytes(16)), VAULT)
    finally:
        resource.setrlimit(resource.RLIMIT_AS, limits)


def test_a_key_file_holds_32_bytes_that_only_its_owner_can_read(tmp_path: Path) -> None:
    for name in ("one", "other"):
        make_key_file(tmp_path / name)
    assert stat.S_IMODE((tmp_path / "one").stat().st_mode) == 0o600
    assert len((tmp_path / "one").read_bytes()) == 32
    assert (tmp_path / "one").read_bytes() != (tmp_path / "other").read_bytes()


def test_the_key_of_a_file_is_derived_for_vault_kind_and_salt(tmp_path: Path) -> None:
    make_key_file(tmp_path / "key")
    opener = KeyFile(tmp_path / "key")
    slot, another = opener.slot(), opener.slot()
    purpose = b"leastsaid slot \x02" + VAULT
    known = HKDF(hashes.SHA256(), KEY_BYTES, slot.salt, purpose).derive((tmp_path / "key").read_bytes())
    assert opener.key(slot, VAULT) == known
    keys = {
        bytes(opener.key(slot, VAULT)),
        bytes(opener.key(another, VAULT)),
        bytes(opener.key(slot, bytes(16))),
    }
    assert len(keys) == 3
    assert (slot.memory, slot.passes, slot.lanes) == (0, 0, 0)


def test_a_key_file_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(b"mine")
    with pytest.raises(VaultError, match="already"):
        make_key_file(tmp_path / "key")
    assert (tmp_path / "key").read_bytes() == b"mine"


def test_a_key_file_that_cannot_be_written_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(VaultError, match="cannot be written"):
        make_key_file(tmp_path / "missing" / "key")


def test_a_key_file_that_is_not_there_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(VaultError, match="cannot be read"):
        KeyFile(tmp_path / "key")


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o644, 0o601])
def test_a_key_file_that_others_may_use_is_refused(tmp_path: Path, mode: int) -> None:
    make_key_file(tmp_path / "key")
    (tmp_path / "key").chmod(mode)
    with pytest.raises(VaultError, match="open to others"):
        KeyFile(tmp_path / "key")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_a_key_file_of_somebody_else_is_refused(tmp_path: Path) -> None:
    make_key_file(tmp_path / "key")
    os.chown(tmp_path / "key", 12345, -1)
    with pytest.raises(VaultError, match="open to others"):
        KeyFile(tmp_path / "key")


@pytest.mark.parametrize("size", [0, 31, 33, 64])
def test_a_file_of_another_size_is_no_key_file(tmp_path: Path, size: int) -> None:
    (tmp_path / "key").write_bytes(bytes(size))
    (tmp_path / "key").chmod(0o600)
    with pytest.raises(VaultError, match="no key file"):
        KeyFile(tmp_path / "key")


def test_a_folder_is_no_key_file(tmp_path: Path) -> None:
    (tmp_path / "key").mkdir(mode=0o700)
    with pytest.raises(VaultError, match="no key file"):
        KeyFile(tmp_path / "key")


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


def test_a_wiped_opener_opens_nothing(tmp_path: Path, backend: MemoryKeyring) -> None:
    make_key_file(tmp_path / "key")
    key_file, passphrase = KeyFile(tmp_path / "key"), Passphrase("correct horse")
    slot = key_file.slot()
    before = key_file.key(slot, VAULT), passphrase.key(CHEAP, VAULT)
    for opener in (key_file, passphrase, Keyring(backend)):
        opener.wipe()
    assert key_file.key(slot, VAULT) != before[0]
    assert passphrase.key(CHEAP, VAULT) != before[1]
    assert not any(key_file._content)
    assert not any(passphrase._words)


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


def test_six_words_of_the_long_list_are_offered() -> None:
    first, second = offered_passphrase(), offered_passphrase()
    assert len(first.split(" ")) == len(second.split(" ")) == WORDS
    assert first != second
    assert Passphrase(first).length == len(first)


def test_offered_words_are_hard_to_guess(monkeypatch: pytest.MonkeyPatch) -> None:
    lists: list[int] = []

    def first(words: list[str]) -> str:
        lists.append(len(set(words)))
        return words[0]

    monkeypatch.setattr(secrets, "choice", first)
    offered_passphrase()
    assert len(lists) == WORDS
    assert sum(map(log2, lists)) > 76.5

"""Passphrases: how words become a key, what that costs, and the words that are offered."""

import resource
import secrets
from math import log2
from pathlib import Path

import pytest
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from hypothesis import given
from hypothesis import strategies as st

from client.errors import VaultError
from client.vault import openers
from client.vault.crypto import KEY_BYTES
from client.vault.header import MEMORY, MIB, PASSES, Slot, SlotKind
from client.vault.openers import (
    WORDS,
    Passphrase,
    calibrated_memory,
    offered_passphrase,
)
from tests.client.vault.keys import CHEAP, VAULT


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
    assert sum(map(log2, lists)) > 74

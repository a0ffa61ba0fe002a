import hashlib
import hmac
import secrets

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from client.errors import VaultDamagedError
from client.vault.crypto import KEY_BYTES, SIZES, Keys, context, mac, seal, unseal, wipe

KEY = bytes(range(32))
PLACE = context(b"value", b"here")
OVERHEAD = len(seal(KEY, PLACE, b"")) - SIZES[0]
SEALED_IN_2026 = bytes.fromhex(
    "eab829159c1b5b4dae7ec781a8b04f589783fb8b593d79ab55a9395cb75ac46927a9808f75c07784a5228541b7c8b2916b79"
    "a0749dd535b723d3a4d3677c19e60dc58e30bb9758d79b2a3c74e7c90ea3168a5629aa08c1210488a806bbcf35faceb0721f"
    "3eecf4d1697de2dcaef90d5899c52184316090f10b8d2d32f1c8eebe5989e04964d3873a4f876f739d04c6810655993a9fd0"
    "a94d9dc0f80d7ca34b318e8758abca5a0dbbdd41a3ccb96f679d09c162539cb1be16dc0da5a171053f4fb2ae2ad3f39f510b"
    "fbb76dffb8a5b4cf8cc8efe0b6c5fcdf516484cc48cd0469a5f0d2be8826bf4fed610ef3ee1b5d7f82c460e7bee598e5d9f8"
    "c7a1a588d661417296e1c95615ba29cab72dcac926a22635b2c38efa27d708d7bbb8c9f8bb171bf1178dacac4eb05b4c3f96"
    "229f56b44950cdcb033a34c357403179a587c0a9c4f7658a582ce90a"
)


@given(st.binary(max_size=2000), st.lists(st.binary(max_size=20), max_size=4))
def test_what_is_sealed_is_unsealed(plain: bytes, parts: list[bytes]) -> None:
    place = context(*parts)
    assert unseal(KEY, place, seal(KEY, place, plain)) == plain


def test_a_long_value_is_sealed_and_unsealed() -> None:
    plain = secrets.token_bytes(1 << 20)
    assert unseal(KEY, PLACE, seal(KEY, PLACE, plain)) == plain


def test_what_an_earlier_release_sealed_is_unsealed() -> None:
    assert unseal(KEY, PLACE, SEALED_IN_2026) == b"as it was"


def test_a_value_is_never_sealed_alike_twice() -> None:
    first, second = seal(KEY, PLACE, b"the same"), seal(KEY, PLACE, b"the same")
    assert not any(first[at : at + 8] in second for at in range(len(first) - 7))


@pytest.mark.parametrize(
    ("length", "size"),
    [
        (0, 256),
        (252, 256),
        (253, 1024),
        (1020, 1024),
        (1021, 4096),
        (4092, 4096),
        (4093, 16384),
        (16380, 16384),
        (16381, 32768),
        (32764, 32768),
        (32765, 49152),
    ],
)
def test_a_sealed_value_shows_only_the_size_it_was_padded_to(length: int, size: int) -> None:
    # Each full chunk of 16 KiB adds a tag.
    assert len(seal(KEY, PLACE, b"x" * length)) - size - OVERHEAD == size // 16384 * 16


def test_a_sealed_value_with_one_changed_bit_is_refused() -> None:
    sealed = seal(KEY, PLACE, b"a secret")
    for at in range(len(sealed)):
        changed = bytearray(sealed)
        changed[at] ^= 1 << at % 8
        with pytest.raises(VaultDamagedError):
            unseal(KEY, PLACE, bytes(changed))


@given(st.integers(0, 400))
def test_a_sealed_value_that_was_cut_is_refused(length: int) -> None:
    sealed = seal(KEY, PLACE, b"a secret")
    with pytest.raises(VaultDamagedError):
        unseal(KEY, PLACE, sealed[: min(length, len(sealed) - 1)])


def test_a_sealed_value_that_was_lengthened_is_refused() -> None:
    with pytest.raises(VaultDamagedError):
        unseal(KEY, PLACE, seal(KEY, PLACE, b"a secret") + b"\0")


@pytest.mark.parametrize(
    ("key", "place"),
    [
        (bytes(32), PLACE),
        (KEY[:16], PLACE),
        (KEY, b""),
        (KEY, context(b"value", b"there")),
        (KEY, context(b"valueh", b"ere")),
        (KEY, context(b"value", b"here", b"")),
    ],
    ids=["key", "short key", "no context", "context", "moved border", "one part more"],
)
def test_with_another_key_or_context_nothing_is_unsealed(key: bytes, place: bytes) -> None:
    with pytest.raises(VaultDamagedError):
        unseal(key, place, seal(KEY, PLACE, b"a secret"))


@given(st.lists(st.binary(max_size=6), max_size=4), st.lists(st.binary(max_size=6), max_size=4))
def test_no_two_lists_of_parts_have_the_same_context(one: list[bytes], other: list[bytes]) -> None:
    assert (context(*one) == context(*other)) == (one == other)


@given(st.binary(max_size=40), st.integers(0, 40))
def test_a_mac_binds_the_borders_of_its_parts(content: bytes, border: int) -> None:
    assert mac(KEY, content[:border], content[border:], b"") != mac(KEY, content, b"")
    assert mac(KEY, content) == hmac.digest(KEY, context(content), hashlib.sha256)
    assert mac(KEY, content) != mac(bytes(32), content)


def test_subkeys_are_expanded_from_the_master_key_as_rfc_5869_says() -> None:
    keys = Keys(bytearray(KEY))
    for name in Keys.__slots__:
        info = f"leastsaid vault 1 {name}".encode() + b"\x01"
        assert getattr(keys, name) == hmac.digest(KEY, info, hashlib.sha256)


@settings(max_examples=20)
@given(st.binary(min_size=KEY_BYTES, max_size=KEY_BYTES))
def test_every_purpose_has_a_key_of_its_own(master: bytes) -> None:
    keys = Keys(bytearray(master))
    found = {bytes(getattr(keys, name)) for name in Keys.__slots__}
    assert len(found | {master}) == len(Keys.__slots__) + 1


def test_wiped_keys_are_zeros_in_place() -> None:
    keys = Keys(bytearray(KEY))
    held = [getattr(keys, name) for name in Keys.__slots__]
    keys.wipe()
    assert all(key == bytes(KEY_BYTES) for key in held)


def test_a_wiped_secret_is_zeros_in_place() -> None:
    secret = bytearray(b"a secret")
    same = secret
    wipe(secret)
    assert same == bytes(8)

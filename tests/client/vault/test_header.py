import secrets
import struct
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from client.errors import VaultDamagedError, WrongKeyError
from client.vault.crypto import Keys
from client.vault.header import LANES, MAX_SLOTS, MEMORY, PASSES, Header, Slot, SlotKind, parse_header

KEYS = Keys(bytearray(range(32)))
VAULT = b"a vault of sixte"
MASTER = bytearray(range(100, 132))
KEY = bytearray(range(50, 82))
FRONT, SLOT, MAC = 23, 89, 32
COSTS = {"memory": 1, "passes": 5, "lanes": 9}
"""Where a slot's costs begin."""


def empty(kind: SlotKind = SlotKind.KEY_FILE) -> Slot:
    costs = (MEMORY[0], PASSES[0], LANES[0]) if kind is SlotKind.PASSPHRASE else (0, 0, 0)
    return Slot(kind, *costs, secrets.token_bytes(16))


def header(*kinds: SlotKind) -> Header:
    return Header(VAULT, tuple(empty(kind).filled(KEY, MASTER, VAULT) for kind in kinds))


def passphrase_header(**costs: int) -> bytes:
    content = bytearray(header(SlotKind.PASSPHRASE).encode(KEYS))
    for name, value in costs.items():
        struct.pack_into(">I", content, FRONT + COSTS[name], value)
    return bytes(content)


@given(st.lists(st.sampled_from(SlotKind), min_size=1, max_size=MAX_SLOTS, unique=True))
@settings(max_examples=30)
def test_a_header_is_read_as_it_was_written(kinds: list[SlotKind]) -> None:
    written = header(*kinds)
    content = written.encode(KEYS)
    assert len(content) == FRONT + SLOT * len(kinds) + MAC
    assert parse_header(content) == written
    parse_header(content).check(content, KEYS)


def test_a_header_says_suite_and_vault_in_its_fixed_places() -> None:
    content = header(SlotKind.KEY_FILE, SlotKind.KEYRING).encode(KEYS)
    assert content[:FRONT] == b"LSV\x01" + b"\x00\x01" + VAULT + b"\x02"


@pytest.mark.parametrize(
    "change",
    [
        lambda content: b"",
        lambda content: content[: FRONT - 1],
        lambda content: content[:FRONT],
        lambda content: b"LSV\x02" + content[4:],
        lambda content: content[: FRONT - 1] + b"\x00" + content[FRONT:],
        lambda content: content[: FRONT - 1] + b"\x02" + content[FRONT:],
        lambda content: content[: FRONT - 1] + b"\x04" + content[FRONT:] + bytes(3 * SLOT),
        lambda content: content[:-1],
        lambda content: content + b"\x00",
        lambda content: content[:FRONT] + b"\x00" + content[FRONT + 1 :],
        lambda content: content[:FRONT] + b"\x04" + content[FRONT + 1 :],
    ],
    ids=[
        "nothing",
        "a piece",
        "only the front",
        "magic",
        "no slots",
        "a slot too few",
        "four slots",
        "cut",
        "lengthened",
        "kind 0",
        "kind 4",
    ],
)
def test_a_header_of_another_form_is_refused(change: object) -> None:
    assert callable(change)
    with pytest.raises(VaultDamagedError):
        parse_header(change(header(SlotKind.KEY_FILE).encode(KEYS)))


def test_a_header_with_two_slots_of_a_kind_is_refused() -> None:
    """Each might cost a second to try."""
    with pytest.raises(VaultDamagedError):
        parse_header(header(SlotKind.PASSPHRASE, SlotKind.PASSPHRASE).encode(KEYS))


def test_a_header_of_another_suite_says_that_another_release_wrote_it() -> None:
    content = header(SlotKind.KEY_FILE).encode(KEYS)
    with pytest.raises(VaultDamagedError, match="another release"):
        parse_header(content[:4] + b"\x00\x02" + content[6:])


@pytest.mark.parametrize(("name", "bounds"), [("memory", MEMORY), ("passes", PASSES), ("lanes", LANES)])
def test_a_passphrase_costs_no_less_and_no_more_than_its_bounds(name: str, bounds: tuple[int, int]) -> None:
    for value in bounds:
        assert getattr(parse_header(passphrase_header(**{name: value})).slots[0], name) == value
    for value in (0, bounds[0] - 1, bounds[1] + 1, 2**32 - 1):
        with pytest.raises(VaultDamagedError):
            parse_header(passphrase_header(**{name: value}))


def test_the_memory_of_a_passphrase_is_between_64_and_256_mib() -> None:
    assert MEMORY == (64 * 1024, 256 * 1024)


@pytest.mark.parametrize("kind", [SlotKind.KEY_FILE, SlotKind.KEYRING])
@pytest.mark.parametrize("name", COSTS)
def test_a_slot_that_stretches_nothing_has_no_costs(kind: SlotKind, name: str) -> None:
    content = bytearray(header(kind).encode(KEYS))
    struct.pack_into(">I", content, FRONT + COSTS[name], 1)
    with pytest.raises(VaultDamagedError):
        parse_header(bytes(content))


@given(st.binary(max_size=400) | st.binary(max_size=400).map(lambda tail: b"LSV\x01\x00\x01" + tail))
def test_any_bytes_are_a_header_or_damage(content: bytes) -> None:
    try:
        found = parse_header(content)
    except VaultDamagedError:
        return
    assert found.encode(KEYS)[:-MAC] == content[:-MAC]


def test_hostile_headers_are_refused_before_anything_is_derived() -> None:
    hostile = [passphrase_header(memory=2**20 + at, passes=10**6, lanes=2**24 - 1) for at in range(200)]
    begun = time.process_time()
    for content in hostile:
        with pytest.raises(VaultDamagedError):
            parse_header(content)
    assert (time.process_time() - begun) / len(hostile) < 0.01


def test_a_header_with_one_changed_bit_is_refused() -> None:
    content = header(SlotKind.PASSPHRASE, SlotKind.KEY_FILE).encode(KEYS)
    for at in range(len(content)):
        changed = bytearray(content)
        changed[at] ^= 1 << at % 8
        with pytest.raises(VaultDamagedError):
            parse_header(bytes(changed)).check(bytes(changed), KEYS)


def test_a_header_under_another_master_key_is_refused() -> None:
    written = header(SlotKind.KEY_FILE)
    with pytest.raises(VaultDamagedError):
        written.check(written.encode(Keys(bytearray(32))), KEYS)


def test_a_header_is_not_authentic_with_the_slots_of_another() -> None:
    one, other = header(SlotKind.KEY_FILE), header(SlotKind.KEY_FILE)
    with pytest.raises(VaultDamagedError):
        one.check(other.encode(KEYS), KEYS)


@pytest.mark.parametrize("kind", SlotKind)
def test_a_filled_slot_gives_back_the_master_key(kind: SlotKind) -> None:
    slot = empty(kind).filled(KEY, MASTER, VAULT)
    found = slot.master(KEY, VAULT)
    assert found == MASTER
    assert isinstance(found, bytearray)


def test_a_slot_is_never_filled_alike_twice() -> None:
    slot = empty()
    assert slot.filled(KEY, MASTER, VAULT).sealed != slot.filled(KEY, MASTER, VAULT).sealed


def test_another_key_does_not_open_a_slot() -> None:
    with pytest.raises(WrongKeyError):
        empty().filled(KEY, MASTER, VAULT).master(bytearray(32), VAULT)


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": SlotKind.KEY_FILE},
        {"memory": MEMORY[1]},
        {"passes": PASSES[1]},
        {"lanes": LANES[1]},
        {"salt": bytes(16)},
        {"nonce": bytes(12)},
        {"sealed": bytes(48)},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_a_slot_with_another_field_does_not_open(changes: dict[str, object]) -> None:
    slot = empty(SlotKind.PASSPHRASE).filled(KEY, MASTER, VAULT)
    with pytest.raises(WrongKeyError):
        replace(slot, **changes).master(KEY, VAULT)  # type: ignore[arg-type]


def test_a_slot_of_another_vault_does_not_open() -> None:
    with pytest.raises(WrongKeyError):
        empty().filled(KEY, MASTER, VAULT).master(KEY, bytes(16))

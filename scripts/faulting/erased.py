"""Records that were erased: nothing of them is left in a file."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

from client.kept.store import Kind
from scripts.faulting.figure import Figure, none
from scripts.faulting.vaults import new_place

RECORDS, BATCHES, LARGEST = 400, 20, 5000
WINDOW = 16


def erasing(short: bool) -> Iterator[Figure]:
    """Half of the records erased, and the files looked through while the vault is open and after."""
    random, left, scans = Random(5), 0, 0
    records, batches = (RECORDS // 10, BATCHES // 5) if short else (RECORDS, BATCHES)
    with new_place(in_memory=True) as place:
        place.make()
        with place.held() as vault:
            ids = [
                vault.store.put(Kind.TURN, random.randbytes(random.randint(1, LARGEST)))
                for _ in range(records)
            ]
        with closing(sqlite3.connect(place.path)) as database:
            rows = {record: (key, value) for record, key, value in database.execute("SELECT i, k, v FROM r")}
        chosen = random.sample(ids, records // 2)
        held = holding(place.path.parent, [part for record in chosen for part in rows[record]])
        yield Figure("damage: files that hold what is to be erased", held, "some", held > 0)
        gone: list[bytes] = []
        with place.held() as vault:
            for batch in range(batches):
                erased = chosen[batch::batches]
                vault.store.erase(erased)
                gone += [part for record in erased for part in rows[record]]
                left, scans = left + holding(place.path.parent, gone), scans + 1
        left += holding(place.path.parent, gone)
        yield none(f"damage: files that hold any {WINDOW} bytes of what was erased", left, scans + 1)


def holding(folder: Path, secrets: list[bytes]) -> int:
    """In how many files below a folder there are any 16 bytes in a row of a secret."""
    # Any 16 in a row hold 8 that begin at a multiple of 8: these are looked for first.
    half = WINDOW // 2
    blocks = {secret[at : at + half] for secret in secrets for at in range(0, len(secret) - half + 1, half)}
    return sum(_holds(path.read_bytes(), blocks, secrets) for path in folder.rglob("*") if path.is_file())


def _holds(file: bytes, blocks: set[bytes], secrets: list[bytes]) -> bool:
    half = WINDOW // 2
    return any(
        file[at : at + half] in blocks
        and any(
            file[start : start + WINDOW] in secret
            for secret in secrets
            for start in range(max(0, at - half), at + 1)
        )
        for at in range(len(file) - half + 1)
    )

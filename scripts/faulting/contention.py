"""Processes that all want one vault: a part of the trial `clock`."""

import json
import os
import random
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from client.errors import VaultBusyError, VaultError
from client.kept.audit import AuditEntry, Outcome
from client.kept.records import Records
from scripts.faulting.figure import Figure, at_most, none
from scripts.faulting.vaults import Place, new_place

PROCESSES = 8
SECONDS = 6.0
"""How long they contend."""


def figures(short: bool) -> Iterator[Figure]:
    """Lets processes open a vault, write a send into its audit and let go, again and again."""
    with new_place() as place:
        place.make()
        end = time.monotonic() + (SECONDS / 10 if short else SECONDS)
        pipes = [_contender(place, end) for _ in range(PROCESSES)]
        results = [_result(pipe) for pipe in pipes]
        vault = place.open()
        links = Records(vault.store).audit.verify()
        vault.lock()
    written, other = (sum(result[part] for result in results) for part in ("written", "other"))
    refused = [taken for result in results for taken in result["refused"]]
    yield none("clock: of what 8 processes wrote, lost or damaged", abs(2 * written - links), links)
    yield none("clock: refusals that do not say that the vault is in use", other, len(refused) + other)
    yield at_most("clock: the slowest refusal of a vault in use", max(refused, default=9.0), 1.0, "s")


def _contender(place: Place, end: float) -> int:
    """A process that contends; where to read what came of it."""
    ours, theirs = os.pipe()
    if not os.fork():
        try:
            os.write(theirs, json.dumps(_contend(place, end)).encode())
        finally:
            os._exit(0)
    os.close(theirs)
    return ours


def _result(pipe: int) -> dict[str, Any]:
    with os.fdopen(pipe, "rb") as content:
        result: dict[str, Any] = json.loads(content.read())
    os.wait()
    return result


def _contend(place: Place, end: float) -> dict[str, Any]:
    written = other = 0
    refused: list[float] = []
    while (begun := time.monotonic()) < end:
        try:
            vault = place.open()
        except VaultBusyError:
            refused.append(time.monotonic() - begun)
            time.sleep(random.uniform(0, 0.01))
        except VaultError:
            other += 1
        else:
            audit, now = Records(vault.store).audit, datetime.now(UTC)
            audit.conclude(audit.intend(AuditEntry(now, "", "", b"a request")), Outcome.ANSWERED, now)
            vault.lock()
            written += 1
    return {"written": written, "other": other, "refused": refused}

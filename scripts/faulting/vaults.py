"""Vaults to be harmed, what is in them, and children that can be killed or starved."""

import json
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Self

from client.kept.audit import Audit, AuditEntry, Outcome
from client.kept.store import Kind
from client.vault.making import create_vault
from client.vault.openers import KeyFile, make_key_file
from client.vault.vault import Vault, open_vault
from sanitizer.types import Level

ROOT = Path(__file__).parents[2]
MEMORY = Path("/dev/shm")
RECIPIENT = "https://recommender.example"
KINDS = tuple(kind for kind in Kind if kind is not Kind.SENT)
"""What records can be apart from what the audit keeps."""

State = dict[str, str]
"""What a vault holds: names of records, entries and results, and a digest of each."""
VAULT = "vault"
"""The name of the vault itself."""


class Place:
    """A folder with a key file, and a vault that it opens."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "vault" / "vault.db"
        if not (folder / "key").exists():
            make_key_file(folder / "key")
        self.key = KeyFile(folder / "key")

    def make(self) -> None:
        """Makes the vault."""
        create_vault(self.path, [self.key])

    def open(self) -> Vault:
        """Opens it."""
        return open_vault(self.path, [self.key])

    @contextmanager
    def held(self) -> Iterator[Vault]:
        """Opens it for as long as the block lasts."""
        vault = self.open()
        try:
            yield vault
        finally:
            vault.lock()

    def write(self, content: bytes | bytearray) -> None:
        """Puts other bytes in the vault's place."""
        self.path.with_name(f"{self.path.name}-wal").unlink(missing_ok=True)
        self.path.write_bytes(content)


@contextmanager
def new_place(*, in_memory: bool = False) -> Iterator[Place]:
    """A place that is gone afterwards. In memory where nothing hangs on the disk, since that is quicker."""
    folder = MEMORY if in_memory and os.access(MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=folder, prefix="faults-") as name:
        yield Place(Path(name).resolve())


def entry(content: bytes) -> AuditEntry:
    """An intent to send something."""
    told = ((Level.CODE, "pregnancy-infant-loss"),)
    return AuditEntry(now(), RECIPIENT, digest(content), content, told, (secrets.token_hex(16),), "one")


def now() -> datetime:
    """The time on the clock."""
    return datetime.now(UTC)


def digest(content: bytes) -> str:
    """A name for bytes."""
    return sha256(content).hexdigest()


def state(vault: Vault) -> State:
    """All that an open vault holds; everything is read, and the audit verified."""
    audit = Audit(vault.store)
    audit.verify()
    found = {
        f"record {record.hex()}": digest(value)
        for kind in KINDS
        for record, value in vault.store.all(kind).items()
    }
    for one in audit.entries:
        found[f"entry {one.number}"] = digest(one.content) if one.content is not None else ""
        if one.outcome is not Outcome.PENDING:
            found[f"result {one.number}"] = one.outcome.value
    return found


def changed(known: Mapping[str, str], changes: Mapping[str, str | None]) -> State:
    """What a vault holds after changes; None is what is gone."""
    return {name: value for name, value in {**known, **changes}.items() if value is not None}


class Forks:
    """A process that lets fresh children of its own do a module's work."""

    def __init__(self, module: str, environment: Mapping[str, str] | None = None) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**os.environ, **(environment or {})},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def run(self, *work: Any, seconds: float | None = None) -> list[list[Any]]:
        """Lets a child work, and kills it after some seconds. What it said before it ended."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps([seconds, work]) + "\n")
        self._process.stdin.flush()
        said: list[list[Any]] = []
        for line in self._process.stdout:
            said.append(json.loads(line))
            if said[-1] == ["over"]:
                return said[:-1]
            if said[-1][0] == "raised":
                raise RuntimeError(f"{said[-1][1]} in a child")
        raise RuntimeError("the process of the children ended")


def serve(work: Callable[..., None]) -> None:
    """The process behind `Forks`."""
    for line in sys.stdin:
        seconds, arguments = json.loads(line)
        child = os.fork()
        if not child:
            try:
                work(*arguments)
            except BaseException as error:
                say("raised", repr(error))
            finally:
                os._exit(0)
        if seconds is not None:
            time.sleep(seconds)
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        say("over")


def say(*words: Any) -> None:
    """Tells whoever called `Forks.run`: a line is written whole or not at all."""
    os.write(1, json.dumps(words).encode() + b"\n")

"""What tests keep in a vault, and how they read it back."""

from datetime import UTC, datetime
from pathlib import Path

from client.kept.audit import Audit, AuditEntry
from client.kept.store import Kind
from client.vault.container import Container
from client.vault.openers import KeyFile
from client.vault.vault import Vault, open_vault

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
LINK = "INSERT INTO c VALUES (?, ?)"


def links(container: Container) -> list[tuple[int, bytes]]:
    return [(number, value) for number, value in container.rows("ib", "SELECT n, v FROM c ORDER BY n")]


def filled(vault: Vault) -> dict[Kind, dict[bytes, bytes]]:
    audit = Audit(vault.store)
    for at in range(3):
        audit.intend(AuditEntry(NOW, "somebody", "", b"request %d" % at))
    audit.erase([2], NOW)
    vault.store.put(Kind.LIMIT, b"a limit")
    vault.store.put(Kind.TURN, b"a turn")
    vault.store.note_purge(NOW)
    return {kind: vault.store.all(kind) for kind in Kind}


def read_everything(vault: Vault) -> None:
    for kind in Kind:
        for record in vault.store.all(kind):
            vault.store.get(kind, record)
    list(vault.store.links())


def refusal(path: Path, opener: KeyFile) -> type[Exception] | None:
    """The error with which it is refused, at once or where it is read; None where it is read as if it were whole."""
    try:
        vault = open_vault(path, [opener])
        try:
            read_everything(vault)
        finally:
            vault.lock()
    except Exception as error:
        return type(error)
    return None

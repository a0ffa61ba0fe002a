"""What is kept in the vaults that the commands are tried on."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from client.kept.audit import AuditEntry, Outcome
from client.kept.consent import Consent, State
from client.kept.conversations import Turn
from client.kept.limits import SavedLimit
from client.kept.records import Records
from client.vault.openers import KeyFile
from client.vault.vault import open_vault, vault_path
from sanitizer import Constraint, Level
from sanitizer.wire import Scope

TALK = "a conversation"
HERE = "the built-in catalogue"
SENT = b'{"constraints":[{"group":"violence"}],"schema":"leastsaid/1"}   '
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NOW = datetime.now(UTC)
VIOLENCE, LOSS = (Level.GROUP, "violence"), (Level.GROUP, "death-loss")
LASTING = Consent(VIOLENCE, HERE, TALK, State.GIVEN, NOW - 2 * HOUR, NOW + 30 * DAY, scope=Scope.UNTIL)
BRIEF = Consent(LOSS, HERE, TALK, State.GIVEN, NOW - HOUR, NOW + 11 * HOUR)


@dataclass(frozen=True)
class Made:
    """A key file, and vaults to begin with: what is in their files."""

    key: bytes
    empty: bytes
    filled: bytes
    worded: bytes


def fill(records: Records) -> None:
    """Two consents, a limit, a turn, a word, and three sends: answered, failed, unknown."""
    with records.transaction():
        records.see(NOW)
        records.consents.record([LASTING, BRIEF])
        records.limits.save(SavedLimit(Constraint("gore", Level.GROUP), "limit", NOW - HOUR))
        records.conversations.add(Turn(TALK, NOW - HOUR, SENT, (("Clueless", 1995, "safe"),), 2))
        records.words.keep(("Blue Heron",))
        for outcome in (Outcome.ANSWERED, Outcome.FAILED, None):
            entry = AuditEntry(NOW - HOUR, HERE, "", SENT, (VIOLENCE,), (LASTING.id,), TALK)
            number = records.audit.intend(entry)
            if outcome:
                records.audit.conclude(number, outcome, NOW - HOUR)


def placed(path: Path, content: bytes) -> Path:
    path.parent.mkdir(mode=0o700, parents=True)
    path.write_bytes(content)
    path.chmod(0o600)
    return path


@contextmanager
def opened(key: Path, path: Path | None = None) -> Iterator[Records]:
    vault = open_vault(path or vault_path(), [KeyFile(key)])
    try:
        yield Records(vault.store)
    finally:
        vault.lock()

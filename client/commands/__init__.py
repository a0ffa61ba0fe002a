"""The commands about what is kept: vault, consent, audit and dictionary."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from client.safetext import safe_draft
from client.saying import say

if TYPE_CHECKING:
    from client.kept.consent import Consent
    from client.kept.records import Records

key_file_option = click.option(
    "--key-file", type=click.Path(path_type=Path), help="Open the vault with this key file."
)


def now() -> datetime:
    """The time on the clock."""
    return datetime.now(UTC)


@contextmanager
def opened(key_file: Path | None) -> Iterator["Records"]:
    """The records of the person's vault, with what is past its time erased."""
    from client.config import load_config
    from client.exits import tell
    from client.kept.records import Records
    from client.kept.retention import DOUBTFUL_CLOCK, purge
    from client.unlock import person_vault

    config = load_config()
    with person_vault(key_file, config.key_file) as vault:
        records = Records(vault.store)
        if purge(records, now(), config.retention) is None:
            tell(DOUBTFUL_CLOCK)
        records.see(now())
        yield records


def check_target(target: str) -> None:
    """Raises an error for a file that cannot be written as a new one; `-` is standard output."""
    from client.errors import UsageError
    from client.files import check_output

    if target == "-":
        return
    if Path(target).exists() or Path(target).is_symlink():
        raise UsageError("There is a file of that name already, and it is not overwritten. Name another.")
    check_output(target, "")


def write(content: str, target: str) -> None:
    """To a new file only its owner can read, or to standard output for `-`."""
    from client.files import write_private, write_standard

    if target == "-":
        write_standard(content)
    else:
        check_target(target)
        write_private(target, content)


def say_where(said: str, *places: Path) -> None:
    """A sentence, and below it files, each whole on a line of its own, so that it can be copied."""
    say(said)
    for place in places:
        click.echo(safe_draft(click.format_filename(place)).replace("\n", " "))


def local(when: datetime) -> str:
    """A time as it is on the person's clock."""
    return f"{when.astimezone():%Y-%m-%d %H:%M}"


def chosen(one: Any, of: str) -> Any:
    """The value, or an error that says what is missing."""
    from client.errors import UsageError

    if one is None:
        raise UsageError(f"There is no such {of}. The list command shows which there are.")
    return one


def named_consent(records: "Records", name: str) -> "Consent":
    """The consent whose id begins so."""
    found = [one for one in records.consents.all() if one.id.startswith(name)]
    one: Consent = chosen(found[0] if len(found) == 1 else None, "consent")
    return one


def named_conversation(records: "Records", name: str) -> str:
    """The conversation whose id begins so."""
    turns = (turn.conversation for turn in records.conversations.all())
    sends = (entry.conversation for entry in records.audit.entries)
    found = {one for one in (*turns, *sends) if one and one.startswith(name)}
    one: str = chosen(found.pop() if len(found) == 1 else None, "conversation")
    return one

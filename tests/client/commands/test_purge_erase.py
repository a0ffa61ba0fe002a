"""What is erased by rule, and what a person erases."""

from dataclasses import replace
from pathlib import Path

import pytest

from client.kept.audit import AuditEntry
from client.kept.conversations import Turn
from client.kept.limits import SavedLimit
from sanitizer import Constraint
from tests.client.commands.kept import BRIEF, DAY, HERE, HOUR, LASTING, NOW, SENT, TALK, VIOLENCE, opened
from tests.client.commands.program import Say


def test_what_is_past_its_time_is_shown_first_and_then_erased(say: Say, empty: Path, key: Path) -> None:
    with opened(key) as records, records.transaction():
        long_ago = NOW - 100 * DAY
        records.consents.record([replace(BRIEF, given=long_ago, expires=long_ago + HOUR)])
        records.conversations.add(Turn(TALK, long_ago, SENT, ()))
        records.audit.intend(AuditEntry(long_ago, HERE, "", SENT, (VIOLENCE,), conversation=TALK))
        records.limits.save(SavedLimit(Constraint("gore"), "limit", long_ago))
    due = "1 turn of conversations, 1 consent that is over, and the content of 1 entry of what left."
    for _ in range(2):
        assert f"Would erase {due}" in say("vault", "purge", "--dry-run").out
    purged = say("vault", "purge")
    assert (purged.code, f"Erased {due}" in purged.out) == (0, True)
    assert "conversations 30 days, the content of what left 90 days." in purged.out
    assert "Would erase 0 turns" in say("vault", "purge", "--dry-run").out
    assert "content erased" in say("audit", "list").out
    status = say("vault", "status").out
    assert "1 saved limit, 0 consents, 0 turns of conversations" in status
    assert "1 entry of what left" in status


def test_any_command_erases_what_is_past_its_time_by_the_persons_own_rule(
    say: Say, home: Path, filled: Path, key: Path
) -> None:
    with opened(key) as records:
        records.conversations.add(Turn(TALK, NOW - 3 * DAY, SENT, ()))
    assert "2 turns of conversations" in say("vault", "status").out
    settings = home / "settings" / "leastsaid" / "config.toml"
    settings.write_text(f"{settings.read_text()}[keep]\nconversations_days = 2\n")
    assert "1 turn of conversations" in say("vault", "status").out


def test_a_clock_that_is_years_ahead_erases_nothing_by_rule(say: Say, empty: Path, key: Path) -> None:
    with opened(key) as records:
        records.store.note_purge(NOW - 1000 * DAY)
        records.conversations.add(Turn(TALK, NOW - 1000 * DAY, SENT, ()))
    assert "1 turn of conversations" in say("vault", "status").out


@pytest.mark.parametrize(
    ("arguments", "left"),
    [
        (("--code", "gore"), "0 saved limits, 1 consent, 0 turns of conversations"),
        (("--code", "pregnancy-infant-loss"), "1 saved limit, 1 consent, 1 turn of conversations"),
        (("--conversation", TALK), "1 saved limit, 0 consents, 0 turns of conversations"),
        (("--consent", LASTING.id[:8]), "1 saved limit, 1 consent, 1 turn of conversations"),
        (("--entry", "1"), "1 saved limit, 2 consents, 1 turn of conversations"),
    ],
)
def test_one_thing_is_erased_and_nothing_else(
    say: Say, filled: Path, arguments: tuple[str, ...], left: str
) -> None:
    done = say("vault", "erase", "--yes", *arguments)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Erased ")
    assert left in say("vault", "status").out
    assert say("audit", "verify").code == 0
    again = say("vault", "erase", "--yes", *arguments)
    assert "There was nothing of that." in again.out or "There is no such" in again.err


@pytest.mark.parametrize(
    "arguments",
    [("--limit", "nut-free"), ("--code", "step-free")],
)
def test_erasing_what_is_not_there_says_so_and_erases_nothing(
    say: Say, filled: Path, arguments: tuple[str, ...]
) -> None:
    before = say("vault", "status").out
    done = say("vault", "erase", "--yes", *arguments)
    assert (done.code, done.out) == (0, "There was nothing of that.\n")
    assert say("vault", "status").out.partition("It keeps")[2] == before.partition("It keeps")[2]


def test_a_name_of_two_consents_erases_neither(say: Say, empty: Path, key: Path) -> None:
    with opened(key) as records:
        records.consents.record([replace(LASTING, id="ab" + "0" * 30), replace(BRIEF, id="ab" + "1" * 30)])
    say("vault", "erase", "--yes", "--consent", "ab")
    assert "2 consents" in say("vault", "status").out


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ((), "Name one thing to erase"),
        (("--all", "--code", "gore"), "Name one thing to erase"),
        (("--code", "gore", "--entry", "1"), "Name one thing to erase"),
        (("--code", "glitter"), "There is no such code. `leastsaid codes` lists them."),
        (("--conversation", "nowhere"), "There is no such conversation"),
        (("--consent", "zz"), "There is no such consent"),
        (("--limit", "glitter"), "There is no such code"),
        (("--everything",), "No such option"),
    ],
)
def test_what_is_to_be_erased_has_to_be_clear(
    say: Say, filled: Path, arguments: tuple[str, ...], reason: str
) -> None:
    before = say("vault", "status").out.partition("It keeps")[2]
    said = say("vault", "erase", "--yes", *arguments)
    assert (said.code, said.out) == (2, "")
    assert reason in said.err
    assert say("vault", "status").out.partition("It keeps")[2] == before


@pytest.mark.parametrize(("typed", "code"), [(b"n\n", 0), (b"\n", 0), (b"", 130), (b"what\nn\n", 0)])
def test_nothing_is_erased_without_a_yes(say: Say, filled: Path, typed: bytes, code: int) -> None:
    before = say("vault", "status").out.partition("It keeps")[2]
    for what, named in ((("--all",), "the whole vault"), (("--code", "gore"), "1 saved limit, 1 consent")):
        said = say("vault", "erase", *what, stdin=typed)
        assert said.code == code
        assert f"This erases {named}" in said.out
        assert "cannot be taken back" in said.out
    assert say("vault", "status").out.partition("It keeps")[2] == before


def test_after_a_yes_the_whole_vault_is_gone_and_nothing_else(
    say: Say, filled: Path, key: Path, home: Path
) -> None:
    said = say("vault", "erase", "--all", stdin=b"y\n")
    assert (said.code, said.err) == (0, "")
    assert "Copies and exports elsewhere are yours to delete." in said.out
    assert list(filled.parent.iterdir()) == []
    assert key.exists()
    settings = home / "settings" / "leastsaid" / "config.toml"
    assert said.out.endswith(f"any addresses of recommenders in them:\n{settings}\n")
    assert settings.exists()
    assert "There is no vault" in say("vault", "status").out


def test_what_stays_after_the_vault_is_named_where_it_is_and_not_where_nothing_is(
    say: Say, filled: Path, home: Path
) -> None:
    folder = home / "settings" / "leastsaid"
    (folder / "config.toml").rename(folder / "remotes.toml")
    left = say("vault", "erase", "--all", "--yes").out
    assert left.endswith(f":\n{folder / 'remotes.toml'}\n")
    key = home / "mine.key"
    (folder / "remotes.toml").unlink()
    say("vault", "init", "--key-file", key)
    gone = say("vault", "erase", "--all", "--yes", "--key-file", key).out
    assert gone == "The vault is erased. Copies and exports elsewhere are yours to delete.\n"

"""The commands about what is kept, as a person types them: real vaults, real files, real exit codes and words."""

import hashlib
import hmac
import io
import json
import os
import sqlite3
import stat
import subprocess
import sys
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import keyring
import pytest

from client.__main__ import _run
from client.audit import AuditEntry, Outcome
from client.consent import Consent, State
from client.conversations import Turn
from client.limits import SavedLimit
from client.records import Records
from client.unlock import NO_RECOVERY
from client.vault.header import LANES, MEMORY, PASSES, SALT_BYTES, Slot
from client.vault.making import create_vault
from client.vault.openers import KeyFile, Passphrase, make_key_file
from client.vault.vault import Vault, open_vault, vault_path
from sanitizer import Constraint, Level
from sanitizer.wire import Scope
from tests.client.terminal import Terminal, terminal
from tests.conftest import ROOT

WORDS = "correct horse battery staple"
OTHER_WORDS = "another horse battery staple"
TALK = "a conversation"
HERE = "the built-in catalogue"
SENT = b'{"constraints":[{"group":"violence"}],"schema":"leastsaid/1"}   '
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NOW = datetime.now(UTC)
VIOLENCE, LOSS = (Level.GROUP, "violence"), (Level.GROUP, "death-loss")
LASTING = Consent(VIOLENCE, HERE, TALK, State.GIVEN, NOW - 2 * HOUR, NOW + 30 * DAY, scope=Scope.UNTIL)
BRIEF = Consent(LOSS, HERE, TALK, State.GIVEN, NOW - HOUR, NOW + 11 * HOUR)
NEEDS_A_VAULT = [
    ("vault", "passwd"),
    ("vault", "export", "copy.vault"),
    ("vault", "purge"),
    ("vault", "erase", "--code", "gore", "--yes"),
    ("consent", "list"),
    ("consent", "show", "12ab"),
    ("consent", "withdraw", "--all"),
    ("consent", "export"),
    ("audit", "list"),
    ("audit", "show", "1"),
    ("audit", "verify"),
    ("audit", "export"),
    ("dictionary", "list"),
]


@dataclass(frozen=True)
class Said:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str


Say = Callable[..., Said]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own: nothing of the person who runs the tests is read or written."""
    for name, value in places(tmp_path).items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def places(home: Path) -> dict[str, str]:
    return {
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CONFIG_HOME": str(home / "settings"),
        "XDG_CACHE_HOME": str(home / "cache"),
    }


@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Say:
    """Runs a command as the program does, without starting another Python."""

    def run(*arguments: str | Path, stdin: bytes = b"") -> Said:
        monkeypatch.setattr(sys, "argv", ["leastsaid", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capfd.readouterr()
        code = _run()
        return Said(code, *capfd.readouterr())

    return run


def alone(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Runs the program where there is no terminal at all."""
    return subprocess.run(
        [sys.executable, "-m", "client", *arguments],
        input=stdin,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        start_new_session=True,
        check=False,
        timeout=60,
    )


@dataclass(frozen=True)
class Made:
    """A key file, and vaults to begin with: what is in their files."""

    key: bytes
    empty: bytes
    filled: bytes
    worded: bytes


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("made")
    key, plain, worded = (folder / name for name in ("key", "vault", "worded"))
    make_key_file(key)
    create_vault(plain, [KeyFile(key)])
    create_vault(worded, [Cheap(WORDS)])
    empty = plain.read_bytes()
    with opened(key, plain) as records:
        fill(records)
    return Made(key.read_bytes(), empty, plain.read_bytes(), worded.read_bytes())


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


@pytest.fixture
def key(home: Path, made: Made) -> Path:
    """A key file that the settings name."""
    path = placed(home / "keys" / "vault.key", made.key)
    settings = home / "settings" / "leastsaid" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(f'[vault]\nkey_file = "{path}"\n', encoding="utf-8")
    return path


@pytest.fixture
def empty(key: Path, made: Made) -> Path:
    """A vault that keeps nothing yet."""
    return placed(vault_path(), made.empty)


@pytest.fixture
def filled(key: Path, made: Made) -> Path:
    """A vault that keeps something of every kind."""
    return placed(vault_path(), made.filled)


@pytest.fixture
def worded(made: Made) -> Path:
    """A vault that a passphrase opens."""
    return placed(vault_path(), made.worded)


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


class Cheap(Passphrase):
    """A passphrase that costs as little to try as a vault accepts."""

    def slot(self) -> Slot:
        return Slot(self.kind, MEMORY[0], PASSES[0], LANES[0], bytes(SALT_BYTES))


# Without a vault


def test_without_a_vault_its_status_says_so_and_how_to_make_one(say: Say) -> None:
    said = say("vault", "status")
    assert (said.code, said.err) == (0, "")
    assert (
        "There is no vault: everything ends with the program. `leastsaid vault init` makes one." in said.out
    )


@pytest.mark.parametrize("arguments", [*NEEDS_A_VAULT, ("vault", "erase", "--all", "--yes")])
def test_what_needs_a_vault_says_that_there_is_none_and_makes_none(
    say: Say, key: Path, arguments: tuple[str, ...]
) -> None:
    said = say(*arguments)
    assert (said.code, said.out) == (4, "")
    assert said.err == "leastsaid: There is no vault. `leastsaid vault init` makes one.\n"
    assert key.exists()
    assert not vault_path().parent.exists()


# Making one


def test_a_vault_for_use_without_a_person_is_made_with_its_key_file(say: Say, home: Path) -> None:
    key = home / "mine.key"
    said = say("vault", "init", "--key-file", key)
    assert (said.code, said.err) == (0, "")
    assert "Whoever has it opens the vault; without it nobody does." in said.out
    assert len(key.read_bytes()) == 32
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (key, vault_path(), vault_path().parent)]
    assert modes == [0o600, 0o600, 0o700]
    status = say("vault", "status", "--key-file", key).out
    assert "opened by a key file." in status
    assert "It keeps 0 saved limits, 0 consents, 0 turns of conversations" in status


def test_a_key_file_that_is_there_already_is_used_as_it_is(say: Say, key: Path) -> None:
    before = key.read_bytes()
    assert say("vault", "init", "--key-file", key).code == 0
    assert key.read_bytes() == before
    assert say("audit", "list").out == "Nothing was sent.\n"


def test_a_second_vault_is_not_made_over_the_first(say: Say, filled: Path, home: Path) -> None:
    before = filled.read_bytes()
    said = say("vault", "init", "--key-file", home / "other.key")
    assert said.code == 4
    assert "There is a vault already. Erase it first, or export it to keep it." in said.err
    assert not (home / "other.key").exists()
    assert filled.read_bytes() == before


def test_a_key_file_inside_the_folder_of_the_vault_is_refused_by_whatever_way(say: Say, home: Path) -> None:
    folder = vault_path().parent
    folder.mkdir(parents=True)
    (home / "door").symlink_to(folder)
    for place in (folder / "k", home / "door" / "k", folder / "deeper" / ".." / "k"):
        said = say("vault", "init", "--key-file", place)
        assert said.code == 2
        assert "opens it for any thief. Name another folder." in said.err
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "mode", "reason"),
    [
        (bytes(32), 0o644, "open to others. Make it yours alone: chmod 600."),
        (bytes(32), 0o620, "open to others"),
        (bytes(31), 0o600, "That is no key file: it holds 32 bytes."),
        (b"", 0o600, "That is no key file"),
        (None, 0o700, "That is no key file"),
    ],
)
def test_a_key_file_that_is_none_is_refused_and_left_alone(
    say: Say, home: Path, content: bytes | None, mode: int, reason: str
) -> None:
    key = home / "bad.key"
    key.mkdir() if content is None else key.write_bytes(content)
    key.chmod(mode)
    said = say("vault", "init", "--key-file", key)
    assert said.code == 4
    assert reason in said.err
    assert content is None or key.read_bytes() == content
    assert not vault_path().exists()


def test_a_key_file_that_cannot_be_made_or_read_is_said(say: Say, empty: Path, home: Path) -> None:
    assert "cannot be read. Look at its name" in say("audit", "list", "--key-file", home / "nowhere").err
    assert say("vault", "erase", "--all", "--yes").code == 0
    made = say("vault", "init", "--key-file", home / "no" / "such" / "folder")
    assert (made.code, "cannot be written there" in made.err) == (4, True)
    assert not vault_path().exists()


def test_another_key_file_does_not_open_it(say: Say, filled: Path, home: Path) -> None:
    make_key_file(home / "other.key")
    before = filled.read_bytes()
    said = say("audit", "list", "--key-file", home / "other.key")
    assert (said.code, said.out) == (4, "")
    assert said.err == "leastsaid: That does not open the vault.\n"
    assert filled.read_bytes() == before


def test_a_place_where_no_vault_can_be_is_said_in_words(
    say: Say, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "file").write_bytes(b"")
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "file"))
    said = say("vault", "init", "--key-file", home / "k")
    assert (said.code, "Something went wrong inside" in said.err) == (4, False)


# Passphrases


NO_TERMINAL = b"There is no terminal to ask for the passphrase. Use --key-file."


@pytest.mark.parametrize("arguments", [("init",), ("import", "copy")])
def test_a_passphrase_to_be_is_never_taken_from_a_pipe(home: Path, arguments: tuple[str, ...]) -> None:
    (home / "copy").write_bytes(b"an export")
    done = alone("vault", *arguments, stdin=f"{WORDS}\n{WORDS}\n".encode())
    assert done.returncode == 4
    assert NO_TERMINAL in done.stderr
    assert not vault_path().exists()
    assert (home / "copy").read_bytes() == b"an export"


def test_the_passphrase_of_a_vault_is_never_taken_from_a_pipe(worded: Path) -> None:
    before = worded.read_bytes()
    done = alone("audit", "list", stdin=f"{WORDS}\n".encode())
    assert (done.returncode, done.stdout) == (4, b"")
    assert NO_TERMINAL in done.stderr
    assert worded.read_bytes() == before


QUICK = """
import sys
import client.vault.openers
client.vault.openers.SECONDS = 0.0
from client.__main__ import main
main()
"""
"""The program, with passphrases that cost as little as a vault accepts."""


@contextmanager
def typing(home: Path, *arguments: str) -> Iterator[Terminal]:
    with terminal(home, ["-c", QUICK, *arguments]) as shown:
        yield shown


def answer(shown: Terminal, question: str, words: str) -> None:
    after = len(shown.output)
    shown.until(question, 0 if question.encode() in shown.output else after)
    shown.press(f"{words}\r")


def choose(shown: Terminal, words: str) -> None:
    answer(shown, "Press Enter to take it", words)
    answer(shown, "Once more", words)


def test_a_person_makes_a_vault_with_the_six_words_that_are_offered(home: Path) -> None:
    with terminal(home, ["-m", "client", "vault", "init"]) as shown:
        shown.until("Press Enter to take it")
        said = shown.output.decode().replace("\r", "")
        assert said.index(NO_RECOVERY) < said.index("A strong passphrase")
        offered = said.split("learned:")[1].split("Press")[0].strip()
        assert len(offered.split()) == 6
        shown.press("\r")
        shown.until("Once more")
        after = len(shown.output)
        shown.press(f"{offered}\r")
        assert shown.rest() == 0
        assert b"The vault is made." in shown.output
        assert offered.encode() not in shown.output[after:]
    with typing(home, "vault", "status") as shown:
        answer(shown, "Passphrase of your vault", offered)
        assert shown.rest() == 0
        assert b"opened by a passphrase." in shown.output
        assert shown.output.count(offered.encode()) == 0


def test_a_person_is_asked_three_times_and_then_told(home: Path, worded: Path) -> None:
    before = worded.read_bytes()
    with typing(home, "consent", "list") as shown:
        for _ in range(3):
            after = len(shown.output)
            shown.until("Try again" if after else "Passphrase of your vault", after)
            shown.press(f"{OTHER_WORDS}\r")
        assert shown.rest() == 4
        assert b"That does not open the vault." in shown.output
        assert OTHER_WORDS.encode() not in shown.output
    assert worded.read_bytes() == before


def test_a_person_changes_the_passphrase_and_only_the_new_one_opens_it(home: Path, worded: Path) -> None:
    with typing(home, "vault", "passwd") as shown:
        answer(shown, "Passphrase of your vault", WORDS)
        choose(shown, OTHER_WORDS)
        assert shown.rest() == 0
        assert b"Done. The vault is opened by a passphrase" in shown.output
        assert WORDS.encode() not in shown.output
    assert opens(worded, OTHER_WORDS)
    assert not opens(worded, WORDS)


def opens(path: Path, words: str) -> bool:
    from client.errors import WrongKeyError

    vault = Vault(path)
    try:
        vault.unlock([Passphrase(words)])
    except WrongKeyError:
        return False
    vault.lock()
    return True


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ("too short", "", b"at least 12 characters"),
        (WORDS, OTHER_WORDS, b"not the same. Nothing was changed"),
    ],
)
def test_a_passphrase_that_is_short_or_mistyped_changes_nothing(
    home: Path, first: str, second: str, reason: bytes
) -> None:
    with typing(home, "vault", "init") as shown:
        answer(shown, "Press Enter to take it", first)
        if second:
            answer(shown, "Once more", second)
        assert shown.rest() == 4
        assert reason in shown.output
        assert first.encode() not in shown.output
    assert not vault_path().exists()


def test_leaving_in_the_middle_of_a_passphrase_makes_nothing(home: Path) -> None:
    with typing(home, "vault", "init") as shown:
        shown.until("Press Enter to take it")
        shown.press("\x04")
        assert shown.rest() == 130
        assert b"interrupted" in shown.output
    assert not vault_path().exists()


def test_a_person_exports_erases_and_imports_and_has_everything_again(
    home: Path, say: Say, filled: Path, key: Path
) -> None:
    with typing(home, "vault", "export", "copy.vault") as shown:
        choose(shown, WORDS)
        assert shown.rest() == 0
        assert b"Exported." in shown.output
    copy = home / "copy.vault"
    content = copy.read_bytes()
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert b"violence" not in content
    assert say("vault", "erase", "--all", "--yes").code == 0
    assert not filled.exists()
    with typing(home, "vault", "import", "copy.vault") as shown:
        answer(shown, "Passphrase of the export", WORDS)
        assert shown.rest() == 0
        assert b"Imported and verified." in shown.output
    vault = open_vault(vault_path(), [Passphrase(WORDS)])
    records = Records(vault.store)
    assert len(records.consents.all()) == 2
    assert [entry.content for entry in records.audit.entries] == [SENT] * 3
    assert (len(records.limits.all()), records.words.lines()) == (1, ("Blue Heron",))
    vault.lock()
    assert not key.is_relative_to(vault_path().parent)


# Opening it in other ways


def test_a_key_file_is_added_and_dropped_but_never_the_last_thing_that_opens_it(
    say: Say, empty: Path, home: Path, key: Path
) -> None:
    added = say("vault", "passwd", "--add-key-file", home / "new.key")
    assert (added.code, added.err) == (0, "")
    assert say("audit", "list").code == 4
    assert say("audit", "list", "--key-file", home / "new.key").code == 0
    refused = say("vault", "passwd", "--drop-key-file", "--key-file", home / "new.key")
    assert refused.code == 4
    assert "Nothing else opens the vault. Set a passphrase first." in refused.err
    assert say("audit", "list", "--key-file", home / "new.key").code == 0
    inside = say("vault", "passwd", "--add-key-file", empty.parent / "k", "--key-file", home / "new.key")
    assert (inside.code, (empty.parent / "k").exists()) == (2, False)
    key.chmod(0o604)
    assert (
        "open to others" in say("vault", "passwd", "--add-key-file", key, "--key-file", home / "new.key").err
    )


@pytest.mark.parametrize(
    "arguments", [("init", "--keyring"), ("passwd", "--add-keyring"), ("passwd", "--drop-keyring")]
)
def test_a_keyring_that_is_not_there_is_said_and_changes_nothing(
    say: Say, home: Path, key: Path, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.setattr(keyring.core, "_keyring_backend", None)
    if arguments[0] == "passwd":
        create_vault(vault_path(), [KeyFile(key)])
    said = say("vault", *arguments, *(("--key-file", home / "k") if arguments[0] == "init" else ()))
    if "--drop-keyring" in arguments:
        assert said.code == 0
    else:
        assert (said.code, "keyring" in said.err) == (4, True)
    assert vault_path().exists() == (arguments[0] == "passwd")
    assert not (home / "k").exists()


# In use, damaged


@pytest.mark.parametrize("arguments", [*NEEDS_A_VAULT, ("vault", "erase", "--all", "--yes")])
def test_while_the_vault_is_in_use_everything_else_says_so_at_once(
    say: Say, filled: Path, key: Path, arguments: tuple[str, ...]
) -> None:
    with opened(key) as records:
        said = say(*arguments)
        assert (said.code, said.out) == (4, "")
        assert "The vault is in use by another program, perhaps an open chat." in said.err
        assert len(records.audit.entries) == 3
    assert say("audit", "verify").code == 0


def test_the_status_of_a_vault_in_use_is_no_error(say: Say, filled: Path, key: Path) -> None:
    with opened(key):
        said = say("vault", "status")
    assert (said.code, said.out) == (
        0,
        "There is a vault, and another program has it open, perhaps a chat.\n",
    )


def test_a_second_chat_says_that_the_vault_is_in_use_and_how_to_go_without(
    say: Say, filled: Path, key: Path
) -> None:
    with opened(key):
        refused = say("chat", stdin=b"a light comedy\n.\nsend\n")
        without = say("chat", "--no-vault")
    assert (refused.code, refused.out) == (4, "")
    assert "in use by another program" in refused.err
    assert "With --no-vault nothing is kept and no vault is needed." in refused.err
    assert without.code == 0
    assert "Nothing is kept" in without.out


@pytest.mark.parametrize("arguments", NEEDS_A_VAULT)
def test_a_damaged_vault_is_not_used_and_what_to_do_is_said(
    say: Say, filled: Path, arguments: tuple[str, ...]
) -> None:
    content = bytearray(filled.read_bytes())
    content[100:4096] = os.urandom(len(content[100:4096]))
    filled.write_bytes(content)
    said = say(*arguments)
    assert (said.code, said.out) == (4, "")
    assert "damaged or was changed from outside" in said.err
    assert "`leastsaid vault erase --all`" in said.err
    assert not Path("copy.vault").exists()


def test_a_damaged_vault_can_be_erased_and_made_anew(say: Say, filled: Path, key: Path) -> None:
    filled.write_bytes(b"no vault at all")
    assert "damaged" in say("vault", "status").err
    assert say("vault", "init", "--key-file", key).code == 4
    assert filled.read_bytes() == b"no vault at all"
    assert say("vault", "erase", "--all", "--yes").code == 0
    assert not filled.exists()
    assert say("vault", "init", "--key-file", key).code == 0


def test_an_empty_file_in_the_place_of_a_vault_is_no_full_disk(say: Say, key: Path) -> None:
    vault_path().parent.mkdir(parents=True)
    vault_path().write_bytes(b"")
    said = say("vault", "status")
    assert said.code == 4
    assert "damaged" in said.err


@pytest.mark.parametrize(
    "statement", ["DELETE FROM c WHERE n = 2", "DELETE FROM c WHERE n = 5", "DELETE FROM r"]
)
def test_a_record_taken_out_from_outside_is_found(say: Say, filled: Path, statement: str) -> None:
    with closing(sqlite3.connect(filled)) as database:
        database.execute(statement)
        database.commit()
    said = say("audit", "verify")
    assert (said.code, said.out) == (4, "")
    assert "damaged or was changed from outside" in said.err


# Files that are there already


def test_an_export_is_not_written_over_a_file(say: Say, home: Path, filled: Path) -> None:
    (home / "thesis.txt").write_text("years of work")
    with typing(home, "vault", "export", "thesis.txt") as shown:
        assert shown.rest() == 2
        assert b"There is a file of that name already, and it is not overwritten." in shown.output
    assert (home / "thesis.txt").read_text() == "years of work"
    assert say("audit", "verify").code == 0
    assert sorted(path.name for path in home.iterdir()) == ["data", "keys", "settings", "thesis.txt"]


def test_an_import_over_a_vault_is_refused_before_anything_is_asked(say: Say, filled: Path) -> None:
    before = filled.read_bytes()
    said = say("vault", "import", "copy.vault")
    assert said.code == 4
    assert "There is a vault already" in said.err
    assert filled.read_bytes() == before


def test_what_is_no_export_is_not_imported(home: Path) -> None:
    (home / "thesis.txt").write_text("years of work")
    with typing(home, "vault", "import", "thesis.txt") as shown:
        answer(shown, "Passphrase of the export", WORDS)
        assert shown.rest() == 4
        assert b"damaged" in shown.output
    assert (home / "thesis.txt").read_text() == "years of work"
    assert not vault_path().exists()


def test_a_database_of_another_program_is_not_changed_by_an_import(home: Path) -> None:
    with closing(sqlite3.connect(home / "places.sqlite")) as database:
        database.execute("CREATE TABLE t (x)")
    (home / "places.sqlite").chmod(0o644)
    before = (home / "places.sqlite").read_bytes()
    with typing(home, "vault", "import", "places.sqlite") as shown:
        answer(shown, "Passphrase of the export", WORDS)
        assert shown.rest() == 4
    assert (home / "places.sqlite").read_bytes() == before
    assert stat.S_IMODE((home / "places.sqlite").stat().st_mode) == 0o644


@pytest.mark.parametrize("group", ["consent", "audit"])
def test_an_export_for_reading_is_private_and_new(say: Say, home: Path, filled: Path, group: str) -> None:
    said = say(group, "export", "out.json")
    assert (said.code, said.out, said.err) == (0, "", "")
    assert stat.S_IMODE((home / "out.json").stat().st_mode) == 0o600
    assert (home / "out.json").read_text() == say(group, "export").out == say(group, "export", "-").out
    for target in ("no/such/folder", "/dev/null", "keys"):
        refused = say(group, "export", target)
        assert (refused.code, refused.out) == (2, "")
        assert refused.err.startswith("leastsaid: ")


@pytest.mark.parametrize("group", ["consent", "audit"])
def test_an_export_for_reading_replaces_no_file(
    say: Say, home: Path, filled: Path, key: Path, group: str
) -> None:
    (home / "thesis.txt").write_text("years of work")
    before = filled.read_bytes()
    for target in ("thesis.txt", key, filled):
        say(group, "export", target)
    assert (home / "thesis.txt").read_text() == "years of work"
    assert (len(key.read_bytes()), filled.read_bytes()) == (32, before)


# Purging and erasing


def test_what_is_past_its_time_is_shown_first_and_then_erased(say: Say, empty: Path, key: Path) -> None:
    with opened(key) as records, records.transaction():
        long_ago = NOW - 100 * DAY
        records.consents.record([replace(BRIEF, given=long_ago, expires=long_ago + HOUR)])
        records.conversations.add(Turn(TALK, long_ago, SENT, ()))
        records.audit.intend(AuditEntry(long_ago, HERE, "", SENT, (VIOLENCE,), conversation=TALK))
        records.limits.save(SavedLimit(Constraint("gore"), "limit", long_ago))
    due = "1 turns of conversations, 1 consents that are over, and the content of 1 entries of what left."
    for _ in range(2):
        assert f"Would erase {due}" in say("vault", "purge", "--dry-run").out
    purged = say("vault", "purge")
    assert (purged.code, f"Erased {due}" in purged.out) == (0, True)
    assert "conversations 30 days, the content of what left 90 days." in purged.out
    assert "Would erase 0 turns" in say("vault", "purge", "--dry-run").out
    assert "content erased" in say("audit", "list").out
    status = say("vault", "status").out
    assert "1 saved limits, 0 consents, 0 turns of conversations" in status
    assert "1 entries of what left" in status


def test_any_command_erases_what_is_past_its_time_by_the_persons_own_rule(
    say: Say, home: Path, filled: Path, key: Path
) -> None:
    with opened(key) as records:
        records.conversations.add(Turn(TALK, NOW - 3 * DAY, SENT, ()))
    assert "2 turns of conversations" in say("vault", "status").out
    settings = home / "settings" / "leastsaid" / "config.toml"
    settings.write_text(f"{settings.read_text()}[keep]\nconversations_days = 2\n")
    assert "1 turns of conversations" in say("vault", "status").out


def test_a_clock_that_is_years_ahead_erases_nothing_by_rule(say: Say, empty: Path, key: Path) -> None:
    with opened(key) as records:
        records.store.note_purge(NOW - 1000 * DAY)
        records.conversations.add(Turn(TALK, NOW - 1000 * DAY, SENT, ()))
    assert "1 turns of conversations" in say("vault", "status").out


@pytest.mark.parametrize(
    ("arguments", "left"),
    [
        (("--code", "gore"), "0 saved limits, 1 consents, 0 turns of conversations"),
        (("--code", "pregnancy-infant-loss"), "1 saved limits, 1 consents, 1 turns of conversations"),
        (("--conversation", TALK), "1 saved limits, 0 consents, 0 turns of conversations"),
        (("--consent", LASTING.id[:8]), "1 saved limits, 1 consents, 1 turns of conversations"),
        (("--entry", "1"), "1 saved limits, 2 consents, 1 turns of conversations"),
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
    [("--limit", "nut-free"), ("--entry", "99"), ("--entry", "first"), ("--code", "step-free")],
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
    before = filled.read_bytes()
    for what in (("--all",), ("--code", "gore")):
        said = say("vault", "erase", *what, stdin=typed)
        assert said.code == code
        assert "cannot be taken back" in said.out
    assert filled.read_bytes() == before


def test_after_a_yes_the_whole_vault_is_gone_and_nothing_else(say: Say, filled: Path, key: Path) -> None:
    said = say("vault", "erase", "--all", stdin=b"y\n")
    assert (said.code, said.err) == (0, "")
    assert "Copies and exports elsewhere are yours to delete." in said.out
    assert list(filled.parent.iterdir()) == []
    assert key.exists()
    assert "There is no vault" in say("vault", "status").out


# Consents


def test_consents_are_listed_in_words(say: Say, filled: Path) -> None:
    said = say("consent", "list")
    first, second = said.out.splitlines()
    assert first.startswith(f"{LASTING.id[:8]}  given      low on violence")
    assert f"to {HERE}" in first
    assert "(until, given " in first
    assert second.startswith(f"{BRIEF.id[:8]}  given      careful with death and loss")


def test_without_consents_the_list_says_what_that_means(say: Say, empty: Path) -> None:
    assert say("consent", "list").out == "No consent is kept: nothing of your limits may be told.\n"
    assert say("consent", "export").out == "[]\n"
    assert say("consent", "withdraw", "--all").out.startswith("Withdrawn: 0.")


def test_a_receipt_is_shown_for_a_consent_that_is_named_in_short_or_in_full(say: Say, filled: Path) -> None:
    short, full = say("consent", "show", LASTING.id[:8]), say("consent", "show", LASTING.id)
    assert short.out == full.out
    body = json.loads(short.out)
    assert body["@type"] == "dpv:ConsentReceipt"
    assert [event["event_state"] for event in body["event"]] == ["dpv:ConsentGiven"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("consent", "show", "zz"),
        ("consent", "withdraw", "zz"),
        ("audit", "show", "99"),
        ("audit", "show", "2"),
    ],
)
def test_an_id_that_is_unknown_is_said_and_changes_nothing(
    say: Say, filled: Path, arguments: tuple[str, ...]
) -> None:
    said = say(*arguments)
    assert (said.code, said.out) == (2, "")
    assert "The list command shows which there are." in said.err
    assert say("consent", "list").out.count("given   ") == 2


def test_a_name_of_two_consents_withdraws_neither(say: Say, empty: Path, key: Path) -> None:
    with opened(key) as records:
        records.consents.record([replace(LASTING, id="ab" + "0" * 30), replace(BRIEF, id="ab" + "1" * 30)])
    assert say("consent", "withdraw", "ab").code == 2
    assert say("consent", "show", "ab").code == 2
    assert say("consent", "list").out.count("given   ") == 2


@pytest.mark.parametrize("arguments", [(), ("--all", "12ab"), ("",)])
def test_what_is_to_be_withdrawn_has_to_be_clear(say: Say, filled: Path, arguments: tuple[str, ...]) -> None:
    said = say("consent", "withdraw", *arguments)
    assert (said.code, said.out) == (2, "")
    assert "Name the consent to withdraw, or say --all." in said.err


def test_a_consent_that_is_withdrawn_holds_no_longer_and_what_was_told_is_said(
    say: Say, filled: Path
) -> None:
    said = say("consent", "withdraw", LASTING.id[:8])
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("Withdrawn: 1. It holds for no later request.")
    assert "3 request(s) told of it before" in said.out
    assert f"{LASTING.id[:8]}  withdrawn" in say("consent", "list").out
    assert f"{BRIEF.id[:8]}  given" in say("consent", "list").out
    again = say("consent", "withdraw", "--all").out
    assert again.startswith("Withdrawn: 1.")
    assert "1 had ended before." in again
    events = json.loads(say("consent", "show", LASTING.id).out)["event"]
    assert [event["event_state"] for event in events] == ["dpv:ConsentGiven", "dpv:ConsentWithdrawn"]


# What left


def test_what_left_is_listed_with_how_it_ended_and_what_it_told(say: Say, filled: Path) -> None:
    lines = say("audit", "list").out.splitlines()
    assert [line.split()[0] for line in lines] == ["1", "3", "5"]
    for line, ended in zip(lines, ("answered", "no usable answer", "may have left"), strict=True):
        assert ended in line
        assert f"{len(SENT)} bytes" in line
        assert f"to {HERE}, told low on violence" in line


def test_the_exact_bytes_are_shown_while_they_are_kept(say: Say, filled: Path) -> None:
    assert say("audit", "show", "1").out.encode().removesuffix(b"\n") == SENT
    assert say("vault", "erase", "--yes", "--entry", "1").code == 0
    gone = say("audit", "show", "1")
    assert (gone.code, gone.out) == (2, "")
    assert "were erased, by rule or by you. That it left is still known." in gone.err
    assert "content erased" in say("audit", "list").out.splitlines()[0]
    assert "told" not in say("audit", "list").out.splitlines()[0]


def test_a_whole_record_verifies_and_says_what_that_cannot_show(say: Say, filled: Path) -> None:
    said = say("audit", "verify")
    assert (said.code, said.err) == (0, "")
    assert "The record is whole: 5 links" in said.out
    assert "earlier copy cannot be seen from inside it" in said.out


def test_others_can_check_an_export_of_the_chain(say: Say, filled: Path) -> None:
    say("vault", "erase", "--yes", "--entry", "3")
    lines = [json.loads(line) for line in say("audit", "export").out.splitlines()]
    head, checked = bytes(32), 0
    for number, line in enumerate(lines, 1):
        head = hashlib.sha256(head + line["link"].encode()).digest()
        assert (line["number"], line["hash"]) == (number, head.hex())
        if line["bytes"] is not None:
            made = hmac.digest(b64decode(line["salt"]), b64decode(line["bytes"]), hashlib.sha256).hex()
            assert json.loads(line["link"])["commitment"] == made
            checked += 1
    assert (len(lines), checked) == (6, 2)


@pytest.mark.parametrize("number", ["first", "1.5", "--1"])
def test_an_entry_is_named_by_a_number(say: Say, filled: Path, number: str) -> None:
    said = say("audit", "show", number)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("leastsaid: ")


# The dictionary


def test_words_of_ones_own_are_kept_in_place_of_earlier_ones(say: Say, empty: Path, home: Path) -> None:
    assert say("dictionary", "list").out == "No words of your own are kept.\n"
    (home / "words.txt").write_bytes("Blue Héron\n\nSunrise House | organization\n".encode())
    done = say("dictionary", "import", "words.txt")
    assert (done.code, done.out) == (0, "Kept: 2 lines. `leastsaid chat` uses them from now on.\n")
    assert say("dictionary", "list").out == "Blue Héron\nSunrise House | organization\n"
    assert say("dictionary", "import", "-", stdin=b"Zoe\n").code == 0
    assert say("dictionary", "list").out == "Zoe\n"
    assert say("dictionary", "import", "-", stdin=b"  \n").code == 0
    assert say("dictionary", "list").out == "No words of your own are kept.\n"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"fine\nsecret | wish\n", "Line 2 of the dictionary"),
        (b"secret | a | b | c\n", "Line 1 of the dictionary"),
        (b"\xff\xfesecret", "not UTF-8"),
        (None, "no such file"),
    ],
)
def test_a_dictionary_that_cannot_be_used_leaves_the_one_kept(
    say: Say, filled: Path, home: Path, content: bytes | None, reason: str
) -> None:
    if content is not None:
        (home / "words.txt").write_bytes(content)
    said = say("dictionary", "import", "words.txt")
    assert (said.code, said.out) == (2, "")
    assert reason in said.err
    assert "secret" not in said.err
    assert say("dictionary", "list").out == "Blue Heron\n"


# A chat that keeps


def test_a_chat_keeps_what_was_saved_allowed_and_sent_and_never_the_draft(
    say: Say, empty: Path, key: Path
) -> None:
    with opened(key) as records:
        records.words.keep(("Blue Heron",))
    draft = "Since my miscarriage I can't watch baby scenes. A light comedy like Blue Heron?\n.\n"
    first = say("chat", "--domain", "media", stdin=f"{draft}send\nalways\nyes\nnext\n.\nsave\n".encode())
    assert (first.code, first.err) == (0, "")
    assert "name: Blue Heron" in first.out
    assert "always (30 days, every conversation)" in first.out
    assert "Saved: " in first.out
    assert "your vault knows of it" in first.out
    second = say("chat", "--domain", "media", stdin=b"A light comedy?\n.\nsend\nyes\n")
    assert "Also kept: " in second.out
    assert "Type yes, once" not in second.out
    assert '"group":"death-loss"' in second.out
    assert say("audit", "list").out.count("told careful with death and loss") == 2
    assert "(until, given " in say("consent", "list").out
    with opened(key) as records:
        left = [entry.content for entry in records.audit.entries]
        assert [turn.sent for turn in records.conversations.all()] == left
    assert not [path for path in empty.parent.iterdir() if b"miscarriage" in path.read_bytes()]


def test_a_help_page_of_each_group_names_its_commands(say: Say) -> None:
    for group, names in {
        "vault": ("init", "status", "passwd", "export", "import", "purge", "erase"),
        "consent": ("list", "show", "withdraw", "export"),
        "audit": ("list", "show", "verify", "export"),
        "dictionary": ("list", "import"),
    }.items():
        said = say(group, "--help")
        assert said.code == 0
        assert [name for name in names if f"\n  {name} " not in said.out] == []
        assert say(group, "dance").code == 2

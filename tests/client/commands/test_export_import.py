"""Exports of a vault and of what is in it, imports, and the files that are there already."""

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from client.kept.records import Records
from client.vault.openers import Passphrase
from client.vault.vault import open_vault, vault_path
from tests.client.commands.kept import SENT
from tests.client.commands.program import Say, answer, choose, typing
from tests.client.passphrases import OTHER_WORDS, WORDS
from tests.client.terminal import PATIENCE


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
        assert str(vault_path()).encode() in shown.output.replace(b"\r\n", b"\n").split(b"\n")
    vault = open_vault(vault_path(), [Passphrase(WORDS)])
    records = Records(vault.store)
    assert len(records.consents.all()) == 2
    assert [entry.content for entry in records.audit.entries] == [SENT] * 3
    assert (len(records.limits.all()), records.words.lines()) == (1, ("Blue Heron",))
    vault.lock()
    assert not key.is_relative_to(vault_path().parent)


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


def test_a_wrong_passphrase_of_an_import_is_asked_for_again_three_times_in_all(
    home: Path, worded: Path
) -> None:
    copy = worded.rename(home / "copy.vault")
    with typing(home, "vault", "import", "copy.vault") as shown:
        answer(shown, "Passphrase of the export", OTHER_WORDS)
        answer(shown, "That is not the passphrase of this export. Try again (2 tries left): ", WORDS)
        assert shown.rest() == 0
    vault_path().unlink()
    with typing(home, "vault", "import", "copy.vault") as shown:
        answer(shown, "Passphrase of the export", OTHER_WORDS)
        for asked in (1, 2):
            while shown.output.count(b" left): ") < asked:
                assert shown.read(PATIENCE)
            shown.press(f"{OTHER_WORDS}\r")
        assert shown.rest() == 4
        assert b"leastsaid: That is not the passphrase of this export." in shown.output
    assert not vault_path().exists()
    assert [path.name for path in vault_path().parent.iterdir()] == []
    assert copy.exists()


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

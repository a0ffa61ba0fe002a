"""`leastsaid vault passwd` locks nobody out: what it keeps, what it asks before, what it says is over."""

from pathlib import Path

from client.vault.openers import KeyFile, make_key_file
from client.vault.vault import open_vault
from tests.client.commands.program import Say, answer, typing
from tests.client.passphrases import WORDS, Cheap


def test_a_second_key_file_takes_the_place_of_the_first_only_when_told_to(
    say: Say, empty: Path, home: Path
) -> None:
    before = empty.read_bytes()
    said = say("vault", "passwd", "--add-key-file", home / "new.key")
    assert (said.code, said.out) == (2, "")
    assert (
        "it would no longer do so. Nothing was changed. With --yes the new one takes its place." in said.err
    )
    assert not (home / "new.key").exists()
    assert empty.read_bytes() == before
    assert say("audit", "list").code == 0


def test_a_person_is_asked_before_a_key_file_takes_the_place_of_another(
    empty: Path, home: Path, key: Path
) -> None:
    before = empty.read_bytes()
    with typing(home, "vault", "passwd", "--add-key-file", str(home / "new.key")) as shown:
        answer(shown, "Let the new one take its place? [y/N]", "n")
        assert shown.rest() == 0
    assert b"Nothing was changed." in shown.output
    assert empty.read_bytes() == before
    assert not (home / "new.key").exists()


def test_what_is_replaced_is_said(say: Say, empty: Path, home: Path) -> None:
    said = say("vault", "passwd", "--add-key-file", home / "new.key", "--yes")
    assert "The new key file opens the vault from now on; the earlier one does so no longer." in said.out
    assert "The vault is opened by a key file." in said.out


def test_a_dropped_key_file_that_the_settings_name_is_said(say: Say, empty: Path, key: Path) -> None:
    with_words(empty, key)
    said = say("vault", "passwd", "--drop-key-file")
    assert "A key file opens the vault no longer." in said.out
    assert "Your settings name a key file" in said.err
    open_vault(empty, [Cheap(WORDS)]).lock()


def test_nothing_is_changed_where_a_part_of_it_cannot_be(
    say: Say, empty: Path, home: Path, key: Path
) -> None:
    with_words(empty, key)
    make_key_file(home / "bad.key")
    (home / "bad.key").write_bytes(b"short")
    before = empty.read_bytes()
    assert say("vault", "passwd", "--add-key-file", home / "bad.key", "--drop-keyring", "--yes").code == 4
    opposed = say("vault", "passwd", "--add-key-file", home / "new.key", "--drop-key-file", "--yes")
    assert (opposed.code, "Say one of the two." in opposed.err) == (2, True)
    assert empty.read_bytes() == before


def test_what_was_not_there_is_not_said_to_be_dropped(say: Say, empty: Path) -> None:
    assert "There was none to drop: the keyring does not" in say("vault", "passwd", "--drop-keyring").out


def with_words(path: Path, key: Path) -> None:
    vault = open_vault(path, [KeyFile(key)])
    vault.set_opener(Cheap(WORDS))
    vault.lock()

"""`leastsaid vault init` and the vault that it makes."""

import stat
from pathlib import Path

import pytest
from platformdirs.macos import MacOS
from platformdirs.unix import Unix

from client.vault.vault import vault_path
from tests.client.commands.program import Say
from tests.conftest import ROOT


def test_without_a_vault_its_status_says_so_and_how_to_make_one(say: Say) -> None:
    said = say("vault", "status")
    assert (said.code, said.err) == (0, "")
    assert (
        "There is no vault: everything ends with the program. `leastsaid vault init` makes one." in said.out
    )


def test_a_vault_for_use_without_a_person_is_made_with_its_key_file(say: Say, home: Path) -> None:
    key = home / "mine.key"
    said = say("vault", "init", "--key-file", key)
    assert (said.code, said.err) == (0, "")
    assert "Whoever has it opens the vault; without it nobody does." in said.out
    assert f"It is here:\n{vault_path()}\n" in said.out
    assert len(key.read_bytes()) == 32
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (key, vault_path(), vault_path().parent)]
    assert modes == [0o600, 0o600, 0o700]
    status = say("vault", "status", "--key-file", key).out
    assert f"opened by a key file. It is here:\n{vault_path()}\n" in status
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
    assert (
        "There is a vault already. Export it if you want to keep it; then erase it to make another."
        in said.err
    )
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
        (bytes(31), 0o600, "That is no key file: one holds 32 bytes, and this one 31."),
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


def test_a_place_where_no_vault_can_be_is_said_in_words(
    say: Say, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "file").write_bytes(b"")
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "file"))
    said = say("vault", "init", "--key-file", home / "k")
    assert (said.code, "Something went wrong inside" in said.err) == (4, False)


def test_the_readme_says_where_vault_and_settings_are(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name)
    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    linux, apple = Unix("leastsaid", appauthor=False), MacOS("leastsaid", appauthor=False)
    vault = linux.user_data_path / "vault" / vault_path().name
    for place in (vault, linux.user_config_path, apple.user_data_path, apple.user_config_path):
        assert f"`~/{place.relative_to(home)}`" in readme

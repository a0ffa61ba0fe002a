"""What opens a vault, and `leastsaid vault passwd`, which changes it."""

from pathlib import Path

import keyring
import pytest

from client.vault.making import create_vault
from client.vault.openers import KeyFile, Passphrase, make_key_file
from client.vault.vault import Vault, vault_path
from tests.client.commands.program import Say, answer, choose, typing
from tests.client.passphrases import OTHER_WORDS, WORDS


def test_another_key_file_does_not_open_it(say: Say, filled: Path, home: Path) -> None:
    make_key_file(home / "other.key")
    before = filled.read_bytes()
    said = say("audit", "list", "--key-file", home / "other.key")
    assert (said.code, said.out) == (4, "")
    assert said.err == "leastsaid: That does not open the vault.\n"
    assert filled.read_bytes() == before


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


def test_a_key_file_is_added_and_dropped_but_never_the_last_thing_that_opens_it(
    say: Say, empty: Path, home: Path, key: Path
) -> None:
    added = say("vault", "passwd", "--add-key-file", home / "new.key", "--yes")
    assert (added.code, "Your settings name a key file that opens the vault no longer" in added.err) == (
        0,
        True,
    )
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
        "open to others"
        in say("vault", "passwd", "--add-key-file", key, "--yes", "--key-file", home / "new.key").err
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

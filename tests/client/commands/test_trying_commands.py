"""`leastsaid remotes`: a trial beside a vault, and a name that is there already."""

import json
from pathlib import Path

import pytest

from client.commands.remotes import THERE
from client.commands.trying import NO_RECORD
from client.kept.records import Records
from client.vault.openers import Passphrase
from client.vault.vault import open_vault
from tests.client.commands.program import Say, answer, typing
from tests.client.passphrases import WORDS


def test_the_vault_is_opened_before_the_question_so_that_a_yes_stays_one(home: Path, worded: Path) -> None:
    with typing(home, "remotes", "test", "catalogue") as shown:
        answer(shown, "Passphrase of your vault", WORDS)
        shown.until("Send it? [y/N]:")
        shown.press("y\r")
        assert shown.rest() == 0
    said = shown.output.decode()
    assert said.index("Passphrase of your vault") < said.index("They will learn") < said.index("Send it?")
    assert "50 items, 50 of them readable." in said
    vault = open_vault(worded, [Passphrase(WORDS)])
    (entry,) = Records(vault.store).audit.entries
    vault.lock()
    assert json.loads(entry.content or b"")["want"] == {"genre": ["comedy"], "mood": ["light"]}


def test_without_a_terminal_a_sure_trial_goes_on_without_the_vault_and_says_so(
    say: Say, worded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from client.errors import VaultError
    from client.unlock import NO_TERMINAL

    def nobody(_question: str) -> str:
        raise VaultError(NO_TERMINAL)

    monkeypatch.setattr("client.unlock.ask", nobody)
    before = worded.read_bytes()
    said = say("remotes", "test", "catalogue", "--yes")
    assert (said.code, said.err) == (0, f"{NO_RECORD}\n")
    assert "50 items, 50 of them readable." in said.out
    assert worded.read_bytes() == before


def test_without_a_terminal_and_unsure_it_shows_what_would_leave_and_opens_no_vault(
    say: Say, worded: Path
) -> None:
    said = say("remotes", "test", "catalogue")
    assert said.code == 2
    assert "They will learn" in said.out
    assert "Nothing was sent: there is no terminal to ask." in said.err


def test_another_reason_not_to_open_the_vault_still_stops_a_sure_trial(
    say: Say, filled: Path, key: Path
) -> None:
    key.write_bytes(bytes(32))
    said = say("remotes", "test", "catalogue", "--yes", "--key-file", key)
    assert (said.code, said.err) == (4, "leastsaid: That does not open the vault.\n")


def test_a_name_that_is_there_is_changed_only_where_that_is_said(say: Say, home: Path) -> None:
    book = home / "settings" / "leastsaid" / "remotes.toml"
    assert say("remotes", "add", "kitchen", "https://first.example").out.startswith("Added.")
    before = book.read_bytes()
    refused = say("remotes", "add", "kitchen", "https://second.example")
    assert (refused.code, refused.out, refused.err) == (2, "", f"leastsaid: {THERE}\n")
    assert book.read_bytes() == before
    assert say("remotes", "add", "kitchen", "https://second.example", "--replace").out.startswith("Changed.")
    assert "https://second.example" in say("remotes", "list").out

"""`leastsaid remotes`: named, listed, chosen, removed and tried out."""

import json
import signal
from pathlib import Path

import pytest

from tests.client.commands.kept import opened
from tests.client.commands.program import Say, answer, typing
from tests.client.remotes.stand_in import MODEL, TOKEN, ChatServer, http, raw, refusing
from tests.client.vault.keys import DesktopKeyring

KITCHEN = ("remotes", "add", "kitchen", "https://models.example/v1", "--speaks", "chat", "--model", MODEL)


@pytest.fixture
def book(home: Path) -> Path:
    return home / "settings" / "leastsaid" / "remotes.toml"


@pytest.fixture
def token_file(home: Path) -> Path:
    path = home / "token"
    path.write_text(TOKEN)
    path.chmod(0o600)
    return path


def test_the_catalogue_is_listed_first_and_asked_by_default(say: Say, book: Path) -> None:
    said = say("remotes", "list")
    assert said.out == "catalogue  built in: it runs on this machine and nothing leaves; asked by default\n"
    assert not book.exists()


def test_one_is_added_listed_used_and_removed(say: Say, book: Path, token_file: Path) -> None:
    assert say(*KITCHEN, "--token-file", token_file).out.startswith("Added.")
    assert book.stat().st_mode & 0o777 == 0o600
    line = f"kitchen    https://models.example/v1; chat, {MODEL}; token in a file"
    assert say("remotes", "list").out.splitlines()[1] == line
    assert say("remotes", "use", "kitchen").out == "kitchen is asked by default.\n"
    assert say("remotes", "list").out.splitlines()[1] == f"{line}; asked by default"
    changed = say(*KITCHEN, "--replace", "--plain-json", "--proxy", "http://127.0.0.1:3128")
    assert changed.out.startswith("Changed.")
    assert "; plain JSON; no token; through http://127.0.0.1:3128" in say("remotes", "list").out
    removed = say("remotes", "remove", "kitchen")
    assert removed.out == "Removed. The built-in catalogue is asked by default.\n"
    assert say("remotes", "list").out.count("\n") == 1
    assert token_file.exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("add", "Kitchen", "https://a.example"), "lowercase letters"),
        (("add", "catalogue", "https://a.example"), "lowercase letters"),
        (("add", "a", "http://secret.example"), "Without https"),
        (("add", "a", "https://me:secret@a.example"), "no name, password"),
        (("add", "a", "https://a.example", "--speaks", "chat"), "needs its model"),
        (("add", "a", "https://a.example", "--model", "m"), "goes with a recommender that speaks chat"),
        (("add", "a", "https://a.example", "--ca-file", "secret.pem"), "not there, or is not PEM"),
        (("add", "a", "https://a.example", "--token-file", "secret"), "token's file cannot be read"),
        (("add", "a", "https://a.example", "--proxy", "https://secret.example"), "proxy's address is like"),
        (("add", "a", "https://a.example", "--ask-token"), "no terminal to ask for the token"),
        (("add", "a", "https://a.example", "--ask-token", "--token-file", "t"), "not both"),
        (("use", "a"), "no recommender of that name"),
        (("remove", "a"), "no recommender of that name"),
        (("remove", "catalogue"), "The built-in catalogue stays"),
        (("test", "a"), "no recommender of that name"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    say: Say, book: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], words: str
) -> None:
    import client.unlock
    from client.errors import VaultError

    def nobody(_question: str) -> str:
        raise VaultError

    monkeypatch.setattr(client.unlock, "ask", nobody)
    said = say("remotes", *arguments)
    assert (said.code, said.out) == (2, "")
    assert words in said.err
    assert "secret" not in said.err
    assert not book.exists()


def test_a_token_is_asked_for_hidden_kept_in_the_keyring_and_removed_with_its_name(
    say: Say, book: Path, desktop: DesktopKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("client.unlock.ask", lambda _question: TOKEN)
    assert say(*KITCHEN, "--ask-token").code == 0
    assert list(desktop.kept.values()) == [TOKEN]
    assert TOKEN not in book.read_text()
    assert "token in the keyring" in say("remotes", "list").out
    moved = ("remotes", "add", "kitchen", "https://other.example", "--ask-token", "--replace")
    assert say(*moved).code == 0
    assert list(desktop.kept) == [("leastsaid remotes", "kitchen https://other.example")]
    say("remotes", "remove", "kitchen")
    assert desktop.kept == {}


def test_where_config_toml_names_another_one_it_is_said(say: Say, home: Path, key: Path) -> None:
    settings = home / "settings" / "leastsaid" / "config.toml"
    settings.write_text('[remote]\naddress = "https://first.example"\n')
    assert "counts first" in say(*KITCHEN, "--use").err
    assert "By default config.toml has https://first.example asked." in say("remotes", "list").out


def test_a_test_shows_exactly_what_leaves_sends_it_once_and_judges_the_answer(
    say: Say, server: ChatServer, token_file: Path
) -> None:
    server.begin(token=TOKEN)
    address = f"{server.address}/v1"
    say("remotes", "add", "here", address, "--speaks", "chat", "--model", MODEL, "--token-file", token_file)
    said = say("remotes", "test", "here", "--yes")
    assert (said.code, said.err) == (0, "")
    assert "They will learn: you ask for films, series, books and games: comedy" in said.out
    assert "whose account asks, by its token." in said.out
    assert f"Exactly this, to {address}/chat/completions:" in said.out
    assert "Authorization: Bearer …\n" in said.out
    assert TOKEN not in said.out
    shown = next(line for line in said.out.splitlines() if line.startswith('{"model"'))
    assert json.loads(shown) == server.asked[0]
    assert len(server.asked) == 1
    assert "50 items, 50 of them readable." in said.out
    assert "The catalogue knows 50 of them." in said.out
    assert "has the form that was asked for" in said.out


def test_without_a_terminal_and_without_yes_nothing_is_sent(say: Say, server: ChatServer) -> None:
    say("remotes", "add", "here", server.address, "--speaks", "chat", "--model", MODEL)
    said = say("remotes", "test", "here")
    assert said.code == 2
    assert "With --yes it is sent unasked." in said.err
    assert server.asked == []


def test_what_does_not_work_is_said_with_what_to_do(say: Say, server: ChatServer) -> None:
    say("remotes", "add", "here", server.address, "--speaks", "chat", "--model", MODEL)
    server.begin(refusing(400, "json_schema is not supported"))
    said = say("remotes", "test", "here", "--yes")
    assert said.code == 1
    assert "structured = false" in said.err
    server.begin(lambda good: f"Here: {good}")
    assert "does not hold its model to the schema" in say("remotes", "test", "here", "--yes").out
    server.begin(lambda good: '{"items": []}')
    said = say("remotes", "test", "here", "--yes")
    assert (said.code, "0 items" in said.out) == (1, True)


def test_the_test_of_another_protocol_and_of_the_catalogue(say: Say) -> None:
    with raw(http(b'{"items": [{"title": "A"}]}')) as served:
        say("remotes", "add", "plain", served.address)
        said = say("remotes", "test", "plain", "--yes", "--no-vault")
    assert (said.code, "1 items, 0 of them readable." in said.out) == (1, True)
    assert "The catalogue knows 50 of them." in say("remotes", "test", "catalogue", "--yes").out


def test_what_a_test_sent_is_in_the_vault_unless_it_shall_not_be(
    say: Say, server: ChatServer, empty: Path, key: Path
) -> None:
    say("remotes", "add", "here", server.address, "--speaks", "chat", "--model", MODEL)
    assert say("remotes", "test", "here", "--yes", "--no-vault").code == 0
    assert say("remotes", "test", "here", "--yes").code == 0
    with opened(key) as records:
        (entry,) = records.audit.entries
    assert json.loads(entry.content or b"") == server.asked[-1]
    assert MODEL in entry.recipient


def test_a_chat_asks_the_one_that_is_named(say: Say, server: ChatServer) -> None:
    say("remotes", "add", "here", server.address, "--speaks", "chat", "--model", MODEL, "--plain-json")
    typed = b"A light comedy?\n.\nsend\nyes\n"
    said = say("chat", "--domain", "media", "--remote", "here", "--no-vault", stdin=typed)
    assert said.code == 0
    assert f"({MODEL})" in said.out
    assert "recommended, best first." in said.out
    assert say("chat", "--remote", "nowhere", stdin=typed).code == 2
    say("remotes", "use", "here")
    assert f"({MODEL})" in say("chat", "--domain", "media", "--no-vault", stdin=b"").out


def test_on_a_terminal_it_asks_first_and_control_c_ends_it(home: Path, say: Say, server: ChatServer) -> None:
    say("remotes", "add", "here", server.address, "--speaks", "chat", "--model", MODEL)
    with typing(home, "remotes", "test", "here") as shown:
        answer(shown, "Send it? [y/N]:", "n")
        shown.until("Not sent.")
        assert shown.rest() == 0
    server.begin(slow=20)
    with typing(home, "remotes", "test", "here") as shown:
        answer(shown, "Send it? [y/N]:", "y")
        while not server.asked:
            shown.read(0.05)
        shown._process.send_signal(signal.SIGINT)
        assert shown.rest() == 130
    server.begin()

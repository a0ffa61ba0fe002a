from datetime import timedelta
from pathlib import Path

import pytest

from client.addresses import Address, Book, Speaks
from client.config import Config, load_config, with_options
from client.errors import UsageError
from client.kept.retention import USUAL, Retention
from sanitizer import PolicyName


def written(folder: Path, text: str) -> Path:
    (folder / "config.toml").write_text(text, encoding="utf-8")
    return folder


def test_no_file_means_the_defaults(tmp_path: Path) -> None:
    assert load_config(tmp_path) == Config()
    assert (Config().remote, Config().policy.value) == (None, "balanced")


def test_everything_can_be_set(tmp_path: Path) -> None:
    text = (
        'region = "gb"\npolicy = "private"\ndomain = "food"\ndictionary = "words.txt"\n'
        '[remote]\naddress = "https://x.example"\nca_file = "ca.pem"'
    )
    assert load_config(written(tmp_path, text)) == Config(
        region="GB",
        policy=PolicyName.PRIVATE,
        domain="food",
        dictionary=tmp_path / "words.txt",
        remote=Address("https://x.example", ca_file=tmp_path / "ca.pem"),
    )


@pytest.mark.parametrize(
    "text",
    [
        "region = ",
        'region = "Great Britain"',
        "region = 44",
        'policy = "secret"',
        'domain = "secret"',
        'secret = "x"',
        'remote = "https://secret.example"',
        '[remote]\nsecret = "x"',
        "[remote]\naddress = 1",
    ],
)
def test_what_cannot_be_used_is_said_without_repeating_it(tmp_path: Path, text: str) -> None:
    with pytest.raises(UsageError) as caught:
        load_config(written(tmp_path, text))
    assert "secret" not in str(caught.value).replace("does not exist: secret.", "").replace(
        "does not exist: remote.secret.", ""
    )


def test_the_command_line_wins_and_an_address_of_its_own_needs_its_own_authority(tmp_path: Path) -> None:
    config = Config(domain="food", remote=Address("https://a.example", ca_file=tmp_path / "a.pem"))
    assert with_options(config) == config
    changed = with_options(config, domain="media", remote="https://b.example")
    assert (changed.domain, changed.remote) == ("media", Address("https://b.example"))
    assert with_options(config, ca_file=tmp_path / "b.pem").remote == Address(
        "https://a.example", ca_file=tmp_path / "b.pem"
    )
    assert with_options(config, dictionary="mine.txt").dictionary == Path("mine.txt")


def test_the_vault_and_how_long_things_are_kept_can_be_set(tmp_path: Path) -> None:
    text = (
        '[vault]\nkey_file = "keys/vault.key"\nlock_minutes = 3\n'
        "[keep]\nconversations_days = 7\naudit_days = 14\n"
    )
    config = load_config(written(tmp_path, text))
    assert config.key_file == tmp_path / "keys" / "vault.key"
    assert config.lock_after == timedelta(minutes=3)
    assert config.retention == Retention(timedelta(days=7), timedelta(days=14))


@pytest.mark.parametrize("text", ["", "[vault]\n[keep]\n"])
def test_what_is_not_set_of_them_is_as_usual(tmp_path: Path, text: str) -> None:
    config = load_config(written(tmp_path, text))
    assert config.key_file is None
    assert config.lock_after == timedelta(minutes=10)
    assert config.retention == USUAL == Retention(timedelta(days=30), timedelta(days=90))


def test_one_of_them_leaves_the_others_as_usual(tmp_path: Path) -> None:
    config = load_config(written(tmp_path, "[keep]\naudit_days = 0\n[vault]\nlock_minutes = 0\n"))
    assert config.lock_after == timedelta()
    assert config.retention == Retention(USUAL.conversations, timedelta())


def test_a_key_file_is_named_from_the_settings_the_root_or_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for name, path in (
        ("k", tmp_path / "k"),
        ("/media/stick/k", Path("/media/stick/k")),
        ("~/k", tmp_path / "home" / "k"),
    ):
        assert load_config(written(tmp_path, f'[vault]\nkey_file = "{name}"')).key_file == path


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[vault]\nkey_file = 1", "key_file and its like are texts in quotes"),
        ('[vault]\nlock_minutes = "secret"', "lock_minutes and its like are whole numbers"),
        ("[vault]\nlock_minutes = 1.5", "whole numbers"),
        ("[vault]\nlock_minutes = true", "whole numbers"),
        ("[vault]\nlock_minutes = -1", "lock_minutes is between 0 and 36500"),
        ("[keep]\nconversations_days = 36501", "conversations_days is between 0 and 36500"),
        ("[keep]\naudit_days = -90", "audit_days is between 0"),
        ("[keep]\naudit_days = []", "whole numbers"),
        ("[keep]\nconsents_days = 9", "keep.consents_days. Did you mean keep.conversations_days?"),
        ('[vault]\npassphrase = "secret"', "vault.passphrase. Known: "),
        ('[vault]\npassphrase = "secret"', "vault.key_file, vault.lock_minutes"),
        ('key_file = "secret"', "key_file. Did you mean vault.key_file?"),
        ('[remote]\nadress = "secret"', "remote.adress. Did you mean remote.address?"),
        ('"my \\u001b[31m secret" = 1', "does not exist: one with an odd name. Known: "),
        ('[remote]\nuse = "secret"', "remote.use names no recommender"),
        ('[remote]\nuse = "catalogue"\naddress = "https://secret.example"', "use or address, not both"),
        ("vault = 1", "[vault] is a table"),
        ('keep = "secret"', "[keep] is a table"),
    ],
)
def test_a_wrong_setting_of_them_is_said_without_repeating_it(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(UsageError) as caught:
        load_config(written(tmp_path, text))
    assert reason in str(caught.value)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("content", [b"\xff\xfe", b"[vault", b"[keep]\naudit_days = 1\naudit_days = 2\n"])
def test_settings_that_cannot_be_read_stop_everything_rather_than_be_guessed(
    tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "config.toml").write_bytes(content)
    with pytest.raises(UsageError, match="cannot be read"):
        load_config(tmp_path)


NAMED = """use = "kitchen"

[kitchen]
address = "https://models.example/v1"
speaks = "chat"
model = "small"
token_file = "kitchen.token"
"""
KITCHEN = {"address": "https://models.example/v1", "speaks": Speaks.CHAT, "model": "small", "name": "kitchen"}


def test_a_named_recommender_is_asked_where_remotes_or_the_settings_or_the_command_line_say_so(
    tmp_path: Path,
) -> None:
    (tmp_path / "remotes.toml").write_text(NAMED + '[other]\naddress = "https://other.example"\n')
    kitchen = Address(**KITCHEN, token_file=tmp_path / "kitchen.token")  # type: ignore[arg-type]
    assert load_config(tmp_path).remote == kitchen
    config = load_config(written(tmp_path, '[remote]\nuse = "other"\nca_file = "a.pem"'))
    other = Address("https://other.example", name="other")
    assert config.remote == Address("https://other.example", name="other", ca_file=tmp_path / "a.pem")
    assert with_options(config, remote="other").remote == other
    assert with_options(config, remote="kitchen").remote == kitchen
    assert with_options(config, remote="catalogue").remote is None
    assert load_config(written(tmp_path, '[remote]\nuse = "catalogue"')).remote is None
    address = 'address = "https://third.example"'
    assert load_config(written(tmp_path, f"[remote]\n{address}")).remote == Address("https://third.example")


def test_a_name_that_nobody_gave_is_said_and_the_catalogue_has_no_authority(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no recommender of that name"):
        with_options(Config(), remote="kitchen")
    with pytest.raises(UsageError, match="needs no certificate"):
        with_options(Config(book=Book()), ca_file=tmp_path / "ca.pem")

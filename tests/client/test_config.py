from pathlib import Path

import pytest

from client.config import Config, load_config, with_options
from client.errors import UsageError
from sanitizer import PolicyName


def written(folder: Path, text: str) -> Path:
    (folder / "config.toml").write_text(text, encoding="utf-8")
    return folder


def test_no_file_means_the_defaults(tmp_path: Path) -> None:
    assert load_config(tmp_path) == Config()
    assert (Config().address, Config().policy.value) == (None, "balanced")


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
        address="https://x.example",
        ca_file=tmp_path / "ca.pem",
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
    assert "secret" not in str(caught.value).replace("secret, ", "")


def test_the_command_line_wins_and_an_address_of_its_own_needs_its_own_authority(tmp_path: Path) -> None:
    config = Config(domain="food", address="https://a.example", ca_file=tmp_path / "a.pem")
    assert with_options(config) == config
    changed = with_options(config, domain="media", remote="https://b.example")
    assert (changed.domain, changed.address, changed.ca_file) == ("media", "https://b.example", None)
    assert with_options(config, dictionary="mine.txt").dictionary == Path("mine.txt")

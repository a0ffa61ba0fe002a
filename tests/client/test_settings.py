"""What is written into the settings, and what stays as the person wrote it."""

import stat
from pathlib import Path

import pytest

from client.addresses import load_book
from client.config import Motion, ThemeName, load_config
from client.errors import UsageError
from client.settings import change, choose_usual, is_first_run, remove_recommender
from client.vault.vault import vault_path
from sanitizer import PolicyName

WRITTEN = """# mine
policy = "balanced"   # for now

[keep]
audit_days = 90 # weeks would be nicer

[remote]
use = "kitchen"
"""
BOOK = '[kitchen]\naddress = "http://127.0.0.1:1"\n[attic]\naddress = "http://127.0.0.1:2"\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    made = tmp_path / "xdg_config_home" / "leastsaid"
    made.mkdir(parents=True)
    return made


def test_a_change_keeps_comments_and_order_and_is_for_the_owner_only(folder: Path) -> None:
    (folder / "remotes.toml").write_text(BOOK)
    path = folder / "config.toml"
    path.write_text(WRITTEN)
    change({"policy": "private", "keep.audit_days": 30, "screen.theme": "light", "region": "GB"})
    text = path.read_text()
    for kept in ("# mine", "# for now", "audit_days = 30 # weeks would be nicer", 'use = "kitchen"'):
        assert kept in text
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    config = load_config()
    assert (config.policy, config.region, config.theme) == (PolicyName.PRIVATE, "GB", ThemeName.LIGHT)
    assert config.retention.audit.days == 30
    change({"screen.theme": None, "screen.motion": "reduced"})
    assert (load_config().theme, load_config().motion) == (None, Motion.REDUCED)


def test_what_may_not_be_there_is_not_written_and_a_broken_file_is_left_alone(folder: Path) -> None:
    path = folder / "config.toml"
    path.write_text(WRITTEN.replace("kitchen", "catalogue"))
    before = path.read_bytes()
    with pytest.raises(UsageError, match="theme is one of"):
        change({"screen.theme": "pink"})
    assert path.read_bytes() == before
    path.write_text("policy = ")
    with pytest.raises(UsageError, match="cannot be read"):
        change({"policy": "open"})
    assert path.read_text() == "policy = "


def test_a_link_stays_a_link(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere.toml").write_text("# here\n")
    (folder / "config.toml").symlink_to(tmp_path / "elsewhere.toml")
    change({"policy": "open"})
    assert (folder / "config.toml").is_symlink()
    assert (tmp_path / "elsewhere.toml").read_text() == '# here\npolicy = "open"\n'


def test_the_usual_recommender_is_changed_where_it_counts(folder: Path) -> None:
    (folder / "remotes.toml").write_text(BOOK)
    (folder / "config.toml").write_text(WRITTEN)
    assert choose_usual("attic")
    usual = load_config().remote
    assert usual
    assert usual.name == "attic"
    assert choose_usual("kitchen")
    said = remove_recommender("kitchen")
    assert "built-in catalogue is asked" in said
    assert load_config().remote is None
    assert list(load_book(folder).addresses) == ["attic"]
    (folder / "config.toml").write_text('[remote]\naddress = "https://first.example"\n')
    assert not choose_usual("attic")


def test_nothing_was_chosen_until_there_are_settings_or_a_vault(folder: Path) -> None:
    assert is_first_run()
    change({"policy": "balanced"})
    assert not is_first_run()
    (folder / "config.toml").unlink()
    vault_path().parent.mkdir(parents=True)
    vault_path().touch()
    assert not is_first_run()

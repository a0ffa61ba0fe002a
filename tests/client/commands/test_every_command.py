"""What holds for each command about what is kept: without a vault, while it is in use, and when it is damaged."""

import os
from pathlib import Path

import pytest

from client.vault.vault import vault_path
from tests.client.commands.kept import opened
from tests.client.commands.program import Say

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
    ("catalogue", "sources"),
]


@pytest.mark.parametrize("arguments", [*NEEDS_A_VAULT, ("vault", "erase", "--all", "--yes")])
def test_what_needs_a_vault_says_that_there_is_none_and_makes_none(
    say: Say, key: Path, arguments: tuple[str, ...]
) -> None:
    said = say(*arguments)
    assert (said.code, said.out) == (4, "")
    assert said.err == "leastsaid: There is no vault. `leastsaid vault init` makes one.\n"
    assert key.exists()
    assert not vault_path().parent.exists()


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


def test_help_says_what_sends_and_how_a_run_may_end(say: Say) -> None:
    assert "Only `chat` and `remotes test` send," in " ".join(say("--help").out.split())
    ends = " ".join(say("sanitize", "--help").out.split())
    assert "3 model, 70 a fault of the program itself, 130 interrupted." in ends


def test_a_help_page_of_each_group_names_its_commands(say: Say) -> None:
    for group, names in {
        "vault": ("init", "status", "passwd", "export", "import", "purge", "erase"),
        "consent": ("list", "show", "withdraw", "export"),
        "audit": ("list", "show", "verify", "export"),
        "dictionary": ("list", "import"),
        "catalogue": ("show", "import", "sources", "forget"),
        "remotes": ("list", "add", "use", "remove", "test"),
    }.items():
        said = say(group, "--help")
        assert said.code == 0
        assert [name for name in names if f"\n  {name} " not in said.out] == []
        assert say(group, "dance").code == 2

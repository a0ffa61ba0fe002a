"""`leastsaid vault list`: what is kept, and which commands list the rest."""

from pathlib import Path

from tests.client.commands.program import Say


def test_what_the_list_does_not_hold_is_counted_with_the_command_that_lists_it(
    say: Say, filled: Path
) -> None:
    lines = say("vault", "list").out.splitlines()
    assert [line.split()[0] for line in lines] == ["limit", "turn", "Also", "Also", "Also"]
    assert lines[2:] == [
        "Also 2 consents: `leastsaid consent list`.",
        "Also 3 entries of what left: `leastsaid audit list`.",
        "Also 1 line of your dictionary: `leastsaid dictionary list`.",
    ]


def test_an_empty_vault_names_no_other_command(say: Say, empty: Path) -> None:
    assert say("vault", "list").out == "No limits and no conversations are kept.\n"

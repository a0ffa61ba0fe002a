"""`leastsaid catalogue`: what is known of a work, and evidence of one's own."""

from pathlib import Path

import pytest

from tests.client.commands.program import Say

TABLE = "title,year,code,level,source\nSpirited Away,2001,needles-procedures,3,a friend\nNight Ferry,1984,gore,2,\n"


@pytest.fixture
def notes(home: Path) -> Path:
    file = home / "notes.csv"
    file.write_text(TABLE, encoding="utf-8")
    return file


def test_a_work_is_shown_without_a_vault(say: Say, home: Path) -> None:
    said = say("catalogue", "show", "spirited", "away")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("Spirited Away (2001), film\nother titles: Sen to Chihiro")
    for words in (
        "people: Hayao Miyazaki",
        "  mood: ",
        "  clearly: blood or gore; ",
        "  not known: needles or surgery",
    ):
        assert words in said.out
    assert "\n  not at all: 10 kinds\n" in said.out


def test_all_works_of_a_name_are_shown_or_that_of_a_year(say: Say, home: Path) -> None:
    assert say("catalogue", "show", "Emma").out.count("Our notes") == 3
    assert say("catalogue", "show", "Emma", "--year", "2019").out.startswith("Emma. (2020), film\n")
    assert say("catalogue", "show", "plain congee").out.startswith("Plain congee, dish\n")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("spirted", "awya"), "nothing of that name. Nearly: Spirited Away (2001), film"),
        (("Emma", "--year", "1950"), "nothing of that name and year. Nearly: Emma (1996), film; "),
        (("zzzz",), "nothing of that name."),
        (("\x1b[31mred",), "nothing of that name."),
    ],
)
def test_a_name_that_is_not_there_is_said_with_what_is_nearly_it(
    say: Say, home: Path, words: tuple[str, ...], reason: str
) -> None:
    said = say("catalogue", "show", *words)
    assert (said.code, said.out) == (2, "")
    assert reason in said.err
    assert "\x1b" not in said.err


def test_imported_notes_are_listed_shown_and_forgotten(say: Say, empty: Path, notes: Path) -> None:
    assert say("catalogue", "sources").out == "No evidence of your own is kept.\n"
    done = say("catalogue", "import", notes)
    assert (done.code, done.out) == (0, "a friend: 1 note kept.\nimported: 1 note kept.\n")
    assert "a friend  1 note, imported 20" in say("catalogue", "sources").out
    assert "2 sources of evidence" in say("vault", "status").out
    assert "source a friend  1 note" in say("vault", "list").out
    assert "a friend" not in say("catalogue", "show", "Spirited Away").out
    shown = say("catalogue", "show", "Spirited Away", "--with-imported").out
    assert shown.endswith("a friend says:\n  centrally: needles or surgery\n")
    alone = say("catalogue", "show", "Night Ferry", "--year", "1984", "--with-imported")
    assert (alone.code, alone.out) == (0, "Night Ferry\nimported says:\n  clearly: blood or gore\n")
    assert say("catalogue", "forget", "a friend").out == "Erased: 1 note.\n"
    assert "a friend" not in say("catalogue", "sources").out
    assert say("catalogue", "forget", "a friend").code == 2


def test_a_name_of_ones_own_replaces_those_in_the_file(say: Say, empty: Path, notes: Path) -> None:
    assert say("catalogue", "import", notes, "--name", "my list").out == "my list: 2 notes kept.\n"
    assert say("catalogue", "import", notes, "--name", "my list").code == 0
    assert say("catalogue", "sources").out.count("\n") == 1


def test_nothing_is_imported_while_a_row_is_bad_unless_it_may_be_left_out(
    say: Say, empty: Path, notes: Path
) -> None:
    notes.write_text(TABLE + "Secret,2000,glitter,1,\n" * 12, encoding="utf-8")
    said = say("catalogue", "import", notes)
    assert (said.code, said.out) == (2, "")
    assert "row 4: there is no such code" in said.err
    assert said.err.count("row ") == 10
    assert "… and 2 more." in said.err
    assert "Secret" not in said.err
    assert say("catalogue", "sources").out == "No evidence of your own is kept.\n"
    done = say("catalogue", "import", notes, "--skip-bad")
    assert (done.code, done.out.count("kept")) == (0, 2)
    assert "Left out" in done.err


def test_a_hostile_title_or_source_is_shown_harmlessly(say: Say, empty: Path, notes: Path) -> None:
    notes.write_text(
        "title,year,code,level,source\n\x1b]0;x\x07Owl,2000,gore,1,\x1b[2Jyou\n", encoding="utf-8"
    )
    assert say("catalogue", "import", notes).code == 0
    for arguments in (
        ("catalogue", "sources"),
        ("vault", "list"),
        ("catalogue", "show", "\x1b]0;x\x07Owl", "--year", "2000", "--with-imported"),
    ):
        said = say(*arguments)
        assert (said.code, "you" in said.out) == (0, True)
        assert "\x1b" not in said.out + said.err


@pytest.mark.parametrize(
    "arguments",
    [("import", "notes.csv"), ("sources",), ("forget", "x"), ("show", "Emma", "--with-imported")],
)
def test_evidence_needs_a_vault_and_makes_none(
    say: Say, key: Path, notes: Path, arguments: tuple[str, ...]
) -> None:
    said = say("catalogue", *arguments)
    assert (said.code, said.out) == (4, "")
    assert said.err == "leastsaid: There is no vault. `leastsaid vault init` makes one.\n"


def test_evidence_goes_with_an_export_of_the_vault(say: Say, empty: Path, key: Path, notes: Path) -> None:
    from client.kept.records import Records
    from client.unlock import person_vault
    from client.vault.openers import KeyFile
    from client.vault.vault import open_vault

    say("catalogue", "import", notes)
    copy = notes.with_name("copy.vault")
    with person_vault(key) as vault:
        vault.copy(copy, [KeyFile(key)])
    again = open_vault(copy, [KeyFile(key)])
    try:
        assert Records(again.store).evidence.of("Night Ferry", 1984)
    finally:
        again.lock()
    assert b"Ferry" not in copy.read_bytes() + empty.read_bytes()

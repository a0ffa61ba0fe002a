"""Files that evidence is read from."""

from pathlib import Path

import pytest

from client.errors import UsageError
from client.imports import read_evidence
from client.imports.movielens import SOURCE, meanings, names_and_year
from client.kept.evidence import Note


def table(folder: Path, content: str | bytes, name: str = "notes.csv") -> Path:
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_table_is_read_whatever_the_order_of_its_columns(tmp_path: Path, mark: bytes, end: str) -> None:
    rows = (
        "Level,code, Title,colour,year",
        '2,Gore,"Tin, and Copper",red,1999',
        "",
        '0,bullying,"Glas ""Ö""",,',
    )
    found = read_evidence(table(tmp_path, mark + end.join(rows).encode()))
    assert found.faults == []
    assert found.notes == {
        "imported": [("Tin, and Copper", 1999, "gore", 2), ('Glas "Ö"', None, "bullying", 0)]
    }


def test_rows_are_sorted_by_the_source_that_they_name(tmp_path: Path) -> None:
    rows = "title,year,code,level,source\nA b,1999,gore,1,mine\nA c,1999,gore,2,\nA d,1999,gore,3, mine \n"
    found = read_evidence(table(tmp_path, rows))
    assert {source: len(notes) for source, notes in found.notes.items()} == {"mine": 2, "imported": 1}


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Secret,1999,gore,4", "level"),
        ("Secret,1999,gore,two", "level"),
        ("Secret,1999,gore,", "level"),
        ("Secret,1999,glitter,1", "no such code"),
        ("Secret,19th,gore,1", "year"),
        ("Secret,0,gore,1", "year"),
        (",1999,gore,1", "title"),
        ("Secret,1999,gore", "columns"),
        ("Secret,1999,gore,1,2", "columns"),
        ("Secret,1999,gore,²", "level"),
    ],
)
def test_a_bad_row_is_named_by_its_number_and_not_by_its_words(tmp_path: Path, row: str, reason: str) -> None:
    found = read_evidence(table(tmp_path, f"title,year,code,level\nTin,1999,gore,1\n{row}\n"))
    (fault,) = found.faults
    assert fault.place == "row 3"
    assert reason in fault.reason
    assert "secret" not in str(fault).casefold()
    assert len(found.notes["imported"]) == 1


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "name the columns"),
        ("title;year;code;level\nTin;1999;gore;1\n", "name the columns"),
        ("title,year,code,level,level\nTin,1999,gore,1,1\n", "name the columns"),
        ("title,year,code\nTin,1999,gore\n", "name the columns"),
        (b"title,year,code,level\nT\xe9n,1999,gore,1\n", "not UTF-8"),
        ("title,year,code,level\n".encode("utf-16"), "not UTF-8"),
        ('title,year,code,level\n"Tin,1999,gore,1\n', "quotation mark"),
    ],
)
def test_what_is_no_such_table_is_refused(tmp_path: Path, content: str | bytes, reason: str) -> None:
    with pytest.raises(UsageError, match=reason):
        read_evidence(table(tmp_path, content))


def test_what_is_not_there_or_is_of_no_known_form_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file or folder"):
        read_evidence(tmp_path / "nowhere.csv")
    with pytest.raises(UsageError, match=r"no movies\.csv"):
        read_evidence(tmp_path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Five films that nobody made."""
    table(
        tmp_path,
        "movieId,title,genres\n"
        '1,"Lantern House, The (1999)",Drama|Horror\n'
        '2,"Tide, La (Marea, La) (2004)",War\n'
        "3,Paper Kites (2011),Comedy\n"
        "4,Nobody's Year,Horror\n"
        "5,Slow Train (2016),(no genres listed)\n",
        "movies.csv",
    )
    return tmp_path


def test_genres_say_what_is_there_and_nothing_of_what_is_not(folder: Path) -> None:
    found = read_evidence(folder)
    assert found.faults == []
    assert found.notes == {
        SOURCE: [
            ("The Lantern House", 1999, "horror-scares", 2),
            ("La Tide", 2004, "war-combat", 2),
            ("La Marea", 2004, "war-combat", 2),
        ]
    }


def test_a_tag_counts_where_two_people_gave_it(folder: Path) -> None:
    tags = (
        "7,3,Suicide,1",
        "7,3,suicide,2",
        "8,5,suicides,3",
        "9,5,SUICIDE,4",
        "9,5,lovely,5",
        "8,99,suicide,6",
    )
    table(folder, "userId,movieId,tag,timestamp\n" + "\n".join(tags), "tags.csv")
    assert ours(folder) == [("Slow Train", 2016, "suicide-self-harm", 2)]


def test_the_genome_counts_where_it_is_sure(folder: Path) -> None:
    table(folder, "tagId,tag\n1,suicide\n2,space\n3,very gory\n", "genome-tags.csv")
    scores = "3,1,0.79\n3,3,0.8\n5,1,0.95\n5,2,0.99\n5,7,0.99\n"
    table(folder, f"movieId,tagId,relevance\n{scores}", "genome-scores.csv")
    assert ours(folder) == [("Paper Kites", 2011, "gore", 3), ("Slow Train", 2016, "suicide-self-harm", 2)]


def test_a_row_of_a_folder_that_cannot_be_read_is_named(folder: Path) -> None:
    table(folder, "movieId,tagId,relevance\n3,1,much\n3,1\n3,1,0.1\n", "genome-scores.csv")
    found = read_evidence(folder)
    assert [fault.place for fault in found.faults] == ["genome-scores.csv, row 2", "genome-scores.csv, row 3"]


def ours(folder: Path) -> list[Note]:
    """The notes of the folder beyond those of its genres."""
    return [
        note for note in read_evidence(folder).notes[SOURCE] if note[2] not in ("horror-scares", "war-combat")
    ]


@pytest.mark.parametrize(
    ("title", "names", "year"),
    [
        ("Lantern House, The (1999)", ("The Lantern House",), 1999),
        ("Avenue, L' (Street, The) (1960) ", ("L'Avenue", "The Street"), 1960),
        ("Eleven (a.k.a. 11) (1995)", ("Eleven", "11"), 1995),
        ("(12) Nights in May (2009)", ("(12) Nights in May",), 2009),
        ("Kites, Trains (2006–2007)", ("Kites, Trains",), 2006),
        ("Nobody's Year", ("Nobody's Year",), None),
    ],
)
def test_titles_become_what_people_write(title: str, names: tuple[str, ...], year: int | None) -> None:
    assert names_and_year(title) == (names, year)


def test_the_table_of_meanings_says_something_of_most_codes() -> None:
    codes = {
        code
        for table in (meanings().genres, meanings().tags)
        for conflicts in table.values()
        for code in conflicts
    }
    assert len(codes) >= 30

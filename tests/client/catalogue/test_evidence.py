"""Evidence that a person brings: kept by source, looked up by title and year, never instead of our notes."""

from datetime import UTC, datetime, timedelta

import pytest

from client.catalogue import load_catalogue
from client.errors import UsageError
from client.kept import evidence
from client.kept.evidence import Evidence, Imported, Note
from client.kept.store import Kind, MemoryStore

DAY = datetime(2030, 1, 1, tzinfo=UTC)
NOTES: list[Note] = [
    ("The Glass Harbour", 2000, "gore", 1),
    ("Glass Harbour", 2000, "gore", 2),
    ("The Glass Harbour", 2000, "bullying", 0),
    ("Night Ferry", 1984, "gore", 3),
]


@pytest.fixture
def kept() -> Evidence:
    return Evidence(MemoryStore())


def test_the_highest_of_several_notes_counts(kept: Evidence) -> None:
    assert kept.add("a list", NOTES) == 3
    assert set(kept.of("The Glass Harbour!", 2000)) == {
        Imported("a list", "gore", 2),
        Imported("a list", "bullying", 0),
    }


@pytest.mark.parametrize(("year", "found"), [(1983, 1), (1984, 1), (1985, 1), (1986, 0), (None, 1)])
def test_a_work_is_found_by_its_year_give_or_take_one(kept: Evidence, year: int | None, found: int) -> None:
    kept.add("a list", NOTES)
    assert len(kept.of("night ferry", year)) == found


def test_a_note_without_a_year_warns_of_every_namesake_and_clears_none(kept: Evidence) -> None:
    kept.add("a list", [("Emma", None, "gore", 2), ("Emma", None, "bullying", 0)])
    assert kept.of("Emma", 1996) == (Imported("a list", "gore", 2),)
    assert len(kept.of("Emma", None)) == 2


def test_notes_of_neighbouring_years_of_one_source_are_one_work(kept: Evidence) -> None:
    kept.add("a list", [("Emma", 1996, "gore", 1), ("Emma", 1997, "gore", 2), ("Emma", 2020, "gore", 3)])
    assert kept.of("Emma", 1996) == (Imported("a list", "gore", 2),)


def test_the_same_source_again_replaces_it_and_others_stand_beside_it(kept: Evidence) -> None:
    kept.add("one", NOTES, DAY)
    kept.add("two", NOTES[:1], DAY + timedelta(1))
    assert kept.of("Night Ferry", 1984)
    kept.add(" one\n", [("Tin & Copper", 1999, "gore", 1)], DAY + timedelta(2))
    assert not kept.of("Night Ferry", 1984)
    assert [(source.name, source.count) for source in kept.sources()] == [("two", 1), ("one", 1)]
    assert [source.at for source in kept.sources()] == [DAY + timedelta(1), DAY + timedelta(2)]


def test_a_source_is_forgotten_and_nothing_of_it_is_left() -> None:
    store = MemoryStore()
    kept = Evidence(store)
    kept.add("one", NOTES)
    kept.add("two", NOTES[:1])
    assert kept.of("Night Ferry", 1984)
    assert (kept.forget("nobody"), kept.forget("one")) == (0, 3)
    assert not kept.of("Night Ferry", 1984)
    assert kept.of("The Glass Harbour", 2000) == (Imported("two", "gore", 1),)
    assert len(store.all(Kind.EVIDENCE)) == 1


@pytest.mark.parametrize(
    "note",
    [
        ("", 2000, "gore", 1),
        ("…", 2000, "gore", 1),
        ("x" * 301, 2000, "gore", 1),
        ("Emma", 0, "gore", 1),
        ("Emma", 10_000, "gore", 1),
        ("Emma", 2000, "glitter", 1),
        ("Emma", 2000, "gore", 4),
        ("Emma", 2000, "gore", -1),
    ],
)
def test_a_note_that_cannot_be_used_is_named_without_its_words_and_nothing_changes(
    kept: Evidence, note: Note
) -> None:
    kept.add("a list", NOTES)
    with pytest.raises(UsageError, match="Note 2 cannot be used") as wrong:
        kept.add("a list", [NOTES[0], note])
    assert "Emma" not in str(wrong.value)
    assert kept.of("Night Ferry", 1984)


def test_nothing_is_no_source(kept: Evidence) -> None:
    with pytest.raises(UsageError, match="nothing in it"):
        kept.add("a list", [])


@pytest.mark.parametrize(("limit", "size"), [("MAX_NOTES", 3), ("MAX_BYTES", 150)])
def test_a_source_that_is_too_large_is_refused_whole(
    kept: Evidence, monkeypatch: pytest.MonkeyPatch, limit: str, size: int
) -> None:
    monkeypatch.setattr(evidence, limit, size)
    with pytest.raises(UsageError, match="more than one source may hold"):
        kept.add("a list", NOTES)
    assert kept.sources() == ()


def test_codes_of_a_later_release_wait_for_it(kept: Evidence, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence, "fault", lambda note: "")
    kept.add("a list", [("Emma", 1996, "glitter", 2), ("Emma", 1996, "gore", 1)])
    assert kept.of("Emma", 1996) == (Imported("a list", "gore", 1),)
    assert kept.sources()[0].count == 2


def test_our_notes_stay_what_they_are(kept: Evidence) -> None:
    (ours,) = load_catalogue().find("Spirited Away", 2001)
    before = dict(ours.notes)
    kept.add("a list", [("Spirited Away", 2001, code, 3) for code in before])
    assert kept.of("Spirited Away", 2001)
    assert dict(ours.notes) == before
    assert load_catalogue().find("Spirited Away", 2001) == (ours,)

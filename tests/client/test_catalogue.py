from collections import Counter

import pytest

from client.catalogue import Catalogue, eras
from sanitizer.facets import facets
from sanitizer.taxonomy import taxonomy

CODES = {code.name for code in taxonomy().codes_of("media")}


def test_it_has_films_series_and_books_enough(catalogue: Catalogue) -> None:
    kinds = Counter(entry.kind for entry in catalogue.entries("media"))
    assert sum(kinds.values()) >= 250
    assert min(kinds["film"], kinds["series"], kinds["book"]) >= 50


def test_every_code_has_items_to_hide_and_few_notes_are_missing(catalogue: Catalogue) -> None:
    entries = catalogue.entries("media")
    noted = sum(len(entry.notes) for entry in entries)
    assert noted >= 0.7 * len(entries) * len(CODES)
    for code in CODES:
        assert sum(entry.notes.get(code, 0) >= 2 for entry in entries) >= 4, code


def test_a_fifth_is_gentle_in_all_but_its_form(catalogue: Catalogue) -> None:
    form = {code.name for code in taxonomy().codes_of("media") if code.group == "format"}
    entries = catalogue.entries("media")
    gentle = [
        entry
        for entry in entries
        if not any(note >= 2 and code not in form for code, note in entry.notes.items())
    ]
    assert len(gentle) >= len(entries) / 5


def test_every_entry_keeps_to_the_vocabulary(catalogue: Catalogue) -> None:
    known = facets("media")
    for entry in catalogue.entries("media"):
        assert set(entry.notes) <= CODES, entry.title
        assert set(entry.notes.values()) <= {0, 1, 2, 3}, entry.title
        for facet, values in entry.facets.items():
            assert set(values) <= set(known[facet].values), entry.title
        assert 1 <= len(entry.about.split()) <= 25, entry.title


def test_no_work_is_in_it_twice(catalogue: Catalogue) -> None:
    entries = catalogue.entries("media")
    assert len({(entry.title, entry.kind) for entry in entries}) == len(entries)


@pytest.mark.parametrize(("title", "year", "kind"), [("emma", 1996, "film"), ("EMMA!", 1997, None)])
def test_a_work_is_found_by_title_and_year_give_or_take_one(
    catalogue: Catalogue, title: str, year: int, kind: str | None
) -> None:
    (found,) = catalogue.find(title, year, kind)
    assert (found.title.title, found.title.year) == ("Emma", 1996)


def test_a_namesake_of_another_year_is_not_the_work(catalogue: Catalogue) -> None:
    assert catalogue.find("Emma", 1960) == ()
    assert catalogue.named("Emma")
    assert not catalogue.named("No Such Film At All")


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (1902, ("before-1920", "classic")),
        (1969, ("1960s", "classic")),
        (1999, ("1990s",)),
        (2021, ("2020s",)),
    ],
)
def test_years_have_their_decades(year: int, expected: tuple[str, ...]) -> None:
    assert eras(year) == expected

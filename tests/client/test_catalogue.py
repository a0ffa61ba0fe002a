from collections import Counter

import pytest

from client.catalogue import Catalogue, eras
from sanitizer.facets import facets
from sanitizer.taxonomy import taxonomy

DOMAINS = ("media", "food", "outings")


def codes_of(domain: str) -> set[str]:
    return {code.name for code in taxonomy().codes_of(domain)}


def test_it_has_enough_of_each_kind(catalogue: Catalogue) -> None:
    kinds = Counter(entry.kind for domain in catalogue.domains for entry in catalogue.entries(domain))
    assert sum(kinds.values()) >= 900
    assert kinds["film"] + kinds["series"] >= 600
    assert (kinds["book"] >= 150, kinds["game"] >= 70) == (True, True)
    assert (kinds["dish"] >= 50, kinds["outing"] >= 30) == (True, True)


@pytest.mark.parametrize(("domain", "hidden"), [("media", 15), ("food", 15), ("outings", 8)])
def test_every_code_has_items_to_hide_and_few_notes_are_missing(
    catalogue: Catalogue, domain: str, hidden: int
) -> None:
    entries, codes = catalogue.entries(domain), codes_of(domain)
    noted = sum(len(entry.notes) for entry in entries)
    assert noted >= 0.7 * len(entries) * len(codes)
    for code in codes:
        assert sum(entry.notes.get(code, 0) >= 2 for entry in entries) >= hidden, code


@pytest.mark.parametrize("domain", DOMAINS)
def test_a_quarter_is_gentle_in_all_but_its_form(catalogue: Catalogue, domain: str) -> None:
    form = {code.name for code in taxonomy().codes_of("media") if code.group == "format"}
    entries = catalogue.entries(domain)
    gentle = [
        entry
        for entry in entries
        if not any(note >= 2 and code not in form for code, note in entry.notes.items())
    ]
    assert len(gentle) >= len(entries) / 4


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_entry_keeps_to_the_vocabulary(catalogue: Catalogue, domain: str) -> None:
    known = facets(domain)
    for entry in catalogue.entries(domain):
        assert set(entry.notes) <= codes_of(domain), entry.title
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

"""The files as they are shipped."""

import json
from collections import Counter

import pytest

from client.catalogue import Catalogue, eras
from client.catalogue.entries import rows_of
from sanitizer.facets import facets
from sanitizer.taxonomy import taxonomy
from scripts.catalogue.rows import FOLDER, added, text_of

DOMAINS = ("media", "food", "outings")
MOSTLY_UNKNOWN = {"audio-description": 0.5}
"""What is hard to learn of a work, and how much of it may be unknown."""


def codes_of(domain: str) -> set[str]:
    return {code.name for code in taxonomy().codes_of(domain)}


def test_it_has_enough_of_each_kind(catalogue: Catalogue) -> None:
    kinds = Counter(entry.kind for domain in catalogue.domains for entry in catalogue.entries(domain))
    assert sum(kinds.values()) >= 900
    assert kinds["film"] + kinds["series"] >= 600
    assert (kinds["book"] >= 150, kinds["game"] >= 70) == (True, True)
    assert (kinds["dish"] >= 50, kinds["outing"] >= 30) == (True, True)


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_code_has_items_to_hide_and_few_notes_are_missing(catalogue: Catalogue, domain: str) -> None:
    entries, codes = catalogue.entries(domain), codes_of(domain)
    noted = sum(len(entry.notes) for entry in entries)
    assert noted >= 0.7 * len(entries) * len(codes)
    for code in codes:
        assert sum(entry.notes.get(code, 0) >= 2 for entry in entries) >= 15, code


@pytest.mark.parametrize(("domain", "clear"), [("media", 0), ("food", 2), ("outings", 1)])
def test_a_quarter_is_gentle_enough_for_most_limits(catalogue: Catalogue, domain: str, clear: int) -> None:
    form = {code.name for code in taxonomy().codes_of("media") if code.group == "format"}
    entries = catalogue.entries(domain)
    gentle = [
        entry
        for entry in entries
        if sum(note >= 2 and code not in form for code, note in entry.notes.items()) <= clear
    ]
    assert len(gentle) >= len(entries) / 4


@pytest.mark.parametrize("domain", DOMAINS)
def test_of_no_code_is_much_unknown(catalogue: Catalogue, domain: str) -> None:
    entries = catalogue.entries(domain)
    for code in codes_of(domain):
        unknown = sum(code not in entry.notes for entry in entries)
        assert unknown <= MOSTLY_UNKNOWN.get(code, 0.3) * len(entries), code


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_entry_keeps_to_the_vocabulary(catalogue: Catalogue, domain: str) -> None:
    known = facets(domain)
    for entry in catalogue.entries(domain):
        assert set(entry.notes) <= codes_of(domain), entry.title
        assert set(entry.notes.values()) <= {0, 1, 2, 3}, entry.title
        for facet, values in entry.facets.items():
            assert set(values) <= set(known[facet].values), entry.title
        assert 1 <= len(entry.about.split()) <= 25, entry.title
        assert len(set(entry.people)) == len(entry.people), entry.title


def test_works_have_people_and_things_have_none(catalogue: Catalogue) -> None:
    known = sum(bool(entry.people) for entry in catalogue.entries("media"))
    assert known >= 0.9 * len(catalogue.entries("media"))
    assert not any(entry.people for domain in ("food", "outings") for entry in catalogue.entries(domain))


def test_nothing_is_in_it_twice(catalogue: Catalogue) -> None:
    entries = [entry for domain in DOMAINS for entry in catalogue.entries(domain)]
    assert len({(entry.title, entry.kind) for entry in entries}) == len(entries)


@pytest.mark.parametrize("domain", DOMAINS)
def test_a_file_lists_what_is_not_nought_in_the_order_of_the_taxonomy(domain: str) -> None:
    text = (FOLDER / f"{domain}.jsonl").read_text(encoding="utf-8")
    assert text_of(rows_of(text), domain) == text, "python -m scripts.catalogue.rows writes it in its form"
    header, *lines = map(json.loads, text.splitlines())
    assert header == {"schema": 1, "codes": [code.name for code in taxonomy().codes_of(domain)]}
    for line in lines:
        assert set(line["notes"]) <= {"1", "2", "3", "?"}
        listed = [code for codes in line["notes"].values() for code in codes]
        assert len(set(listed)) == len(listed), line["title"]


def test_what_the_header_does_not_name_or_an_entry_does_not_know_is_no_nought() -> None:
    text = text_of(
        [
            {"title": "One", "kind": "dish", "notes": {"nut-free": 0, "egg-free": 2}},
            {"title": "Two", "kind": "dish", "notes": {"egg-free": 0}},
        ],
        "food",
    )
    header, one, two = map(json.loads, text.splitlines())
    assert header["codes"] == ["nut-free", "egg-free"]
    assert (one["notes"], two["notes"]) == ({"2": ["egg-free"]}, {"?": ["nut-free"]})
    assert [row["notes"] for row in rows_of(text)] == [{"nut-free": 0, "egg-free": 2}, {"egg-free": 0}]


@pytest.mark.parametrize(
    ("title", "code", "reason"), [("TWO", "egg-free", "there already"), ("Three", "gore", "no codes of food")]
)
def test_only_what_is_new_and_of_its_domain_is_added(title: str, code: str, reason: str) -> None:
    there = [{"title": "Two", "kind": "dish", "notes": {}}]
    with pytest.raises(ValueError, match=reason):
        added(there, [{"title": title, "kind": "dish", "notes": {code: 1}}], "food")


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

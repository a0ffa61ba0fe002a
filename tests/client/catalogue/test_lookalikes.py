"""Titles that people read as one of ours are namesakes of it; those of other works are not."""

import time

import pytest

from client.catalogue import Catalogue, Sureness
from tests.client.catalogue.strangers import strangers
from tests.client.safety.made import work

KESTREL = work("The Kestrel", 1991)
HARBOUR = work("Stories of a Harbour", 2000)
LITTLE = work("Little", 1991)
PIE = work("Leek pie", None, "dish", domain="food")
OURS = Catalogue(
    {
        "media": [KESTREL, HARBOUR, LITTLE, work("Little Owls", 1970), work("A Little Rain", 1960)],
        "food": [PIE],
    }
)


@pytest.mark.parametrize("year", [1991, 1997, None])
@pytest.mark.parametrize(
    "title",
    [
        "The Kestre1",
        "The Ke5trel",
        "The Ke$trel",
        "THE KE$7R3L",
        "Th3 Kestrel",
        "The Kestrel 4K",
        "The Kestrel HD",
        "The Kestrel Special Edition",
        "The Kestrel Director's Cut",
        "The Kestre1 Uncut",
    ],
)
def test_a_name_in_other_signs_or_of_an_edition_is_that_name_in_any_year(
    title: str, year: int | None
) -> None:
    found = OURS.match(title, year, "film")
    assert found.sureness >= Sureness.NAME
    assert KESTREL in found.entries


@pytest.mark.parametrize(
    "title",
    [
        "Anna Lind's The Kestrel",
        "Lind: The Kestrel",
        "The Kestrel II",
        "At last, the Kestrel flies",
        "Anna Lind's The K3strel",
        "Tne Kestrel",
        "The Hestrel",
        "The Kestrl 4K",
    ],
)
@pytest.mark.parametrize(("year", "found"), [(1990, True), (1992, True), (None, True), (1997, False)])
def test_a_name_with_more_words_or_a_slip_is_a_namesake_in_its_year(
    title: str, year: int | None, found: bool
) -> None:
    match = OURS.match(title, year, "")
    assert (match.sureness, match.entries) == ((Sureness.NAME, (KESTREL,)) if found else (Sureness.NONE, ()))


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("The Little House by the Weir", 1991),  # a word that many names hold
        ("Harbour Stories", 2000),
        ("A Harbour", 2000),
        ("The Petrel", 1991),
        ("Kestrels' Nest Nine", 1997),
        ("4K", 1991),
    ],
)
def test_what_only_shares_words_with_a_name_is_a_stranger(title: str, year: int) -> None:
    assert OURS.match(title, year, "film").sureness is Sureness.NONE


@pytest.mark.parametrize(
    "title", ["Leek pie with walnuts", "Sleek pie", "Beek pie deluxe", "Leek pie deluxe"]
)
def test_a_dish_with_more_words_or_another_letter_is_another_dish(title: str) -> None:
    assert OURS.match(title, None, "dish").sureness is Sureness.NONE


def test_a_dish_in_other_signs_is_that_dish() -> None:
    assert OURS.match("L33k pie", None, "dish").entries == (PIE,)


@pytest.mark.parametrize(("kind_of_stranger", "most"), [("sequels", 0.1), ("unrelated", 0.0)])
def test_few_sequels_and_no_unrelated_work_look_like_one_of_ours(
    catalogue: Catalogue, kind_of_stranger: str, most: float
) -> None:
    rows = strangers(kind_of_stranger)
    taken = [
        title
        for title, year, kind in rows
        if catalogue.match(title, year, kind).entries and not catalogue.named(title)
    ]
    assert len(taken) <= most * len(rows), taken


def test_hardly_any_work_of_ours_looks_like_another_one_of_ours(catalogue: Catalogue) -> None:
    """Each taken for a stranger, to which every other is noted."""
    works = catalogue.entries("media")
    alike = [
        one.title.title
        for one in works
        if any(
            other is not one and other not in catalogue.named(one.title.title)
            for other in catalogue._lookalikes.find(one.title.title, one.title.year)
        )
    ]
    assert len(alike) <= len(works) / 100, alike


@pytest.mark.parametrize("title", ["a b c d e f g h i j " * 6, "$a@b!c|d+e" * 12, "1" * 120, ""])
def test_no_title_takes_long_to_look_up(catalogue: Catalogue, title: str) -> None:
    catalogue.match(title, None)
    start = time.perf_counter()
    catalogue.match(title, None)
    assert time.perf_counter() - start < 0.05

"""A work that our notes warn of is not shown as fitting under another spelling of its title."""

from collections.abc import Mapping

import pytest

from client.catalogue import Catalogue
from client.safety import ScreenedItem, Verdict
from client.safety.rules import Source
from sanitizer.types import Mode
from tests.client.safety.made import imported, item, limits, screened, work, works

GORE, NUTS = "gore", "nut-free"
SOW = works(work("Sow", 2004, notes={GORE: 3}))
CLEAN: Mapping[str, int] = {GORE: 0, NUTS: 0}
BOWL = Catalogue({"food": [work("Barley bowl", None, "dish", domain="food", notes={NUTS: 0})]})


@pytest.mark.parametrize(
    "title",
    [
        "Ѕоԝ",  # not one letter of it is Latin
        "Sоw",
        "𝐒𝐨𝐰",
        "ꜱᴏᴡ",
        "Sow: The Director's Cut",
        "Sow – Uncut",
        "Sow: Part One",
    ],
)
@pytest.mark.parametrize("year", [2004, 2005, None])
def test_our_warning_holds_however_the_title_is_spelt(title: str, year: int | None) -> None:
    judged = screened(item(title, year, notes=CLEAN), limits(GORE), SOW)
    assert judged.hidden
    assert judged.verdict is Verdict.UNSAFE


LOOKALIKES = ["The Sow Ga7e", "The $ow Gate", "Lind's The Sow Gate", "The Sow Gate 4K", "Tne Sow Gate"]


@pytest.mark.parametrize("title", LOOKALIKES)
def test_our_warning_holds_for_a_title_that_people_read_as_ours(title: str) -> None:
    noted = works(work("The Sow Gate", 2004, notes={GORE: 3}))
    judged = screened(item(title, 2004, notes=CLEAN), limits(GORE), noted)
    assert (judged.hidden, judged.verdict) == (True, Verdict.UNSAFE)


@pytest.mark.parametrize("title", LOOKALIKES)
def test_no_0_clears_a_title_that_people_read_as_ours(title: str) -> None:
    mild = works(work("The Sow Gate", 2004, notes={GORE: 0}))
    judged = screened(item(title, 2004, notes=CLEAN), limits(GORE), mild)
    assert (judged.hidden, judged.verdict) == (False, Verdict.UNKNOWN)


def test_a_longer_name_of_another_year_is_another_work() -> None:
    judged = screened(item("Sow: The Return", 2010, notes=CLEAN), limits(GORE), SOW)
    assert judged.verdict is Verdict.SAFE


def test_a_0_of_ours_proves_less_where_the_title_is_disguised() -> None:
    mild = works(work("Sow", 2004, notes={GORE: 0}))
    judged = screened(item("Ѕоԝ", 2004, notes=CLEAN), limits(GORE, mode=Mode.STRICT), mild)
    assert judged.hidden


def _bowl(title: str, mode: Mode = Mode.STRICT) -> ScreenedItem:
    return screened(item(title, None, "dish", notes=CLEAN), limits(NUTS, mode=mode, domain="food"), BOWL)


def test_what_a_title_says_in_brackets_counts() -> None:
    assert _bowl("Barley bowl").verdict is Verdict.SAFE
    for title in ("Barley bowl (with walnut butter)", "Barley bowl [peanut topping]"):
        for mode in (Mode.ASK, Mode.STRICT):
            assert _bowl(title, mode).verdict is Verdict.UNSAFE, title


def test_a_dish_with_more_words_than_we_know_is_not_proven() -> None:
    assert _bowl("Barley bowl (Erdnuss)").hidden
    assert _bowl("Barley bowl (Erdnuss)", Mode.ASK).verdict is Verdict.SAFE


def test_brackets_that_our_own_name_has_add_nothing() -> None:
    known = works(work("Sow (With Walnuts)", 2004, notes={GORE: 0}))
    judged = screened(item("Sow (With Walnuts)", 2004), limits(GORE, mode=Mode.STRICT), known)
    assert (judged.known.ours, dict(judged.known.said)) == (Source.OURS, {})


def test_an_imported_warning_holds_under_every_name_of_the_work() -> None:
    known = works(work("The Glass Harbour", 2000, notes={GORE: 0}))
    other = work("Glashafen", 2000, notes={})
    catalogue = works(*known.entries("media"), other)
    evidence = imported(("The Glass Harbour", 2000, GORE, 3))
    assert screened(item("The Glass Harbor", 2000), limits(GORE), catalogue, evidence).hidden
    assert not screened(item("Glashafen", 2000, notes=CLEAN), limits(GORE), catalogue, evidence).hidden


def test_an_imported_0_of_another_name_proves_nothing() -> None:
    catalogue = works(work("The Glass Harbour", 2000, notes={}))
    evidence = imported(("The Glass Harbour", 2000, GORE, 0))
    held = limits(GORE, mode=Mode.STRICT)
    assert screened(item("The Glass Harbor", 2000), held, catalogue, evidence).hidden

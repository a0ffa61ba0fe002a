"""What the person asked for none of is hidden without being called unsafe."""

import pytest

from client.safety import Rule, ScreenedItem, Verdict
from sanitizer.wishes import FacetValues
from tests.client.safety.made import NOBODY, item, item_of, limits, screened, work, works

MUSICAL = work(facets={"genre": ("musical", "comedy"), "mood": ("light",)})


def judge(
    unwanted: FacetValues, title: str = "The Glass Harbour", year: int = 2000, kind: str = "film"
) -> ScreenedItem:
    return screened(item(title, year, kind), limits(unwanted=unwanted), works(MUSICAL))


@pytest.mark.parametrize(
    ("unwanted", "about"),
    [
        ({"genre": ("musical",)}, ["musical"]),
        ({"genre": ("horror", "comedy"), "mood": ("light",)}, ["comedy", "light"]),
        ({"kind": ("film",)}, ["film"]),
        ({"era": ("2000s",)}, ["2000s"]),
        ({"genre": ("horror",)}, []),
        ({}, []),
    ],
)
def test_each_value_that_a_known_work_has_hides_it(unwanted: FacetValues, about: list[str]) -> None:
    judged = judge(unwanted)
    assert [reason.about for reason in judged.reasons] == about
    assert all(reason.rule is Rule.UNWANTED and reason.hides for reason in judged.reasons)
    assert judged.hidden == bool(about)
    assert (judged.verdict, judged.cost) == (Verdict.SAFE, 0)


def test_a_reason_names_the_facet_of_its_value() -> None:
    assert [reason.facet for reason in judge({"mood": ("light",)}).reasons] == ["mood"]


def test_an_unwanted_kind_is_hidden_by_the_word_of_the_remote() -> None:
    assert judge({"kind": ("book",)}, title="Unheard Of", kind="book").hidden
    assert not judge({"kind": ("book",)}, title="Unheard Of", kind="film").hidden


def test_of_what_is_not_certainly_ours_it_is_said_that_it_was_not_checked() -> None:
    for title, year in [("Unheard Of", 2000), ("The Glass Harbor", 2000), ("The Glass Harbour", 1931)]:
        (reason,) = judge({"genre": ("musical",)}, title, year).reasons
        assert (reason.rule, reason.hides) == (Rule.UNCHECKED, False)
    assert judge({}, title="Unheard Of").reasons == ()


def test_of_two_works_of_one_name_and_year_either_counts() -> None:
    catalogue = works(MUSICAL, work(kind="book", facets={"genre": ("essays",)}))
    for genre in ("musical", "essays"):
        held = limits(unwanted={"genre": (genre,)})
        assert screened(item("The Glass Harbour", kind=""), held, catalogue).hidden


def test_a_limit_and_a_distaste_are_two_reasons() -> None:
    noted = work(notes={"gore": 3}, facets={"genre": ("musical",)})
    judged = screened(item_of(noted), limits("gore", unwanted={"genre": ("musical",)}), works(noted))
    assert [reason.rule for reason in judged.reasons] == [Rule.CONFLICT, Rule.UNWANTED]
    assert judged.verdict is Verdict.UNSAFE


def test_what_an_unknown_thing_is_said_to_be_is_not_held_against_it() -> None:
    judged = screened(item(why="A musical."), limits(unwanted={"genre": ("musical",)}), NOBODY)
    assert not judged.hidden

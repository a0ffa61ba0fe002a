"""An audience that was asked for, or that is there, bounds what may be shown."""

from collections.abc import Sequence

import pytest

from client.catalogue import Catalogue, Entry
from client.replies import Reply
from client.safety import Bounds, Rule, Verdict, bounds, rules, screen
from client.safety.rules import Ceiling
from sanitizer.facets import facets
from sanitizer.wishes import Wishes
from tests.client.safety.made import item, item_of, screened, work, works

CHILDREN = ("toddlers", "children", "whole-family")
HEEDED = rules().ceilings["children"].heeds
HARMLESS = dict.fromkeys(HEEDED, 0)


def asked(*audience: str, domain: str = "media", youngest: str = "") -> Bounds:
    return bounds((), Wishes({"audience": audience} if audience else {}), domain, youngest)


def ceiling(held: Bounds) -> str:
    return held.ceiling.audience if held.ceiling else ""


def of(*audience: str, **notes: int) -> Entry:
    renamed = {code.replace("_", "-"): level for code, level in notes.items()}
    return work(notes={**HARMLESS, **renamed}, facets={"audience": audience} if audience else {})


@pytest.mark.parametrize(
    ("audience", "youngest", "expected"),
    [
        ((), "", ""),
        (("children",), "", "children"),
        (("adults",), "", ""),
        (("couple", "group"), "", ""),
        (("teenagers", "children"), "", "children"),
        (("whole-family", "teenagers"), "", "whole-family"),
        ((), "toddlers", "toddlers"),
        (("adults",), "children", "children"),
        (("teenagers",), "toddlers", "toddlers"),
        (("toddlers",), "teenagers", "toddlers"),
        ((), "nobody", ""),
    ],
)
def test_the_lowest_ceiling_of_those_who_are_there_holds(
    audience: Sequence[str], youngest: str, expected: str
) -> None:
    assert ceiling(asked(*audience, youngest=youngest)) == expected


@pytest.mark.parametrize("domain", ["food", "outings"])
def test_dishes_and_outings_have_no_ceiling(domain: str) -> None:
    assert asked("children", domain=domain, youngest="children").ceiling is None


@pytest.mark.parametrize("youngest", ["toddlers", "children", "teenagers"])
def test_no_ceiling_is_told_beyond_an_audience_that_was_asked_for(youngest: str) -> None:
    held = asked(youngest=youngest)
    assert (held.constraints, dict(held.unwanted), ceiling(held)) == ((), {}, youngest)


@pytest.mark.parametrize("audience", ["toddlers", "children", "whole-family"])
def test_what_is_known_to_be_for_children_is_shown_to_them(audience: str) -> None:
    for suits in CHILDREN:
        judged = screened(item_of(of(suits)), asked(audience), works(of(suits)))
        assert (judged.hidden, judged.reasons) == (False, ())


@pytest.mark.parametrize("suits", [("adults",), ("teenagers",), ("adults", "teenagers"), ("couple",)])
def test_what_is_known_to_be_for_others_is_hidden(suits: Sequence[str]) -> None:
    judged = screened(item_of(of(*suits)), asked("children"), works(of(*suits)))
    assert [(reason.rule, reason.hides) for reason in judged.reasons] == [(Rule.TOO_OLD, True)]
    assert judged.hidden


def test_teenagers_may_see_more_than_children() -> None:
    entry = of("teenagers", gore=2)
    assert not screened(item_of(entry), asked("teenagers"), works(entry)).hidden
    assert screened(item_of(entry), asked("children"), works(entry)).hidden
    assert screened(
        item_of(of("teenagers", gore=3)), asked("teenagers"), works(of("teenagers", gore=3))
    ).hidden


@pytest.mark.parametrize("code", HEEDED)
def test_each_code_that_is_heeded_hides_above_the_ceiling_on_anybody_s_word(code: str) -> None:
    most = rules().ceilings["children"].most
    below, above = ({code: level} for level in (most, most + 1))
    assert screened(item(notes=above), asked("children")).hidden
    assert not screened(item(notes=below), asked("children")).hidden
    noted = work(notes={**HARMLESS, **above}, facets={"audience": ("children",)})
    assert screened(item_of(noted), asked("children"), works(noted)).hidden


def test_it_is_said_where_it_is_not_known_who_something_is_for() -> None:
    unknown = [
        (item(notes=HARMLESS), works()),
        (item_of(of()), works(of())),
        (item("The Glass Harbor"), works(of("children"))),
        (item("The Glass Harbour", 1931), works(of("children"))),
    ]
    for one, catalogue in unknown:
        judged = screened(one, asked("children"), catalogue)
        assert [(reason.rule, reason.hides) for reason in judged.reasons] == [(Rule.AGE_UNKNOWN, False)]


def test_of_two_works_of_one_name_and_year_one_for_adults_is_enough() -> None:
    film = work(facets={"audience": ("whole-family",)})
    book = work(kind="book", facets={"audience": ("adults",)})
    untold = work(kind="book")
    either = item("The Glass Harbour", kind="")
    assert screened(either, asked("children"), works(film, book)).hidden
    assert not screened(item_of(film), asked("children"), works(film, book)).hidden
    judged = screened(either, asked("children"), works(film, untold))
    assert [reason.rule for reason in judged.reasons] == [Rule.AGE_UNKNOWN]


def test_a_ceiling_is_no_limit_and_makes_nothing_unsafe() -> None:
    judged = screened(item_of(of("adults")), asked("children"), works(of("adults")))
    assert (judged.verdict, judged.checked, judged.cost) == (Verdict.SAFE, False, 0)


@pytest.mark.parametrize("name", list(rules().ceilings))
def test_nothing_of_the_catalogue_is_shown_above_a_ceiling(name: str, catalogue: Catalogue) -> None:
    found: Ceiling = rules().ceilings[name]
    answer = Reply(tuple(map(item_of, catalogue.entries("media"))))
    shown = [one for one in screen(answer, asked(name), catalogue).items if not one.hidden]
    assert len(shown) >= 50
    for one in shown:
        for entry in one.known.entries:
            assert all(entry.notes.get(code, 0) <= found.most for code in found.heeds)
            assert not entry.facets.get("audience") or found.suits & set(entry.facets["audience"])


def test_every_audience_of_children_in_the_vocabulary_has_a_ceiling() -> None:
    grown = {"adults", "couple", "group"}
    assert set(facets("media")["audience"].values) - grown == set(rules().ceilings)

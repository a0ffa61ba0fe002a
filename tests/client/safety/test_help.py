"""What would help where little is left."""

from collections.abc import Sequence

import pytest

from client.catalogue import Catalogue, Entry
from client.closeness import Taste
from client.replies import Reply
from client.safety import Bounds, Help, bounds, helping, rank, screen
from client.safety.help import SHORT
from sanitizer.facets import facets
from sanitizer.taxonomy import taxonomy
from sanitizer.types import Constraint, Level, Mode
from sanitizer.wishes import FacetValues, Wishes
from tests.client.safety.made import NOBODY, item, limits, work, works


def helped(
    notes: Sequence[dict[str, int]], held: Bounds, catalogue: Catalogue = NOBODY, wished: Wishes | None = None
) -> Help:
    items = [item(f"Number {at}", notes=found) for at, found in enumerate(notes)]
    reply = rank(screen(Reply(tuple(items)), held, NOBODY), Taste(), held.domain)
    return helping(reply, held, wished or Wishes(), catalogue)


def shelf(count: int, mood: str, kind: str = "film", **notes: int) -> list[Entry]:
    facets_of: FacetValues = {"mood": (mood,)}
    return [work(f"{mood} {kind} {at}", kind=kind, facets=facets_of, notes=notes) for at in range(count)]


def test_a_long_answer_needs_no_help() -> None:
    held = limits("gore")
    assert helped([{"gore": 0}] * SHORT + [{"gore": 3}] * 9, held) == Help()
    assert helped([{"gore": 0}] * (SHORT - 1) + [{"gore": 3}], held).groups == ("violence",)


def test_groups_of_limits_that_were_told_to_nobody_are_offered_the_most_hiding_first() -> None:
    held = limits("gore", "bereavement", "horror-scares", "captions", "sexual-content")
    notes = [{"bereavement": 3}] * 3 + [{"gore": 2}] * 2 + [{"captions": 3}] * 4 + [{"sexual-content": 2}]
    assert helped(notes, held).groups == ("format", "death-loss", "violence")


def test_a_limit_that_is_told_is_not_offered_nor_one_that_hid_nothing() -> None:
    told = Constraint("gore", Level.GROUP)
    held = bounds([told, Constraint("bereavement"), Constraint("bullying")], Wishes(), "media")
    assert helped([{"gore": 3}, {"bereavement": 2}, {"bullying": 1}], held).groups == ("death-loss",)


def test_a_strict_limit_that_hid_what_is_not_known_is_offered() -> None:
    assert helped([{}], limits("gore", mode=Mode.STRICT)).groups == ("violence",)


def test_what_is_hidden_for_a_distaste_or_for_children_asks_to_tell_nothing() -> None:
    held = bounds([Constraint("gore")], Wishes(unwanted={"kind": ("film",)}), "media", "children")
    assert helped([{"gore": 0}, {"gore": 0, "horror-scares": 3}], held).groups == ()


def test_moods_of_which_most_is_left_are_offered_the_most_first() -> None:
    catalogue = works(
        *shelf(SHORT, "light", gore=0),
        *shelf(SHORT + 2, "tense", gore=0),
        *shelf(SHORT - 1, "sad", gore=0),
        *shelf(40, "dark", gore=3),
        *shelf(40, "epic", gore=1),
        *shelf(40, "sexy"),
    )
    found = helped([], limits("gore"), catalogue)
    assert (found.facet, found.values) == ("mood", ("tense", "light"))


def test_a_mood_that_was_asked_for_or_refused_is_not_offered() -> None:
    catalogue = works(*shelf(SHORT, "light"), *shelf(SHORT, "tense"), *shelf(SHORT, "epic"))
    wished = Wishes(want={"mood": ("light",)}, unwanted={"mood": ("tense",)})
    assert helped([], bounds((), wished, "media"), catalogue, wished).values == ("epic",)


def test_moods_are_of_the_kinds_that_were_asked_for() -> None:
    catalogue = works(*shelf(SHORT, "light", "book"), *shelf(SHORT, "tense"))
    wished = Wishes(want={"kind": ("book",)})
    assert helped([], bounds((), wished, "media"), catalogue, wished).values == ("light",)


def test_no_more_than_three_moods_are_offered() -> None:
    shelves = [one for mood in ("light", "tense", "epic", "sad", "dark") for one in shelf(SHORT, mood)]
    assert len(helped([], limits(), works(*shelves)).values) == 3


@pytest.mark.parametrize("domain", list(taxonomy().domains))
def test_in_every_domain_what_is_offered_is_of_its_vocabulary(domain: str, catalogue: Catalogue) -> None:
    first = taxonomy().codes_of(domain)[0].name
    held = limits(first, domain=domain)
    found = helped([{first: 3}], held, catalogue)
    assert set(found.values) <= set(facets(domain)[found.facet].values)
    assert found.groups == (taxonomy().codes[first].group,)

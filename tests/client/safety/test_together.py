"""Limits of one group that are each slightly touched exceed it together."""

from collections import Counter
from collections.abc import Mapping

import pytest

from client.safety import Rule, ScreenedItem, Verdict, bounds
from sanitizer.taxonomy import taxonomy
from sanitizer.types import Constraint, Mode
from sanitizer.wishes import Wishes
from tests.client.safety.made import item, limits, screened


def slightly(*codes: str, mode: Mode = Mode.ASK, domain: str = "media") -> ScreenedItem:
    return screened(item(notes=dict.fromkeys(codes, 1)), limits(*codes, mode=mode, domain=domain))


def held(notes: Mapping[str, int], *constraints: Constraint) -> ScreenedItem:
    return screened(item(notes=notes), bounds(constraints, Wishes(), "media"))


SIZES = Counter(code.group for code in taxonomy().codes.values())
GROUPS = [group for group, size in SIZES.items() if size >= 2]
ADD_UP = {
    group.name for group in taxonomy().groups.values() if group.domain == "media" and group.name != "format"
}


@pytest.mark.parametrize("group", GROUPS)
def test_two_of_one_group_of_content_are_too_much_and_two_of_another_are_not(group: str) -> None:
    codes = [code.name for code in taxonomy().codes.values() if code.group == group][:2]
    judged = slightly(*codes, domain=taxonomy().groups[group].domain)
    assert judged.hidden == (group in ADD_UP)
    rule = Rule.SLIGHT_TOGETHER if group in ADD_UP else Rule.SLIGHT
    assert [reason.rule for reason in judged.reasons] == [rule, rule]


def test_one_is_not_too_much_nor_are_several_of_different_groups() -> None:
    assert not slightly("gore").hidden
    assert not slightly("gore", "bullying", "bereavement", "horror-scares").hidden


def test_what_is_too_much_together_is_called_unsafe() -> None:
    assert slightly("gore", "war-combat").verdict is Verdict.UNSAFE
    assert slightly("gore", "bullying").verdict is Verdict.SAFE


def test_soft_limits_do_not_add_up_among_themselves_nor_to_others() -> None:
    assert not slightly("gore", "war-combat", mode=Mode.SOFT).hidden
    soft = Constraint("war-combat", mode=Mode.SOFT)
    assert not held({"gore": 1, "war-combat": 1}, Constraint("gore"), soft).hidden


def test_a_soft_limit_beside_two_that_add_up_stays_what_it_was() -> None:
    constraints = Constraint("gore"), Constraint("war-combat"), Constraint("gun-violence", mode=Mode.SOFT)
    judged = held(dict.fromkeys(("gore", "war-combat", "gun-violence"), 1), *constraints)
    assert [(reason.about, reason.rule) for reason in judged.reasons] == [
        ("gore", Rule.SLIGHT_TOGETHER),
        ("war-combat", Rule.SLIGHT_TOGETHER),
        ("gun-violence", Rule.SLIGHT),
    ]


@pytest.mark.parametrize("other", [0, None])
def test_one_slight_and_one_that_is_clear_or_unknown_do_not_add_up(other: int | None) -> None:
    notes = {"gore": 1} if other is None else {"gore": 1, "war-combat": other}
    assert not held(notes, Constraint("gore"), Constraint("war-combat")).hidden


def test_notes_of_limits_that_nobody_has_do_not_add_up() -> None:
    assert not held({"gore": 1, "war-combat": 1, "gun-violence": 1}, Constraint("gore")).hidden

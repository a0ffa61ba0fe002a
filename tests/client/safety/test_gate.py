"""The gate as a whole: what each mode makes of what is known, and what never changes its mind."""

from collections.abc import Mapping

import pytest

from client.catalogue import Entry
from client.closeness import Taste
from client.replies import Reply
from client.safety import Rule, ScreenedItem, Verdict, bounds, rank, rules, screen
from sanitizer.types import Constraint, Level, Mode
from sanitizer.wishes import FacetValues, Wishes
from tests.client.safety.made import STRANGE, item, screened, works

GORE = "gore"
NOTED = Entry.from_row(
    {
        "title": "Noted",
        "year": 2000,
        "kind": "film",
        "also": ["Known By Another Name"],
        "people": [],
        "about": "A film.",
        "facets": {"genre": ["musical"]},
        "notes": {"gore": 0, "bullying": 1, "bereavement": 2, "captions": 3},
    }
)
CATALOGUE = works(NOTED)


def judge(
    constraint: Constraint,
    theirs: Mapping[str, int] | None = None,
    title: str = "Noted",
    year: int = 2000,
    kind: str = "film",
    unwanted: FacetValues | None = None,
) -> ScreenedItem:
    held = bounds([constraint], Wishes(unwanted=unwanted or {}), "media")
    return screened(item(title, year, kind, notes=theirs), held, CATALOGUE)


@pytest.mark.parametrize(
    ("code", "mode", "verdict", "hidden"),
    [
        ("gore", Mode.ASK, Verdict.SAFE, False),
        ("bullying", Mode.ASK, Verdict.SAFE, False),
        ("bereavement", Mode.ASK, Verdict.UNSAFE, True),
        ("captions", Mode.ASK, Verdict.UNSAFE, True),
        ("deep-water", Mode.ASK, Verdict.UNKNOWN, False),
        ("gore", Mode.STRICT, Verdict.SAFE, False),
        ("bullying", Mode.STRICT, Verdict.UNSAFE, True),
        ("bereavement", Mode.STRICT, Verdict.UNSAFE, True),
        ("deep-water", Mode.STRICT, Verdict.UNKNOWN, True),
        ("bullying", Mode.SOFT, Verdict.SAFE, False),
        ("bereavement", Mode.SOFT, Verdict.UNSAFE, False),
        ("deep-water", Mode.SOFT, Verdict.UNKNOWN, False),
    ],
)
def test_each_mode_makes_its_own_of_our_notes(code: str, mode: Mode, verdict: Verdict, hidden: bool) -> None:
    judged = judge(Constraint(code, mode=mode))
    assert (judged.verdict, judged.hidden) == (verdict, hidden)


def test_what_is_shown_with_a_doubt_says_so_by_rule_and_code() -> None:
    (slight,) = judge(Constraint("bullying")).reasons
    (unproven,) = judge(Constraint("deep-water")).reasons
    assert (slight.rule, slight.about) == (Rule.SLIGHT, "bullying")
    assert (unproven.rule, unproven.about) == (Rule.UNPROVEN, "deep-water")
    assert judge(Constraint("gore")).reasons == ()


def test_silence_is_never_safe() -> None:
    assert judge(Constraint(GORE), title=STRANGE).verdict is Verdict.UNKNOWN
    assert judge(Constraint(GORE), {"bullying": 0}, title=STRANGE).verdict is Verdict.UNKNOWN


@pytest.mark.parametrize(
    "title",
    ["The Noted", "Noted (2000)", "NOTED!", "N'oted", "Noted (film)", "No\ufe0fted", "No\u034fted", "N oted"],
)
def test_a_title_written_otherwise_is_the_same_work(title: str) -> None:
    assert judge(Constraint("bereavement"), {"bereavement": 0}, title=title).hidden


def test_a_kind_of_their_own_does_not_escape_our_notes() -> None:
    assert judge(Constraint("bereavement"), {"bereavement": 0}, kind="").hidden


def test_the_worst_of_many_items_is_hidden_and_shown_ones_sink_by_doubt() -> None:
    noted: list[tuple[str, Mapping[str, int]]] = [
        ("Bad", {GORE: 2}),
        ("Doubtful", {}),
        ("Clear", {GORE: 0}),
        ("Slight", {GORE: 1}),
    ]
    answer = Reply(tuple(item(title, notes=notes) for title, notes in noted))
    judged = screen(answer, bounds([Constraint(GORE)], Wishes(), "media"), CATALOGUE)
    reply = rank(judged, Taste(), "media")
    assert [one.item.title.text for one in judged.items] == ["Bad", "Doubtful", "Clear", "Slight"]
    assert [one.item.title.text for one in reply.shown] == ["Clear", "Slight", "Doubtful"]
    assert [one.item.title.text for one in reply.hidden] == ["Bad"]


def test_the_worst_of_many_limits_decides() -> None:
    def verdict(*codes: str) -> Verdict:
        held = bounds(map(Constraint, codes), Wishes(), "media")
        return screened(item("Noted"), held, CATALOGUE).verdict

    assert verdict("gore", "bullying") is Verdict.SAFE
    assert verdict("gore", "deep-water", "bullying") is Verdict.UNKNOWN
    assert verdict("deep-water", "bereavement", "gore") is Verdict.UNSAFE


@pytest.mark.parametrize("level", list(Level))
def test_whether_a_limit_was_told_changes_nothing_here(level: Level) -> None:
    assert judge(Constraint("bereavement", level)).hidden


def test_limits_of_other_domains_judge_nothing() -> None:
    judged = judge(Constraint("gluten-free"))
    assert (judged.verdict, judged.checked) == (Verdict.SAFE, False)
    assert judge(Constraint(GORE)).checked


def test_a_soft_limit_says_that_it_moved_the_item_not_that_it_is_slight() -> None:
    (reason,) = judge(Constraint("captions", mode=Mode.SOFT)).reasons
    assert reason.rule is Rule.SUNK


def test_nothing_of_a_hidden_item_is_left_to_be_shown() -> None:
    why = "A bright and funny evening."
    held = bounds([Constraint("bereavement")], Wishes(), "media")
    assert screened(item("Noted", why=why), held, CATALOGUE).why.text == ""
    assert screened(item(why=why), held, CATALOGUE).why.text == why


def test_an_answer_says_by_which_rules_it_was_screened_and_what_could_not_be_read() -> None:
    judged = screen(Reply((item(),), unreadable=3), bounds((), Wishes(), "media"), CATALOGUE)
    reply = rank(judged, Taste(), "media")
    assert (judged.version, judged.unreadable) == (rules().version, 3)
    assert (reply.version, reply.unreadable) == (rules().version, 3)

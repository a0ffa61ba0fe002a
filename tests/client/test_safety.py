from collections.abc import Mapping

import pytest

from client.catalogue import Catalogue, Entry
from client.replies import Reply, ReplyItem
from client.safetext import safe_text
from client.safety import Rule, ScreenedItem, Verdict, screen
from sanitizer.types import Constraint, Level, Mode

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
EVIDENCE = Catalogue({"media": [NOTED]})


def judge(
    constraint: Constraint,
    theirs: Mapping[str, int] | None = None,
    title: str = "Noted",
    year: int = 2000,
    kind: str = "film",
    unwanted: Mapping[str, tuple[str, ...]] | None = None,
) -> ScreenedItem:
    item = ReplyItem(safe_text(title), year, kind, safe_text(""), theirs or {})
    reply = screen(Reply((item,)), [constraint], EVIDENCE, "media", unwanted or {})
    (judged,) = (*reply.shown, *reply.hidden)
    assert judged.hidden == bool(reply.hidden)
    return judged


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


def test_the_higher_of_our_note_and_theirs_counts() -> None:
    assert judge(Constraint(GORE), {GORE: 3}).hidden
    assert judge(Constraint("bereavement"), {"bereavement": 0}).hidden


def test_their_word_alone_is_enough_to_ask_but_not_for_strict() -> None:
    theirs = {GORE: 0}
    assert judge(Constraint(GORE), theirs, title="Unheard Of").verdict is Verdict.SAFE
    strict = judge(Constraint(GORE, mode=Mode.STRICT), theirs, title="Unheard Of")
    assert (strict.verdict, strict.hidden) == (Verdict.UNKNOWN, True)


def test_silence_is_never_safe() -> None:
    assert judge(Constraint(GORE), title="Unheard Of").verdict is Verdict.UNKNOWN
    assert judge(Constraint(GORE), {"bullying": 0}, title="Unheard Of").verdict is Verdict.UNKNOWN


def test_a_known_name_with_another_year_or_kind_counts_at_its_worst_and_is_never_safe() -> None:
    assert judge(Constraint(GORE), {GORE: 0}, year=1931).verdict is Verdict.UNKNOWN
    assert judge(Constraint(GORE), {GORE: 0}, kind="book").verdict is Verdict.UNKNOWN
    assert judge(Constraint("bereavement"), {"bereavement": 0}, year=1931).hidden
    assert judge(
        Constraint("bereavement"), {"bereavement": 0}, title="known by ANOTHER name", year=1950
    ).hidden


@pytest.mark.parametrize(
    "title",
    ["The Noted", "Noted (2000)", "NOTED!", "N'oted", "Noted (film)", "No\ufe0fted", "No\u034fted", "N oted"],
)
def test_a_title_written_otherwise_is_the_same_work(title: str) -> None:
    assert judge(Constraint("bereavement"), {"bereavement": 0}, title=title).hidden


def test_a_title_in_letters_that_only_look_latin_is_not_safe_on_their_word() -> None:
    assert judge(Constraint(GORE), {GORE: 0}, title="N\u043eted").verdict is Verdict.UNKNOWN
    assert judge(Constraint(GORE), {GORE: 0}, title="Солярис").verdict is Verdict.SAFE


def test_a_kind_of_their_own_does_not_escape_our_notes() -> None:
    assert judge(Constraint("bereavement"), {"bereavement": 0}, kind="").hidden


def test_the_worst_of_many_constraints_decides_and_shown_ones_sink_by_doubt() -> None:
    items = tuple(
        ReplyItem(safe_text(title), 2000, "film", safe_text(""), notes)
        for title, notes in [
            ("Doubtful", {}),
            ("Slight", {GORE: 1}),
            ("Clear", {GORE: 0}),
            ("Bad", {GORE: 2}),
        ]
    )
    reply = screen(Reply(items), [Constraint(GORE)], EVIDENCE, "media", {})
    assert [judged.item.title.text for judged in reply.shown] == ["Clear", "Slight", "Doubtful"]
    assert [judged.item.title.text for judged in reply.hidden] == ["Bad"]


@pytest.mark.parametrize("level", list(Level))
def test_whether_a_limit_was_told_changes_nothing_here(level: Level) -> None:
    assert judge(Constraint("bereavement", level)).hidden


def test_limits_of_other_domains_judge_nothing() -> None:
    assert judge(Constraint("gluten-free")).verdict is Verdict.SAFE


def test_what_the_person_does_not_want_is_hidden_without_being_unsafe() -> None:
    judged = judge(Constraint(GORE), unwanted={"genre": ("musical",)})
    assert (judged.hidden, judged.verdict) == (True, Verdict.SAFE)
    assert [reason.rule for reason in judged.reasons] == [Rule.UNWANTED]


def test_an_unwanted_kind_is_hidden_by_the_word_of_the_remote_and_other_doubts_are_said() -> None:
    unwanted = {"kind": ("book",), "genre": ("musical",)}
    assert judge(Constraint(GORE), title="Unheard Of", kind="book", unwanted=unwanted).hidden
    judged = judge(Constraint(GORE), title="Unheard Of", unwanted=unwanted)
    assert Rule.UNCHECKED in [reason.rule for reason in judged.reasons]


def test_a_soft_limit_says_that_it_moved_the_item_not_that_it_is_slight() -> None:
    (reason,) = judge(Constraint("captions", mode=Mode.SOFT)).reasons
    assert reason.rule is Rule.SUNK

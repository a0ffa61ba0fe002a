"""Whose word counts: ours, imported, the remote's, and that of title and explanation."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from client.catalogue import Catalogue
from client.kept.evidence import Evidence
from client.replies import ReplyItem
from client.safety import Rule, ScreenedItem, Verdict
from sanitizer.types import Mode
from tests.client.safety.made import (
    NOBODY,
    STRANGE,
    imported,
    item,
    item_of,
    limits,
    screened,
    wording,
    work,
    works,
)

GORE = "gore"


@dataclass(frozen=True)
class Scene:
    """An item and all that is known of it."""

    one: ReplyItem
    catalogue: Catalogue = NOBODY
    evidence: Evidence | None = None

    def judge(self, mode: Mode) -> ScreenedItem:
        return screened(self.one, limits(GORE, mode=mode), self.catalogue, self.evidence)


def harbour(level: int) -> Catalogue:
    return works(work("The Glass Harbour", 2000, notes={GORE: level}))


SOURCES: dict[str, Callable[[int], Scene]] = {
    "ours": lambda level: Scene(item("Glass Harbour", 2001), harbour(level)),
    "nearly": lambda level: Scene(item("The Glass Harbor"), harbour(level)),
    "without a year": lambda level: Scene(item("The Glass Harbour", None), harbour(level)),
    "namesake": lambda level: Scene(item("The Glass Harbour", 1931), harbour(level)),
    "of another kind": lambda level: Scene(item("The Glass Harbour", kind="book"), harbour(level)),
    "imported": lambda level: Scene(item(), evidence=imported((STRANGE, 2000, GORE, level))),
    "remote": lambda level: Scene(item(notes={GORE: level})),
}
CLEARS: dict[str, set[Mode]] = {
    "ours": set(Mode),
    "nearly": {Mode.ASK, Mode.SOFT},
    "without a year": {Mode.ASK, Mode.SOFT},
    "namesake": set(),
    "of another kind": set(),
    "imported": set(Mode),
    "remote": {Mode.ASK, Mode.SOFT},
}


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("source", SOURCES)
def test_a_0_proves_as_much_as_its_source_is_trusted_in_a_mode(source: str, mode: Mode) -> None:
    judged = SOURCES[source](0).judge(mode)
    expected = Verdict.SAFE if mode in CLEARS[source] else Verdict.UNKNOWN
    assert judged.verdict is expected
    assert judged.hidden == (expected is Verdict.UNKNOWN and mode is Mode.STRICT)


@pytest.mark.parametrize("level", [1, 2, 3])
@pytest.mark.parametrize("source", SOURCES)
def test_a_warning_of_any_source_counts_as_it_is(source: str, level: int) -> None:
    scene = SOURCES[source](level)
    assert scene.judge(Mode.ASK).hidden == (level >= 2)
    assert scene.judge(Mode.STRICT).hidden
    assert not scene.judge(Mode.SOFT).hidden


@pytest.mark.parametrize("level", [1, 2])
@pytest.mark.parametrize("where", ["title", "explanation"])
def test_what_the_words_of_a_stranger_mention_counts(where: str, level: int) -> None:
    said = wording(GORE, level)
    scene = Scene(item(f"Of {said}") if where == "title" else item(why=f"It has {said}.", notes={GORE: 0}))
    assert scene.judge(Mode.ASK).hidden == (level == 2)
    assert scene.judge(Mode.STRICT).hidden
    assert [reason.rule for reason in scene.judge(Mode.SOFT).reasons] == [
        Rule.SLIGHT if level == 1 else Rule.SUNK
    ]


def test_what_words_do_not_mention_or_deny_shows_nothing() -> None:
    for why in ("A bright and funny evening.", f"There is no {wording(GORE)} in it."):
        assert Scene(item(why=why)).judge(Mode.ASK).verdict is Verdict.UNKNOWN
        assert Scene(item(why=why)).judge(Mode.STRICT).hidden


def test_the_title_of_a_work_that_we_noted_is_no_evidence_but_what_is_said_of_it_is() -> None:
    noted = work(f"Of {wording(GORE)}", notes={GORE: 0})
    assert Scene(item_of(noted), works(noted)).judge(Mode.STRICT).verdict is Verdict.SAFE
    said = item_of(noted, why=f"It has {wording(GORE)}.")
    assert Scene(said, works(noted)).judge(Mode.ASK).hidden


def test_a_title_that_is_nearly_ours_is_evidence() -> None:
    noted = work(f"The Glass Harbour of {wording(GORE)}", notes={GORE: 0})
    near = item(f"The Glass Harbor of {wording(GORE)}")
    assert Scene(near, works(noted)).judge(Mode.ASK).hidden


def test_our_own_line_is_no_evidence_and_anybody_else_s_of_the_same_words_is() -> None:
    line = f"A quarrel that ends in {wording(GORE)}."
    noted = work(notes={GORE: 0}, about=line)
    other = work("Night Ferry", notes={GORE: 0})
    catalogue = works(noted, other)
    assert Scene(item_of(noted, why=line), catalogue).judge(Mode.STRICT).verdict is Verdict.SAFE
    assert Scene(item_of(noted, why=f"{line} Really."), catalogue).judge(Mode.ASK).hidden
    assert Scene(item_of(other, why=line), catalogue).judge(Mode.ASK).hidden
    assert Scene(item(why=line), catalogue).judge(Mode.ASK).hidden
    assert Scene(item("The Glass Harbor", why=line), catalogue).judge(Mode.ASK).hidden


def test_of_several_sources_the_highest_counts_whoever_says_it() -> None:
    for ours, theirs, brought in [(0, 0, 2), (0, 2, 0), (2, 0, 0)]:
        scene = Scene(
            item("The Glass Harbour", notes={GORE: theirs}),
            harbour(ours),
            imported(("The Glass Harbour", 2000, GORE, brought)),
        )
        assert scene.judge(Mode.ASK).hidden
    two = imported((STRANGE, 2000, GORE, 0), source="one")
    two.add("another", [(STRANGE, 2000, GORE, 3)])
    assert Scene(item(), evidence=two).judge(Mode.ASK).known.warned_by(GORE) == ("another (imported)",)


def test_slight_and_slight_of_one_code_is_still_slight() -> None:
    scene = Scene(item(why=wording(GORE, 1), notes={GORE: 1}), evidence=imported((STRANGE, 2000, GORE, 1)))
    judged = scene.judge(Mode.ASK)
    assert [reason.rule for reason in judged.reasons] == [Rule.SLIGHT]
    assert judged.known.warned_by(GORE) == ("a list (imported)", "its title or description")


def test_notes_of_another_code_prove_nothing_of_this_one() -> None:
    scene = Scene(
        item(notes={"bullying": 0}),
        works(work(STRANGE, notes={"bullying": 0})),
        imported((STRANGE, 2000, "bullying", 0)),
    )
    assert scene.judge(Mode.ASK).verdict is Verdict.UNKNOWN


def test_an_imported_0_clears_what_our_notes_leave_open_and_no_namesake() -> None:
    evidence = imported(("The Glass Harbour", 2000, GORE, 0), ("The Glass Harbour", 1931, GORE, 0))
    silent = works(work("The Glass Harbour", 2000))
    assert Scene(item("The Glass Harbour"), silent).judge(Mode.STRICT).hidden
    assert Scene(item("The Glass Harbour"), silent, evidence).judge(Mode.STRICT).verdict is Verdict.SAFE
    assert Scene(item("The Glass Harbour", 1931), silent, evidence).judge(Mode.STRICT).hidden


def test_an_imported_note_without_a_year_warns_of_every_work_of_the_name_and_clears_none() -> None:
    warned = Scene(item("The Glass Harbour"), harbour(0), imported(("Glass Harbour", None, GORE, 2)))
    assert warned.judge(Mode.ASK).hidden
    assert Scene(item(), evidence=imported((STRANGE, None, GORE, 0))).judge(Mode.STRICT).hidden


def test_an_imported_note_of_another_year_says_nothing() -> None:
    scene = Scene(item(), evidence=imported((STRANGE, 1984, GORE, 3)))
    assert [reason.rule for reason in scene.judge(Mode.ASK).reasons] == [Rule.UNPROVEN]


@pytest.mark.parametrize(
    ("film", "book", "mode", "verdict"),
    [
        (0, 0, Mode.STRICT, Verdict.SAFE),
        (0, 2, Mode.ASK, Verdict.UNSAFE),
        (2, 0, Mode.ASK, Verdict.UNSAFE),
        (0, None, Mode.ASK, Verdict.UNKNOWN),
        (None, 0, Mode.STRICT, Verdict.UNKNOWN),
    ],
)
def test_of_two_works_of_one_name_and_year_the_worse_counts_where_no_kind_is_said(
    film: int | None, book: int | None, mode: Mode, verdict: Verdict
) -> None:
    catalogue = works(
        work(kind="film", notes={} if film is None else {GORE: film}),
        work(kind="book", notes={} if book is None else {GORE: book}),
    )
    judged = Scene(item("The Glass Harbour", kind="", notes={GORE: 0}), catalogue).judge(mode)
    assert judged.verdict is verdict


def test_of_two_works_of_one_name_and_year_the_kind_tells_which() -> None:
    catalogue = works(work(kind="film", notes={GORE: 0}), work(kind="book", notes={GORE: 3}))
    assert Scene(item("The Glass Harbour", kind="film"), catalogue).judge(Mode.STRICT).verdict is Verdict.SAFE
    assert Scene(item("The Glass Harbour", kind="book"), catalogue).judge(Mode.ASK).hidden


def test_a_namesake_counts_at_its_worst_and_no_word_makes_it_safe() -> None:
    evidence = imported(("The Glass Harbour", 1931, GORE, 0))
    doubtful = Scene(item("The Glass Harbour", 1931, notes={GORE: 0}), harbour(0), evidence)
    assert doubtful.judge(Mode.ASK).verdict is Verdict.UNKNOWN
    warned = Scene(item("The Glass Harbour", 1931, notes={GORE: 0}), harbour(2), evidence)
    assert warned.judge(Mode.ASK).hidden


def test_a_name_of_another_language_is_the_same_name() -> None:
    row = {"title": "Noted", "year": 2000, "kind": "film", "also": ["Known By Another Name"], "about": ""}
    catalogue = works(type(work()).from_row({**row, "facets": {}, "notes": {GORE: 2}}))
    assert Scene(item("known by ANOTHER name", 1950, notes={GORE: 0}), catalogue).judge(Mode.ASK).hidden


def test_letters_that_only_look_latin_prove_nothing_and_a_title_in_one_script_may() -> None:
    evidence = imported(("The Gl\u0430ss Harbour", 2000, GORE, 0), ("Солярис", 2000, GORE, 0))
    disguised = item("The Gl\u0430ss Harbour", notes={GORE: 0})
    assert Scene(disguised, harbour(0), evidence).judge(Mode.ASK).verdict is Verdict.UNKNOWN
    assert Scene(disguised, harbour(0), evidence).judge(Mode.STRICT).hidden
    assert Scene(item("Солярис"), NOBODY, evidence).judge(Mode.STRICT).verdict is Verdict.SAFE


def test_who_warns_most_is_named_and_who_clears_or_warns_less_is_not() -> None:
    def warned_by(ours: int, theirs: int) -> tuple[str, ...]:
        scene = Scene(item("The Glass Harbour", notes={GORE: theirs}), harbour(ours))
        return scene.judge(Mode.ASK).known.warned_by(GORE)

    assert warned_by(0, 0) == ()
    assert warned_by(0, 2) == warned_by(1, 3) == ("the recommender's own word",)
    assert warned_by(2, 0) == warned_by(3, 2) == ("our notes",)
    namesake = SOURCES["namesake"](2).judge(Mode.ASK).known
    assert namesake.warned_by(GORE) == ("our notes on a work that it may be",)


def test_the_recommender_is_not_named_where_another_says_as_much() -> None:
    scene = Scene(item("The Glass Harbour", notes={GORE: 2}), harbour(2))
    assert scene.judge(Mode.ASK).known.warned_by(GORE) == ("our notes",)

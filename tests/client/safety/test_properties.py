"""Whatever is known of whatever is recommended: nothing unsafe is shown, and no more of it by knowing more."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from client.catalogue import Catalogue
from client.kept.evidence import Evidence
from client.kept.store import MemoryStore
from client.safety import Rule, ScreenedItem, bounds
from client.safety.phrases import mentions
from sanitizer.types import Constraint, Mode
from sanitizer.wishes import Wishes
from tests.client.safety.made import STRANGE, item, screened, wording, work, works

CODES = ("gore", "war-combat", "gun-violence", "bereavement", "sad-ending", "captions")
TITLE = "The Glass Harbour"
NAMES = {
    "certain": (TITLE, 2000, "film"),
    "nearly": ("The Glass Harbor", 2000, "film"),
    "namesake": (TITLE, 1931, "film"),
    "either of two": (TITLE, 2000, ""),
    "disguised": ("The Gl\u0430ss Harbour", 2000, "film"),
    "strange": (STRANGE, 2000, "film"),
}
Notes = Mapping[str, int]


@dataclass(frozen=True)
class Told:
    """What each source says of an item."""

    name: str
    remote: Notes = field(default_factory=dict)
    imported: Notes = field(default_factory=dict)
    ours: Notes = field(default_factory=dict)
    other: Notes = field(default_factory=dict)
    """Our notes on a book of the same name and year."""
    why: str = ""

    def judge(self, limits: Mapping[str, Mode]) -> ScreenedItem:
        title, year, kind = NAMES[self.name]
        held = bounds([Constraint(code, mode=mode) for code, mode in limits.items()], Wishes(), "media")
        one = item(title, year, kind, why=self.why, notes=self.remote)
        return screened(one, held, self._catalogue(), self._evidence(title, year))

    def _catalogue(self) -> Catalogue:
        return works(work(TITLE, notes=self.ours), work(TITLE, kind="book", notes=self.other))

    def _evidence(self, title: str, year: int) -> Evidence:
        kept = Evidence(MemoryStore())
        if self.imported:
            kept.add("a list", [(title, year, code, level) for code, level in self.imported.items()])
        return kept

    def worst(self, code: str) -> int:
        """The highest that anybody says of a code."""
        said = [self.remote, self.imported, mentions(self.why)]
        if self.name in ("certain", "nearly", "namesake", "either of two"):
            said.append(self.ours)
        if self.name in ("namesake", "either of two"):
            said.append(self.other)
        return max(notes.get(code, 0) for notes in said)

    def proven(self, code: str) -> bool:
        """Whether somebody whose word is enough for a strict limit says that there is no conflict."""
        if self.name in ("namesake", "disguised"):
            return False
        if self.name == "either of two":
            return code in self.ours and code in self.other
        return code in self.imported or (self.name == "certain" and code in self.ours)


notes = st.dictionaries(st.sampled_from(CODES), st.integers(0, 3), max_size=len(CODES))
limits = st.dictionaries(st.sampled_from(CODES), st.sampled_from(Mode), min_size=1)
whys = st.sampled_from(["", "A bright evening.", *(f"It has {wording(code, 1)}." for code in CODES[:3])])
tellings = st.builds(Told, st.sampled_from(list(NAMES)), notes, notes, notes, notes, whys)
sources = st.sampled_from(["remote", "imported", "ours", "other"])


def with_note(told: Told, source: str, code: str, level: int) -> Told:
    changed: dict[str, Any] = {source: {**getattr(told, source), code: level}}
    return replace(told, **changed)


@given(told=tellings, limits=limits)
@settings(max_examples=80, deadline=None)
def test_nothing_is_shown_that_anybody_warns_of_or_that_a_strict_limit_has_no_proof_of(
    told: Told, limits: Mapping[str, Mode]
) -> None:
    judged = told.judge(limits)
    for code, mode in limits.items():
        if mode is Mode.ASK and told.worst(code) >= 2:
            assert judged.hidden
        if mode is Mode.STRICT and (told.worst(code) >= 1 or not told.proven(code)):
            assert judged.hidden


@given(told=tellings, limits=limits)
@settings(max_examples=40, deadline=None)
def test_what_is_hidden_has_a_reason_and_soft_limits_hide_nothing(
    told: Told, limits: Mapping[str, Mode]
) -> None:
    judged = told.judge(limits)
    assert judged.hidden == any(reason.hides for reason in judged.reasons)
    assert not told.judge(dict.fromkeys(limits, Mode.SOFT)).hidden
    for reason in judged.reasons:
        assert limits[reason.about] is not Mode.SOFT or not reason.hides


@given(told=tellings, limits=limits, code=st.sampled_from(CODES), mode=st.sampled_from(Mode))
@settings(max_examples=40, deadline=None)
def test_another_limit_shows_nothing_more(
    told: Told, limits: Mapping[str, Mode], code: str, mode: Mode
) -> None:
    assume(code not in limits)
    if told.judge(limits).hidden:
        assert told.judge({**limits, code: mode}).hidden


@given(told=tellings, limits=limits, source=sources, code=st.sampled_from(CODES), level=st.integers(0, 3))
@settings(max_examples=40, deadline=None)
def test_a_higher_note_shows_nothing_more(
    told: Told, limits: Mapping[str, Mode], source: str, code: str, level: int
) -> None:
    lower = with_note(told, source, code, level)
    for higher in range(level, 4):
        assert with_note(told, source, code, higher).judge(limits).hidden >= lower.judge(limits).hidden


@given(told=tellings, limits=limits, source=sources, code=st.sampled_from(CODES), level=st.integers(0, 3))
@settings(max_examples=80, deadline=None)
def test_another_word_shows_nothing_more_unless_it_is_a_0_where_a_strict_limit_lacked_one(
    told: Told, limits: Mapping[str, Mode], source: str, code: str, level: int
) -> None:
    assume(code not in getattr(told, source))
    before = told.judge(limits)
    after = with_note(told, source, code, level).judge(limits)
    if before.hidden and not after.hidden:
        assert (level, source != "remote") == (0, True)
        hiding = [(reason.rule, reason.about) for reason in before.reasons if reason.hides]
        assert hiding == [(Rule.STRICT_UNPROVEN, code)]


@given(told=tellings, limits=limits)
@settings(max_examples=40, deadline=None)
def test_a_strict_limit_hides_all_that_ask_hides_and_both_all_that_soft_does(
    told: Told, limits: Mapping[str, Mode]
) -> None:
    soft, ask, strict = (
        told.judge(dict.fromkeys(limits, mode)).hidden for mode in (Mode.SOFT, Mode.ASK, Mode.STRICT)
    )
    assert soft <= ask <= strict

"""The table of rules: whole, and never kinder to what is worse."""

import copy
import tomllib
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from client import safety
from client.errors import ClientError
from client.safety import Rule, Source, Verdict, rules
from client.safety.rules import WORST, read_rules
from sanitizer.errors import VocabularyError
from sanitizer.facets import facets
from sanitizer.taxonomy import taxonomy
from sanitizer.types import Mode

TABLE: dict[str, Any] = tomllib.loads(Path(safety.__file__).with_name("rules.toml").read_text("utf-8"))
NOTES = (0, 1, 2, 3, None)


@pytest.mark.parametrize(
    ("mode", "followed"),
    [
        (Mode.ASK, [Rule.CLEAR, Rule.SLIGHT, Rule.CONFLICT, Rule.CONFLICT, Rule.UNPROVEN]),
        (Mode.SOFT, [Rule.CLEAR, Rule.SLIGHT, Rule.SUNK, Rule.SUNK, Rule.UNPROVEN]),
        (Mode.STRICT, [Rule.CLEAR, *[Rule.STRICT_CONFLICT] * 3, Rule.STRICT_UNPROVEN]),
    ],
)
def test_every_mode_and_note_is_decided(mode: Mode, followed: list[Rule]) -> None:
    outcomes = [rules().limits[mode][note] for note in NOTES]
    assert [outcome.rule for outcome in outcomes] == followed


def test_what_is_hidden_is_what_the_modes_promise() -> None:
    hidden = {
        (mode, note)
        for mode in Mode
        for note in NOTES
        if (found := rules().limits[mode][note]) and found.hides
    }
    asked = {(Mode.ASK, 2), (Mode.ASK, 3)}
    assert hidden == asked | {(Mode.STRICT, note) for note in (1, 2, 3, None)}


@pytest.mark.parametrize("mode", list(Mode))
def test_a_worse_note_is_never_treated_better(mode: Mode) -> None:
    for better, worse in pairwise([rules().limits[mode][note] for note in (0, 1, 2, 3)]):
        assert better.hides <= worse.hides
        assert worse.hides or better.cost <= worse.cost
        assert WORST.index(better.verdict) <= WORST.index(worse.verdict)


@pytest.mark.parametrize("mode", list(Mode))
def test_not_known_is_treated_worse_than_clear_and_never_called_safe(mode: Mode) -> None:
    clear, unknown = (rules().limits[mode][note] for note in (0, None))
    assert (clear.verdict, clear.hides, clear.cost) == (Verdict.SAFE, False, 0)
    assert unknown.verdict is Verdict.UNKNOWN
    assert unknown.hides or unknown.cost > 0


def test_only_our_own_sure_notes_and_imported_ones_prove_anything_to_a_strict_limit() -> None:
    strict = {source for source, trust in rules().sources.items() if Mode.STRICT in trust.clears}
    assert strict == {Source.OURS, Source.IMPORTED}


def test_what_words_do_not_say_proves_nothing_in_any_mode() -> None:
    assert rules().sources[Source.WORDS].clears == ()
    assert [source for source, trust in rules().sources.items() if trust.doubts] == [Source.OURS_NAMESAKE]


def test_every_rule_and_source_says_in_a_sentence_what_it_is() -> None:
    for kind in ("rule", "together", "ceiling"):
        assert all(row["says"].endswith(".") for row in TABLE[kind].values())
    assert all(trust.says for trust in rules().sources.values())


def test_content_of_works_adds_up_and_formats_food_and_places_do_not() -> None:
    of_works = {group.name for group in taxonomy().groups.values() if group.domain == "media"}
    assert rules().together.groups == of_works - {"format"}
    assert rules().together.modes == {Mode.ASK}
    assert (rules().together.outcome.rule, rules().together.outcome.hides) == (Rule.SLIGHT_TOGETHER, True)


def test_ceilings_are_of_known_audiences_the_lowest_first() -> None:
    ceilings = list(rules().ceilings.values())
    for ceiling in ceilings:
        known = facets(ceiling.domain)["audience"].values
        assert {ceiling.audience, *ceiling.suits} <= set(known)
        assert ceiling.audience in ceiling.suits
        assert all(taxonomy().codes[code].domain == ceiling.domain for code in ceiling.heeds)
    for lower, higher in pairwise(ceilings):
        assert lower.most <= higher.most
        assert lower.suits <= higher.suits


def without_a_note(table: dict[str, Any]) -> None:
    table["rule"]["slight"]["notes"] = []


def with_a_note_twice(table: dict[str, Any]) -> None:
    table["rule"]["clear"]["notes"].append("1")


def without_a_rule(table: dict[str, Any]) -> None:
    del table["rule"]["strict-unproven"]


def without_a_source(table: dict[str, Any]) -> None:
    del table["source"]["words"]


def with_a_strange_source(table: dict[str, Any]) -> None:
    table["source"]["hearsay"] = {"says": "hearsay", "clears": ["ask"]}


def with_a_strange_group(table: dict[str, Any]) -> None:
    table["together"]["slight-together"]["groups"].append("weather")


def with_a_strange_code(table: dict[str, Any]) -> None:
    table["heeds"]["media"].append("glitter")


@pytest.mark.parametrize(
    ("broken", "error"),
    [
        (without_a_note, ClientError),
        (with_a_note_twice, ClientError),
        (without_a_rule, ClientError),
        (without_a_source, ClientError),
        (with_a_strange_source, ClientError),
        (with_a_strange_group, VocabularyError),
        (with_a_strange_code, VocabularyError),
    ],
)
def test_a_broken_table_is_refused(broken: Callable[[dict[str, Any]], None], error: type[Exception]) -> None:
    table = copy.deepcopy(TABLE)
    assert read_rules(table) == rules()
    broken(table)
    with pytest.raises(error):
        read_rules(table)

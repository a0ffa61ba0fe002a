"""Decisions and what becomes of them, over hand-made findings: no model, so that every case is exact."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanitizer import DecisionError, Level, Review, VocabularyError, Wishes
from sanitizer.policy import POLICIES, PolicyName, decide
from sanitizer.taxonomy import taxonomy
from sanitizer.types import Action, Decision, Draft, Finding, Mode, Span
from sanitizer.wire import BLOCK, COUNT, ConsentTag, ToldConstraint

TEXT = "Since my miscarriage last spring I can't watch baby scenes. Anna and I want a light comedy. My miscarriage  last Spring…"
FACT, LIMIT, NAME, WISH, AGAIN = 0, 1, 2, 3, 4


def at(words: str, label: str, *codes: str, after: int = 0) -> Finding:
    start = TEXT.index(words, after)
    return Finding(Span(start, start + len(words)), label, codes)


FINDINGS = (
    at("miscarriage last spring", "reproductive", "pregnancy-infant-loss"),
    at("can't watch baby scenes", "aversion", "pregnancy-infant-loss", "child-harm"),
    at("Anna", "person"),
    at("light comedy", "want"),
    at("miscarriage  last Spring", "reproductive", "pregnancy-infant-loss"),
)


@pytest.fixture
def review() -> Review:
    policy = POLICIES[PolicyName.BALANCED]
    return Review(Draft(TEXT), "media", tuple(decide(finding, policy) for finding in FINDINGS))


def test_by_default_nothing_is_told(review: Review) -> None:
    assert review.request().constraints == ()
    assert {constraint.code for constraint in review.constraints} == {"pregnancy-infant-loss", "child-harm"}


@pytest.mark.parametrize(("policy", "fact", "limit"), [("private", 0, 0), ("balanced", 0, 2), ("open", 2, 3)])
def test_a_policy_offers_and_does_not_tell(policy: str, fact: int, limit: int) -> None:
    decisions = [decide(finding, POLICIES[PolicyName(policy)]) for finding in FINDINGS]
    assert (decisions[FACT].offered, decisions[LIMIT].offered) == (fact, limit)
    assert {decision.level for decision in decisions} == {Level.NOTHING}


def test_facts_and_details_become_stable_placeholders_and_limits_stay(review: Review) -> None:
    assert review.redacted() == (
        "Since my [reproductive or sexual health 1] I can't watch baby scenes. [name 1] and I want a light comedy. "
        "My [reproductive or sexual health 1]…"
    )


def test_a_person_can_keep_leave_out_and_undo(review: Review) -> None:
    changed = review.decide(NAME, "allow").decide(LIMIT, "redact").decide(FACT, "redact")
    assert "Anna and I" in changed.redacted()
    assert "[stated limit 1]" in changed.redacted()
    assert changed.decisions[FACT].action is Action.REDACT
    assert review.decisions[NAME].action is Action.REDACT


@pytest.mark.parametrize(
    ("level", "key", "name"),
    [(1, "root", "gentle"), (2, "group", "death-loss"), (3, "code", "pregnancy-infant-loss")],
)
def test_a_told_level_names_code_group_or_root(review: Review, level: int, key: str, name: str) -> None:
    body = review.decide(FACT, "constrain", level=level, mode="strict").request().body()
    (told,) = body["constraints"]
    assert (told[key], told["mode"]) == (name, "strict")
    assert set(told) == {key, "mode", "consent"}
    assert set(told["consent"]) == {"purpose", "scope", "expires", "secondary_use"}
    assert date.fromisoformat(told["consent"]["expires"])


def test_level_zero_changes_no_byte_but_the_id(review: Review) -> None:
    without = review.decide(FACT, "redact").decide(AGAIN, "redact").decide(LIMIT, "redact").request().body()
    kept = review.request().body()
    assert {**without, "id": ""} == {**kept, "id": ""}
    assert without["id"] != kept["id"]


def test_codes_of_another_domain_never_leave(review: Review) -> None:
    changed = review.tell("alcohol-free", 3).tell("gore", 3)
    assert [told["code"] for told in changed.request().body()["constraints"]] == ["gore"]


def test_one_group_is_told_once(review: Review) -> None:
    told = review.tell("gore", 2).tell("war-combat", 2).request().constraints
    assert [(constraint.level, constraint.name) for constraint in told] == [(Level.GROUP, "violence")]


def test_the_strictest_mode_and_the_highest_level_of_a_code_hold(review: Review) -> None:
    changed = review.decide(FACT, "constrain", level=1, mode="strict").tell(
        "pregnancy-infant-loss", 3, mode="soft"
    )
    (kept,) = [c for c in changed.constraints if c.code == "pregnancy-infant-loss"]
    assert (kept.mode, kept.level) == (Mode.STRICT, Level.CODE)


def test_telling_again_replaces_what_was_told(review: Review) -> None:
    assert review.tell("gore", 3).tell("gore", 0).request().constraints == ()


def test_only_what_a_person_decided_can_be_told() -> None:
    with pytest.raises(DecisionError):
        Decision(FINDINGS[FACT], Action.CONSTRAIN, level=Level.CODE)


@pytest.mark.parametrize(
    "change",
    [
        {"id": "my secret words"},
        {"want": {"genre": ("my secret words",)}},
        {"want": {"my secret words": ("comedy",)}},
        {
            "constraints": (
                ToldConstraint(Level.CODE, "alcohol-free", Mode.ASK, ConsentTag(date(2026, 1, 1))),
            )
        },
        {"constraints": (ToldConstraint(Level.NOTHING, "gore", Mode.ASK, ConsentTag(date(2026, 1, 1))),)},
    ],
)
def test_a_request_refuses_what_is_not_of_its_vocabulary(review: Review, change: dict[str, object]) -> None:
    with pytest.raises((ValueError, VocabularyError)) as caught:
        replace(review.request(), **change)  # type: ignore[arg-type]
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "change",
    [
        lambda review: review.decide(9, "redact"),
        lambda review: review.decide(-1, "redact"),
        lambda review: review.decide(0, "shout"),
        lambda review: review.decide(0, "constrain", level=4),
        lambda review: review.decide(0, "constrain", mode="maybe"),
        lambda review: review.decide(0, "redact", level=2),
        lambda review: review.decide(NAME, "constrain"),
        lambda review: review.tell("gore", 7),
        lambda review: review.decide("0", "redact"),
        lambda review: review.decide(None, "redact"),
        lambda review: review.decide(True, "redact"),
        lambda review: review.decide(0.0, "redact"),
        lambda review: review.decide(0, ["redact"]),
        lambda review: review.decide(0, "constrain", level=True),
        lambda review: review.decide(0, "constrain", level=1.0),
        lambda review: review.decide(0, "constrain", level="2"),
        lambda review: review.decide(0, "constrain", level=[]),
        lambda review: review.tell("gore", True),
        lambda review: review.tell("gore", None),
        lambda review: review.tell("gore", 2, mode="shout"),
        lambda review: review.pick([], Wishes()),
        lambda review: review.send_words("3"),
        lambda review: review.wish(9),
        lambda review: review.placeholder(-1),
        lambda review: review.mark(Span(5, 3), "person"),
        lambda review: review.mark(Span(-2, 3), "person"),
        lambda review: review.mark((0, 5), "person"),
        lambda review: review.mark(Span(0, 10_000), "person"),
        lambda review: review.resize(NAME, Span(3, 3)),
        lambda review: review.resize(NAME, Span("60", "64")),  # type: ignore[arg-type]
        lambda review: review.resize(NAME, (60, 64)),
        lambda review: review.prompt(words="miscarriage"),
        lambda review: review.request(words="miscarriage"),
    ],
)
def test_a_decision_that_does_not_fit_is_refused(review: Review, change: object) -> None:
    with pytest.raises(DecisionError) as caught:
        change(review)  # type: ignore[operator]
    assert "miscarriage" not in str(caught.value)


def test_telling_an_unknown_code_is_a_vocabulary_error(review: Review) -> None:
    with pytest.raises(VocabularyError):
        review.tell("sharks-with-lasers", 3)


def test_a_prompt_is_made_of_closed_phrases(review: Review) -> None:
    assert review.decide(LIMIT, "constrain", level=2).prompt() == (
        "Please recommend films, series, books and games.\n"
        "Genre: comedy.\n"
        "Mood: light.\n"
        "It has to be: free of abuse themes; careful with death and loss."
    )


def test_a_request_is_canonical_padded_and_holds_only_the_vocabulary(review: Review) -> None:
    request = review.tell("gore", 3).request()
    content = request.encode()
    body = json.loads(content)
    assert len(content) % BLOCK == 0
    assert content.rstrip(b" ") == json.dumps(body, sort_keys=True, separators=(",", ":")).encode()
    assert body["count"] == COUNT
    assert body["want"] == {"genre": ["comedy"], "mood": ["light"]}
    for word in ("miscarriage", "Anna", "baby", "spring"):
        assert word.encode() not in content
    assert len(request.digest()) == 64


@given(st.sampled_from(list(taxonomy().codes)), st.integers(0, 3), st.sampled_from(list(taxonomy().domains)))
def test_every_told_name_is_of_the_vocabulary(code: str, level: int, domain: str) -> None:
    told = Review(Draft("x"), domain, ()).tell(code, level).request().constraints
    expected = level > 0 and taxonomy().codes[code].domain == domain
    assert len(told) == expected


def test_no_repr_shows_the_draft(review: Review) -> None:
    shown = repr(review) + repr(review.decide(LIMIT, "constrain", level=3).request()) + repr(review.findings)
    for word in ("miscarriage", "Anna", "baby"):
        assert word not in shown

"""Causes of errors, groups of drafts, and drafts written oddly."""

import random

import pytest

from sanitizer import Finding, Sanitizer, Span
from scripts.corpus.marks import MarkedDraft, parse_marks
from scripts.corpus.rewrite import rewritten
from scripts.evaluation.errors import faults, lines
from scripts.evaluation.groups import grouped
from scripts.evaluation.lexicon import Lexicon
from scripts.evaluation.metrics import Pair, figures
from scripts.evaluation.robustness import KINDS, noisy


def draft(marked: str, name: str = "x") -> MarkedDraft:
    return MarkedDraft(name, "media", *parse_marks(marked))


HURT = draft(
    "my sister has [[lupus since May|condition|low-exertion]] and I [[lost my dad|loss|bereavement]], [[cosy films|want]]"
)
PLAIN = draft("[[a film about lupus|want]] please, no hurry")
LEXICON = Lexicon([draft("has [[lupus|condition]]")] * 4)


def on(of: MarkedDraft, words: str, label: str, score: float = 0.9) -> Finding:
    start = of.text.index(words)
    return Finding(Span(start, start + len(words)), label, (), score)


def causes(*pairs: Pair) -> list[str]:
    return [fault.cause for fault in faults(pairs, LEXICON)]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([], ["missed: known words, of another", "missed: a hint, of another"]),
        ([on(HURT, "lupus", "condition"), on(HURT, "lost my dad", "loss")], ["edges: right short"]),
        (
            [on(HURT, "has lupus since May", "condition"), on(HURT, "dad", "loss")],
            ["edges: left long", "edges: left short"],
        ),
        ([on(HURT, "lupus since May and I lost my dad", "loss")], ["edges: two facts as one"]),
        (
            [on(HURT, "lupus since May", "treatment"), on(HURT, "lost my dad", "loss")],
            ["label condition as treatment"],
        ),
        (
            [
                on(HURT, "lupus since May", "aversion"),
                on(HURT, "lost my dad", "loss"),
                on(HURT, "cosy", "loss"),
            ],
            ["missed: taken for a limit", "false: in a wish"],
        ),
    ],
)
def test_errors_have_causes(found: list[Finding], expected: list[str]) -> None:
    assert causes((HURT, found)) == expected


def test_false_alarms_are_told_apart() -> None:
    assert causes((PLAIN, [on(PLAIN, "lupus", "condition")])) == ["false: in a wish"]
    assert causes((PLAIN, [on(PLAIN, "no hurry", "hardship")])) == ["false: in a draft without a fact"]


def test_the_commonest_cause_comes_first_with_its_worst_case() -> None:
    found = [on(PLAIN, "please", "loss", 0.5), on(PLAIN, "no hurry", "loss", 0.8)]
    report = list(lines([(PLAIN, found)], LEXICON))
    assert report[0] == "false: in a draft without a fact: 2"
    assert "no hurry" in report[1]


def test_drafts_are_parted_by_domain_length_and_manner() -> None:
    groups = grouped([(HURT, []), (PLAIN, [])])
    assert groups["domain: media"].drafts == 2
    assert {"length: under 15 words", "length: 15 to 45 words"} & set(groups)
    assert sum(result.drafts for name, result in groups.items() if name.startswith("register")) == 2


def test_intervals_hold_the_figure_and_shrink_with_more_drafts() -> None:
    pairs: list[Pair] = [
        (HURT, [on(HURT, "lupus", "condition")]),
        (PLAIN, []),
        (HURT, []),
        (PLAIN, [on(PLAIN, "lupus", "loss")]),
    ]
    few, many = figures(pairs, intervals=True), figures(pairs * 30, intervals=True)
    low, high = few.intervals["found"]
    assert low <= few.found.f1 <= high
    assert many.intervals["found"][1] - many.intervals["found"][0] < high - low


@pytest.mark.parametrize("kind", KINDS)
def test_noise_keeps_spans_on_their_words_and_changes_something(kind: str) -> None:
    quoted = draft(
        'I can\'t; my "sister" has [[lupus since May|condition]] and [[lost her dad|loss]], [[cosy films|want]] '
        * 12
    )
    (result,) = noisy([quoted], KINDS[kind])
    assert [span.label for span in result.spans] == [span.label for span in quoted.spans]
    assert result.text != quoted.text


def test_a_rewritten_draft_changes_inside_and_outside_of_spans() -> None:
    result = rewritten(HURT, str.upper)
    assert [result.text[span.start : span.end] for span in result.spans][:2] == [
        "LUPUS SINCE MAY",
        "LOST MY DAD",
    ]


@pytest.mark.parametrize(
    "kind", ["homoglyphs", "full width", "zero width", "bidi marks", "curly quotes", "odd spaces", "capitals"]
)
def test_what_looks_the_same_is_found_the_same(sanitizer: Sanitizer, kind: str) -> None:
    text = "Since my miscarriage last spring I'm on sertraline. My dad died in March and I can't watch hospital shows."
    plain = [(text[f.span.start : f.span.end], f.label) for f in sanitizer.detect(text)]
    changed = KINDS[kind](text, chance=random.Random(3))
    found = sanitizer.detect(changed)
    assert [finding.label for finding in found] == [label for _, label in plain]
    if len(changed) == len(text):
        assert [text[f.span.start : f.span.end] for f in found] == [words for words, _ in plain]

"""The labelled drafts: well-formed, varied, and as large as was promised."""

from collections import Counter

import pytest

from sanitizer.taxonomy import Kind, taxonomy
from scripts.corpus import splits
from scripts.corpus.lint import lint, repeated_skeletons
from scripts.corpus.marks import MarkedDraft, MarkError, parse_marks


@pytest.fixture(scope="module")
def corpus() -> list[MarkedDraft]:
    drafts, faults = lint(sorted(splits.CORPUS.glob("*.jsonl")))
    assert faults == []
    return drafts


def test_the_corpus_is_large_and_nearly_half_without_a_fact(corpus: list[MarkedDraft]) -> None:
    assert len(corpus) >= 3000
    assert sum(not draft.facts for draft in corpus) / len(corpus) >= 0.45


def test_every_fact_label_and_code_occurs_often(corpus: list[MarkedDraft]) -> None:
    labels = Counter(span.label for draft in corpus for span in draft.spans)
    codes = Counter(code for draft in corpus for span in draft.spans for code in span.codes)
    facts = [name for name, label in taxonomy().labels.items() if label.kind is Kind.FACT and label.learned]
    assert {name: labels[name] for name in facts if labels[name] < 150} == {}
    assert {code: codes[code] for code in taxonomy().codes if codes[code] < 20} == {}
    domains = Counter(draft.domain for draft in corpus)
    assert min(domains[name] for name in ("food", "outings")) >= 300


def test_splits_share_no_batch_and_each_has_every_fact_label() -> None:
    names = {split: {path.stem for path in splits.batches(split)} for split in ("train", "dev", "test")}
    assert not names["train"] & names["dev"]
    assert not names["train"] & names["test"]
    assert not names["dev"] & names["test"]
    for split in names:
        assert len({span.label for draft in splits.drafts(split) for span in draft.facts}) == 11


def test_marks_give_back_the_draft_and_its_spans() -> None:
    text, spans = parse_marks("My [[mum has lupus|condition|serious-illness]], [[cosy films|want]]?")
    assert text == "My mum has lupus, cosy films?"
    assert [(text[span.start : span.end], span.label, span.codes) for span in spans] == [
        ("mum has lupus", "condition", ("serious-illness",)),
        ("cosy films", "want", ()),
    ]


@pytest.mark.parametrize(
    "marked",
    [
        "a [[b|want",
        "a b|want]]",
        "[[a [[b|want]]|want]]",
        "[[ a|want]]",
        "[[a |want]]",
        "[[|want]]",
        "[[a]]",
        "[[a|wish]]",
        "[[a|unreadable]]",
        "[[a|loss|sadness]]",
        "[[a|loss|gore,gore]]",
        "[[a|loss|]]",
        "[[a|want|gore]]",
        "[[a|loss|gore,captions,no-raw,soft-food]]",
    ],
)
def test_bad_marks_are_refused(marked: str) -> None:
    with pytest.raises(MarkError):
        parse_marks(marked)


def drafts(*marked: str) -> list[MarkedDraft]:
    return [MarkedDraft(str(index), "media", *parse_marks(text)) for index, text in enumerate(marked)]


def test_drafts_that_differ_only_in_spans_and_names_are_found() -> None:
    first = "ever since I heard about [[lupus|condition]] my friend Anna and I only want to watch [[cosy films|want]] at night"
    second = "ever since I heard about [[gout|condition]] my friend Bert and I only want to watch [[war films|want]] at night"
    other = "nights are for [[cosy films|want]], says Anna, who heard about my [[lupus|condition]] last week at the bus stop"
    assert [(a, b) for a, b, _ in repeated_skeletons(drafts(first, second, other))] == [("0", "1")]

"""The labelled drafts: well-formed, varied, and as large as was promised."""

import json
from collections import Counter
from pathlib import Path
from zlib import crc32

import pytest

from sanitizer.taxonomy import Kind, taxonomy
from scripts.corpus import splits
from scripts.corpus.lint import bad_triples, lint, repeated_skeletons, triples
from scripts.corpus.marks import MarkedDraft, MarkError, parse_marks, read_places


@pytest.fixture(scope="module")
def corpus() -> list[MarkedDraft]:
    drafts, faults = lint(sorted(splits.CORPUS.glob("*.jsonl")))
    assert faults == []
    return drafts


def test_the_corpus_is_large_and_nearly_half_without_a_fact(corpus: list[MarkedDraft]) -> None:
    assert len(corpus) >= 9000
    assert sum(not draft.facts for draft in corpus) / len(corpus) >= 0.45


def test_every_fact_label_and_code_occurs_often(corpus: list[MarkedDraft]) -> None:
    labels = Counter(span.label for draft in corpus for span in draft.spans)
    codes = Counter(code for draft in corpus for span in draft.spans for code in span.codes)
    facts = [name for name, label in taxonomy().labels.items() if label.kind is Kind.FACT and label.learned]
    assert {name: labels[name] for name in facts if labels[name] < 600} == {}
    assert {code: codes[code] for code in taxonomy().codes if codes[code] < 80} == {}
    assert len(triples(corpus)) >= 900
    domains = Counter(draft.domain for draft in corpus)
    assert min(domains[name] for name in ("food", "outings")) >= 300


def test_labels_of_real_texts_are_places_without_text() -> None:
    rows = [
        json.loads(line) for path in real_files() for line in path.read_text(encoding="utf-8").splitlines()
    ]
    assert len(rows) >= 3000
    assert len({row["id"] for row in rows}) == len(rows)
    assert {key for row in rows for key in row} == {"id", "domain", "crc32", "spans"}
    for row in rows:
        end = 0
        for start, stop, label, codes in row["spans"]:
            assert end <= start < stop
            assert label in taxonomy().labels
            assert set(codes) <= set(taxonomy().codes)
            end = stop


def real_files() -> list[Path]:
    return sorted((splits.CORPUS / "real").glob("*.jsonl"))


def test_places_are_read_with_their_texts_and_never_with_others(tmp_path: Path) -> None:
    text = "my asthma again"
    row = {"id": "a-1", "domain": "none", "crc32": crc32(text.encode()), "spans": [[3, 9, "condition", []]]}
    file = tmp_path / "places.jsonl"
    file.write_text(json.dumps(row) + "\n", encoding="utf-8")
    (draft,) = read_places(file, {"a-1": text})
    assert [draft.text[span.start : span.end] for span in draft.spans] == ["asthma"]
    assert list(read_places(file, {"a-1": "another text"})) == []
    assert list(read_places(file, {})) == []


def test_triples_that_are_not_whole_or_hold_a_stray_fact_are_named() -> None:
    def member(letter: str, marked: str) -> MarkedDraft:
        return MarkedDraft(f"t-001{letter}", "media", *parse_marks(marked), "scar")

    good = [
        member("a", "my [[scars|self_harm]]"),
        member("b", "[[Scarface|want]]"),
        member("c", "[[no scars|aversion]]"),
    ]
    assert list(bad_triples(good)) == []
    assert list(bad_triples(good[:2])) == ["t-001: a triple has members a, b and c"]
    stray = [good[0], member("b", "her [[scars|self_harm]]"), member("c", "[[no wounds|aversion]]")]
    assert list(bad_triples(stray)) == [
        "t-001: a has a fact, b and c have none",
        "t-001c: the word 'scar' is not in it",
    ]


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

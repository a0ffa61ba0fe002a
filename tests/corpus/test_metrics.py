import pytest

from sanitizer import Finding, Span
from scripts.corpus.marks import MarkedDraft, parse_marks
from scripts.evaluation.lexicon import Lexicon
from scripts.evaluation.metrics import figures


def draft(marked: str) -> MarkedDraft:
    return MarkedDraft("x", "media", *parse_marks(marked))


def on(text: str, words: str, label: str, *codes: str) -> Finding:
    start = text.index(words)
    return Finding(Span(start, start + len(words)), label, codes)


HURT = draft(
    "my [[lupus|condition|low-exertion]] and [[two miscarriages|reproductive|pregnancy-infant-loss]], [[cosy films|want]]"
)
PLAIN = draft("[[a film about lupus|want]] please")


def test_a_perfect_detector_has_perfect_figures() -> None:
    found = [Finding(Span(span.start, span.end), span.label, span.codes) for span in HURT.spans]
    result = figures([(HURT, found), (PLAIN, [])])
    assert (result.found.f1, result.labelled.f1, result.exact.f1, result.codes.f1) == (1, 1, 1, 1)
    assert (result.uncovered.value, result.missed.value, result.flagged.value) == (0, 0, 0)
    assert result.wants.recall == pytest.approx(1 / 2)


def test_overlap_counts_as_found_and_places_and_labels_are_judged_apart() -> None:
    found = [on(HURT.text, "lupus and two", "treatment")]
    result = figures([(HURT, found), (PLAIN, [on(PLAIN.text, "lupus", "condition")])])
    assert (result.found.recall, result.found.precision) == (1, 1 / 2)
    assert (result.labelled.recall, result.exact.recall) == (0, 0)
    assert result.uncovered.part == len("miscarriages")
    assert result.missed.value == 0
    assert result.flagged.value == 1
    assert result.codes.recall == 0


def test_a_draft_in_which_one_fact_is_missed_counts_as_missed() -> None:
    assert figures([(HURT, [on(HURT.text, "lupus", "condition")])]).missed.value == 1


def test_a_wish_over_a_fact_does_not_cover_it() -> None:
    result = figures([(HURT, [on(HURT.text, "lupus", "want")])])
    assert result.uncovered.value == 1
    assert result.found.recall == 0


def test_a_lexicon_learns_phrases_of_facts_and_leaves_common_words() -> None:
    train = [draft("my [[lupus|condition]] and my cat"), draft("has [[lupus|condition]] and a cat")] * 2
    lexicon = Lexicon([*train, draft("a cat film")])
    text = "Lupus again, says my cat"
    assert [(f.label, f.span.of(text)) for f in lexicon.detect(text)] == [("condition", "Lupus")]

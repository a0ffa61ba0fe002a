"""What the network learns from: spans survive noise, and tokens get the tags of their words."""

import random
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanitizer.model import Model
from scripts.corpus.marks import MarkedDraft, parse_marks
from scripts.training.augment import joined, masked, shuffled
from scripts.training.features import CODES, IGNORED, TAGS, WINDOW, examples
from scripts.training.noise import SLIPS, add_noise
from scripts.training.recipe import Recipe, changed

MARKED = (
    "Since my [[mum's stroke last spring|condition|serious-illness]], I can't... well, [[no hospitals|aversion|serious-illness]]; "
    "mail [[jo@example.org|contact]] about [[light comedies|want]]!"
)


def draft(marked: str) -> MarkedDraft:
    return MarkedDraft("x", "media", *parse_marks(marked))


@given(st.integers(0, 10_000))
def test_noise_keeps_every_span_on_its_words(seed: int) -> None:
    plain = draft(MARKED)
    noisy = add_noise(plain, random.Random(seed))
    assert [(span.label, span.codes) for span in noisy.spans] == [
        (span.label, span.codes) for span in plain.spans
    ]
    for before, after in zip(plain.spans, noisy.spans, strict=True):
        old, new = plain.text[before.start : before.end], noisy.text[after.start : after.end]
        assert old[0].casefold() == new[0].casefold()
        assert abs(len(old) - len(new)) <= len(old) // 2
    assert noisy.text[: noisy.spans[0].start].startswith("S")


def test_noise_changes_something_now_and_then_and_repeats_with_its_seed() -> None:
    texts = [add_noise(draft(MARKED), random.Random(seed)).text for seed in range(200)]
    changed = sum(text != draft(MARKED).text for text in texts)
    assert 0 < changed < 200
    assert texts == [add_noise(draft(MARKED), random.Random(seed)).text for seed in range(200)]
    assert all(0 < share < 1 for _, share in SLIPS)


def test_tokens_get_the_tag_and_codes_of_their_span(model: Model) -> None:
    (example,) = examples(draft(MARKED), model.tokenizer)
    tags = [TAGS[tag] if tag != IGNORED else "-" for tag in example.tags]
    assert tags[0] == tags[-1] == "-"
    assert next(tag for tag in tags if tag.startswith("B-")) == "B-condition"
    assert {"I-condition", "B-aversion", "B-want", "I-want", "O"} <= set(tags)
    assert tags.count("-") > 2  # the address is found by rules and not learned
    codes = {CODES[index] for index in np.flatnonzero(example.codes.any(axis=0))}
    assert codes == {"serious-illness"}
    assert set(np.array(tags)[example.spans > 0]) <= {
        "B-condition",
        "I-condition",
        "B-aversion",
        "I-aversion",
    }


@pytest.mark.parametrize("repeats", [1, 30, 90])
def test_a_long_draft_becomes_windows_that_hold_all_of_it(model: Model, repeats: int) -> None:
    long = draft("a [[light comedy|want]] and then some. " * repeats)
    found = list(examples(long, model.tokenizer))
    assert all(len(example.ids) <= WINDOW + 2 for example in found)
    begun = sum(int((example.tags == TAGS.index("B-want")).any()) for example in found)
    assert begun == len(found)


def test_codes_are_learned_once_a_span_where_the_recipe_says_so(model: Model) -> None:
    (example,) = examples(draft(MARKED), model.tokenizer)
    assert set(np.unique(example.spans)) == {0, 1, 2}


@given(st.integers(0, 1000))
def test_joined_and_shuffled_drafts_keep_every_span_on_its_words(seed: int) -> None:
    chance = random.Random(seed)
    first = draft("I [[lost my dad|loss|bereavement]]. Then I moved! Any [[light comedies|want]]?")
    second = draft("My [[asthma|condition|low-exertion]] is worse.\n[[quiet walks|want]] please")
    for result, sources in (
        (joined(first, second, chance), (first, second)),
        (shuffled(first, chance), (first,)),
    ):
        words = sorted((result.text[span.start : span.end], span.label) for span in result.spans)
        expected = sorted(
            (source.text[span.start : span.end], span.label) for source in sources for span in source.spans
        )
        assert words == expected
        assert sorted(re.findall(r"\w+", result.text)) == sorted(
            word for source in sources for word in re.findall(r"\w+", source.text)
        )


def test_an_unknown_setting_of_the_recipe_is_named() -> None:
    assert changed(Recipe(), ["epochs=3", "joined=0.5", "span_codes=True"]).joined == 0.5
    with pytest.raises(ValueError, match="nonsense=1"):
        changed(Recipe(), ["nonsense=1"])


def test_hidden_pieces_keep_their_targets(model: Model) -> None:
    (example,) = examples(draft(MARKED), model.tokenizer)
    (mask,) = model.tokenizer.encode("[MASK]", add_special_tokens=False).ids
    hidden = masked(example, 0.5, mask, random.Random(1))
    assert 0 < (hidden.ids == mask).sum() < len(example.ids) - 2
    assert (hidden.ids[[0, -1]] == example.ids[[0, -1]]).all()
    assert (hidden.tags == example.tags).all()

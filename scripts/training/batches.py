"""Drafts to the batches of an epoch, each time a little different."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from scripts.corpus.marks import MarkedDraft
from scripts.training.augment import MAX_JOINED, joined, masked, shuffled
from scripts.training.features import CODES, IGNORED, Example, examples
from scripts.training.noise import add_noise
from scripts.training.recipe import Recipe


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded examples: (batch, tokens), and (batch, tokens, codes) for `codes`."""

    ids: Tensor
    mask: Tensor
    tags: Tensor
    codes: Tensor
    spans: Tensor
    """From 1 the number of the fact or limit that a token lies in, unlike any other of the batch; else 0."""


def collate(group: Sequence[Example]) -> Batch:
    """Examples padded to the longest of them."""
    length = max(len(example.ids) for example in group)
    ids, mask, spans = (np.zeros((len(group), length), dtype=np.int64) for _ in range(3))
    tags = np.full((len(group), length), IGNORED, dtype=np.int64)
    codes = np.zeros((len(group), length, len(CODES)), dtype=np.float32)
    for row, example in enumerate(group):
        part = slice(0, len(example.ids))
        ids[row, part], mask[row, part], tags[row, part] = example.ids, 1, example.tags
        codes[row, part] = example.codes
        spans[row, part] = np.where(example.spans > 0, example.spans + row * length, 0)
    return Batch(*(torch.from_numpy(array) for array in (ids, mask, tags, codes, spans)))


def epoch_drafts(
    drafts: Sequence[MarkedDraft], guessed: Sequence[MarkedDraft], recipe: Recipe, chance: random.Random
) -> Iterator[MarkedDraft]:
    """All drafts once, joined, shuffled and misspelt as the recipe says, and a share of guessed ones."""
    extra = round(len(drafts) * recipe.guessed) if guessed else 0
    for draft in (*drafts, *chance.choices(guessed, k=extra)):
        changed = draft
        if chance.random() < recipe.joined:
            other = chance.choice(drafts)
            if len(changed.text) + len(other.text) < MAX_JOINED:
                changed = joined(changed, other, chance)
        if chance.random() < recipe.shuffled:
            changed = shuffled(changed, chance)
        yield add_noise(changed, chance, recipe.noise)


def epoch_batches(
    drafts: Sequence[MarkedDraft],
    guessed: Sequence[MarkedDraft],
    tokenizer: Tokenizer,
    recipe: Recipe,
    chance: random.Random,
) -> list[Batch]:
    """The batches of an epoch in random order, each of windows of like length."""
    pool = [
        example
        for draft in epoch_drafts(drafts, guessed, recipe, chance)
        for example in examples(draft, tokenizer, recipe.window)
    ]
    if recipe.masked:
        mask = tokenizer.encode("[MASK]", add_special_tokens=False).ids[0]
        pool = [masked(example, recipe.masked, mask, chance) for example in pool]
    pool.sort(key=lambda example: len(example.ids) + chance.random() * 12)
    groups = [pool[start : start + recipe.batch] for start in range(0, len(pool), recipe.batch)]
    chance.shuffle(groups)
    return [collate(group) for group in groups]

"""How the detector is taught: every choice that an experiment may change, in one value."""

from dataclasses import dataclass, fields, replace
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """The settings of a run. The defaults are what the log in `models/detector` found best."""

    epochs: int = 8
    seed: int = 7
    """Where the heads begin: runs that are to be averaged share it."""
    order: int = 0
    """Which order, noise and dropout: runs that are to be averaged differ in it."""
    batch: int = 16
    """Windows in a step."""
    encoder_rate: float = 2e-4
    head_rate: float = 1e-3
    layer_decay: float = 1.0
    """By how much each layer below the last learns slower (discriminative rates, Howard and Ruder 2018)."""
    averaging: float = 0.0
    """Decay of the moving average of the weights, a step; 0 keeps the last ones (Polyak and Juditsky 1992)."""
    fact_weight: float = 1.0
    """Weight of fact tags in the loss, where others weigh 1."""
    smoothing: float = 0.0
    """Label smoothing of the tags (Szegedy et al. 2016)."""
    span_codes: bool = True
    """Codes are learned once a span, from the mean over it, as they are read; else once a token."""
    rare_codes: float = 0.5
    """Power by which rarer codes weigh more; 0 weighs all alike."""
    noise: float = 1.0
    """How often drafts are misspelt: a factor on the shares in `noise`."""
    masked: float = 0.0
    """Share of word pieces that are hidden, so that what stands around them has to do (word dropout)."""
    joined: float = 0.25
    """Share of drafts to which another is joined: a disclosure beside a request."""
    shuffled: float = 0.0
    """Share of drafts whose sentences change places."""
    guessed: float = 0.0
    """Share of an epoch's drafts that are unlabelled texts with an earlier detector's confident labels."""
    window: int = 190
    """Tokens that are seen at once."""


def changed(recipe: Recipe, settings: list[str]) -> Recipe:
    """The recipe with `name=value` settings; `ValueError` for a name or value that does not fit."""
    kinds = {field.name: type(getattr(recipe, field.name)) for field in fields(recipe)}
    values: dict[str, Any] = {}
    for setting in settings:
        name, _, value = setting.partition("=")
        if name not in kinds:
            raise ValueError(f"{setting}: a setting is one of {', '.join(kinds)}, written name=value.")
        values[name] = value == "True" if kinds[name] is bool else kinds[name](value)
    return replace(recipe, **values)

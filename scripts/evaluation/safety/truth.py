"""What is hidden from a gate, and what it is scored against: all notes of the catalogue."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from types import MappingProxyType

from client.catalogue import Catalogue, Entry
from client.replies import Reply
from client.safety import rules
from sanitizer.taxonomy import taxonomy
from sanitizer.types import Mode

HIDDEN = 0.2
"""The share of the notes that are hidden."""


class Fit(StrEnum):
    """How an item stands to a person, by all notes."""

    SAFE = "safe"
    UNSAFE = "unsafe"
    UNKNOWN = "unknown"
    """Some note is missing, and none says that it conflicts."""


def fit(notes: Mapping[str, int], codes: Sequence[str], mode: Mode) -> Fit:
    """The truth, as far as the notes know it: a soft limit is held to the standard of `ask`."""
    table = rules().limits
    standard = Mode.ASK if mode is Mode.SOFT else mode
    hides = any(code in notes and table[standard][notes[code]].hides for code in codes)
    if hides or _together(notes, codes, standard):
        return Fit.UNSAFE
    return Fit.UNKNOWN if any(code not in notes for code in codes) else Fit.SAFE


def _together(notes: Mapping[str, int], codes: Sequence[str], mode: Mode) -> bool:
    """Whether slight conflicts of one group add up."""
    together = rules().together
    groups = [taxonomy().codes[code].group for code in codes if notes.get(code) == 1]
    counted = any(groups.count(group) >= together.count for group in groups if group in together.groups)
    return mode in together.modes and counted


def forgetful(catalogue: Catalogue) -> Catalogue:
    """The same catalogue without a fifth of its notes, the same ones every time."""
    return _noted(catalogue, _kept)


def trusting(catalogue: Catalogue) -> Catalogue:
    """The same catalogue as a gate reads it that takes silence for safety: a note that is not there is 0."""
    return _noted(catalogue, lambda entry: dict.fromkeys(taxonomy().codes, 0) | dict(entry.notes))


def _noted(catalogue: Catalogue, notes: Callable[[Entry], Mapping[str, int]]) -> Catalogue:
    return Catalogue(
        {
            domain: [replace(entry, notes=notes(entry)) for entry in catalogue.entries(domain)]
            for domain in catalogue.domains
        }
    )


def _kept(entry: Entry) -> Mapping[str, int]:
    drawn = random.Random(f"{entry.title.title} {entry.title.year} {entry.kind}")
    return MappingProxyType({code: note for code, note in entry.notes.items() if drawn.random() >= HIDDEN})


def as_known(reply: Reply, catalogue: Catalogue) -> Reply:
    """The reply with the notes of a catalogue: a remote knows no more than we do."""
    items = []
    for item in reply.items:
        (entry, *_) = catalogue.find(item.title.text, item.year, item.kind)
        items.append(replace(item, notes=entry.notes))
    return replace(reply, items=tuple(items))

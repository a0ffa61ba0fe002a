"""Finds what is personal in a draft, on this machine, and says the least that still gets a good recommendation.

    from sanitizer import Sanitizer

    sanitizer = Sanitizer.load()
    review = sanitizer.review("Since my miscarriage I need something light, maybe a 90s comedy?", domain="media")
    review.redacted()   # text with placeholders
    review.prompt()     # a minimized request in plain words
    review.request()    # the body of a `leastsaid/1` request

Importing the package opens no model and loads no onnxruntime; `Sanitizer.load` does.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sanitizer.dictionary import Dictionary, Entry
    from sanitizer.errors import DecisionError, DictionaryError, ModelError, SanitizerError, VocabularyError
    from sanitizer.facets import Facet
    from sanitizer.hardening import harden
    from sanitizer.live import LiveDraft
    from sanitizer.pipeline import Sanitizer
    from sanitizer.policy import PolicyName
    from sanitizer.review import Review
    from sanitizer.taxonomy import Code, Domain, Group, Kind, Label, Taxonomy
    from sanitizer.titles import Title
    from sanitizer.types import (
        Action,
        Constraint,
        DecidedBy,
        Decision,
        Draft,
        Finding,
        Level,
        Mode,
        Source,
        Span,
    )
    from sanitizer.wire import MinimizedRequest, ToldConstraint
    from sanitizer.wishes import Wishes

__version__ = "0.1.0"

_MODULES = {
    "dictionary": ("Dictionary", "Entry"),
    "errors": ("DecisionError", "DictionaryError", "ModelError", "SanitizerError", "VocabularyError"),
    "facets": ("Facet",),
    "hardening": ("harden",),
    "live": ("LiveDraft",),
    "pipeline": ("Sanitizer",),
    "policy": ("PolicyName",),
    "review": ("Review",),
    "taxonomy": ("Code", "Domain", "Group", "Kind", "Label", "Taxonomy"),
    "types": (
        "Action",
        "Constraint",
        "DecidedBy",
        "Decision",
        "Draft",
        "Finding",
        "Level",
        "Mode",
        "Source",
        "Span",
    ),
    "wire": ("MinimizedRequest", "ToldConstraint"),
    "titles": ("Title",),
    "wishes": ("Wishes",),
}
_HOMES = {name: module for module, names in _MODULES.items() for name in names}

__all__ = [
    "Action",
    "Code",
    "Constraint",
    "DecidedBy",
    "Decision",
    "DecisionError",
    "Dictionary",
    "DictionaryError",
    "Domain",
    "Draft",
    "Entry",
    "Facet",
    "Finding",
    "Group",
    "Kind",
    "Label",
    "Level",
    "LiveDraft",
    "MinimizedRequest",
    "Mode",
    "ModelError",
    "PolicyName",
    "Review",
    "Sanitizer",
    "SanitizerError",
    "Source",
    "Span",
    "Taxonomy",
    "Title",
    "ToldConstraint",
    "VocabularyError",
    "Wishes",
    "harden",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'sanitizer' has no attribute {name!r}")
    value = getattr(import_module(f"sanitizer.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*__all__, "__version__"]

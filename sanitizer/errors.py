"""Every error this package raises on purpose.

    SanitizerError
    ├── VocabularyError   a name that the closed vocabulary does not hold
    ├── ModelError        the detector's files are missing, changed or of another kind
    ├── DictionaryError   a personal dictionary that cannot be used
    └── DecisionError     a decision that its finding does not allow

Messages say what is wrong and what to do. They never carry a draft or a piece of one.
"""


class SanitizerError(Exception):
    """Root of the tree."""


class VocabularyError(SanitizerError):
    """A label, code, group, domain or facet that does not exist.

    The unknown name is not repeated: it may be a piece of somebody's draft.
    """

    def __init__(self, kind: str, known: str) -> None:
        super().__init__(f"Unknown {kind}. Known: {known}.")
        self.kind = kind


class ModelError(SanitizerError):
    """The detector cannot be loaded."""


class DictionaryError(SanitizerError):
    """A line or an entry of a personal dictionary is not of its form."""


class DecisionError(SanitizerError):
    """A decision that does not fit the finding it is about."""

"""Whether a wished word stands under a negation."""

import re

NEGATION = frozenset(
    {"no", "not", "nothing", "without", "never", "non", "less", "avoid", "except", "skip"}
) | {"hate", "hated", "dislike", "disliked", "zero", "neither", "nor"}
_TURN = frozenset(["but", "just", "rather", "instead", "though", "only"])
_REACH = 5
_CONTRACTED = re.compile(
    r"\b(?:is|are|was|were|do|did|does|have|has|had|ca|wo|could|would|should)n['’]?t\b|\bcannot\b",
    re.IGNORECASE,
)


def expanded(text: str) -> str:
    """The text with contracted negations written as `not`."""
    return _CONTRACTED.sub(" not ", text)


def negated(words: tuple[str, ...], start: int) -> bool:
    """Whether a negation stands shortly before, with no turn such as `but` in between."""
    for word in reversed(words[max(0, start - _REACH) : start]):
        if word in _TURN:
            return False
        if word in NEGATION:
            return True
    return False

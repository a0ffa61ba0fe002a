"""Drafts to measure with."""

from scripts.corpus import splits


def words(count: int) -> str:
    """That many words of the test split's drafts."""
    text = " ".join(draft.text for draft in splits.drafts("test"))
    return " ".join(text.split()[:count])

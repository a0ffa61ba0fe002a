"""A piece of the draft that was missed, marked by its words."""

from collections.abc import Sequence

from client.conversation.deciding import Change, Deciding
from client.conversation.flagging import is_free
from client.errors import UsageError
from client.plain.changing import NOTHING
from client.plain.picking import WHICH_KIND, kinds, pick
from client.saying import say
from client.typed import Typed
from sanitizer import Entry, Review, Span
from sanitizer.dictionary import Dictionary

NOT_THERE = "These words do not stand in your draft next to each other. Type them as you wrote them."


def mark(deciding: Deciding, words: Sequence[str], typed: Typed) -> Change | None:
    """Marks words as a finding, wherever they stand in the draft: `dad's funeral as loss`.

    What is private in one place is so in all. Without a kind it is asked for.

    Raises:
        UsageError: The words are not in the draft, or a part of them is found already.
        DictionaryError: There is no letter or digit in them.
    """
    if not words:
        raise UsageError("Mark which words? Type them as you wrote them, as in: mark dad's funeral.")
    review = deciding.review
    places, kind = _places(review, words), ""
    at = max((at for at, word in enumerate(words) if word.casefold() == "as"), default=0)
    if not places and at > 0:
        places, kind = _places(review, words[:at]), " ".join(words[at + 1 :])
    free = _free(review, places)
    label = pick(typed, WHICH_KIND, kinds, kind or "all")
    if label is None:
        say(NOTHING)
        return None
    return deciding.mark(free, label)


def _places(review: Review, words: Sequence[str]) -> list[Span]:
    return [found.span for found in Dictionary([Entry(" ".join(words))]).detect(review.draft)]


def _free(review: Review, places: Sequence[Span]) -> list[Span]:
    """The places of which no part is found already; an error that says what is so where there is none."""
    if not places:
        raise UsageError(NOT_THERE)
    free = [span for span in places if is_free(review, span)]
    if free:
        return free
    number = next(
        number
        for number, group in enumerate(review.groups, 1)
        if any(review.findings[at].span.overlaps(span) for at in group for span in places)
    )
    raise UsageError(
        f"That, or a part of it, is found already, as {number}. Say {number} kind to change what it is, "
        f"{number} more or {number} fewer to change where it ends."
    )

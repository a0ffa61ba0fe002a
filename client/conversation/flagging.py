"""Never flag this, always flag this: what a review teaches the personal dictionary, and how it is taken back."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from client.conversation.session import Session
from client.errors import Refusal, RefusedError
from sanitizer import Entry, Finding, Kind, Review, Source, Span
from sanitizer.dictionary import Dictionary

WHILE = {True: "That is kept in your vault.", False: "That holds until the program ends."}


@dataclass(frozen=True, slots=True)
class Flagged:
    """A review after its words were taught, and what was taught. Its `repr` shows no words."""

    review: Review
    said: str
    entry: Entry | None = None
    """None where only this review changed."""
    earlier: Entry | None = field(default=None)
    """The entry of the same phrase that it took the place of."""


def never_flag(session: Session, review: Review, index: int) -> Flagged:
    """These words are no longer flagged, here and from now on. A mark of the person's own is only taken off.

    Raises:
        RefusedError: Only rules find what it is, and they always do.
        VaultError: The vault is locked or cannot be written.
    """
    finding = review.findings[index]
    if finding.source is Source.PERSON:
        return Flagged(review.drop({index}), "Your mark is taken off.")
    if not finding.about.learned:
        raise RefusedError(Refusal.ALWAYS_FOUND)
    entry = Entry(_words(review, index), never=True)
    earlier = _teach(session, entry)
    gone = {
        at for at, other in enumerate(review.findings) if other.about.learned and _spells(review, at, entry)
    }
    said = f"These words are not flagged from now on. {WHILE[session.records.lasting]}"
    return Flagged(review.drop(gone), said, entry, earlier)


def always_flag(session: Session, review: Review, index: int) -> Flagged:
    """These words are flagged as what they are here, also where else they stand in this draft, and from now on.

    Raises:
        RefusedError: A wish, or what cannot be read.
        VaultError: The vault is locked or cannot be written.
    """
    finding = review.findings[index]
    if not finding.about.private:
        raise RefusedError(Refusal.NOT_PRIVATE)
    entry = Entry(_words(review, index), finding.label, finding.codes)
    earlier = _teach(session, entry)
    more = [found for found in Dictionary([entry]).detect(review.draft) if _free(review, found)]
    here = f" {len(more)} more found here." if more else ""
    said = f"These words are always flagged: {finding.about.phrase}.{here} {WHILE[session.records.lasting]}"
    return Flagged(review.add(more), said, entry, earlier)


def mark_everywhere(review: Review, spans: Sequence[Span], label: str) -> tuple[Review, int]:
    """The review in which a piece is marked, and how many places that are: what is private in one is so in all.

    Raises:
        DecisionError: Nothing of it can be marked.
    """
    words = Entry(" ".join(spans[0].of(review.draft.text).split()))
    others = [found.span for found in Dictionary([words]).detect(review.draft)]
    places = [*spans, *(other for other in others if not any(other.overlaps(span) for span in spans))]
    free = [span for span in places if is_free(review, span)]
    for span in free or spans[:1]:
        review = review.mark(span, label)
    return review, len(free)


def is_free(review: Review, span: Span) -> bool:
    """Whether a piece can be marked: nothing was found in it but wishes, which give way."""
    return not any(
        span.overlaps(finding.span) for finding in review.findings if finding.kind is not Kind.WISH
    )


def take_back(session: Session, flagged: Flagged) -> None:
    """The dictionary as it was before. `VaultError` where the vault is locked or cannot be written."""
    if flagged.entry is None:
        return
    with session.records.transaction():
        session.records.words.drop(flagged.entry)
        if flagged.earlier:
            session.records.words.put(flagged.earlier)
        session.use_words()


def _teach(session: Session, entry: Entry) -> Entry | None:
    """Keeps an entry, and finds by it from now on: both, or neither."""
    with session.records.transaction():
        earlier = session.records.words.put(entry)
        session.use_words()
    return earlier


def _words(review: Review, index: int) -> str:
    return " ".join(review.findings[index].span.of(review.draft.text).split())


def _spells(review: Review, index: int, entry: Entry) -> bool:
    return Dictionary([entry]).spares(_words(review, index))


def _free(review: Review, found: Finding) -> bool:
    return not any(found.span.overlaps(other.span) for other in review.findings)

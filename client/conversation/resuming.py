"""Conversations that were kept: which there are, and how one goes on from what is known of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from client.catalogue import Catalogue
from client.conversation.followups import Answered
from client.errors import UsageError
from client.kept.conversations import Asked, Turn, asked
from client.kept.records import Records
from client.replies import MAX_TITLE, Reply, ReplyItem
from client.safetext import safe_text
from client.safety import SafeReply, bounds, screen
from client.wording.grammar import joined
from client.wording.words import value_phrases
from sanitizer import Constraint, Draft, Review
from sanitizer.taxonomy import taxonomy
from sanitizer.titles import Title

SOME = 5
"""Recommendations of an earlier turn that are named."""
FORGOTTEN = (
    "Only what was sent is known of before: limits that were not saved, what you did not want and who else was "
    "there are gone. Say them again, or set them under Limits."
)


@dataclass(frozen=True, slots=True)
class KeptConversation:
    """One that is kept."""

    id: str
    name: str = field(repr=False)
    """What the person calls it; often empty."""
    turns: tuple[Turn, ...]
    """Oldest first; at least one."""
    recipient: str
    """Who was asked last; empty where that was erased."""

    @property
    def at(self) -> datetime:
        """When it was gone on with last."""
        return self.turns[-1].at

    @property
    def title(self) -> str:
        """Its name, or what was asked for first."""
        return safe_text(self.name).text or asked_words(self.turns[0])


@dataclass(frozen=True, slots=True)
class Resumed:
    """A conversation to go on with."""

    turns: tuple[Turn, ...]
    review: Review
    """Stands for what was asked last: its wishes, and the limits that hold now."""
    reply: SafeReply
    """What was recommended last, held against the limits that hold now."""
    whole: bool = False
    """Whether it was left in this program, so that nothing of it is gone."""

    @property
    def answered(self) -> Answered:
        """What the next draft may go on from."""
        return Answered(self.review.domain, self.review.wishes, self.reply.shown)


def kept_conversations(records: Records) -> tuple[KeptConversation, ...]:
    """All that are kept, the latest first."""
    names = records.names.all()
    asked_last = {entry.conversation: entry.recipient for entry in records.audit.entries if entry.recipient}
    turns: dict[str, list[Turn]] = {}
    for turn in records.conversations.all():
        turns.setdefault(turn.conversation, []).append(turn)
    found = [
        KeptConversation(one, names.get(one, ""), tuple(of), asked_last.get(one, ""))
        for one, of in turns.items()
    ]
    return tuple(sorted(found, key=lambda one: one.at, reverse=True))


def resumed(records: Records, conversation: str, kept: Sequence[Constraint], catalogue: Catalogue) -> Resumed:
    """A kept conversation with what was recommended last, judged anew: limits that were not saved are gone.

    Raises:
        UsageError: Nothing of it is kept any more, or it cannot be read.
    """
    turns = tuple(turn for turn in records.conversations.all() if turn.conversation == conversation)
    before = asked(turns[-1].sent) if turns else None
    if before is None:
        raise UsageError("Nothing of this conversation is kept any more.")
    review = Review(Draft(""), before.domain, (), named=tuple(kept), earlier=before.wishes)
    limits = bounds(kept, before.wishes, before.domain)
    judged = screen(Reply(_items(turns[-1], before.domain, catalogue)), limits, catalogue, records.evidence)
    shown = tuple(item for item in judged.items if not item.hidden)
    hidden = tuple(item for item in judged.items if item.hidden)
    return Resumed(turns, review, SafeReply(shown, hidden, version=judged.version))


def _items(turn: Turn, domain: str, catalogue: Catalogue) -> tuple[ReplyItem, ...]:
    """What was shown; what our catalogue does not know has only its title."""
    found = []
    for title, year, _ in turn.shown:
        entry = next((one for one in catalogue.find(title, year) if one.title.domain == domain), None)
        kind, about = (entry.kind, entry.about) if entry else ("", "")
        found.append(
            ReplyItem(safe_text(title, MAX_TITLE), year, kind, safe_text(about), MappingProxyType({}))
        )
    return tuple(found)


def asked_words(turn: Turn) -> str:
    """What a turn asked for, in plain words; never a person's own."""
    found = asked(turn.sent)
    return wished_words(found) if found else "a request that cannot be read here"


def recommended_words(turn: Turn) -> str:
    """What was recommended, the first few by name, and how many were hidden."""
    titles = [safe_text(title, MAX_TITLE).text for title, _, _ in turn.shown]
    years = [f" ({year})" if year else "" for _, year, _ in turn.shown]
    names = [title + year for title, year in zip(titles, years, strict=True)]
    more = len(names) - SOME
    shown = [*names[:SOME], f"{more} more"] if more > 0 else names
    hidden = f" {turn.hidden} more did not fit." if turn.hidden else ""
    return f"Recommended: {joined(shown) or 'nothing'}.{hidden}"


def wished_words(found: Asked) -> str:
    """What was asked for, such as `comedy and light, like Clueless`."""
    wished, said = found.wishes, joined(value_phrases(found.wishes.want, found.domain))
    parts = [
        said or f"any {taxonomy().domains[found.domain].topic}",
        f"like {_titles(wished.like)}" if wished.like else "",
        f"not like {_titles(wished.dislike)}" if wished.dislike else "",
    ]
    return ", ".join(filter(None, parts))


def _titles(titles: Sequence[Title]) -> str:
    return joined(safe_text(title.title).text for title in titles)

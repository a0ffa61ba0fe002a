"""A conversation in lines: its session, what came back last, and what can be asked about that."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter

from client.conversation.earlier import LastAnswer
from client.conversation.session import Session
from client.errors import UsageError
from client.plain.picking import Option, fitting
from client.plain.sending import send
from client.safety import ScreenedItem
from client.saying import say
from client.typed import Typed
from client.wording.verdicts import (
    described,
    helping_words,
    hidden_summary,
    reply_summary,
    unmet,
    verdict_phrase,
    warnings,
    why_hidden,
)
from sanitizer import Level, Review
from sanitizer.taxonomy import taxonomy

SHOWN = 10
"""Recommendations that are listed at a time."""
NONE_YET = "There is no answer yet."
WHY = "/why says what was hidden, and by what."
GO_ON = "To go on from here, write for instance: something shorter, or: more like the second."


class Conversation:
    """A session, and how far its last answer was listed."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._listed = 0
        self._explained = 0

    def check_again(self) -> None:
        """Holds the answer against the limits that are kept now, and shows it where they are others than before."""
        if self.session.check_again():
            say("\nYour limits changed, so the last answer was checked again.")
            self.show_answer()

    def send(self, review: Review, typed: Typed) -> bool:
        """Sends what the person approves, and shows the answer. Whether there is one."""
        answered = send(self.session, review, typed)
        if answered:
            self.show_answer()
        return answered

    def show_answer(self) -> None:
        """Shows the last answer from its beginning."""
        last = self._last()
        self._listed = self._explained = 0
        why = WHY if last.reply.hidden else ""
        said = (reply_summary(last.reply, last.asked.domain), why, unmet(last.reply, last.asked))
        say(f"\n{' '.join(filter(None, said))}")
        self._list(last)
        _say_help(last)
        if last.unkept:
            say(last.unkept)
        if last.reply.shown:
            say(f"\n{GO_ON}")

    def more(self) -> None:
        """The next of the last answer."""
        last = self._last()
        if self._listed >= len(last.reply.shown):
            say("There are no more.")
        else:
            self._list(last)

    def why(self) -> None:
        """How much was hidden by what, the first of it by name, and what would help."""
        last = self._last()
        say(hidden_summary(last.reply, last.asked.domain))
        self._explained = 0
        self._explain(last)
        _say_help(last)
        if untold := self._untold(last.asked):
            say(f"\nYou can let it know of a group of your limits; you are asked first:\n{_groups(untold)}")

    def why_more(self) -> None:
        """The next of what was hidden."""
        last = self._last()
        if self._explained >= len(last.reply.hidden):
            say("There are no more.")
        else:
            self._explain(last)

    def tell(self, words: str, typed: Typed) -> None:
        """The last request again, with one group of limits told if the person agrees."""
        asked = self._last().asked
        untold = self._untold(asked)
        found = fitting(untold, words) if words else []
        if len(found) == 1:
            self.send(self.session.offer(asked, found[0].value), typed)
        elif untold:
            say(f"Say which group of your limits may be told; you are asked first:\n{_groups(untold)}")
        else:
            say("There is no limit of yours that could be told here and is not told already.")

    def _last(self) -> LastAnswer:
        if self.session.last is None:
            raise UsageError(NONE_YET)
        return self.session.last

    def _untold(self, asked: Review) -> list[Option]:
        """The groups of limits that hold and could be told."""
        held = {one.code: one for one in (*asked.constraints, *self.session.kept)}.values()
        groups = {
            one.about.group for one in held if one.level < Level.GROUP and one.about.domain == asked.domain
        }
        return [Option(name, one.phrase) for name, one in taxonomy().groups.items() if name in groups]

    def _explain(self, last: LastAnswer) -> None:
        """A page of what was hidden, under what hid it."""
        found = hidden_by(last.reply.hidden, last.asked.domain)
        page = found[self._explained : self._explained + SHOWN]
        for reason, items in groupby(page, key=itemgetter(0)):
            say(f"\n{reason[:1].upper()}{reason[1:]}:")
            say("\n".join(f"  {name}" for _, name in items))
        self._explained += len(page)
        if left := len(found) - self._explained:
            say(f"\n{left} more: /why more lists them.")

    def _list(self, last: LastAnswer) -> None:
        page = last.reply.shown[self._listed : self._listed + SHOWN]
        for place, item in enumerate(page, self._listed + 1):
            say(f"\n{_card(place, item, last.asked)}")
        self._listed += len(page)
        self.session.saw(self._listed)
        if left := len(last.reply.shown) - self._listed:
            say(f"\n{left} more: /more lists them.")


def hidden_by(hidden: Sequence[ScreenedItem], domain: str) -> list[tuple[str, str]]:
    """Why, and the name, of each item that was hidden: those of one reason together, the commonest first."""
    reasons = [why_hidden(item, domain) for item in hidden]
    order = [reason for reason, _ in Counter(reasons).most_common()]
    return sorted(
        zip(reasons, (item.item.name for item in hidden), strict=True), key=lambda pair: order.index(pair[0])
    )


def _say_help(last: LastAnswer) -> None:
    if said := helping_words(last.help, last.asked.domain):
        groups = f" (/tell {' or /tell '.join(last.help.groups)})" if last.help.groups else ""
        say(f"\n{said}{groups}")


def _groups(options: list[Option]) -> str:
    return "\n".join(f"  /tell {one.value:<16}{one.phrase}" for one in options)


def _card(place: int, screened: ScreenedItem, asked: Review) -> str:
    item = screened.item
    about = ", ".join(filter(None, (item.name, item.kind, verdict_phrase(screened))))
    lines = [*described(screened, asked), warnings(screened)]
    return "".join([f"{place:>3}  {about}", *(f"\n     {line}" for line in lines if line)])

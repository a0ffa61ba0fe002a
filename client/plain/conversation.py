"""A conversation in lines: its session, what came back last, and what can be asked about that."""

from client.plain.picking import Option, fitting
from client.plain.sending import send
from client.resuming import Resumed
from client.safety import Help, SafeReply, ScreenedItem
from client.safety.ranking import values_of
from client.saying import say
from client.session import Session
from client.typed import Typed
from client.verdicts import helping_words, matches, reply_summary, unmet, verdict_phrase, warnings, why_hidden
from sanitizer import Constraint, Level, Review
from sanitizer.taxonomy import taxonomy

SHOWN = 10
"""Recommendations that are listed at a time."""
NONE_YET = "There is no answer yet."
WHY = "/why says what was hidden, and by what."
GO_ON = "To go on from here, write for instance: something shorter, or: more like the second."


class Conversation:
    """A session and its last answer, which can be asked about."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._asked: Review | None = None
        self._reply = SafeReply(())
        self._listed = 0
        self._judged_by: tuple[Constraint, ...] = ()
        """The limits that the answer was checked by."""

    def check_again(self) -> None:
        """Holds the answer against the limits that are kept now, where they are others than it was checked by."""
        if self._asked is None or self.session.kept == self._judged_by:
            return
        say("\nYour limits changed, so the last answer is checked again.")
        self._take(*self.session.judged_again(self._asked, self._reply))

    def send(self, review: Review, typed: Typed) -> bool:
        """Sends what the person approves, and shows the answer. Whether there is one."""
        answered = send(self.session, review, typed)
        if answered:
            self._take(*answered)
        return answered is not None

    def go_on(self, before: Resumed) -> None:
        """Shows the last answer of a conversation that was kept."""
        self._take(before.review, before.reply)

    def more(self) -> None:
        """The next of the last answer."""
        if self._asked is None or self._listed >= len(self._reply.shown):
            say(NONE_YET if self._asked is None else "There are no more.")
            return
        self._list(self._asked)

    def why(self) -> None:
        """What was hidden, by what, and what would help."""
        if self._asked is None:
            say(NONE_YET)
            return
        for item in self._reply.hidden:
            say(f"  {item.item.name}: {why_hidden(item, self._asked.domain)}")
        if not self._reply.hidden:
            say("None was hidden.")
        self._help(self.session.help, self._asked.domain)
        if untold := self._untold(self._asked):
            say(f"\nYou can let it know of a group of your limits; you are asked first:\n{_groups(untold)}")

    def tell(self, words: str, typed: Typed) -> None:
        """The last request again, with one group of limits told if the person agrees."""
        if self._asked is None:
            say(NONE_YET)
            return
        untold = self._untold(self._asked)
        found = fitting(untold, words) if words else []
        if len(found) == 1:
            self.send(self.session.offer(self._asked, found[0].value), typed)
        elif untold:
            say(f"Say which group of your limits may be told; you are asked first:\n{_groups(untold)}")
        else:
            say("There is no limit of yours that could be told here and is not told already.")

    def _untold(self, asked: Review) -> list[Option]:
        """The groups of limits that hold and could be told."""
        held = {one.code: one for one in (*asked.constraints, *self.session.kept)}.values()
        groups = {
            one.about.group for one in held if one.level < Level.GROUP and one.about.domain == asked.domain
        }
        return [Option(name, one.phrase, name) for name, one in taxonomy().groups.items() if name in groups]

    def _take(self, asked: Review, reply: SafeReply) -> None:
        self._asked, self._reply, self._listed = asked, reply, 0
        self._judged_by = self.session.kept
        why = WHY if reply.hidden else ""
        said = (reply_summary(reply, asked.domain), why, unmet(reply, asked))
        say(f"\n{' '.join(filter(None, said))}")
        self._list(asked)
        self._help(self.session.help, asked.domain)
        if self.session.notice:
            say(self.session.notice)
        if reply.shown:
            say(f"\n{GO_ON}")

    def _list(self, asked: Review) -> None:
        page = self._reply.shown[self._listed : self._listed + SHOWN]
        for place, item in enumerate(page, self._listed + 1):
            say(f"\n{_card(place, item, asked)}")
        self._listed += len(page)
        self.session.saw(self._listed)
        if left := len(self._reply.shown) - self._listed:
            say(f"\n{left} more: /more lists them.")

    def _help(self, found: Help, domain: str) -> None:
        if said := helping_words(found, domain):
            groups = f" (/tell {' or /tell '.join(found.groups)})" if found.groups else ""
            say(f"\n{said}{groups}")


def _groups(options: list[Option]) -> str:
    return "\n".join(f"  /tell {one.value:<16}{one.phrase}" for one in options)


def _card(place: int, screened: ScreenedItem, asked: Review) -> str:
    item = screened.item
    about = ", ".join(filter(None, (item.name, item.kind, verdict_phrase(screened))))
    met = matches(values_of(screened, asked.domain), asked.wishes.want, asked.domain)
    lines = [" ".join(filter(None, (screened.why.text, met))), warnings(screened)]
    return "".join([f"{place:>3}  {about}", *(f"\n     {line}" for line in lines if line)])

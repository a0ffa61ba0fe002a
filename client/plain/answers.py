"""Sending, in lines: the preview, the questions, the approval, and what came back."""

import asyncio
from collections.abc import Mapping, Sequence

import click

from client.asking import Preview
from client.consent import WORDS, Name
from client.crash import on_task_error
from client.disclosure import tells
from client.errors import ClientError
from client.safetext import safe_draft
from client.safety import Help, SafeReply, ScreenedItem
from client.safety.ranking import values_of
from client.session import Session
from client.typed import Typed
from client.verdicts import helping_words, matches, reply_summary, verdict_phrase, warnings, why_hidden
from client.words import told_phrase
from sanitizer import Review, SanitizerError
from sanitizer.wire import Scope

SHOWN = 10
"""Recommendations that are listed at a time."""
NONE_YET = "There is no answer yet."


class Answers:
    """The last answer of a conversation, which can be asked about."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._asked: Review | None = None
        self._reply = SafeReply(())
        self._listed = 0

    def send(self, review: Review, typed: Typed) -> bool:
        """Preview, questions, approval, answer. Whether the turn is over."""
        session = self.session
        try:
            preview = session.preview(review)
            while preview.asked:
                preview = self._answered(preview, typed)
            said = tells(preview.review, preview.request)
            click.echo(
                f"\n{preview.learns}\n{preview.stays}\n{said}\nExactly this, to {session.recipient.name}:"
            )
            click.echo(preview.prepared.content.decode().rstrip())
            click.echo("Send it? Type yes: ", nl=False)
            if not typed.yes():
                click.echo("Not sent.")
                return False
            reply = asyncio.run(_ask(session, preview))
        except (ClientError, SanitizerError) as error:
            click.echo(str(error))
            return False
        except KeyboardInterrupt:
            click.echo("\nStopped; your draft is here. Unless it was asked already, nothing was sent.")
            return False
        self._asked, self._reply, self._listed = preview.review, reply, 0
        self._show()
        return True

    def more(self) -> None:
        """The next of the last answer."""
        if self._asked is None or self._listed >= len(self._reply.shown):
            click.echo(NONE_YET if self._asked is None else "There are no more.")
            return
        self._list(self._asked)

    def why(self) -> None:
        """What was hidden, by what, and what would help."""
        if self._asked is None:
            click.echo(NONE_YET)
            return
        for item in self._reply.hidden:
            click.echo(f"  {item.item.name}: {why_hidden(item, self._asked.domain)}")
        if not self._reply.hidden:
            click.echo("None was hidden.")
        self._help(self.session.help, self._asked.domain)

    def tell(self, group: str, typed: Typed) -> None:
        """The last request again, with one group of limits told if the person agrees."""
        if self._asked is None:
            click.echo(NONE_YET)
        else:
            self.send(self.session.offer(self._asked, group), typed)

    def _answered(self, preview: Preview, typed: Typed) -> Preview:
        """The preview after one question."""
        scopes = {"yes": Scope.CONVERSATION, "y": Scope.CONVERSATION, "once": Scope.REQUEST}
        if preview.asked == (WORDS,):
            scopes = {"yes": Scope.REQUEST, "y": Scope.REQUEST, "once": Scope.REQUEST}
        elif self.session.records.lasting:
            scopes["always"] = Scope.UNTIL
        said = {"once": "once (this request only)", "always": "always (30 days, every conversation)"}
        listed = ", ".join(said.get(word, word) for word in scopes if word != "y")
        plainly = f"{', '.join(scope for scope in scopes if scope != 'y')} or no"
        click.echo("\n".join([preview.question, *(f"  “{safe_draft(phrase)}”" for phrase in preview.words)]))
        if len(preview.asked) > 1:
            click.echo(_some(preview))
            plainly += ", with the numbers of those that may be told, or without for all"
        click.echo(
            f"{tells(preview.review, preview.request, preview.asked)}\nType {listed} or no: ", nl=False
        )
        while (chosen := _chosen(typed.line(), preview.asked, scopes)) is None:
            click.echo(f"Please type {plainly}: ", nl=False)
        scope, names = chosen
        agreed = scope is not None
        return self.session.answer(preview, agreed=agreed, scope=scope or Scope.CONVERSATION, names=names)

    def _show(self) -> None:
        if self._asked is None:
            return
        domain = self._asked.domain
        click.echo(f"\n{reply_summary(self._reply, domain)}")
        self._list(self._asked)
        self._help(self.session.help, domain)
        if self.session.notice:
            click.echo(self.session.notice)

    def _list(self, asked: Review) -> None:
        page = self._reply.shown[self._listed : self._listed + SHOWN]
        for place, item in enumerate(page, self._listed + 1):
            click.echo(f"\n{_card(place, item, asked)}")
        self._listed += len(page)
        self.session.saw(self._listed)
        if left := len(self._reply.shown) - self._listed:
            click.echo(f"\n{left} more: /more lists them.")

    def _help(self, found: Help, domain: str) -> None:
        if said := helping_words(found, domain):
            groups = f" (/tell {' or /tell '.join(found.groups)})" if found.groups else ""
            click.echo(f"\n{said}{groups}")


def _some(preview: Preview) -> str:
    """What is asked about, each with its number."""
    phrases = [told_phrase(name, preview.review.domain) for name in preview.asked]
    lines = [f"  {number}  {phrase}" for number, phrase in enumerate(phrases, 1)]
    return "\n".join(
        [*lines, "To let only some be told, add their numbers, as in: yes 1. Yes alone means all."]
    )


def _chosen(
    line: str, asked: Sequence[Name], scopes: Mapping[str, Scope]
) -> tuple[Scope | None, Sequence[Name]] | None:
    """For how long and which; no scope for a no, None where it is no answer. Numbers alone mean yes to those."""
    words = line.casefold().split()
    if words in (["no"], ["n"]):
        return None, ()
    verb = words.pop(0) if words and words[0] in scopes else ""
    if words in (["all"], []) and (verb or words):
        return scopes[verb or "yes"], asked
    places = [int(word) for word in words if word.isascii() and word.isdecimal()]
    if not words or len(places) != len(words) or not all(0 < place <= len(asked) for place in places):
        return None
    return scopes[verb or "yes"], [name for place, name in enumerate(asked, 1) if place in places]


def _card(place: int, screened: ScreenedItem, asked: Review) -> str:
    item = screened.item
    about = ", ".join(filter(None, (item.name, item.kind, verdict_phrase(screened))))
    met = matches(values_of(screened, asked.domain), asked.wishes.want, asked.domain)
    lines = [" ".join(filter(None, (screened.why.text, met))), warnings(screened)]
    return "".join([f"{place:>3}  {about}", *(f"\n     {line}" for line in lines if line)])


async def _ask(session: Session, preview: Preview) -> SafeReply:
    asyncio.get_running_loop().set_exception_handler(on_task_error)
    return await session.send(preview, preview.prepared.digest)

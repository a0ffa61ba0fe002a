"""Sending, in lines: the preview, the questions, the approval, and what came back."""

import asyncio

import click

from client.asking import Preview
from client.consent import WORDS
from client.crash import on_task_error
from client.errors import ClientError
from client.safetext import safe_draft
from client.safety import Help, SafeReply, ScreenedItem
from client.safety.ranking import values_of
from client.session import Session
from client.typed import Typed
from client.verdicts import helping_words, matches, reply_summary, verdict_phrase, warnings, why_hidden
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
            click.echo(f"\n{preview.learns}\n{preview.stays}\nExactly this, to {session.recipient.name}:")
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
            scopes = {"yes": Scope.REQUEST, "y": Scope.REQUEST}
        elif self.session.records.lasting:
            scopes["always"] = Scope.UNTIL
        said = {"once": "once (this request only)", "always": "always (30 days, every conversation)"}
        listed = ", ".join(said.get(word, word) for word in scopes if word != "y")
        click.echo("\n".join([preview.question, *(f"  “{safe_draft(phrase)}”" for phrase in preview.words)]))
        click.echo(f"Type {listed} or no: ", nl=False)
        while (word := typed.line().strip().casefold()) not in (*scopes, "no", "n"):
            click.echo(
                f"Please type {', '.join(scope for scope in scopes if scope != 'y')} or no: ", nl=False
            )
        return self.session.answer(preview, agreed=word in scopes, scope=scopes.get(word, Scope.CONVERSATION))

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


def _card(place: int, screened: ScreenedItem, asked: Review) -> str:
    item = screened.item
    about = ", ".join(filter(None, (item.name, item.kind, verdict_phrase(screened))))
    met = matches(values_of(screened, asked.domain), asked.wishes.want, asked.domain)
    lines = [" ".join(filter(None, (screened.why.text, met))), warnings(screened)]
    return "".join([f"{place:>3}  {about}", *(f"\n     {line}" for line in lines if line)])


async def _ask(session: Session, preview: Preview) -> SafeReply:
    asyncio.get_running_loop().set_exception_handler(on_task_error)
    return await session.send(preview, preview.prepared.digest)

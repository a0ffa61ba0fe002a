"""Deciding, in lines: what becomes of each finding of a draft, until it is sent or left."""

import json
from collections.abc import Callable

import click

from client.conversation.deciding import Change, Deciding
from client.conversation.session import Session
from client.errors import ClientError, UsageError
from client.plain.changing import UNKNOWN, about, changed
from client.plain.commands import ABOUT_ONE, Command, understand
from client.plain.conversation import Conversation
from client.plain.help import topic
from client.plain.keeping import save_limits, sure_to_forget, withdraw
from client.plain.missed import mark
from client.plain.refused import refused
from client.plain.showing import show, show_change
from client.plain.told import changes, may_be_asked, told
from client.safetext import safe_draft
from client.saying import say
from client.typed import Typed
from sanitizer import Review, SanitizerError

PROMPT = "\nDecide (send goes on, help lists how): "
STOPPED = "\nNothing was sent. Type again for another draft; quit, or Control-C once more, leaves."
SAME = "That is how it is already."
BACK = "undo takes it back."
TAKEN_BACK = "Taken back."
FRESH = "A new conversation."
TO_PASTE = "This text stays here unless you paste it elsewhere; send does not send it."
YES = "Type send first: it shows exactly what would leave, and asks. Or type help."


class QuitError(Exception):
    """The person is done."""


def decide(conversation: Conversation, typed: Typed, review: Review) -> Conversation:
    """Until the draft is done; the conversation to go on with."""
    decision, stopped = _Decision(conversation, typed, review), False
    show(review, conversation.session)
    while True:
        say(PROMPT, end="")
        try:
            command, stopped = understand(typed.line()), False
            done = decision.obey(command)
        except (ClientError, SanitizerError) as error:
            say(refused(error))
        except KeyboardInterrupt:
            if stopped:
                raise
            stopped = True
            say(STOPPED)
        else:
            if done:
                return done


class _Decision:
    """One draft, and what is decided about it."""

    def __init__(self, conversation: Conversation, typed: Typed, review: Review) -> None:
        self._conversation, self._typed = conversation, typed
        self._deciding = Deciding(conversation.session, review)

    @property
    def _session(self) -> Session:
        return self._conversation.session

    @property
    def _review(self) -> Review:
        return self._deciding.review

    def obey(self, command: Command) -> Conversation | None:
        """What a command asks for; the conversation to go on with where the draft is done."""
        if command.number is not None or command.verb in ABOUT_ONE:
            before = self._review
            self._shown(before, changed(self._session, self._deciding, command, self._typed))
            return None
        match command.verb, command.rest:
            case "quit", ():
                raise QuitError
            case "again", ():
                return self._conversation
            case "new", ():
                fresh = Conversation(self._session.fresh())
                say(FRESH)
                return fresh
            case "send", ():
                return self._conversation if self._conversation.send(self._review, self._typed) else None
            case _:
                self._work(command)
        return None

    def _work(self, command: Command) -> None:
        """What leaves the draft where it is."""
        before = self._review
        match command.verb, command.rest:
            case "", ():
                pass
            case "mark", words:
                self._shown(before, mark(self._deciding, words, self._typed))
            case "undo", ():
                self._go_back(self._deciding.undo)
            case "undo", ("all",):
                self._go_back(self._deciding.undo_all)
            case "show", ():
                show(self._review, self._session)
            case "about", words:
                self._shown(before, about(self._session, self._deciding, words))
            case "alone", ():
                self._shown(before, self._deciding.alone())
            case "forget", ():
                if sure_to_forget(self._session, self._typed):
                    self._deciding.forget()
                    show(self._review, self._session)
            case "help", words:
                say(topic(" ".join(words)))
            case "text" | "prompt" | "request" as form, ():
                _write(self._review, self._session, form)
            case _:
                self._keep(command)

    def _keep(self, command: Command) -> None:
        match command.verb, command.rest:
            case "withdraw", ():
                before = told(self._review, self._session)
                withdraw(self._session)
                if changed_now := changes(before, told(self._review, self._session)):
                    say(changed_now)
            case "save", ():
                save_limits(self._session, self._review)
            case "lock", ():
                self._typed.lock()
            case "yes" | "y" | "ok", ():
                raise UsageError(YES)
            case _:
                raise UsageError(UNKNOWN)

    def _shown(self, before: Review, change: Change | None) -> None:
        if change is None:
            return
        show_change(before, change.review, self._session, "" if change.said else SAME)
        if change.said:
            say(f"{change.said} {BACK}")

    def _go_back(self, undo: Callable[[], None]) -> None:
        """Takes the last change back, or every one, as far as what was taught can be taken back."""
        before, changes = self._review, self._deciding.changes
        try:
            undo()
        finally:
            if self._deciding.changes < changes:
                say(TAKEN_BACK)
                show_change(before, self._review, self._session)


def _write(review: Review, session: Session, form: str) -> None:
    """The draft with placeholders, or what would leave now: as it is, to be copied, and below it what it is not."""
    if form == "text":
        click.echo(safe_draft(review.redacted()))
        say(f"\n{TO_PASTE}")
        return
    preview = session.preview(review)
    prompt = preview.review.untold(preview.asked).prompt()
    click.echo(prompt if form == "prompt" else json.dumps(preview.request.body(), indent=2))
    if asked := may_be_asked(preview):
        say(f"\n{asked}")

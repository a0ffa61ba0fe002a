"""Deciding, in lines: what becomes of each finding of a draft, until it is sent or left."""

import json
from dataclasses import replace

import click

from client.errors import ClientError, UsageError
from client.plain.changing import UNKNOWN, Change, about, changed
from client.plain.commands import ABOUT_ONE, Command, understand
from client.plain.conversation import Conversation
from client.plain.help import topic
from client.plain.missed import mark
from client.plain.showing import show, show_change, show_told
from client.safetext import safe_draft
from client.saying import say
from client.session import Session
from client.typed import Typed
from client.words import saved_limits, withdrawn
from sanitizer import Review, SanitizerError

PROMPT = "\nDecide (send goes on, help lists how): "
STOPPED = "\nNothing was sent. Type again for another draft; quit, or Control-C once more, leaves."
SAME = "It is so already."
TAKEN_BACK = "Taken back."
FRESH = "A new conversation."
YES = "Type send first: it shows exactly what would leave, and asks. Or type help."


class QuitError(Exception):
    """The person is done."""


def decide(conversation: Conversation, typed: Typed, review: Review) -> Conversation:
    """Until the draft is done; the conversation to go on with."""
    deciding, stopped = _Deciding(conversation, typed, review), False
    show(review, conversation.session)
    while True:
        say(PROMPT, end="")
        try:
            command, stopped = understand(typed.line()), False
            done = deciding.obey(command)
        except (ClientError, SanitizerError) as error:
            say(str(error))
        except KeyboardInterrupt:
            if stopped:
                raise
            stopped = True
            say(STOPPED)
        else:
            if done:
                return done


class _Deciding:
    """One draft: its review, and those before it, to go back to."""

    def __init__(self, conversation: Conversation, typed: Typed, review: Review) -> None:
        self._conversation, self._typed = conversation, typed
        self._steps = [Change(review)]

    @property
    def _session(self) -> Session:
        return self._conversation.session

    @property
    def _review(self) -> Review:
        return self._steps[-1].review

    def obey(self, command: Command) -> Conversation | None:
        """What a command asks for; the conversation to go on with where the draft is done."""
        if command.number is not None or command.verb in ABOUT_ONE:
            self._change(changed(self._session, self._review, command, self._typed))
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
        match command.verb, command.rest:
            case "", ():
                pass
            case "mark", words:
                self._change(mark(self._review, words, self._typed))
            case "undo", () | ("all",):
                self._undo(entirely=bool(command.rest))
            case "show", ():
                show(self._review, self._session)
            case "about", words:
                self._change(about(self._session, self._review, words))
            case "alone", ():
                self._change(Change(self._session.alone(self._review)))
            case "forget", ():
                self._steps = [Change(self._session.forget(self._review))]
                show(self._review, self._session)
            case "help", words:
                say(topic(" ".join(words)))
            case "text" | "prompt" | "request", ():
                # As it is, to be copied.
                click.echo(_written(self._review, command.verb))
            case _:
                self._keep(command)

    def _keep(self, command: Command) -> None:
        match command.verb, command.rest:
            case "withdraw", ():
                count = self._session.withdraw()
                say(withdrawn(count))
                if count:
                    show_told(self._review, self._session)
            case "save", ():
                say(saved_limits(self._session.save_limits(self._review)))
            case "lock", ():
                self._typed.lock()
            case "yes" | "y" | "ok", ():
                raise UsageError(YES)
            case _:
                raise UsageError(UNKNOWN)

    def _change(self, change: Change | None) -> None:
        if change is None:
            return
        before = self._review
        change = replace(change, review=self._session.settled(before, change.review))
        self._steps.append(change)
        show_change(before, change.review, self._session, "" if change.said else SAME)
        if change.said:
            say(change.said)

    def _undo(self, *, entirely: bool) -> None:
        """Takes the last change back, or every one; what it taught first, so that a vault may refuse."""
        if len(self._steps) == 1:
            raise UsageError("There is nothing to undo.")
        before, steps = self._review, len(self._steps)
        try:
            while len(self._steps) > 1:
                if undo := self._steps[-1].undo:
                    undo()
                self._steps.pop()
                if not entirely:
                    break
        finally:
            if len(self._steps) < steps:
                say(TAKEN_BACK)
                show_change(before, self._review, self._session)


def _written(review: Review, form: str) -> str:
    match form:
        case "text":
            return safe_draft(review.redacted())
        case "prompt":
            return review.prompt()
    return json.dumps(review.request().body(), indent=2)

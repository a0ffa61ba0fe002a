"""What the chat screen does in the background: reads, sends, asks about a finding or an answer."""

import asyncio
import time

from textual import work
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static
from textual.worker import Worker, WorkerState

from client.conversation.earlier import LastAnswer
from client.conversation.session import Session
from client.errors import ClientError
from client.helplines import kind_answer
from client.language import WARNING, looks_foreign
from client.tui.composer import Composer
from client.tui.deciding import DecidingScreen
from client.tui.dialogs import KindScreen
from client.tui.hidden import HiddenScreen
from client.tui.preview import PreviewScreen
from client.tui.review import ReviewPane
from client.tui.transcript import Transcript
from client.wording.words import asked_for
from sanitizer import Review, SanitizerError
from sanitizer.hardening import describe

ROOMY = 30
"""Lines from which on the review leaves room for the conversation and the draft."""

STOPPED = "Stopped. The request may have been read already; nothing more is sent. Your draft is still here."


class TurnScreen(DecidingScreen):
    """Drives one session at a time, one thing after the other."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.sending = False
        """Whether a request is on its way."""
        self._may_have_left = False
        self.noted = ""
        """What was said last and still stands."""
        self.noted_for = ""
        """The draft that it was said beside."""

    def action_write(self) -> None:
        """Back to the draft; what was decided about it is kept while its words are."""
        self.query_one(ReviewPane).display = False
        self.query_one(Transcript).display = True
        composer = self.query_one(Composer)
        composer.display = True
        composer.disabled = False
        composer.focus()

    @work(group="turn", description="review", exit_on_error=False)
    async def review_draft(self, text: str) -> None:
        """Reads a draft, answers kindly first where somebody is in danger, and opens the review."""
        session = self.session
        self._may_have_left = False
        waiting = self._count_up("Reading your draft …", "Escape goes back to it.")
        try:
            review, found = await asyncio.to_thread(session.read, text)
        finally:
            waiting.stop()
        self.say("")
        if found and not await self.app.push_screen_wait(
            KindScreen(kind_answer(found, session.config.region))
        ):
            return
        self.say(WARNING if looks_foreign(text) else "")
        self.open_review(review)

    @work(group="turn", description="send", exit_on_error=False)
    async def send(self, review: Review) -> None:
        """Preview, approval, answer."""
        session = self.session
        self._may_have_left = False
        self.say("")
        shown = await asyncio.to_thread(session.preview, review)
        approved = await self.app.push_screen_wait(PreviewScreen(session, shown))
        if approved is None:
            return
        preview, digest = approved
        self.sending = self._may_have_left = True
        waiting = self._count_up(f"Asking {session.recipient.name} …", "Escape stops waiting.")
        try:
            await session.send(preview, digest)
        finally:
            waiting.stop()
            self.sending = False
        self.query_one(ReviewPane).close()
        self.query_one(Transcript).say(asked_for(preview.review), "mine")
        self.show_answer()
        composer = self.query_one(Composer)
        if composer.text == review.draft.text:
            composer.clear()
        self.say(session.last.unkept if session.last else "")
        self.action_write()

    def show_answer(self, *, anew: bool = False) -> None:
        """Shows the last answer; in the place of the one before it where that was checked anew."""
        if (last := self.session.last) is None:
            return
        transcript = self.query_one(Transcript)
        (transcript.renew if anew else transcript.answer)(last)
        self.session.saw(transcript.listed)
        self.refresh_bindings()

    def _count_up(self, doing: str, way_out: str) -> Timer:
        """Says what is going on, for how long by now, and how to stop it."""
        started = time.monotonic()

        def say() -> None:
            seconds = int(time.monotonic() - started)
            self.say(" ".join(filter(None, (doing, f"{seconds} s." if seconds else "", way_out))))

        say()
        return self.set_interval(1, say)

    def open_review(self, review: Review) -> None:
        """Shows a review, alone where the screen has no room for more."""
        composer = self.query_one(Composer)
        composer.disabled = True
        # A small screen has no room for all three.
        composer.display = self.query_one(Transcript).display = self.size.height >= ROOMY
        self.query_one(ReviewPane).open(self.session, review)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Says in words why a turn ended; the draft stays where it is."""
        if event.worker.group != "turn" or event.state not in (WorkerState.ERROR, WorkerState.CANCELLED):
            return
        error = event.worker.error
        if event.state is WorkerState.CANCELLED:
            self.say(
                STOPPED if self._may_have_left else "Stopped. Nothing was sent; your draft is still here."
            )
        elif isinstance(error, ClientError | SanitizerError):
            self.say(str(error))
        elif error is not None:
            self.say(f"{describe(error)} Nothing more is sent. Your draft is still here.")
        self.action_write()

    @work(group="turn", description="why", exit_on_error=False)
    async def ask_why(self, last: LastAnswer) -> None:
        """Shows what was hidden from an answer; asks again where a group is to be told."""
        if (group := await self.app.push_screen_wait(HiddenScreen(last))) is not None:
            self.send(self.session.offer(last.asked, group))

    @property
    def busy(self) -> bool:
        """Whether a turn is going on."""
        return bool(self.turns)

    @property
    def turns(self) -> list[Worker[object]]:
        """What is going on."""
        return [worker for worker in self.workers if worker.group == "turn" and not worker.is_finished]

    def say(self, words: str) -> None:
        """A line for the person, until the next one or the next word that they write."""
        self.noted, self.noted_for = words, self.query_one(Composer).text
        status = self.query_one("#status", Static)
        status.update(Content(words))
        status.remove_class("counts")

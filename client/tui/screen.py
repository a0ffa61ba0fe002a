"""The chat screen: write, review, preview, send, read."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Static
from textual.worker import Worker, WorkerState

from client.errors import ClientError
from client.helplines import kind_answer
from client.language import WARNING, looks_foreign
from client.safetext import safe_draft
from client.session import Session
from client.tui.composer import Composer
from client.tui.dialogs import KindScreen, LabelScreen
from client.tui.lock import Lockable
from client.tui.preview import PreviewScreen
from client.tui.review import ReviewPane, counted
from client.tui.transcript import Transcript
from client.words import saved_limits, what_is_kept, withdrawn
from sanitizer import Review, SanitizerError
from sanitizer.hardening import describe
from sanitizer.taxonomy import Kind

ROOMY = 30
"""Lines from which on the review leaves room for the conversation and the draft."""
WELCOME = (
    "Write what you would ask a recommender. What is personal is found here, on your machine; you see the exact "
    "request before anything is sent, and what comes back is checked against your limits here."
)


class ChatScreen(Screen[None]):
    """Drives one session at a time."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "more", "more"),
        Binding("f3", "new", "new"),
        Binding("f4", "withdraw", "withdraw"),
        Binding("f5", "lock", "lock"),
        Binding("f8", "save", "save"),
        Binding("escape", "back", "Cancel", show=False),
        Binding("f10", "app.quit", "quit"),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.sending = False
        """Whether a request is on its way."""

    def compose(self) -> ComposeResult:
        """Who is asked, the conversation, the review, the draft."""
        yield Static(Content(self._heading()), id="heading")
        yield Transcript(id="transcript")
        yield ReviewPane()
        yield Composer(self._session.sanitizer.detect)
        yield Static(id="status")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Begins with writing."""
        self.query_one(ReviewPane).display = False
        self.query_one(Transcript).say(f"{WELCOME} {what_is_kept(self._session.records)}")
        self.action_write()

    def on_composer_scanned(self, event: Composer.Scanned) -> None:
        """Says what is found so far."""
        if event.findings is None:
            self._say(
                "The detector failed, so nothing can be marked or sent. Please start the program again."
            )
            return
        counts = Counter(finding.kind for finding in event.findings)
        found = [
            f"{counts[Kind.FACT] + counts[Kind.DETAIL]} personal",
            counted(counts[Kind.LIMIT], "limit"),
            counted(counts[Kind.WISH], "wish"),
        ]
        self._say(f"Found so far: {', '.join(found)}." if event.findings else "")

    def on_composer_submitted(self, event: Composer.Submitted) -> None:
        """Reviews the draft."""
        if not event.text.strip():
            self._say("Write something first.")
        elif self._busy:
            return
        elif self.query_one(ReviewPane).holds(event.text):
            self._open(self.query_one(ReviewPane).review)
        else:
            self._review(event.text)

    @work(group="turn", description="review", exit_on_error=False)
    async def _review(self, text: str) -> None:
        session = self._session
        self._say("Reading …")
        review, found = await asyncio.to_thread(session.read, text)
        if found and not await self.app.push_screen_wait(
            KindScreen(kind_answer(found, session.config.region))
        ):
            self._say("")
            return
        self._say(WARNING if looks_foreign(text) else "")
        self._open(review)

    def _open(self, review: Review) -> None:
        composer = self.query_one(Composer)
        composer.disabled = True
        # A small screen has no room for all three.
        composer.display = self.query_one(Transcript).display = self.size.height >= ROOMY
        self.query_one(ReviewPane).open(review)

    @work(group="turn", description="send", exit_on_error=False)
    async def _send(self, review: Review) -> None:
        session = self._session
        shown = await asyncio.to_thread(session.preview, review)
        approved = await self.app.push_screen_wait(PreviewScreen(session, shown))
        if approved is None:
            return
        preview, digest = approved
        self._say("Asking … (Escape stops waiting)")
        self.sending = True
        try:
            reply = await session.send(preview, digest)
        finally:
            self.sending = False
        self.query_one(ReviewPane).close()
        transcript = self.query_one(Transcript)
        transcript.say(f"You: {safe_draft(preview.review.redacted())}", "mine")
        transcript.say(f"{preview.learns} {preview.stays}", "quiet")
        transcript.answer(reply, preview.review.domain)
        self.query_one(Composer).clear()
        self._say(session.notice)
        self.action_write()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Says in words why a turn ended; the draft stays where it is."""
        if event.worker.group != "turn" or event.state not in (WorkerState.ERROR, WorkerState.CANCELLED):
            return
        error = event.worker.error
        if event.state is WorkerState.CANCELLED:
            self._say("Stopped. The request may have been read already; nothing more is sent.")
        elif isinstance(error, ClientError | SanitizerError):
            self._say(str(error))
        elif error is not None:
            self._say(f"{describe(error)} Nothing more is sent.")
        self.action_write()

    def action_write(self) -> None:
        """Back to the draft; what was decided about it is kept while its words are."""
        self.query_one(ReviewPane).display = False
        self.query_one(Transcript).display = True
        composer = self.query_one(Composer)
        composer.display = True
        composer.disabled = False
        composer.focus()

    def action_back(self) -> None:
        """Stops what is going on, or goes back to the draft."""
        if self._busy:
            self.workers.cancel_group(self, "turn")
        else:
            self.action_write()

    def action_proceed(self) -> None:
        """From the review to the preview, at once, though the reading that showed it may still be ending."""
        if not any(worker.description != "review" for worker in self._turns):
            self._send(self.query_one(ReviewPane).review)

    def action_leave_out(self) -> None:
        """Leaves the finding out."""
        self.query_one(ReviewPane).decide("redact")

    def action_limit(self) -> None:
        """Uses the finding as a limit, told to nobody."""
        self.query_one(ReviewPane).decide("constrain", level=0)

    def action_tell(self, level: int) -> None:
        """Uses the finding as a limit, and would tell it as far as the level says."""
        self.query_one(ReviewPane).decide("constrain", level=level)

    def action_mode(self) -> None:
        """Changes how strictly the limit is kept."""
        self.query_one(ReviewPane).change_mode()

    def action_keep(self) -> None:
        """Keeps the finding as written."""
        self.query_one(ReviewPane).keep()

    def action_undo(self) -> None:
        """Takes the last decision back."""
        self.query_one(ReviewPane).undo()

    def action_forget(self) -> None:
        """Drops the limits of earlier turns."""
        pane = self.query_one(ReviewPane)
        with self._saying():
            pane.start_again(self._session.forget(pane.review))
            self.refresh_bindings()

    def action_relabel(self) -> None:
        """Asks what the finding really is."""
        if not self._busy:
            self._relabel()

    @work(group="turn", description="relabel", exit_on_error=False)
    async def _relabel(self) -> None:
        pane = self.query_one(ReviewPane)
        if pane.at is None:
            return
        label = await self.app.push_screen_wait(LabelScreen(pane.review.findings[pane.at].label))
        if label is not None:
            pane.change(pane.review.relabel(pane.at, label))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Forgetting only where there is something to forget; what belongs to writing only while writing."""
        del parameters
        panes = self.query(ReviewPane)
        reviewing = bool(panes) and panes.first().reviewing
        if action == "forget":
            return reviewing and bool(panes.first().review.named)
        if action in ("lock", "save") and not self._session.records.lasting:
            return False
        return not (reviewing and action in ("more", "new"))

    async def action_more(self) -> None:
        """The next page of recommendations."""
        if not await self.query_one(Transcript).more():
            self._say("There are no more recommendations.")

    def action_new(self) -> None:
        """A new conversation: no limits, no consents, nothing on the screen."""
        try:
            self._session = self._session.fresh()
        except ClientError as error:
            self._say(str(error))
            return
        self.workers.cancel_group(self, "turn")
        self.query_one(ReviewPane).close()
        self.query_one(Composer).clear()
        self.query_one(Transcript).clear()
        self.query_one(Transcript).say(f"{WELCOME} {what_is_kept(self._session.records)}")
        self.action_write()

    def action_withdraw(self) -> None:
        """Ends the consents of this conversation, for every later send."""
        with self._saying():
            self._say(withdrawn(self._session.withdraw()))

    def action_lock(self) -> None:
        """Locks the vault now."""
        if self.sending:
            self._say("Wait for the answer, or press Escape; then lock.")
        elif isinstance(self.app, Lockable):
            self.app.lock()

    def action_save(self) -> None:
        """Keeps the limits of this conversation for every later one."""
        with self._saying():
            pane = self.query_one(ReviewPane)
            self._say(saved_limits(self._session.save_limits(pane.review if pane.reviewing else None)))

    @contextmanager
    def _saying(self) -> Iterator[None]:
        """Says in words what a vault cannot do."""
        try:
            yield
        except ClientError as error:
            self._say(str(error))

    @property
    def _busy(self) -> bool:
        return bool(self._turns)

    @property
    def _turns(self) -> list[Worker[object]]:
        return [worker for worker in self.workers if worker.group == "turn" and not worker.is_finished]

    def _heading(self) -> str:
        recipient = self._session.recipient
        where = "on this machine" if recipient.here else "over the network"
        kept = "vault open" if self._session.records.lasting else "nothing is kept"
        return f"Least said · asks {recipient.name}, {where} · {kept}"

    def _say(self, words: str) -> None:
        self.query_one("#status", Static).update(Content(words))

"""The chat screen: write, review, preview, send, read."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Footer, Static

from client.errors import ClientError
from client.tui.composer import Composer
from client.tui.lock import Lockable
from client.tui.review import ReviewPane
from client.tui.rows import counted
from client.tui.transcript import Transcript
from client.tui.turns import TurnScreen
from client.words import saved_limits, what_is_kept, withdrawn
from sanitizer.taxonomy import Kind

WELCOME = (
    "Write what you would ask a recommender. What is personal is found here, on your machine; you see the exact "
    "request before anything is sent, and what comes back is checked against your limits here."
)


class ChatScreen(TurnScreen):
    """The keys, and what is on the screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "more", "more"),
        Binding("f3", "new", "new"),
        Binding("f4", "withdraw", "withdraw"),
        Binding("f5", "lock", "lock"),
        Binding("f8", "save", "save"),
        Binding("f9", "why", "why hidden"),
        Binding("escape", "back", "Cancel", show=False),
        Binding("f10", "app.quit", "quit"),
    ]

    def compose(self) -> ComposeResult:
        """Who is asked, the conversation, the review, the draft."""
        yield Static(Content(self._heading()), id="heading")
        yield Transcript(id="transcript")
        yield ReviewPane()
        yield Composer(self.session.sanitizer.detect)
        yield Static(id="status")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Begins with writing."""
        self.query_one(ReviewPane).display = False
        self.query_one(Transcript).say(f"{WELCOME} {what_is_kept(self.session.records)}")
        self.action_write()

    def on_composer_scanned(self, event: Composer.Scanned) -> None:
        """Says what is found so far."""
        if event.findings is None:
            self.say("The detector failed, so nothing can be marked or sent. Please start the program again.")
            return
        counts = Counter(finding.kind for finding in event.findings)
        found = [
            f"{counts[Kind.FACT] + counts[Kind.DETAIL]} personal",
            counted(counts[Kind.LIMIT], "limit"),
            counted(counts[Kind.WISH], "wish"),
        ]
        self.say(f"Found so far: {', '.join(found)}." if event.findings else "")

    def on_composer_submitted(self, event: Composer.Submitted) -> None:
        """Reviews the draft."""
        if not event.text.strip():
            self.say("Write something first.")
        elif self.busy:
            return
        elif self.query_one(ReviewPane).holds(event.text):
            self.open_review(self.query_one(ReviewPane).review)
        else:
            self.review_draft(event.text)

    def action_back(self) -> None:
        """Stops what is going on, or goes back to the draft."""
        if self.busy:
            self.workers.cancel_group(self, "turn")
        else:
            self.action_write()

    def action_proceed(self) -> None:
        """From the review to the preview, at once, though the reading that showed it may still be ending."""
        if not any(worker.description != "review" for worker in self.turns):
            self.send(self.query_one(ReviewPane).review)

    def action_forget(self) -> None:
        """Drops the limits of earlier turns."""
        pane = self.query_one(ReviewPane)
        with self._saying():
            pane.start_again(self.session.forget(pane.review))
            self.refresh_bindings()

    def action_alone(self) -> None:
        """Makes the draft a request of its own."""
        pane = self.query_one(ReviewPane)
        pane.change(self.session.alone(pane.review))
        self.refresh_bindings()

    def action_wish(self) -> None:
        """Asks what the wish under the cursor means."""
        if not self.busy:
            self.ask_wish()

    def action_why(self) -> None:
        """What was hidden from the last answer, why, and what would help."""
        if not self.busy and self.last is not None:
            self.ask_why(*self.last)

    def action_relabel(self) -> None:
        """Asks what the finding really is."""
        if not self.busy:
            self.ask_label()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Forgetting only where there is something to forget; what belongs to writing only while writing."""
        del parameters
        panes = self.query(ReviewPane)
        reviewing = bool(panes) and panes.first().reviewing
        if action == "forget":
            return reviewing and bool(panes.first().review.named)
        if action == "wish":
            return reviewing and panes.first().on_wish
        if action == "alone":
            return reviewing and panes.first().review.earlier is not None
        if action == "why":
            return self.last is not None and not reviewing
        if action in ("lock", "save") and not self.session.records.lasting:
            return False
        return not (reviewing and action in ("more", "new"))

    async def action_more(self) -> None:
        """The next page of recommendations."""
        transcript = self.query_one(Transcript)
        if await transcript.more():
            self.session.saw(transcript.listed)
        else:
            self.say("There are no more recommendations.")

    def action_new(self) -> None:
        """A new conversation: no limits, no consents, nothing on the screen."""
        try:
            self.session = self.session.fresh()
        except ClientError as error:
            self.say(str(error))
            return
        self.last = None
        self.workers.cancel_group(self, "turn")
        self.query_one(ReviewPane).close()
        self.query_one(Composer).clear()
        self.query_one(Transcript).clear()
        self.query_one(Transcript).say(f"{WELCOME} {what_is_kept(self.session.records)}")
        self.action_write()

    def action_withdraw(self) -> None:
        """Ends the consents of this conversation, for every later send."""
        with self._saying():
            self.say(withdrawn(self.session.withdraw()))

    def action_lock(self) -> None:
        """Locks the vault now."""
        if self.sending:
            self.say("Wait for the answer, or press Escape; then lock.")
        elif isinstance(self.app, Lockable):
            self.app.lock()

    def action_save(self) -> None:
        """Keeps the limits of this conversation for every later one."""
        with self._saying():
            pane = self.query_one(ReviewPane)
            self.say(saved_limits(self.session.save_limits(pane.review if pane.reviewing else None)))

    @contextmanager
    def _saying(self) -> Iterator[None]:
        """Says in words what a vault cannot do."""
        try:
            yield
        except ClientError as error:
            self.say(str(error))

    def _heading(self) -> str:
        recipient = self.session.recipient
        where = "on this machine" if recipient.here else "over the network"
        kept = "vault open" if self.session.records.lasting else "nothing is kept"
        return f"Least said · asks {recipient.name}, {where} · {kept}"

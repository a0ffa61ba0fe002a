"""What left: every request as it looked, when, to whom, and what it told."""

from collections.abc import Sequence
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.worker import Worker, WorkerState, get_current_worker

from client.conversation.resuming import wished_words
from client.conversation.session import Session
from client.errors import ClientError
from client.kept.audit import AuditEntry, Outcome
from client.kept.conversations import asked
from client.kept.retention import Erasure, erase
from client.safetext import safe_text
from client.tui.listing import Listing
from client.tui.places.asking import SureScreen
from client.tui.things import brief, described, two_lines, without_vault
from client.wording.grammar import joined
from client.wording.words import ENDED, moment, told_then
from sanitizer.hardening import describe as describe_error
from sanitizer.taxonomy import taxonomy

SHORT = {
    Outcome.ANSWERED: "answered",
    Outcome.FAILED: "no answer",
    Outcome.UNSENT: "not sent",
    Outcome.PENDING: "may have left",
}
LEARNED = {
    Outcome.ANSWERED: "They learned",
    Outcome.FAILED: "They may have learned",
    Outcome.UNSENT: "They would have learned",
    Outcome.PENDING: "They may have learned",
}
LEFT = {
    Outcome.ANSWERED: "left",
    Outcome.FAILED: "may have left",
    Outcome.UNSENT: "was to leave",
    Outcome.PENDING: "may have left",
}
EVERY = 500
"""Entries of the record after which its checking says how far it is."""


class StoppedError(Exception):
    """Nobody waits for the check any more."""


class SentScreen(Listing[AuditEntry]):
    """The record of what left, the latest first."""

    HEADING = "What left · every request, as it looked"
    NOTHING = (
        "Nothing was sent.\n\nBefore a request leaves, it is written down here: its exact bytes, when and to whom. "
        "Drafts are never in it, since they never leave."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("v", "verify", "check the record"),
        Binding("e", "erase", "erase content"),
    ]

    class Checked(Message):
        """How far the check is, or how it ended."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def items(self) -> Sequence[AuditEntry]:
        """The latest first."""
        return self._session.records.audit.entries[::-1]

    def line(self, item: AuditEntry) -> Content:
        """When, and to whom."""
        to = safe_text(item.recipient).text if item.content is not None else "content erased"
        return two_lines(brief(item.at), f"{to} · {SHORT[item.outcome]}")

    def searched(self, item: AuditEntry) -> str:
        """Also what was asked for and told."""
        return f"{super().searched(item)} {self._learned(item)}"

    def details(self, item: AuditEntry) -> Content:
        """In words first, then byte for byte."""
        if item.content is None:
            gone = (
                "Its content was erased, and whom it went to. That it left, when, and how much, stays known."
            )
            return described([("", gone), ("When", moment(item.at)), ("Size", f"{item.length:,} bytes")])
        text = item.content.decode(errors="replace")
        blanks = len(text) - len(text.rstrip(" "))
        size = f"{item.length:,} bytes" + (f", {blanks} of them blanks at the end" if blanks else "")
        return described(
            [
                (LEARNED[item.outcome], self._learned(item)),
                ("Of your limits", self._told(item)),
                (
                    "When, to whom, how it ended",
                    f"{moment(item.at)}, {safe_text(item.recipient).text}: {ENDED[item.outcome]}",
                ),
                (f"Exactly this {LEFT[item.outcome]} ({size})", safe_text(text, len(text) + 1).text),
                ("Its SHA-256 sum", item.digest),
            ]
        )

    def hint(self) -> str:
        """What a vault would do for the record."""
        return without_vault(
            self._session.records, "the record of what left, in a chain that shows any change"
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Erasing only what has content."""
        if action == "erase":
            return self.chosen is not None and self.chosen.content is not None
        if action == "verify":
            return bool(self._rows)
        return super().check_action(action, parameters)

    def action_verify(self) -> None:
        """Checks the whole record; Escape stops."""
        if not self._checking:
            self.say("Checking the record … (Escape stops)")
            self.check()

    def action_back(self) -> None:
        """Stops the check, or leaves."""
        if self._checking:
            self.workers.cancel_group(self, "check")
            self.say("Stopped. Nothing was changed.")
        else:
            super().action_back()

    def action_erase(self) -> None:
        """Asks, and destroys what was kept of an entry."""
        if item := self.chosen:
            question = (
                "Erase what was in this request? Its bytes, whom it went to and what it told are destroyed here; "
                "that something left then stays known. What they learned they keep. What you agreed to then stays "
                "under Consents, and what came back under Conversations, where d deletes all three. It cannot be "
                "taken back."
            )
            self.app.push_screen(
                SureScreen(question, "erase it", "keep it"), lambda sure: self._erase(item, sure=bool(sure))
            )

    @work(thread=True, group="check", exit_on_error=False)
    def check(self) -> None:
        """Reads every link and every commitment, in a thread."""
        worker, count = get_current_worker(), len(self._session.records.audit.entries)

        def watch(links: int) -> None:
            if worker.is_cancelled:
                raise StoppedError
            if links % EVERY == 0:
                self.post_message(
                    self.Checked(f"Checking the record … {links:,} links so far (Escape stops)")
                )

        try:
            self._session.records.audit.verify(watch)
        except StoppedError:
            return
        except ClientError as error:
            self.post_message(self.Checked(str(error)))
            return
        entries = "1 entry" if count == 1 else f"{count:,} entries"
        self.post_message(
            self.Checked(f"The record is whole: {entries}. Nothing was changed, moved or taken out.")
        )

    def on_sent_screen_checked(self, event: Checked) -> None:
        """Says it."""
        self.say(event.words)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Says what went wrong inside."""
        if event.state is WorkerState.ERROR and event.worker.error:
            self.say(f"The record could not be checked. {describe_error(event.worker.error)}")

    @property
    def _checking(self) -> bool:
        return any(worker.group == "check" and not worker.is_finished for worker in self.workers)

    def _erase(self, item: AuditEntry, *, sure: bool) -> None:
        if sure:
            with self.saying():
                erase(self._session.records, Erasure(entries=(item.number,)), self._session.now)
                self.show_all()
                self.say("Erased. That something left then is all that is known.")

    def _learned(self, item: AuditEntry) -> str:
        found = asked(item.content) if item.content is not None else None
        if found is None:
            return "" if item.content is None else "This request is of another release: look at its bytes."
        words = joined(f"“{safe_text(phrase).text}”" for phrase in found.words)
        own = f"; in your own words: {words}" if words else ""
        topic = taxonomy().domains[found.domain].topic
        wished = "" if found.wishes.empty else f": {wished_words(found)}"
        return f"You asked for {topic}{wished}{own}."

    def _told(self, item: AuditEntry) -> str:
        told = joined(told_then(item))
        return f"It has to be {told}." if told else "Nothing was told."

"""The chat screen: write, review, preview, send, read."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import ClassVar

from textual.binding import Binding, BindingType

from client.conversation.resuming import FORGOTTEN, asked_words, recommended_words
from client.conversation.session import Session
from client.errors import ClientError
from client.tui.composer import Composer
from client.tui.places.asking import SureScreen
from client.tui.refused import refused
from client.tui.review import ReviewPane
from client.tui.transcript import Transcript
from client.tui.unhurried import UnhurriedScreen
from client.tui.view import WELCOME, ChatView
from client.wording.grammar import joined
from client.wording.words import saved_limits, what_is_kept, withdrawn
from sanitizer import Constraint, Review

NONE_TO_SAVE = "There are no limits here that are not kept for later already."


class ChatScreen(ChatView):
    """The keys, and what is on the screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "more", "more"),
        Binding("f3", "new", "new"),
        Binding("f4", "withdraw", "withdraw", show=False),
        Binding("f8", "save", "save"),
        Binding("f9", "why", "hidden"),
        Binding("escape", "back", "Cancel", show=False),
        Binding("f10,ctrl+q", "leave", "quit", key_display="f10"),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._left: tuple[str, float] | None = None

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

    def action_leave(self) -> None:
        """Leaves; where something is written, only when asked twice, and not by a key held down."""
        draft, now = self.query_one(Composer).text, time.monotonic()
        asked = self._left is not None and self._left[0] == draft
        meant = asked and self._left is not None and now - self._left[1] >= UnhurriedScreen.PAUSE
        self._left = draft, now
        if meant or not draft.strip():
            self.app.exit()
        else:
            self.say("What you wrote is not kept. Press F10 again to leave, or go on writing.")

    def action_proceed(self) -> None:
        """From the review to the preview, at once, though the reading that showed it may still be ending."""
        if not any(worker.description != "review" for worker in self.turns):
            self.send(self.query_one(ReviewPane).review)

    def action_forget(self) -> None:
        """Asks whether the limits of earlier turns are to be dropped."""
        named = joined(one.about.phrase for one in self.query_one(ReviewPane).review.named)
        question = (
            f"Keep these no longer in this conversation: {named}? What you agreed to be told in it ends, too. "
            "There is no way back, also from what you changed in this review."
        )
        asked = SureScreen(question, "forget them", "keep them")
        self.app.push_screen(asked, lambda sure: self._forget() if sure else None)

    def _forget(self) -> None:
        pane = self.query_one(ReviewPane)
        with self._saying():
            pane.deciding.forget()
            pane.draw_anew()
            self.refresh_bindings()

    def action_alone(self) -> None:
        """Makes the draft a request of its own."""
        pane = self.query_one(ReviewPane)
        pane.change(pane.deciding.alone)
        self.refresh_bindings()

    def action_wish(self) -> None:
        """Asks what the wish under the cursor means."""
        if not self.busy:
            self.ask_wish()

    def action_why(self) -> None:
        """What was hidden from the last answer, why, and what would help."""
        if not self.busy and self.session.last is not None:
            self.ask_why(self.session.last)

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
            return self.session.last is not None and not reviewing
        if action == "save" and not self.session.records.lasting:
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
        """A new conversation: no limits, no consents, nothing on the screen but what is being written."""
        try:
            self.session = self.session.fresh()
        except ClientError as error:
            self.say(str(error))
            return
        self.workers.cancel_group(self, "turn")
        self.query_one(ReviewPane).close()
        self.query_one(Transcript).clear()
        self.query_one(Transcript).say(f"{WELCOME} {what_is_kept(self.session.records)}")
        self.refresh_bindings()
        self.action_write()

    def resume(self, conversation: str) -> None:
        """Goes on with a conversation that was kept; a draft that is written stays."""
        with self._saying():
            self.session, before = self.session.resumed(conversation)
            self.workers.cancel_group(self, "turn")
            self.query_one(ReviewPane).close()
            transcript = self.query_one(Transcript)
            transcript.clear()
            for turn in before.turns:
                transcript.say(f"You asked for {asked_words(turn)}.", "mine")
                if turn is not before.turns[-1]:
                    transcript.say(recommended_words(turn), "quiet")
            self.show_answer()
            if before.turns[-1].hidden and not before.whole:
                transcript.say(f"{before.turns[-1].hidden} more did not fit your limits then.", "quiet")
            self.action_write()
            self.say("" if before.whole else FORGOTTEN)

    def on_screen_resume(self) -> None:
        """What holds may have changed elsewhere: an answer is checked again by limits that are others now."""
        super().on_screen_resume()
        if self.busy:
            return
        with self._saying():
            if not self.session.check_again():
                return
            self.show_answer(anew=True)
            self.say("Your limits changed, so the last answer was checked again.")

    def action_withdraw(self) -> None:
        """Ends the consents of this conversation, for every later send."""
        with self._saying():
            self.say(withdrawn(self.session.withdraw()))
            self.session.check_again()
        self.stand()

    def action_save(self) -> None:
        """Asks whether the limits of this conversation are to be kept for every later one."""
        with self._saying():
            pane = self.query_one(ReviewPane)
            review = pane.review if pane.reviewing else None
            new = self.session.unsaved(review)
            if not new:
                self.say(NONE_TO_SAVE if self.session.kept else saved_limits(()))
                return
            question = f"Keep {joined(one.about.phrase for one in new)} for every later conversation?"
            asked = SureScreen(f"{question} Limits, under ^p, changes it.", "keep for later", "keep nothing")
            self.app.push_screen(asked, lambda sure: self._save(review, new) if sure else None)

    def _save(self, review: Review | None, limits: Sequence[Constraint]) -> None:
        with self._saying():
            saved = self.session.save_limits(review, [one.code for one in limits])
            self.say(saved_limits(saved))

    @contextmanager
    def _saying(self) -> Iterator[None]:
        """Says in words what a vault cannot do."""
        try:
            yield
        except ClientError as error:
            self.say(refused(error))

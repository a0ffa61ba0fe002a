"""The conversations that are kept: found, named, gone on with, deleted."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from client.conversation.resuming import KeptConversation, asked_words, kept_conversations, recommended_words
from client.conversation.session import Session
from client.kept.retention import erase, of_conversation
from client.safetext import safe_draft, safe_text
from client.tui.listing import Listing
from client.tui.places import BUSY, Home
from client.tui.places.asking import LineScreen, SureScreen
from client.tui.things import brief, described, two_lines, without_vault
from client.wording.grammar import counted
from client.wording.words import moment

BEGUN = "A new conversation. Your draft is where it was."
LONGEST = 60
"""Characters of a name."""


class ConversationsScreen(Listing[KeptConversation]):
    """Dismissed with the id of a conversation to go on with, or with None."""

    HEADING = "Conversations · what was asked and what came back, never a draft"
    NOTHING = (
        "No conversation is kept yet.\n\nOnce a request is answered, what was asked for and what was recommended "
        "is listed here, never what you wrote. You can go on from there, name it or delete it."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "go on with it"),
        Binding("n", "name", "name"),
        Binding("d", "delete", "delete"),
        Binding("f3", "begin", "new", tooltip="a new conversation; what you wrote stays in the draft"),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def items(self) -> Sequence[KeptConversation]:
        """The latest first."""
        return kept_conversations(self._session.records)

    def line(self, item: KeptConversation) -> Content:
        """Its name, or what was asked for; when, how many turns, whom."""
        here = "this one · " if item.id == self._session.conversation else ""
        parts = [brief(item.at), counted(len(item.turns), "turn"), safe_text(item.recipient).text]
        return two_lines(item.title, here + " · ".join(filter(None, parts)))

    def searched(self, item: KeptConversation) -> str:
        """Names, wishes and all that was recommended."""
        titles = (title for turn in item.turns for title, _, _ in turn.shown)
        return " ".join([self.line(item).plain, *map(asked_words, item.turns), *titles])

    def details(self, item: KeptConversation) -> Content:
        """Turn after turn."""
        recipient = safe_text(item.recipient).text or "not known any more: it was erased from what left"
        turns = [
            (f"{place}. {moment(turn.at)}", f"Asked for {asked_words(turn)}.\n{recommended_words(turn)}")
            for place, turn in enumerate(item.turns, 1)
        ]
        return described([("", item.title), ("Asked", recipient), *turns])

    def hint(self) -> str:
        """What a vault would do for conversations."""
        kept = without_vault(self._session.records, "conversations, to go on with later")
        return kept or f"Each is kept for {self._session.config.retention.conversations.days} days."

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only where there is one."""
        if action in ("open", "name", "delete"):
            return self.chosen is not None
        return super().check_action(action, parameters)

    def on_option_list_option_selected(self) -> None:
        """Goes on with the one under the cursor; with this one as it is."""
        if self.chosen:
            here = self.chosen.id == self._session.conversation
            self.dismiss(None if here else self.chosen.id)

    def action_begin(self) -> None:
        """Asks, and begins a new one."""
        question = (
            "Begin a new conversation? The limits and consents of this one do not go along. Your draft stays."
        )
        self.app.push_screen(
            SureScreen(question, "begin a new one"), lambda sure: self._begin(sure=bool(sure))
        )

    def action_name(self) -> None:
        """Asks what it is to be called."""
        if item := self.chosen:
            question = "What do you call this conversation? Leave it empty for no name. Only you see it."
            name = safe_text(item.name, LONGEST).text
            self.app.push_screen(LineScreen(question, name, LONGEST), lambda name: self._call(item, name))

    def action_delete(self) -> None:
        """Asks, and erases everything of it."""
        if item := self.chosen:
            question = (
                f"Delete “{item.title}”? Its {counted(len(item.turns), 'turn')}, its name, what you agreed to in "
                "it and the content of what left in it are erased; that something left stays known. There is no "
                "way back."
            )
            self.app.push_screen(
                SureScreen(question, "delete it", "keep it"), lambda sure: self._delete(item, sure=bool(sure))
            )

    def _begin(self, *, sure: bool) -> None:
        if sure and isinstance(self.app, Home):
            with self.saying():
                if not self.app.converse(self._session.fresh(), BEGUN):
                    self.say(BUSY)

    def _call(self, item: KeptConversation, name: str | None) -> None:
        if name is not None:
            with self.saying():
                self._session.records.names.keep(item.id, safe_draft(name))
                self.show_all()
                self.say(f"It is called “{safe_text(name).text}” now." if name else "It has no name now.")

    def _delete(self, item: KeptConversation, *, sure: bool) -> None:
        if sure:
            with self.saying():
                records = self._session.records
                erase(records, of_conversation(records, item.id), self._session.now)
                self.show_all()
                self.say("Deleted.")

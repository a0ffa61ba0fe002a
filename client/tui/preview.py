"""The preview: what they will learn, the one question, and the exact bytes. Nothing is sent without Enter here."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Footer, Static

from client.asking import Preview, without
from client.consent import WORDS
from client.errors import ClientError
from client.safetext import safe_text
from client.session import Session
from client.tui.unhurried import UnhurriedScreen
from sanitizer.wire import Scope


class PreviewScreen(UnhurriedScreen[tuple[Preview, str] | None]):
    """Dismissed with the preview and the digest that was shown, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer('conversation')", "Yes, tell it"),
        Binding("o", "answer('request')", "Only this once"),
        Binding("u", "answer('until')", "For 30 days"),
        Binding("n", "answer('')", "No, tell nothing"),
        Binding("enter", "send", "Send"),
        Binding("f4", "withdraw", "Withdraw"),
        Binding("escape", "dismiss(None)", "Back"),
    ]

    def __init__(self, session: Session, preview: Preview) -> None:
        super().__init__()
        self._session = session
        self._preview = preview

    def compose(self) -> ComposeResult:
        """Sentences first, bytes below."""
        with VerticalScroll(id="preview", classes="dialog"):
            yield Static(Content("Before it is sent"), classes="dialog-title")
            yield Static(id="question")
            yield Static(id="learns")
            yield Static(id="stays")
            yield Static(id="hint")
            yield Static(id="body")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Shows the preview."""
        self.query_one("#preview").focus()
        self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Yes and no only while the question is open, sending only when it is not."""
        if action == "answer":
            return bool(self._preview.asked) and self._may_answer(str(parameters[0]))
        if action == "withdraw":
            return bool(self._preview.prepared.told)
        return not self._preview.asked if action == "send" else True

    def _may_answer(self, scope: str) -> bool:
        """Words of the person's own are allowed for one request only, and nothing for long without a vault."""
        if self._preview.asked == (WORDS,):
            return scope in (Scope.REQUEST.value, "")
        return self._session.records.lasting or scope != Scope.UNTIL.value

    def action_answer(self, scope: str) -> None:
        """The person's answer to the question: for how long, or not at all."""
        width = Scope(scope) if scope else Scope.CONVERSATION
        try:
            self._preview = self._session.answer(self._preview, agreed=bool(scope), scope=width)
        except ClientError as error:
            self._say("hint", str(error))
            return
        self.refresh_bindings()
        self._show()

    def action_withdraw(self) -> None:
        """Ends the consents to what would be told, and shows what is told then."""
        try:
            self._session.withdraw()
            untold = without(self._preview.review, self._preview.prepared.told)
            self._preview = self._session.preview(untold)
        except ClientError as error:
            self._say("hint", str(error))
            return
        self.refresh_bindings()
        self._show()

    def action_send(self) -> None:
        """The person approves what is shown."""
        if self.meant():
            self.dismiss((self._preview, self._shown))

    def _show(self) -> None:
        preview, recipient = self._preview, self._session.recipient
        self._shown = preview.prepared.digest
        text = preview.prepared.content.decode()
        padding = len(text) - len(text.rstrip(" "))
        where = "goes to a program on this machine" if recipient.here else "leaves this machine"
        asked = [safe_text(phrase, len(phrase)).text for phrase in preview.words]
        self._say("question", "\n".join([preview.question, *(f"“{phrase}”" for phrase in asked)]))
        self._say("learns", preview.learns)
        self._say("stays", preview.stays)
        self._say("body", safe_text(text, len(text) + 1).text)
        self._say(
            "hint",
            f"Exactly this is sent to {recipient.name}; it {where}. {len(preview.prepared.content)} bytes, "
            f"{padding} of them blanks at the end; SHA-256 {self._shown[:16]}…",
        )
        self.query_one("#question").display = bool(preview.question)

    def _say(self, name: str, words: str) -> None:
        self.query_one(f"#{name}", Static).update(Content(words))

"""The preview: what they will learn, the one question, what was written beside what leaves, and the exact bytes.

Nothing is sent without Enter here.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from client.conversation.asking import Preview, without
from client.conversation.session import Session
from client.errors import ClientError
from client.kept.consent import WORDS, told_phrase
from client.safetext import safe_text
from client.tui.keys import Keys
from client.tui.sides import around, exact, listed, question, sentence, written
from client.tui.ticks import Ticks
from client.tui.unhurried import UnhurriedScreen
from client.wording.disclosure import tells
from client.wording.leaving import leaving
from sanitizer.wire import Scope

WIDE = 100
"""Columns from which on what was written and what leaves stand side by side."""
WROTE = "What you wrote (underlined: personal, or a limit)"
CHANGED = "The recommender changed meanwhile, so this is shown again as it would leave now. Nothing was sent."


class Below(VerticalScroll, inherit_bindings=False):
    """What is scrolled below the sentence."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "scroll_up", show=False),
        Binding("down", "scroll_down", show=False),
    ]


class PreviewScreen(UnhurriedScreen[tuple[Preview, str] | None]):
    """Dismissed with the preview and the digest that was shown, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer('y', 'conversation')", "yes"),
        Binding("o", "answer('o', 'request')", "once"),
        Binding("u", "answer('u', 'until')", "30 days"),
        Binding("n", "answer('n', '')", "no"),
        Binding("enter", "send", "send"),
        Binding("b", "bytes", "bytes"),
        Binding("f4", "withdraw", "withdraw"),
        Binding("pagedown", "page(1)", "read on", key_display="pgdn"),
        Binding("pageup", "page(-1)", show=False),
        Binding("escape", "dismiss(None)", "back"),
    ]
    CSS: ClassVar[str] = """
    #preview { width: 96%; max-width: 150; height: 100%; max-height: 38; }
    #preview Static { margin: 0; }
    #preview #sentence { height: auto; max-height: 50%; margin-bottom: 1; scrollbar-size-vertical: 1; }
    #preview #body { background: $panel; padding: 0 1; }
    #preview #middle { height: 1fr; scrollbar-size-vertical: 1; }
    #preview #question, #preview #ticks, #preview #tells, #preview #body { margin-bottom: 1; }
    #preview #sides, #preview #bytes { layout: vertical; height: auto; }
    #preview #sides.wide { layout: horizontal; }
    #preview .side { height: auto; border-left: thick $panel; padding: 0 1; margin-bottom: 1; }
    #preview .leaving { border-left: thick $primary; }
    #preview .wide .side { width: 1fr; }
    #preview .side-title { text-style: bold; }
    #preview #hint { max-height: 3; border-top: solid $panel; }
    """

    def __init__(self, session: Session, preview: Preview) -> None:
        super().__init__()
        self._session = session
        self._preview = preview

    def compose(self) -> ComposeResult:
        """The sentence, which stays in view; below it the question and both sides, or the bytes; what to press."""
        with Vertical(id="preview", classes="dialog"):
            with VerticalScroll(id="sentence", can_focus=False):
                yield Static(id="learns")
                yield Static(id="stays")
            with Below(id="middle"):
                yield Static(id="question")
                yield Ticks("ticks")
                yield Static(id="tells")
                with Container(id="sides"):
                    with Vertical(classes="side"):
                        yield Static(Content(WROTE), classes="side-title")
                        yield Static(id="before")
                    with Vertical(classes="side leaving"):
                        yield Static(id="leaves", classes="side-title")
                        yield Static(id="after")
                with Vertical(id="bytes"):
                    yield Static(id="bytes-title", classes="side-title")
                    yield Static(id="body")
                    yield Static(id="about")
            yield Static(id="hint")
        yield Keys()

    def on_mount(self) -> None:
        """Shows the preview, in plain words first."""
        self.query_one("#bytes").display = False
        self._show()

    def on_resize(self) -> None:
        """Side by side where there is room, else one below the other."""
        self.query_one("#sides").set_class(self.size.width >= WIDE, "wide")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Yes and no only while the question is open, sending only when it is not."""
        if action == "answer":
            return bool(self._preview.asked) and self._may_answer(str(parameters[1]))
        if action == "withdraw":
            return bool(self._preview.prepared.told)
        return not self._preview.asked if action == "send" else True

    def _may_answer(self, scope: str) -> bool:
        """Words of the person's own are allowed for one request only, and nothing for long without a vault."""
        if self._preview.asked == (WORDS,):
            return scope in (Scope.REQUEST.value, "")
        return self._session.records.lasting or scope != Scope.UNTIL.value

    def on_key(self, event: events.Key) -> None:
        """An Enter that answers nothing is a press, too: one that is held while a question ends sends nothing."""
        if event.key == "enter" and self._preview.asked:
            self.meant()

    def on_ticks_changed(self) -> None:
        """How much would be told of what is ticked now."""
        self._say_how_much()

    def action_answer(self, key: str, scope: str) -> None:
        """The person's answer to the question: for how long what is ticked may be told, or nothing of it."""
        if not self.meant(key) or self._changed():
            return
        ticked = self.query_one(Ticks).ticked
        if scope and not ticked:
            self._say("hint", "Nothing is ticked. Space ticks what may be told; n tells nothing.")
            return
        asked, how_long = self._preview, Scope(scope or Scope.CONVERSATION)
        with self._saying():
            self._preview = self._session.answer(asked, agreed=bool(scope), scope=how_long, names=ticked)
            self._show()

    def action_withdraw(self) -> None:
        """Ends the consents to what would be told, and shows what is told then."""
        with self._saying():
            self._session.withdraw()
            untold = without(self._preview.review, self._preview.prepared.told)
            self._preview = self._session.preview(untold)
            self._show()

    def action_send(self) -> None:
        """The person approves what is shown."""
        if self.meant() and not self._changed():
            self.dismiss((self._preview, self._shown))

    def action_bytes(self) -> None:
        """From plain words to the exact bytes, and back."""
        sides, exact = self.query_one("#sides"), self.query_one("#bytes")
        sides.display, exact.display = exact.display, sides.display
        middle = self.query_one("#middle", VerticalScroll)
        if exact.display:
            # The question above them may fill a small screen.
            self.call_after_refresh(middle.scroll_to_widget, exact, animate=False, top=True)
        else:
            middle.scroll_home(animate=False)
        self._say("hint", self._what_to_press())

    def action_page(self, pages: int) -> None:
        """Scrolls what is below the sentence, wherever the cursor is."""
        middle = self.query_one("#middle", VerticalScroll)
        middle.scroll_relative(y=pages * max(1, middle.size.height - 1), animate=False)

    def _changed(self) -> bool:
        """Whether somebody else would be asked than is shown; then the preview is made anew."""
        if self._session.recipient == self._recipient:
            return False
        with self._saying():
            self._preview = self._session.preview(self._preview.review)
            self._show()
            self._say("hint", CHANGED)
        return True

    def _show(self) -> None:
        preview = self._preview
        self._recipient = recipient = self._session.recipient
        self._shown = preview.prepared.digest
        self._put("learns", sentence(preview.learns))
        self._put("stays", sentence(preview.stays))
        self._say("leaves", "What leaves if you say no" if preview.asked else "What leaves")
        self._say(
            "bytes-title", f"The exact bytes, as they are sent{' if you say no' if preview.asked else ''}"
        )
        self._put("question", question(preview.question, preview.words))
        self.query_one("#question").display = bool(preview.question)
        self._put("before", written(preview.review))
        self._put("after", listed(leaving(preview.request, recipient)))
        self._put("about", listed(around(preview, recipient)))
        self._put("body", exact(preview.prepared.content))
        self._show_ticks()
        self._say_how_much()
        self._say("hint", self._what_to_press())
        self.refresh_bindings()

    def _show_ticks(self) -> None:
        """What is asked about, shown where there is something to choose: ticked is what the person chose before."""
        preview, ticks = self._preview, self.query_one(Ticks)
        named = [(name, "your own words" if name == WORDS else told_phrase(name)) for name in preview.asked]
        ticks.display = len(preview.asked) > 1
        ticks.offer(named, preview.offered if ticks.display else ())
        (ticks if ticks.display else self.query_one("#middle")).focus()
        self.query_one("#middle", VerticalScroll).scroll_home(animate=False)

    def _say_how_much(self) -> None:
        preview = self._preview
        self._say("tells", tells(preview.review, preview.request, self.query_one(Ticks).ticked))

    def _what_to_press(self) -> str:
        where = "on this machine" if self._recipient.here else "which leaves this machine"
        if not self._preview.asked:
            other = "plain words" if self.query_one("#bytes").display else "the exact bytes"
            return f"Enter sends exactly this to {self._recipient.name}, {where}. b shows {other}."
        some = " Space ticks what may be told." if len(self._preview.asked) > 1 else ""
        if self._preview.asked == (WORDS,):
            return "o lets them be read only this once, n not at all. Nothing is sent before you answer."
        always = ", u for 30 days" if self._may_answer(Scope.UNTIL.value) else ""
        what = "what is ticked" if some else "it"
        return (
            f"n tells nothing.{some} y tells {what} in this conversation, o only this once{always}. "
            "Nothing is sent before you answer."
        )

    @contextmanager
    def _saying(self) -> Iterator[None]:
        """Says in words what cannot be done; what was shown stays."""
        try:
            yield
        except ClientError as error:
            self._say("hint", str(error))

    def _say(self, name: str, words: str) -> None:
        lines = (safe_text(line, len(line) + 1).text for line in words.split("\n"))
        self._put(name, Content("\n".join(lines)))

    def _put(self, name: str, shown: Content) -> None:
        self.query_one(f"#{name}", Static).update(shown)

"""What the chat screen shows: how things stand, the conversation, the draft, and what was found in it."""

from collections import Counter
from contextlib import suppress

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from client.errors import ClientError
from client.tui.composer import Composer
from client.tui.found import Found
from client.tui.keys import Keys
from client.tui.review import ReviewPane
from client.tui.standing import standing
from client.tui.transcript import Transcript
from client.tui.turns import TurnScreen
from client.wording.grammar import counted
from client.wording.words import what_is_kept
from sanitizer import Review
from sanitizer.live import PIECE
from sanitizer.taxonomy import Kind

WELCOME = (
    "Write what you would ask a recommender. What is personal is found here, on your machine; you see the exact "
    "request before anything is sent, and what comes back is checked against your limits here."
)
LONG = 4 * PIECE
"""Code points that are read too slowly to be silent about."""
WIDE = 110
"""Columns from which on the list of what was found has its place beside the draft."""


class ChatView(TurnScreen):
    """The parts of the screen, kept up to date."""

    def compose(self) -> ComposeResult:
        """How things stand; the conversation, the review, the draft; what is found beside it."""
        yield Static(id="heading")
        with Horizontal(id="desk"):
            with Vertical(id="talk"):
                yield Transcript(id="transcript")
                yield ReviewPane(self.saved)
                yield Composer(self.session.sanitizer.detect)
                yield Static(id="status")
            yield Found()
        yield Keys()

    def saved(self) -> frozenset[str] | None:
        """The codes of the limits that are kept for every conversation; None where no vault is open."""
        if self.session.records.lasting:
            with suppress(ClientError):
                return self.session.records.limits.codes()
        return None

    def on_mount(self) -> None:
        """Begins with writing."""
        self.query_one(ReviewPane).display = False
        self.query_one(Transcript).say(f"{WELCOME} {what_is_kept(self.session.records)}")
        self.action_write()

    def on_resize(self) -> None:
        """One line says how things stand, however wide; the list is seen where there is room."""
        self.set_class(self.size.width < WIDE, "narrow")
        self.stand()

    def on_screen_resume(self) -> None:
        """What holds may have changed elsewhere."""
        self.stand()

    def action_write(self) -> None:
        """Back to the draft."""
        super().action_write()
        self.query_one(Found).remove_class("away")
        self.stand()

    def open_review(self, review: Review) -> None:
        """Shows a review, which lists what was found itself."""
        self.query_one(Found).add_class("away")
        super().open_review(review)

    def stand(self) -> None:
        """Says how things stand, in one line."""
        domain = (
            self.session.last.asked.domain
            if self.session.last
            else self.session.config.domain or self.session.recipient.domains[0]
        )
        line = standing(self.session, domain).line(max(20, self.size.width - 2))
        self.query_one("#heading", Static).update(Content(line), layout=False)

    def on_composer_scanned(self, event: Composer.Scanned) -> None:
        """Says what is found so far; beside the draft, too, where there is room."""
        if event.findings is None:
            self.say("The detector failed, so nothing can be marked or sent. Please start the program again.")
            return
        self.query_one(Found).show(event.text, event.findings, self.query_one(Composer).place)
        if not (self.busy or self.noted or self.query_one(ReviewPane).reviewing):
            status = self.query_one("#status", Static)
            status.update(Content(found_so_far(event)), layout=False)
            status.add_class("counts")

    def on_text_area_changed(self) -> None:
        """What was said before is over when the person writes on."""
        if self.noted and self.query_one(Composer).text != self.noted_for:
            self.say("")

    def on_text_area_selection_changed(self) -> None:
        """The list follows the cursor; while somebody types, it waits for what they write to be read."""
        composer = self.query_one(Composer)
        if composer.said and composer.said.text == composer.text:
            self.query_one(Found).follow(composer.place)

    def on_found_chosen(self, event: Found.Chosen) -> None:
        """The cursor goes to what was chosen in the list."""
        self.query_one(Composer).go_to(event.place)

    def action_look(self, way: str) -> None:
        """Scrolls the conversation, from wherever the keys are."""
        self.query_one(Transcript).look(way)


def found_so_far(event: Composer.Scanned) -> str:
    """How much of each kind is found in the draft, and how much of it is still to be read."""
    if not event.text.strip():
        return ""
    if event.left > LONG:
        return f"Reading what you wrote: {100 - 100 * event.left // len(event.text)} % done. You can go on writing."
    counts = Counter(finding.kind for finding in event.findings or ())
    found = [
        f"{counts[Kind.FACT] + counts[Kind.DETAIL]} personal",
        counted(counts[Kind.LIMIT], "limit"),
        counted(counts[Kind.WISH], "wish"),
    ]
    return f"Found so far: {', '.join(found)}." if event.findings else ""

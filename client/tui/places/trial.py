"""A recommender tried out: exactly what would leave is shown, and sent only if the person says so."""

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static
from textual.worker import Worker, WorkerState

from client.errors import ClientError
from client.kept.records import Records
from client.trying import Trial, send
from client.tui.keys import Keys

QUESTION = "Send it? y sends it, once; Escape goes back and sends nothing."
WAITING = "Asking … Escape stops waiting."
STOPPED = "Stopped. It may have been read already; nothing more is sent."


class TrialScreen(ModalScreen[None]):
    """Shows one trial, sends it, and says what the answer is worth."""

    DEFAULT_CSS = """
    TrialScreen #exactly { color: $text-muted; background: $panel; padding: 0 1; }
    TrialScreen #verdict { color: $text-warning; text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "send", "send it"),
        Binding("escape", "back", "back"),
    ]

    def __init__(self, trial: Trial, records: Records) -> None:
        super().__init__()
        self._trial = trial
        self._records = records
        self._spent = False
        self.sending = False
        """Whether it is on its way."""

    def compose(self) -> ComposeResult:
        """What would be learned, the question, and exactly what would leave."""
        with VerticalScroll(classes="dialog", id="trial"):
            yield Static(Content(f"Try {self._trial.recipient.name}"), classes="dialog-title")
            yield Static(Content(self._trial.learns))
            yield Static(Content(QUESTION), id="verdict")
            yield Static(Content("\n".join(self._trial.lines)), id="exactly")
        yield Keys()

    def on_mount(self) -> None:
        """Lets what is long be scrolled."""
        self.query_one("#trial").focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A trial is sent once."""
        del parameters
        return action != "send" or not self._spent

    def action_send(self) -> None:
        """The person agreed."""
        self._spent = True
        self.refresh_bindings()
        self._ask()

    def action_back(self) -> None:
        """Stops waiting, or leaves."""
        if self.sending:
            self.workers.cancel_group(self, "trial")
        else:
            self.dismiss(None)

    @work(group="trial", exclusive=True, exit_on_error=False)
    async def _ask(self) -> None:
        self._say(WAITING)
        self.sending = True
        try:
            judged = await send(self._trial, self._records)
        except ClientError as error:
            self._say(str(error))
        else:
            good = "It can be asked." if judged.usable else "It gave no answer that can be used."
            self._say("\n".join((good, *judged.lines)))
        finally:
            self.sending = False

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Says that it was stopped."""
        if event.state is WorkerState.CANCELLED:
            self._say(STOPPED)

    def _say(self, words: str) -> None:
        self.query_one("#verdict", Static).update(Content(words))

"""The application: the conversation, the places beside it, and crashes that show no values."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

from rich.segment import Segments
from rich.text import Text
from textual import events, work
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.filter import Monochrome, NoColor
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, TextArea

from client.config import Config, Motion, ThemeName
from client.conversation.session import Session
from client.crash import on_task_error
from client.ending import end_by_signal
from client.errors import ClientError
from client.exits import ExitCode
from client.settings import change
from client.tui.composer import Composer
from client.tui.listing import Listing
from client.tui.lock import LockScreen
from client.tui.palette import Everything, commands
from client.tui.places import Place
from client.tui.review import ReviewPane
from client.tui.screen import ChatScreen
from client.tui.themes import THEMES, moving, worn
from client.tui.vaulted import VaultApp
from client.tui.veil import VeilScreen
from client.vault.vault import Vault
from sanitizer.hardening import describe

LEAVING = "F10 leaves. Ctrl+C copies what is selected; nothing is."
FROM_HERE = "Go back first, with Escape; then F10 leaves. Ctrl+C copies what is selected; nothing is."


class ChatApp(VaultApp):
    """Opens the chat, after a few questions where nothing was ever chosen."""

    CSS_PATH: ClassVar = Path(__file__).with_name("chat.tcss")
    TITLE = "Least said"
    COMMANDS: ClassVar = {Everything}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", "help", priority=True),
        Binding("f5", "hide", "hide", priority=True),
        Binding("ctrl+p", "command_palette", "all", key_display="^p", priority=True),
    ]

    def __init__(self, session: Session, vault: Vault | None = None, *, first: bool = False) -> None:
        """`first` where nothing was ever chosen here."""
        super().__init__(vault)
        if self.no_color:
            # The framework's own filter turns colours into greys, which are written as colours, too.
            self._filters = [NoColor() if isinstance(one, Monochrome) else one for one in self._filters]
        for theme in THEMES:
            self.register_theme(theme)
        self._session = session
        self._first = first
        self.ended = ExitCode.CLEAN
        """With what the program ends, but for a fault of its own."""
        # Before anything is styled: dressed anew later, all of it is styled twice.
        self.set_reactive(App.theme, worn(session.config))
        self.stylesheet.set_variables(self.get_css_variables())
        self.animation_level = moving(session.config)

    def on_mount(self) -> None:
        """Shows the chat; errors of forgotten tasks show no values either, and signals leave no draft behind."""
        import asyncio

        loop = asyncio.get_running_loop()
        loop.set_exception_handler(on_task_error)
        end_by_signal(loop, self._end)
        super().on_mount()
        if self._first:
            self._welcome()
        else:
            self.push_screen(ChatScreen(self._session))

    def _end(self, code: ExitCode) -> None:
        self.ended = code
        self.exit()

    @work
    async def _welcome(self) -> None:
        """The first questions, then the chat."""
        from client.tui.places.welcome import welcome

        begun = await welcome(self, self._session)
        self._session, self.vault = begun.session, begun.vault
        chat = ChatScreen(self._session)
        await self.push_screen(chat)
        chat.say(begun.wrong)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """No cursor blinks where nothing is to move."""
        if isinstance(event.widget, Input | TextArea) and self.session.config.motion is Motion.REDUCED:
            event.widget.cursor_blink = False

    def copy_to_clipboard(self, text: str) -> None:
        """Keeps what is copied in this program: the terminal's own way would hand it to every other."""
        self._clipboard = text

    @property
    def session(self) -> Session:
        """The one that is driven now."""
        return self.chat.session if self.chat else self._session

    def dress(self, config: Config) -> None:
        """See `Home`."""
        self.theme = worn(config)
        self.animation_level = moving(config)

    def reread(self) -> None:
        """See `Home`."""
        if chat := self.chat:
            pane, composer = chat.query_one(ReviewPane), chat.query_one(Composer)
            if pane.reviewing:
                chat.action_write()
            pane.close()
            composer.reread()

    def relimit(self) -> None:
        """See `Home`."""
        if chat := self.chat:
            chat.query_one(ReviewPane).renew(chat.session.updated)

    def converse(self, session: Session, said: str) -> bool:
        """See `Home`. In the application's own time: the place that asks for it is closed by it."""
        free = self.chat is not None and not self.chat.busy
        if free:
            self.call_later(self._converse, session, said)
        return free

    async def _converse(self, session: Session, said: str) -> None:
        before = self.chat
        draft = before.query_one(Composer).text if before else ""
        while self.screen is not before:
            await self.pop_screen()
        after = ChatScreen(session)
        await self.switch_screen(after)
        after.query_one(Composer).text = draft
        after.say(said)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """What the palette lists; nothing that writes a file."""
        yield from commands(self, screen, self._go, self._wear)
        yield from self.vault_commands()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No list of what can be done past a question or past the lock, and no help in the help."""
        from client.tui.places.help import HelpScreen

        del parameters
        if action == "hide":
            return not isinstance(self.screen, LockScreen | VeilScreen)
        if action == "command_palette":
            asked = any(isinstance(screen, ModalScreen) for screen in self.screen_stack)
            return self.chat is not None and not asked
        return action != "help" or not isinstance(self.screen, HelpScreen)

    def action_command_palette(self) -> None:
        """Everything that can be done, by name."""
        self.push_screen(CommandPalette(placeholder="What would you like to do?", id="--command-palette"))

    def action_help_quit(self) -> None:
        """Ctrl+C where nothing is selected, which copies it: how to leave, in our own words and place."""
        said = LEAVING if "f10" in self.screen.active_bindings else FROM_HERE
        if isinstance(self.screen, ChatScreen | Listing):
            self.screen.say(said)
        else:
            self.notify(said, markup=False)

    def action_help(self) -> None:
        """The help, from everywhere."""
        from client.tui.places.help import HelpScreen

        self.push_screen(HelpScreen())

    async def action_quit(self) -> None:
        """Leaves; from a place by way of the conversation, which asks where something is written."""
        chat = self.chat
        if chat is None or isinstance(self.screen, LockScreen):
            self.exit()
            return
        # In the application's own time: the place that asks for it is closed by it.
        self.call_later(self._leave, chat)

    async def _leave(self, chat: ChatScreen) -> None:
        while self.screen is not chat:
            await self.screen.dismiss(None)
        chat.action_leave()

    async def _go(self, place: Place) -> None:
        """To a place, from the conversation or from another place."""
        while self.screen is not self.chat:
            await self.pop_screen()
        self.push_screen(place.open(self.session), self._back)

    def _back(self, chosen: object) -> None:
        """From a place, perhaps with a conversation to go on with."""
        if isinstance(chosen, str) and self.chat:
            self.chat.resume(chosen)

    def _wear(self, theme: ThemeName) -> None:
        """Changes the theme, now and for later."""
        self.session.config = replace(self.session.config, theme=theme)
        self.dress(self.session.config)
        try:
            change({"screen.theme": theme.value})
        except ClientError as error:
            if self.chat:
                self.chat.say(str(error))

    def _handle_exception(self, error: Exception) -> None:
        # The framework's own handler prints the values of local variables, and what an error says of itself.
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._fatal_error(error)

    def _fatal_error(self, error: Exception | None = None) -> None:
        said = Text(describe(error or RuntimeError()))
        self._exit_renderables.append(Segments(self.console.render(said, self.console.options)))
        self._close_messages_no_wait()


def run(session: Session, vault: Vault | None = None, *, first: bool = False) -> ExitCode:
    """Runs the client until the person leaves. A vault that was made meanwhile is locked then."""
    app = ChatApp(session, vault, first=first)
    try:
        app.run()
    finally:
        if app.vault:
            app.vault.lock()
    return ExitCode.INTERNAL if app.return_code else app.ended

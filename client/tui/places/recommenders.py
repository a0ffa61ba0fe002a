"""Who can be asked: what each learns at least, which is asked now and usually, and whether it answers well."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.content import Content

from client.addresses import CATALOGUE, Address
from client.config import load_config
from client.conversation.session import Session
from client.errors import ClientError
from client.safetext import safe_text
from client.settings import choose_usual, remove_recommender
from client.trying import Trial, prepare
from client.tui.listing import Listing
from client.tui.places import BUSY, Home
from client.tui.places.adding import SPEAKS, AddScreen
from client.tui.places.asking import SureScreen
from client.tui.places.trial import TrialScreen
from client.tui.things import described, two_lines

_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Known:
    """One that can be asked."""

    address: Address | None
    """None for the built-in catalogue."""
    now: bool
    """Whether this conversation is with it."""
    usual: bool
    """Whether it is asked by default."""

    @property
    def name(self) -> str:
        """What the person calls it; empty for an address without a name."""
        return self.address.name if self.address else CATALOGUE


class RecommendersScreen(Listing[Known]):
    """Lists the built-in one and those of the settings."""

    HEADING = "Recommenders · who is asked, and what they learn"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "ask it"),
        Binding("a", "add", "add", tooltip="name another; nothing is sent by that"),
        Binding("u", "use", "usual", tooltip="ask it by default from now on"),
        Binding("t", "try", "try it", tooltip="see exactly what it would be sent, and send that once"),
        Binding("d", "remove", "remove", tooltip="forget it and its token"),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._trials: dict[Address | None, Trial | str] = {}

    def items(self) -> Sequence[Known]:
        """The built-in one first; an address of the command line or of config.toml last."""
        config, now = load_config(), self._session.config.remote
        addresses = dict.fromkeys((None, *config.book.addresses.values(), config.remote, now))
        return [Known(one, now=one == now, usual=one == config.remote) for one in addresses]

    def hint(self) -> str:
        """What the keys do not say."""
        return "Asking another one starts a new conversation. a adds one; nothing is sent by that."

    def line(self, item: Known) -> Content:
        """Its name, where it is, and whether it is asked."""
        where = item.address.address if item.address else "built in, on this machine"
        asked = [*(["asked now"] if item.now else []), *(["the usual one"] if item.usual else [])]
        name = item.name or "an address without a name"
        return two_lines(" · ".join((name, *asked)), safe_text(where, _LONGEST).text)

    def details(self, item: Known) -> Content:
        """Where it is, how it is asked, and what it learns at least."""
        one = item.address
        if one is None:
            return described(
                (
                    ("", "The catalogue that came with this program: works, dishes and outings."),
                    ("What it learns", "Nothing leaves this machine, and nothing is kept by it."),
                )
            )
        trial = self._trial(one)
        certificate = (
            f"of the authority in {one.ca_file.name}, and of no other"
            if one.ca_file
            else "of an authority that your system trusts"
        )
        model = f"; the model {one.model}" if one.model else ""
        return described(
            (
                ("What it learns at least", _learns(trial) if isinstance(trial, Trial) else ""),
                ("It cannot be asked", trial if isinstance(trial, str) else ""),
                ("Address", safe_text(one.address, _LONGEST).text),
                ("Speaks", f"{SPEAKS[one.speaks]}{model}"),
                ("Token", one.token_kind or "none"),
                (
                    "Certificate",
                    certificate if one.address.startswith("https:") else "none: it is not asked over TLS",
                ),
                ("Proxy", safe_text(one.proxy, _LONGEST).text),
            )
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The built-in one stays, and only what has a name can be the usual one."""
        one = self.chosen
        if action == "remove":
            return bool(one and one.address and one.name)
        if action == "use":
            return bool(one and one.name and not one.usual)
        return super().check_action(action, parameters)

    @work(group="recommender", exclusive=True)
    async def on_option_list_option_selected(self) -> None:
        """Asks it from now on, once the person is sure."""
        one, home = self.chosen, self.app
        if one is None or not isinstance(home, Home):
            return
        if one.now:
            self.say("This conversation is with it already.")
            return
        with self.saying():
            session = self._session.elsewhere(one.address)
            name = session.recipient.name
            question = (
                f"Ask {name} from now on? A new conversation starts: the limits and consents of this one do not go "
                "along. Your draft stays."
            )
            if not await self.app.push_screen_wait(SureScreen(question, "yes, ask it")):
                return
            if not home.converse(session, f"A new conversation, with {name}. Your draft is where it was."):
                self.say(BUSY)

    def action_add(self) -> None:
        """Asks for another one."""
        self.app.push_screen(AddScreen(), self._added)

    def _added(self, name: str | None) -> None:
        if name is None:
            return
        self.show_all()
        for one in self._rows:
            if one is not None and one.name == name:
                self.choose(one)
        self.say("Added. Nothing was sent: t tries it out, Enter asks it from now on.")

    def action_use(self) -> None:
        """Asks it by default, in later sessions, too."""
        if one := self.chosen:
            with self.saying():
                done = choose_usual(one.name)
                self.show_all()
                self.say(
                    f"{one.name} is asked whenever the program starts."
                    if done
                    else "config.toml has an address under [remote], which counts first: take it out there."
                )

    @work(group="recommender", exclusive=True)
    async def action_remove(self) -> None:
        """Forgets it, once the person is sure."""
        if not (one := self.chosen):
            return
        question = f"Forget {one.name}, its address and its token in the keyring?"
        if await self.app.push_screen_wait(SureScreen(question, "yes, forget it")):
            with self.saying():
                said = remove_recommender(one.name)
                self.show_all()
                self.say(f"{said} This conversation still asks it." if one.now else said)

    def action_try(self) -> None:
        """Shows a request that is always the same, and sends it if the person agrees."""
        if one := self.chosen:
            # Anew each time: a request is sent once.
            self._trials.pop(one.address, None)
            trial = self._trial(one.address)
            if isinstance(trial, Trial):
                self.app.push_screen(TrialScreen(trial, self._session.records))
            else:
                self.say(trial)

    def _trial(self, address: Address | None) -> Trial | str:
        """The trial of an address, or why there can be none, in words."""
        if address not in self._trials:
            try:
                self._trials[address] = prepare(address)
            except ClientError as error:
                self._trials[address] = str(error)
        return self._trials[address]


def _learns(trial: Trial) -> str:
    who = trial.recipient
    if who.here:
        learnt = ["What you ask for. It is on this machine; what it does with that is its own business."]
    else:
        learnt = ["What you ask for, your network address, and that you use Least said."]
    if who.account:
        learnt.append("Whose account asks, by its token.")
    learnt.append("Of your limits only what you agree to, each time you are asked.")
    return " ".join(learnt)

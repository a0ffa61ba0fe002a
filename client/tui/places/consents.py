"""What was allowed to be told: to whom, for what, until when; withdrawn with one key."""

import json
from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from client.conversation.session import Session
from client.kept.consent import WORDS, Consent, State
from client.kept.receipts import receipt
from client.kept.retention import Erasure, erase
from client.safetext import safe_text
from client.tui.listing import Listing
from client.tui.places.asking import SureScreen
from client.tui.things import brief, described, two_lines, without_vault
from client.wording.words import moment, told_limit
from sanitizer.wire import PURPOSE, Scope

SCOPES = {
    Scope.REQUEST: "only once, for one request",
    Scope.CONVERSATION: "in the conversation in which you were asked",
    Scope.UNTIL: "in every conversation",
}
ERASE = (
    "Erase this answer and its receipt? That you were asked, and what you said, is then no longer known here, and "
    "you may be asked again. It cannot be taken back."
)


class ConsentsScreen(Listing[Consent]):
    """The answers to what was asked, the latest first."""

    HEADING = "Consents · what you allowed to be told, and what not"
    NOTHING = (
        "No answer of yours is kept: nothing of your limits may be told.\n\nBefore anything of yours is told you "
        "are asked once, with what, to whom and until when. What you answer is listed here and can be withdrawn."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "withdraw", "withdraw"),
        Binding("W", "withdraw_all", "withdraw all", key_display="W"),
        Binding("e", "erase", "erase"),
        Binding("r", "raw", "receipt as data"),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._raw = False

    def items(self) -> Sequence[Consent]:
        """The latest first."""
        return self._session.records.consents.all()[::-1]

    def line(self, item: Consent) -> Content:
        """What, to whom, and whether it holds."""
        state = item.state_at(self._session.now)
        mark = "●" if state is State.GIVEN else "○"
        return two_lines(
            f"{mark} {told_limit(item.name, item.mode)}", f"{item.recipient} · {self._short(item)}"
        )

    def details(self, item: Consent) -> Content:
        """The question and the receipt."""
        if self._raw:
            body = json.dumps(receipt(item, self._session.now), indent=2)
            return described([("The receipt as data (r goes back)", ""), ("", body)])
        return described(
            [
                ("", told_limit(item.name, item.mode).capitalize()),
                ("How it stands", self._state(item)),
                ("The question, as you were asked", safe_text(item.question, 2000).text or "None is kept."),
                ("Your receipt", self._receipt(item)),
            ]
        )

    def hint(self) -> str:
        """What a vault would do for consents."""
        kept = without_vault(self._session.records, "what you agreed to until it ends")
        return kept or "w withdraws at once: from the next request on it is not told."

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Withdrawing only what holds."""
        now = self._session.now
        if action == "withdraw":
            return self.chosen is not None and self.chosen.live(now)
        if action == "withdraw_all":
            return any(item is not None and item.live(now) for item in self._rows)
        if action == "erase":
            return self.chosen is not None and not self.chosen.live(now)
        if action == "raw":
            return self.chosen is not None
        return super().check_action(action, parameters)

    def action_withdraw(self) -> None:
        """Ends the consent under the cursor, for every later request."""
        if self.chosen:
            self._withdraw([self.chosen])

    def action_withdraw_all(self) -> None:
        """Ends all of them."""
        with self.saying():
            self._withdraw(self._session.records.consents.all())

    def action_erase(self) -> None:
        """Asks, and erases an answer that holds no more."""
        if item := self.chosen:
            self.app.push_screen(
                SureScreen(ERASE, "erase it", "keep it"), lambda sure: self._erase(item, sure=bool(sure))
            )

    def action_raw(self) -> None:
        """The receipt as data, or in words again."""
        self._raw = not self._raw
        self._show_details()

    def _erase(self, item: Consent, *, sure: bool) -> None:
        if sure:
            with self.saying():
                records = self._session.records
                erase(records, Erasure(consents=(bytes.fromhex(item.id),)), self._session.now)
                self.show_all()
                self.say("Erased. What left stays under What left, until it is erased there.")

    def _withdraw(self, chosen: Sequence[Consent]) -> None:
        with self.saying():
            count = self._session.withdraw(chosen)
            ids = {consent.id for consent in chosen}
            told = sum(not ids.isdisjoint(entry.consents) for entry in self._session.records.audit.entries)
            before = f" {_times(told)} before; that stays told." if told else " It was never told."
            self.show_all()
            self.say(f"Withdrawn: {count}. From the next request on nothing of it is told.{before}")

    def _short(self, item: Consent) -> str:
        state = item.state_at(self._session.now)
        if state is State.GIVEN:
            return f"until {brief(item.expires)}"
        return "you said no" if state is State.REFUSED else state.value

    def _state(self, item: Consent) -> str:
        state = item.state_at(self._session.now)
        if state is State.GIVEN:
            return f"It holds until {moment(item.expires)}, at the latest. w withdraws it."
        if state is State.REFUSED:
            return f"You said no, {moment(item.given)}. It is not told."
        if state is State.WITHDRAWN:
            return f"You withdrew it, {moment(item.ended or item.given)}. It is told no more."
        once = "It was for one request" if item.scope is Scope.REQUEST else "Its time is over"
        return f"{once}; it ended {moment(item.ended or item.expires)}. You are asked again."

    def _receipt(self, item: Consent) -> str:
        what = (
            "your wishes, in your own words"
            if item.name == WORDS
            else f"“{told_limit(item.name, item.mode)}”"
        )
        use = "only to recommend" if item.purpose == PURPOSE else item.purpose
        answered = "You said no" if item.state is State.REFUSED else "You agreed"
        return "\n".join(
            [
                f"What: {what}",
                f"To whom: {safe_text(item.recipient).text}",
                f"What for: {use}; no other use is allowed",
                f"How far: {SCOPES[item.scope]}",
                f"{answered}: {moment(item.given)}",
                f"Ends: {moment(item.expires)}, at the latest",
                f"Number: {item.id[:8]}; kept only here",
            ]
        )


def _times(count: int) -> str:
    return "One request told of it" if count == 1 else f"{count:,} requests told of it"

"""The limits that hold now: what each hides, how far it may be told and to whom, and for how long."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.content import Content

from client.conversation.keeping import Kept
from client.conversation.session import Session
from client.tui.codes import CodeScreen
from client.tui.listing import Listing
from client.tui.lists import BACK
from client.tui.places import Home
from client.tui.places.asking import SureScreen
from client.tui.places.choosing import ChoiceScreen
from client.tui.places.limited import MODES, SHORT, levels, may_tell, meant, origin, told
from client.tui.things import described, two_lines, without_vault
from client.wording.words import moment, told_limit
from sanitizer import Constraint, Level, Mode
from sanitizer.taxonomy import taxonomy


class LimitsScreen(Listing[Kept]):
    """All limits of the conversation, the saved ones marked."""

    HEADING = "Limits · what is kept in mind when answers are checked here, told or not"
    NOTHING = (
        "No limits hold now.\n\nA limit is something that recommendations have to leave out or respect. It is "
        "checked here, on your machine, and told to nobody unless you agree. Limits come from what you write, once "
        "you send it; press a to add one by hand."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "add"),
        Binding("d", "drop", "drop"),
        Binding("m", "mode", "how strict", tooltip="how strictly it is kept"),
        Binding("t", "level", "tell", tooltip="how much of it may be told"),
        Binding("u", "undo", "undo", tooltip="take the last change in this place back"),
        Binding("s", "save", "save", tooltip="save it for later conversations, or keep it in this one only"),
        *(Binding(str(level), f"tell({level})", "tell", show=False) for level in range(4)),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._changed = False
        self._before: list[tuple[str, Kept | None]] = []
        """What each change changed, as it was before; None where there was none."""

    def items(self) -> Sequence[Kept]:
        """By group, in the vocabulary's order."""
        groups = list(taxonomy().groups)
        return sorted(self._session.limits, key=lambda kept: groups.index(kept.constraint.about.group))

    def group(self, item: Kept) -> str:
        """What a recommender would be told of its group."""
        return taxonomy().groups[item.constraint.about.group].phrase.capitalize()

    def line(self, item: Kept) -> Content:
        """What it asks for, how strictly, how far it is told, and whether it is saved."""
        one = item.constraint
        told = ("told to nobody", "may be hinted", "group may be told", "may be told")[one.level]
        known = ", ".join([SHORT[one.mode], told, *(["saved"] if item.saved else [])])
        return two_lines(f"{'◆' if item.saved else '◇'} {one.about.phrase}", known)

    def details(self, item: Kept) -> Content:
        """Everything about it."""
        one = item.constraint
        return described(
            [
                ("", one.about.phrase.capitalize()),
                ("What it is about", one.about.about),
                ("What it does (m changes it)", meant(one.mode)),
                ("What may be told (t changes it)", may_tell(one)),
                ("Who may be told now", self._allowed(one)),
                ("How long (s changes it)", self._lasts(item)),
                ("Where it comes from", f"{origin(item)}, {moment(item.since)}"),
            ]
        )

    def hint(self) -> str:
        """What a vault would do for limits."""
        return without_vault(self._session.records, "limits for later conversations")

    def on_screen_suspend(self) -> None:
        """What is reviewed goes on with the limits as they are now."""
        if self._changed and isinstance(self.app, Home):
            self._changed = False
            self.app.relimit()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Changing only what is there, taking back only what was changed."""
        if action in ("mode", "level", "tell", "drop", "save"):
            return self.chosen is not None
        if action == "undo":
            return bool(self._before)
        return super().check_action(action, parameters)

    @work(group="limit", exclusive=True)
    async def action_mode(self) -> None:
        """Asks how strictly it is kept."""
        if item := self.chosen:
            one = item.constraint
            question = f"How strictly is “{one.about.phrase}” kept?"
            if chosen := await self.app.push_screen_wait(ChoiceScreen(question, MODES, one.mode)):
                self._set(replace(one, mode=Mode(chosen)), meant(Mode(chosen)))

    @work(group="limit", exclusive=True)
    async def action_level(self) -> None:
        """Asks how much of it may be told."""
        if item := self.chosen:
            one = item.constraint
            question = f"How much of “{one.about.phrase}” may be told? You are always asked before it is."
            screen = ChoiceScreen(question, levels(one), str(int(one.level)))
            chosen = await self.app.push_screen_wait(screen)
            if chosen is not None:
                self.action_tell(int(chosen))

    def action_tell(self, level: int) -> None:
        """How far it may be told, once the person agrees."""
        if item := self.chosen:
            one = replace(item.constraint, level=Level(level))
            self._set(one, may_tell(one))

    def action_save(self) -> None:
        """Saves it for later conversations, or keeps it in this one only."""
        if item := self.chosen:
            code = item.constraint.code
            said = "It holds in this conversation only." if item.saved else "Saved for later, too."
            self._change(code, partial(self._session.save_limit, code, later=not item.saved), said)

    def action_drop(self) -> None:
        """Asks, and keeps it no longer."""
        if item := self.chosen:
            phrase = item.constraint.about.phrase
            later = " It is erased from your vault, too." if item.saved else ""
            question = f"Drop “{phrase}”? What conflicts with it may be recommended again.{later}"
            self.app.push_screen(
                SureScreen(question, "drop it", "keep it"), lambda sure: self._drop(item, sure=bool(sure))
            )

    def action_add(self) -> None:
        """Adds one by hand."""
        self.app.push_screen(
            CodeScreen(kept={kept.constraint.code for kept in self._session.limits}), self._add
        )

    def action_undo(self) -> None:
        """Takes the last change back."""
        if not self._before:
            return
        code, before = self._before[-1]
        with self.saying():
            if before:
                self._session.restore(before)
            else:
                self._session.drop(code)
            self._before.pop()
            self._show_changed(code)
            self.say(
                f"Taken back: “{taxonomy().codes[code].phrase}” {'is as it was' if before else 'is gone'}."
            )

    def _add(self, code: str | None) -> None:
        if code:
            self._set(Constraint(code), "Added. It is told to nobody.")

    def _drop(self, item: Kept, *, sure: bool) -> None:
        if sure:
            code = item.constraint.code
            self._change(code, partial(self._session.drop, code), "Dropped.")

    def _set(self, constraint: Constraint, said: str) -> None:
        self._change(constraint.code, partial(self._session.keep, constraint), said)

    def _change(self, code: str, change: Callable[[], None], said: str) -> None:
        """Changes one limit, so that it can be taken back; says what it is now."""
        with self.saying():
            before = next((kept for kept in self._session.limits if kept.constraint.code == code), None)
            change()
            self._before.append((code, before))
            self._show_changed(code)
            self.say(f"{said} {BACK}")

    def _show_changed(self, code: str) -> None:
        self._changed = True
        self.show_all()
        for kept in self._rows:
            if kept is not None and kept.constraint.code == code:
                self.choose(kept)

    def _allowed(self, one: Constraint) -> str:
        names = {told(one.about, level) for level in Level if level}
        live = [
            f"{consent.recipient}: “{told_limit(consent.name, consent.mode)}”, until {moment(consent.expires)}"
            for consent in self._session.records.consents.all()
            if consent.name in names and consent.live(self._session.now)
        ]
        return "\n".join(live) or "Nobody."

    def _lasts(self, item: Kept) -> str:
        if item.saved:
            return "Saved: it holds in every later conversation."
        return "It ends with this conversation."

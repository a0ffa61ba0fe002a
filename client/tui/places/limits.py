"""The limits that hold now: what each hides, how far it may be told and to whom, and for how long."""

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from client.consent import Name
from client.keeping import Kept
from client.receipts import describe
from client.session import Session
from client.tui.codes import CodeScreen
from client.tui.listing import Listing, described, two_lines
from client.tui.places import Home
from client.tui.places.asking import SureScreen
from client.tui.things import without_vault
from client.words import joined, moment
from sanitizer import Constraint, Level, Mode
from sanitizer.constraints import told_name
from sanitizer.taxonomy import Code, taxonomy

SHORT = {Mode.ASK: "hides conflicts", Mode.STRICT: "hides all doubts", Mode.SOFT: "ranks lower"}
MODES = {
    Mode.ASK: "Hides what conflicts. What only touches it, or is not known to fit, is shown with a warning.",
    Mode.STRICT: "Hides everything that is not known to fit, even where it touches it only a little.",
    Mode.SOFT: "Hides nothing. What conflicts is ranked lower and says so.",
}
LEVELS = "1 would tell a hint, 2 its group, 3 exactly this, 0 nothing. You are always asked first."


class LimitsScreen(Listing[Kept]):
    """All limits of the conversation, the saved ones marked."""

    HEADING = "Limits · what is kept in mind when answers are checked here, told or not"
    NOTHING = (
        "No limits hold now.\n\nA limit is something that recommendations have to leave out or respect. It is "
        "checked here, on your machine, and told to nobody unless you agree. Limits come from what you write, once "
        "you send it; press a to add one by hand."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "mode", "strict"),
        *(
            Binding(str(level), f"tell({level})", "tell", key_display="0-3", show=level == 0)
            for level in range(4)
        ),
        Binding("s", "save", "save"),
        Binding("a", "add", "add"),
        Binding("d", "drop", "drop"),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._changed = False

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
        known = joined([SHORT[one.mode], told, *(["saved"] if item.saved else [])], "·").replace(" ·", ",")
        return two_lines(f"{'◆' if item.saved else '◇'} {one.about.phrase}", known)

    def details(self, item: Kept) -> Content:
        """Everything about it."""
        one = item.constraint
        return described(
            [
                ("", one.about.phrase.capitalize()),
                ("What it is about", one.about.about),
                ("What it does (m changes it)", MODES[one.mode]),
                ("What may be told (0 to 3 change it)", f"{self._may_tell(one)}\n{LEVELS}"),
                ("Who may be told now", self._allowed(one)),
                ("How long (s changes it)", self._lasts(item)),
                ("Where it comes from", f"{_origin(item)}, {moment(item.since)}"),
            ]
        )

    def hint(self) -> str:
        """What a vault would do for limits."""
        return without_vault(self._session.records, "limits for later conversations")

    def on_screen_suspend(self) -> None:
        """Nothing that was read with other limits is gone on with."""
        if self._changed and isinstance(self.app, Home):
            self._changed = False
            self.app.reread()

    def action_mode(self) -> None:
        """The next way to keep it."""
        if item := self.chosen:
            modes = tuple(Mode)
            following = modes[(modes.index(item.constraint.mode) + 1) % len(modes)]
            self._set(replace(item.constraint, mode=following), MODES[following])

    def action_tell(self, level: int) -> None:
        """How far it may be told, once the person agrees."""
        if item := self.chosen:
            one = replace(item.constraint, level=Level(level))
            self._set(one, self._may_tell(one))

    def action_save(self) -> None:
        """Saves it for later conversations, or keeps it in this one only."""
        if item := self.chosen:
            with self.saying():
                self._session.save_limit(item.constraint.code, later=not item.saved)
                self.say("It holds in this conversation only." if item.saved else "Saved for later, too.")
                self.show_all()

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

    def _add(self, code: str | None) -> None:
        if code:
            self._set(Constraint(code), "Added. It is told to nobody; m and 0 to 3 change how it is kept.")
            for kept in self._rows:
                if kept is not None and kept.constraint.code == code:
                    self.choose(kept)

    def _drop(self, item: Kept, *, sure: bool) -> None:
        if sure:
            with self.saying():
                self._session.drop(item.constraint.code)
                self._changed = True
                self.show_all()
                self.say("Dropped.")

    def _set(self, constraint: Constraint, said: str) -> None:
        with self.saying():
            self._session.keep(constraint)
            self._changed = True
            self.show_all()
            self.say(said)

    def _may_tell(self, one: Constraint) -> str:
        if not one.level:
            return "Nothing: it is only checked here."
        return f"“{describe(*_name(one.about, one.level))}”, once you agree; you are asked before it is sent."

    def _allowed(self, one: Constraint) -> str:
        names = {_name(one.about, level) for level in Level if level}
        live = [
            f"{consent.recipient}: “{describe(*consent.name)}”, until {moment(consent.expires)}"
            for consent in self._session.records.consents.all()
            if consent.name in names and consent.live(self._session.now)
        ]
        return "\n".join(live) or "Nobody."

    def _lasts(self, item: Kept) -> str:
        if item.saved:
            return "Saved: it holds in every later conversation."
        return "It ends with this conversation."


def _name(about: Code, level: Level) -> Name:
    return level, told_name(about, level)


def _origin(item: Kept) -> str:
    if item.careful:
        return "Kept to be careful, with the kind words"
    if not item.label:
        return "Set by hand"
    return f"From something you wrote ({taxonomy().labels[item.label].phrase})"

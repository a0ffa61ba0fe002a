"""The settings: what each means, what it is now, and a choice of others, written into config.toml at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.content import Content

from client.config import NAME, Config, Motion, ThemeName, load_config, settings_folder
from client.conversation.session import Session
from client.helplines import regions
from client.settings import change
from client.tui.listing import Listing
from client.tui.lists import MARKS
from client.tui.places import Home
from client.tui.places.choosing import Answer, ChoiceScreen
from client.tui.things import described, two_lines
from sanitizer import PolicyName

UNSET = "unset"
"""What is chosen to let go of a setting."""
POLICIES = (
    Answer(
        PolicyName.PRIVATE,
        "Private",
        "You are asked to tell nothing of yourself; only what you wish for leaves.",
    ),
    Answer(
        PolicyName.BALANCED,
        "Balanced",
        "Of limits that you state, you are asked whether a broad hint may be told. Of your past, nothing.",
    ),
    Answer(
        PolicyName.OPEN,
        "Open",
        "You are also asked about your past, as a broad hint, and about your limits exactly.",
    ),
)
_COUNTRIES = {
    "AU": "Australia",
    "CA": "Canada",
    "DE": "Germany",
    "FR": "France",
    "GB": "United Kingdom",
    "IE": "Ireland",
    "IN": "India",
    "NG": "Nigeria",
    "NZ": "New Zealand",
    "US": "United States",
    "ZA": "South Africa",
}


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that can be set."""

    key: str
    """As in config.toml, such as `keep.audit_days`."""
    name: str
    meaning: str
    answers: tuple[Answer, ...]
    value: Callable[[Config], str]
    whole: bool = False
    """Whether it is a whole number."""

    def now(self, config: Config) -> str:
        """What it is, in words."""
        value = self.value(config)
        return next((one.name for one in self.answers if one.value == value), value)


def _numbers(words: str, *values: int, never: str = "") -> tuple[Answer, ...]:
    return tuple(Answer(str(value), words.format(value) if value else never) for value in values)


def _days(value: timedelta) -> str:
    return str(value.days)


SETTINGS = (
    Setting(
        "policy",
        "What you are asked to tell",
        "Nothing of your limits is told before you agree to it in the preview. This says what you are asked about.",
        POLICIES,
        lambda config: config.policy.value,
    ),
    Setting(
        "region",
        "Country for helplines",
        "Whose numbers are shown to somebody who is in danger. It never leaves.",
        (
            *(Answer(code, _COUNTRIES.get(code, code)) for code in regions()),
            Answer(UNSET, "As the system says"),
        ),
        lambda config: config.region or UNSET,
    ),
    Setting(
        "screen.theme",
        "Colours",
        "With NO_COLOR set there are none, and everything is still said in words.",
        (
            Answer(ThemeName.DARK, "Dark", "Calm."),
            Answer(ThemeName.LIGHT, "Light", "For light rooms and light terminals."),
            Answer(
                ThemeName.HIGH_CONTRAST, "High contrast", "The strongest difference between words and ground."
            ),
            Answer(UNSET, "As the terminal says"),
        ),
        lambda config: config.theme.value if config.theme else UNSET,
    ),
    Setting(
        "screen.motion",
        "Motion",
        "Whether anything on the screen slides, fades or blinks.",
        (Answer(Motion.FULL, "Full"), Answer(Motion.REDUCED, "Reduced", "Nothing slides, fades or blinks.")),
        lambda config: config.motion.value,
    ),
    Setting(
        "vault.lock_minutes",
        "Lock the vault",
        "After so long without a key its keys are wiped and the screen hides everything. F5 does so at once.",
        _numbers("After {} minutes", 2, 5, 10, 30, 60, 0, never="Never by itself"),
        lambda config: str(int(config.lock_after.total_seconds() // 60)),
        whole=True,
    ),
    Setting(
        "keep.conversations_days",
        "Keep conversations",
        "In your vault, for so many days. What is older is erased within the hour.",
        _numbers("{} days", 1, 7, 30, 90, 365),
        lambda config: _days(config.retention.conversations),
        whole=True,
    ),
    Setting(
        "keep.audit_days",
        "Keep the content of what left",
        "In your vault, for so many days; that something left, and when, stays known. What is older is erased "
        "within the hour.",
        _numbers("{} days", 7, 30, 90, 365),
        lambda config: _days(config.retention.audit),
        whole=True,
    ),
)


class SettingsScreen(Listing[Setting]):
    """Lists the settings."""

    HEADING = "Settings · what is offered to be told, how it looks, what is kept"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "open", "change")]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def items(self) -> Sequence[Setting]:
        """All of them."""
        return SETTINGS

    def hint(self) -> str:
        """Where they are."""
        return f"What you choose holds at once, and is written into {settings_folder() / NAME}."

    def line(self, item: Setting) -> Content:
        """What it is now."""
        return two_lines(item.name, item.now(self._session.config))

    def details(self, item: Setting) -> Content:
        """What it means, and what could be chosen."""
        value = item.value(self._session.config)
        listed = [
            Content.assemble(
                MARKS[one.value == value],
                Content.styled(one.name, "bold" if one.value == value else ""),
                f": {one.meaning}" if one.meaning else "",
            )
            for one in item.answers
        ]
        known = value in (one.value for one in item.answers)
        here = [] if known else [Content(f"{MARKS[True]}{value}, from your settings")]
        return Content("\n\n").join((described((("", item.meaning),)), Content("\n").join((*here, *listed))))

    @work(group="setting", exclusive=True)
    async def on_option_list_option_selected(self) -> None:
        """Asks for another value, writes it, and lets it hold."""
        if not (one := self.chosen):
            return
        value = one.value(self._session.config)
        chosen = await self.app.push_screen_wait(ChoiceScreen(one.name, one.answers, value))
        if chosen is None or chosen == value:
            return
        with self.saying():
            written = None if chosen == UNSET else int(chosen) if one.whole else chosen
            change({one.key: written})
            self._hold(load_config())
            self.show_all()
            self.say(f"{one.name}: {one.now(self._session.config)}.")

    def _hold(self, new: Config) -> None:
        """Takes on what this screen can change; what the command line said of other things stays."""
        before = self._session.config
        self._session.config = replace(
            before,
            policy=new.policy,
            region=new.region,
            theme=new.theme,
            motion=new.motion,
            lock_after=new.lock_after,
            retention=new.retention,
        )
        if isinstance(self.app, Home):
            self.app.dress(self._session.config)
            if new.policy is not before.policy:
                self.app.reread()

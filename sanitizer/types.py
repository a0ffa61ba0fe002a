"""The values that pass from stage to stage. All are frozen; none shows a draft in its `repr`."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from sanitizer.errors import DecisionError
from sanitizer.taxonomy import Code, Kind, Label, taxonomy

_EDGES = ' \t\n\r.,;:!?…"“”'


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch `[start, end)` of one draft, in code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not (isinstance(self.start, int) and isinstance(self.end, int) and 0 <= self.start < self.end):
            raise DecisionError("A span begins at 0 or later, and ends after it begins: Span(start, end).")

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a code point."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: "Span") -> bool:
        """Whether the other lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def of(self, text: str) -> str:
        """The stretch itself."""
        return text[self.start : self.end]

    def trimmed(self, text: str) -> "Span | None":
        """Without blanks and punctuation at its edges; none where no letter or digit is in it."""
        inside = self.of(text)
        if not any(map(str.isalnum, inside)):
            return None
        start = self.start + len(inside) - len(inside.lstrip(_EDGES))
        return Span(start, start + len(inside.strip(_EDGES)))


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person wrote. Its `repr` shows only the length."""

    text: str

    def __repr__(self) -> str:
        return f"Draft({len(self.text)} code points)"


class Source(StrEnum):
    """What found a span."""

    MODEL = "model"
    RULES = "rules"
    DICTIONARY = "dictionary"
    """The person's own words."""
    PERSON = "person"
    """Marked by the person in this draft."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A span, what it is, and which constraint codes follow from it. Never holds text."""

    span: Span
    label: str
    codes: tuple[str, ...] = ()
    score: float = 1.0
    """Confidence in [0, 1]; 1 for all but the model."""
    source: Source = Source.MODEL

    @property
    def about(self) -> Label:
        """The record of its label."""
        return taxonomy().labels[self.label]

    @property
    def kind(self) -> Kind:
        """Fact, detail, limit or wish."""
        return self.about.kind

    @property
    def sensitive(self) -> bool:
        """Whether it is left out unless the person decides otherwise."""
        return self.kind.sensitive


class Action(StrEnum):
    """What happens to a finding."""

    REDACT = "redact"
    """Leave out."""
    CONSTRAIN = "constrain"
    """Use as a limit: on this device, and told as far as the level says."""
    ALLOW = "allow"
    """Keep as written; a wish is used as a wish."""


class Mode(StrEnum):
    """How strictly a constraint is kept when answers are screened."""

    ASK = "ask"
    STRICT = "strict"
    SOFT = "soft"


class Level(IntEnum):
    """How much of a constraint is told."""

    NOTHING = 0
    ROOT = 1
    GROUP = 2
    CODE = 3


def level_of(level: object) -> Level:
    """The level of a number from 0 to 3. `DecisionError` for any other, and for what is no number."""
    if isinstance(level, int) and not isinstance(level, bool) and level in tuple(Level):
        return Level(level)
    raise DecisionError("A level is 0, 1, 2 or 3.")


class DecidedBy(StrEnum):
    """Who decided: only what a person decided may be told."""

    DEFAULT = "default"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Decision:
    """What happens to one finding."""

    finding: Finding
    action: Action
    level: Level = Level.NOTHING
    """The told level of its constraints."""
    mode: Mode = Mode.ASK
    offered: Level = Level.NOTHING
    """The level that the policy proposes, for a client to ask consent for. Nothing is told by it."""
    decided_by: DecidedBy = DecidedBy.DEFAULT

    def __post_init__(self) -> None:
        if self.level is not Level.NOTHING and self.decided_by is not DecidedBy.PERSON:
            raise DecisionError("Only what a person decided can be told.")


@dataclass(frozen=True, slots=True)
class Constraint:
    """A limit to keep: a code, how far it is told, how strictly it is kept."""

    code: str
    level: Level = Level.NOTHING
    mode: Mode = Mode.ASK
    told_mode: Mode | None = None
    """How strictly it is told to be meant, where what is untold makes it stricter here."""

    def __post_init__(self) -> None:
        _ = self.about

    @property
    def about(self) -> Code:
        """The record of its code."""
        return taxonomy().codes[self.code]

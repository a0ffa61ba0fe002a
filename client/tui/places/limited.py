"""How a limit is kept and told, in words."""

from client.conversation.keeping import Kept
from client.kept.consent import Name, told_phrase
from client.tui.places.choosing import Answer
from sanitizer import Constraint, Level, Mode
from sanitizer.constraints import told_name
from sanitizer.taxonomy import Code, taxonomy

SHORT = {Mode.ASK: "hides conflicts", Mode.STRICT: "hides all doubts", Mode.SOFT: "ranks lower"}
MODES = (
    Answer(
        Mode.ASK,
        "Hide conflicts",
        "Hides what conflicts. What only touches it, or is not known to fit, is shown with a warning.",
    ),
    Answer(
        Mode.STRICT,
        "Hide all doubts",
        "Hides everything that is not known to fit, even where it touches it only a little.",
    ),
    Answer(Mode.SOFT, "Rank lower", "Hides nothing. What conflicts is ranked lower and says so."),
)
LEVELS = {
    Level.NOTHING: "Nothing",
    Level.ROOT: "A hint",
    Level.GROUP: "Its group",
    Level.CODE: "Exactly this",
}


def meant(mode: Mode) -> str:
    """What becomes of what does not fit."""
    return next(answer.meaning for answer in MODES if answer.value == mode)


def may_tell(one: Constraint) -> str:
    """What of a limit may be told."""
    if not one.level:
        return "Nothing: it is only checked here."
    return f"“{told_phrase(told(one.about, one.level))}”, once you agree; you are asked before it is sent."


def levels(one: Constraint) -> tuple[Answer, ...]:
    """How much of a limit may be told, to choose from."""
    nothing = Answer(
        str(int(Level.NOTHING)), LEVELS[Level.NOTHING], "It is only checked here, on your machine."
    )
    others = (level for level in LEVELS if level)
    return (
        nothing,
        *(Answer(str(int(at)), LEVELS[at], f"“{told_phrase(told(one.about, at))}”") for at in others),
    )


def told(about: Code, level: Level) -> Name:
    """What is told of a limit at a level."""
    return level, told_name(about, level)


def origin(item: Kept) -> str:
    """Where a limit comes from."""
    if item.careful:
        return "Kept to be careful, with the kind words"
    if not item.label:
        return "Set by hand"
    return f"From something you wrote ({taxonomy().labels[item.label].phrase})"

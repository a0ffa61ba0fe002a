"""One of a numbered list: picked by its number, or by words that only it has."""

from collections.abc import Sequence
from dataclasses import dataclass

from client.plain.commands import number_of
from client.safetext import safe_draft
from client.saying import say
from client.typed import Typed
from client.words import fits
from sanitizer.taxonomy import taxonomy

WHICH_KIND = "What is it? The number of a kind or words of it; Enter alone changes nothing."
WHICH_LIMIT = (
    "Which limit should follow? It is told to nobody. Type a word of it, such as: stairs, or: all, which lists "
    "them; Enter alone changes nothing."
)
NOT_HERE = "Nothing here has these words."
AMONG = "Its number, or other words (Enter alone changes nothing): "
OTHERS = "Other words (all lists everything; Enter alone changes nothing): "
ALL = "all"


@dataclass(frozen=True, slots=True)
class Option:
    """One of those that can be picked."""

    value: str
    phrase: str
    words: str = ""
    """Others that it is found by."""


def pick(typed: Typed, question: str, options: Sequence[Option], begin: str = "") -> str | None:
    """The value of the option that the person picks, or none. `begin` is what they typed already.

    Words that fit one option alone pick it; those that fit several list these, and `all` lists every one.
    """
    listed: Sequence[Option] = ()
    line = begin
    if begin in ("", ALL):
        say(question)
    while True:
        line = line or safe_draft(typed.line()).strip()
        if not line:
            return None
        if 0 < (place := number_of(line) or 0) <= len(listed):
            return listed[place - 1].value
        found = fitting(options, "" if line.casefold() == ALL else line)
        if len(found) == 1:
            return found[0].value
        say("\n".join(f"{place:>3}  {one.phrase}" for place, one in enumerate(found, 1)) or NOT_HERE)
        say(AMONG if found or listed else OTHERS, end="")
        listed, line = found or listed, ""


def fitting(options: Sequence[Option], typed: str) -> list[Option]:
    """The options of which every typed word begins a word."""
    return [one for one in options if fits(f"{one.phrase} {one.words}", typed)]


def kinds() -> list[Option]:
    """What a finding may be."""
    return [
        Option(label.name, f"{label.phrase} ({label.kind.value})", label.name)
        for label in taxonomy().labels.values()
        if label.markable
    ]


def limits(domain: str) -> list[Option]:
    """All limits there are, those of a domain first."""
    codes = sorted(taxonomy().codes.values(), key=lambda code: code.domain != domain)
    groups = taxonomy().groups
    return [Option(code.name, code.phrase, f"{code.about} {groups[code.group].phrase}") for code in codes]

"""One of a numbered list: picked by its number, or by words that only it has."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from client.lookup import best, fitting_kinds, fitting_limits, named_limits
from client.plain.commands import number_of
from client.plain.help import PICKING
from client.safetext import safe_draft
from client.saying import say
from client.typed import Typed
from sanitizer.facets import fold
from sanitizer.taxonomy import taxonomy

WHICH_KIND = "What is it? The number of a kind or words of it; Enter alone changes nothing."
WHICH_LIMIT = (
    "Which limit should follow? It is told to nobody. Type a word of it, such as: stairs, or: all, which lists "
    "them; Enter alone changes nothing."
)
NOT_HERE = "Nothing has these words. Try what it is about, or: all."
AMONG = "Its number, or other words (Enter alone changes nothing): "
OTHERS = "Other words (all lists everything; Enter alone changes nothing): "
MEANT = "Is it this? yes takes it; or type other words (Enter alone changes nothing): "
ALL = "all"
NEVER_MIND = frozenset(
    (
        *("no", "n", "none", "nothing", "quit", "exit", "cancel", "stop", "back"),
        *("never mind", "nevermind", "forget it", "leave it"),
    )
)
"""What changes nothing, as Enter alone does."""
Search = Callable[[str], Sequence["Option"]]
"""What of a list fits the words that are typed, the best first; all of it where nothing is typed."""


@dataclass(frozen=True, slots=True)
class Option:
    """One of those that can be picked."""

    value: str
    phrase: str


def pick(typed: Typed, question: str, search: Search, begin: str = "") -> str | None:
    """The value of the option that the person picks, or none. `begin` is what they typed already.

    Words of one option alone pick it. What only fits one otherwise, as the beginning of a word does, is asked
    about; what fits several lists these, and `all` lists every one. Words to `begin` with are of a command that
    says what they are, so they pick whatever they alone fit.
    """
    listed: Sequence[Option] = ()
    line, prompt = begin, ""
    if begin in ("", ALL):
        say(question)
    while True:
        line = line or safe_draft(typed.asked(prompt, f"{PICKING}\n{question}")).strip()
        if not line or _plainly(line) in NEVER_MIND:
            return None
        if len(listed) == 1 and _plainly(line) in ("yes", "y"):
            return listed[0].value
        if 0 < (place := number_of(line) or 0) <= len(listed):
            return listed[place - 1].value
        found = search("" if line.casefold() == ALL else line)
        if len(found) == 1 and (line == begin or _names(line, found[0])):
            return found[0].value
        say("\n".join(f"{place:>3}  {one.phrase}" for place, one in enumerate(found, 1)) or NOT_HERE)
        listed, line = found or listed, ""
        prompt = MEANT if len(listed) == 1 else AMONG if listed else OTHERS


def _names(line: str, option: Option) -> bool:
    """Whether each typed word is a whole word of the option's own phrase."""
    typed = set(fold(line))
    return bool(typed) and typed <= {*fold(option.phrase), *fold(option.value)}


def _plainly(line: str) -> str:
    return " ".join(line.casefold().strip(" \t/.,!").split())


def fitting(options: Sequence[Option], typed: str) -> list[Option]:
    """The options of which every typed word begins a word, the best first."""
    return best(options, typed, lambda one: (one.phrase, one.value))


def kinds(typed: str) -> list[Option]:
    """What a finding may be."""
    return [
        Option(label.name, f"{label.phrase} ({label.kind.value})")
        for label in fitting_kinds(typed, narrow=True)
    ]


def limits(domain: str) -> Search:
    """All limits there are, those of a domain first."""
    codes = sorted(taxonomy().codes.values(), key=lambda code: code.domain != domain)

    def search(typed: str) -> list[Option]:
        found = fitting_limits(typed, codes, narrow=True) or named_limits(typed, codes)
        return [Option(code.name, code.phrase) for code in found]

    return search

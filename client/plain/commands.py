"""What a person types at a draft that was read: a word for the whole of it, or a word about one finding."""

from dataclasses import dataclass

from client.safetext import safe_draft

DECIDES = ("out", "limit", "keep", "ask", "strict", "soft", "later", "pick", "words")
IS = ("kind", "more", "fewer", "sure", "never", "always")
ABOUT_ONE = frozenset((*DECIDES, *IS))
"""What can be said about one finding, with its number: what becomes of it, and what it is."""
ABOUT_ALL = frozenset(("mark", "about", "undo", "show", "text", "prompt", "request", "alone", "send"))
"""What can be said about the draft."""
BESIDES = frozenset(("forget", "withdraw", "save", "lock", "again", "new", "quit", "help"))
DIGITS = 6
"""Of a number at most."""
SAME = {"?": "help", "h": "help", "exit": "quit", "q": "quit", ":q": "quit"}
"""What other programs call these."""


@dataclass(frozen=True, slots=True)
class Command:
    """A word, the number of a finding where there is one, and what stands after them. Its `repr` shows no words."""

    verb: str
    number: int | None = None
    rest: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"Command({len(self.rest)} more words)"


def understand(line: str) -> Command:
    """The command that a line is; with an unknown verb where it is none, with an empty one for an empty line.

    The number may stand behind the word, too: `out 2` is `2 out`.
    """
    words = safe_draft(line).split()
    first, second, *_ = *words, "", ""
    if (number := number_of(first)) is not None:
        return Command(second.casefold(), number, tuple(words[2:]))
    verb = plain_word(first)
    if verb in ABOUT_ONE and (number := number_of(second)) is not None:
        return Command(verb, number, tuple(words[2:]))
    return Command(verb, None, tuple(words[1:]))


def plain_word(typed: str) -> str:
    """A word as it is known here, whatever other programs call it."""
    word = typed.strip().casefold().removeprefix("/")
    return SAME.get(word, word)


def number_of(word: str) -> int | None:
    """The number that a word is; None where it is none, or longer than any of a list."""
    return int(word) if word.isascii() and word.isdecimal() and len(word) <= DIGITS else None

"""What a person types in the line mode, line by line. The vault is locked while nobody types."""

import re
import select
import sys
from collections.abc import Callable, Container
from datetime import timedelta

from client.errors import VaultError
from client.saying import say
from client.vault.vault import Vault

LOCKED = "Nobody typed for a while, so the keys of your vault were wiped. Press Enter to open it again."
UNTAKEN = "What was typed while it was locked is not taken. Type it again."
EMPTY = "Write what you would ask for, in as many lines as you like; then a line with a single dot."
DOT = "(A line with a single dot ends your draft.)"
DROPPED = (
    "\nThat draft is dropped, and nothing of it was sent. Write another, or press Control-C again to leave."
)
CUT = (
    "That line was as long as a terminal takes at once, so its end may be missing. To write anew, press "
    "Control-C and paste it in shorter lines."
)
LONGEST = 4095
"""Bytes of a line that a terminal takes; what is typed after them is lost."""
PAUSE = 0.5
"""Seconds without another line after which nobody is pasting."""
HELP = frozenset({"help", "/help", "?", "/?"})
"""What asks for help at a question."""
_COMMAND = re.compile(r"/(?:[a-z]+|\?)(?: .*)?", re.IGNORECASE)


class Typed:
    """Lines of standard input."""

    def __init__(
        self,
        vault: Vault | None = None,
        patience: timedelta = timedelta(0),
        reopen: Callable[[], None] | None = None,
    ) -> None:
        """With a vault and patience, the vault is locked after that time without a line; `reopen` opens it."""
        self._vault = vault
        self._reopen = reopen
        self._patience = patience.total_seconds()

    def line(self) -> str:
        """The next line; `EOFError` where there is none, `VaultError` where the vault stays locked."""
        if self._vault and self._patience and _nobody_types(self._patience):
            self._vault.lock()
            say(f"\n{LOCKED}")
            self._opened_after_line()
            say("It is open. Go on:")
        return input()

    def asked(self, question: str, about: str) -> str:
        """The answer to a question. Where help is asked for, `about` is said and the question again."""
        while True:
            say(question, end="")
            if (line := self.line()).strip().casefold() not in HELP:
                return line
            say(about)

    def yes(self, question: str, about: str) -> bool:
        """Whether the answer to a question agrees."""
        return self.asked(question, about).strip().casefold() in ("yes", "y")

    def draft(self, alone: Container[str] = ()) -> str:
        """Lines until one with a single dot, or until the input ends; `EOFError` where it had ended before.

        A first line such as `/more`, or one of the words that mean something `alone`, comes at once.
        """
        lines: list[str] = []
        while True:
            try:
                line = self.line()
            except EOFError:
                if not lines:
                    raise
                break
            except KeyboardInterrupt:
                if not lines:
                    raise
                lines.clear()
                say(DROPPED)
                continue
            said = line.strip()
            if not lines and (_COMMAND.fullmatch(said) or said.casefold() in alone):
                return said
            if said == "." and lines:
                break
            if said not in ("", ".") or lines:
                lines.append(line)
            _advise(lines)
        return "\n".join(lines).strip()

    def lock(self) -> None:
        """Locks the vault until the next line."""
        if self._vault:
            self._vault.lock()
            say("Locked. Press Enter to open it again.")
            self._opened_after_line()
        else:
            say("There is no vault to lock.")

    def _opened_after_line(self) -> None:
        """Opens the vault again after a line, which nobody is taken to mean: it may be somebody else's."""
        typed = input()
        self.open_again()
        if typed.strip():
            say(UNTAKEN)

    def open_again(self) -> None:
        """Asks for the passphrase until it opens, or the person gives up."""
        while self._vault and self._reopen and not self._vault.is_open:
            try:
                self._reopen()
            except VaultError as error:
                say(str(error))
                say("Press Enter to try again, Control-D to leave.")
                input()


def _advise(lines: list[str]) -> None:
    """What somebody at a terminal may not know of drafts: how one ends, and that a long line is cut."""
    if not sys.stdin.isatty():
        return
    if not lines:
        say(EMPTY)
    elif len(lines[-1].encode(errors="replace")) >= LONGEST:
        say(CUT)
    elif lines[-1].strip() == "" and all(line.strip() for line in lines[:-1]) and not _waits(PAUSE):
        say(DOT)


def _nobody_types(seconds: float) -> bool:
    """Whether somebody could at a terminal, and does not in time."""
    return sys.stdin.isatty() and not _waits(seconds)


def _waits(seconds: float) -> bool:
    """Whether a line comes in time."""
    ready, _, _ = select.select([sys.stdin], [], [], seconds)
    return bool(ready)

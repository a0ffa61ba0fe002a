"""Consents: records of what a person allowed to be told, to whom and until when."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from sanitizer.types import Level
from sanitizer.wire import PURPOSE, Scope

LASTS = timedelta(hours=12)
"""How long a consent holds at most, also within its conversation."""

Name = tuple[Level, str]
"""What is told of a constraint: its level and its name there."""


class State(StrEnum):
    """What a person answered, or did later."""

    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Consent:
    """An answer to one question: may this be told?"""

    name: Name
    recipient: str
    conversation: str
    state: State
    given: datetime
    expires: datetime
    purpose: str = PURPOSE
    scope: Scope = Scope.CONVERSATION
    basis: str = "explicit"

    def live(self, now: datetime) -> bool:
        """Whether it holds. A clock that went back behind the giving means that it does not."""
        return self.state is State.GIVEN and self.given <= now < self.expires


class Consents(Protocol):
    """Where consents are kept."""

    def record(self, consents: Iterable[Consent]) -> None:
        """Keeps answers; a later one to the same question replaces an earlier one."""

    def find(self, name: Name, recipient: str, conversation: str) -> Consent | None:
        """The latest answer to one question."""

    def withdraw(self, conversation: str, now: datetime) -> int:
        """Ends all live consents of a conversation, from now on. How many there were."""


class MemoryConsents:
    """Consents that end with the program."""

    def __init__(self) -> None:
        self._kept: dict[tuple[Name, str, str], Consent] = {}

    def record(self, consents: Iterable[Consent]) -> None:
        """See `Consents`."""
        for consent in consents:
            self._kept[consent.name, consent.recipient, consent.conversation] = consent

    def find(self, name: Name, recipient: str, conversation: str) -> Consent | None:
        """See `Consents`."""
        return self._kept.get((name, recipient, conversation))

    def withdraw(self, conversation: str, now: datetime) -> int:
        """See `Consents`."""
        given = [
            consent
            for consent in self._kept.values()
            if consent.conversation == conversation and consent.live(now)
        ]
        self.record(replace(consent, state=State.WITHDRAWN) for consent in given)
        return len(given)

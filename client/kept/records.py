"""Everything that may be kept of a person, over one store."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

from client.clock import uptime
from client.kept.audit import Audit
from client.kept.consent import Consents
from client.kept.conversations import Conversations, Names
from client.kept.evidence import Evidence
from client.kept.limits import Limits
from client.kept.personal import PersonalWords
from client.kept.store import MemoryStore, Store

STEADY = timedelta(seconds=2)
"""By how much a clock that nobody sets may lag: it is kept in step with others."""


class Records:
    """Consents, audit, limits, conversations and their names, the dictionary, what was imported.

    One transaction spans all.
    """

    def __init__(self, store: Store | None = None, uptime: Callable[[], float] = uptime) -> None:
        """Over a store; by default one that ends with the program."""
        self._uptime = uptime
        self._seen: tuple[datetime, float] | None = None
        self.store: Store = store or MemoryStore()
        self.consents = Consents(self.store)
        self.audit = Audit(self.store)
        self.limits = Limits(self.store)
        self.conversations = Conversations(self.store)
        self.names = Names(self.store)
        self.words = PersonalWords(self.store)
        self.evidence = Evidence(self.store)

    @property
    def lasting(self) -> bool:
        """Whether anything of them outlives the program."""
        return self.store.lasting

    def transaction(self) -> AbstractContextManager[None]:
        """While it is open nobody else reads or writes; an error in it leaves nothing written."""
        return self.store.transaction()

    def see(self, now: datetime) -> None:
        """Notes the time. If the clock was set back, a consent cannot be told from an expired one, so all end.

        Within one run that is also seen where the clock shows a later time than before, but not late enough.
        """
        with self.transaction():
            went_back = self.store.see(now)
            if self._lags(now) or went_back:
                self.consents.expire(self.consents.all(), now)

    def _lags(self, now: datetime) -> bool:
        """Whether the clock moved less than the time that passed since it was last noted."""
        before, self._seen = self._seen, (now, self._uptime())
        if before is None:
            return False
        passed = timedelta(seconds=self._seen[1] - before[1])
        return now - before[0] < passed - STEADY

"""Everything that may be kept of a person, over one store."""

from contextlib import AbstractContextManager
from datetime import datetime

from client.audit import Audit
from client.consent import Consents
from client.conversations import Conversations
from client.limits import Limits
from client.personal import PersonalWords
from client.store import MemoryStore, Store


class Records:
    """Consents, audit, limits, conversations and the personal dictionary, which one transaction spans."""

    def __init__(self, store: Store | None = None) -> None:
        """Over a store; by default one that ends with the program."""
        self.store: Store = store or MemoryStore()
        self.consents = Consents(self.store)
        self.audit = Audit(self.store)
        self.limits = Limits(self.store)
        self.conversations = Conversations(self.store)
        self.words = PersonalWords(self.store)

    @property
    def lasting(self) -> bool:
        """Whether anything of them outlives the program."""
        return self.store.lasting

    def transaction(self) -> AbstractContextManager[None]:
        """While it is open nobody else reads or writes; an error in it leaves nothing written."""
        return self.store.transaction()

    def see(self, now: datetime) -> None:
        """Notes the time. If the clock went back, a consent cannot be told from an expired one, so all end."""
        with self.transaction():
            if self.store.see(now):
                self.consents.expire(self.consents.all(), now)

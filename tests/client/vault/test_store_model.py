"""A store against a model of it."""

import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from client.kept.store import Kind
from client.vault.making import create_vault
from client.vault.vault import open_vault
from tests.client.vault.keys import fresh_key


class AgainstADict(RuleBasedStateMachine):
    """Any sequence of operations does to a vault what it does to a dict and a list, also when it is reopened."""

    records = Bundle("records")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.opener = fresh_key(self.folder)
        create_vault(self.folder / "vault.db", [self.opener])
        self.vault = open_vault(self.folder / "vault.db", [self.opener])
        self.kept: dict[bytes, tuple[Kind, bytes]] = {}
        self.chain: list[bytes] = []

    @rule(target=records, kind=st.sampled_from(Kind), value=st.binary(max_size=600))
    def put(self, kind: Kind, value: bytes) -> bytes:
        record = self.vault.store.put(kind, value)
        self.kept[record] = kind, value
        return record

    @rule(record=records, kind=st.sampled_from(Kind), value=st.binary(max_size=600))
    def replace(self, record: bytes, kind: Kind, value: bytes) -> None:
        assert self.vault.store.put(kind, value, record) == record
        self.kept.pop(record, None)
        self.kept[record] = kind, value

    @rule(chosen=st.lists(records, max_size=3))
    def erase(self, chosen: list[bytes]) -> None:
        there = {record for record in chosen if self.kept.pop(record, None)}
        assert self.vault.store.erase(chosen) == len(there)

    @rule(value=st.binary(max_size=300))
    def link(self, value: bytes) -> None:
        self.chain.append(value)
        assert self.vault.store.link(value) == len(self.chain)

    @rule(record=records, value=st.binary(max_size=20))
    def fail(self, record: bytes, value: bytes) -> None:
        with suppress(ZeroDivisionError), self.vault.store.transaction():
            self.vault.store.put(Kind.SENT, value)
            self.vault.store.erase([record])
            self.vault.store.link(value)
            raise ZeroDivisionError

    @rule()
    def reopen(self) -> None:
        self.vault.lock()
        self.vault.unlock([self.opener])

    @invariant()
    def it_holds_what_the_dict_holds(self) -> None:
        for kind in Kind:
            expected = {record: value for record, (of, value) in self.kept.items() if of is kind}
            assert self.vault.store.all(kind) == expected
        assert list(self.vault.store.links()) == list(enumerate(self.chain, 1))

    def teardown(self) -> None:
        self.vault.lock()
        shutil.rmtree(self.folder)


TestAgainstADict = AgainstADict.TestCase
TestAgainstADict.settings = settings(max_examples=10, stateful_step_count=12, deadline=None)

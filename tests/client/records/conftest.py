"""Records that last and records that do not, and the gate over them."""

import pytest

from client.egress import EgressGate
from client.kept.records import Records
from sanitizer.titles import Title
from tests.client.records.sending import Clock, Remote
from tests.client.vault.conftest import STORES, either_records

records = pytest.fixture(params=STORES)(either_records)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def remote() -> Remote:
    return Remote()


@pytest.fixture
def gate(remote: Remote, records: Records, clock: Clock) -> EgressGate:
    return EgressGate(remote, records, [Title("Clueless", 1995)], clock)

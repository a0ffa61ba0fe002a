"""A review of many findings is as quick as one of a few: what is read for a key does not grow with them."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import pytest
from textual.content import Content

from client.conversation.session import Session
from client.tui.rows import row
from sanitizer import Review
from sanitizer.decided import Decided
from tests.client.driver import Driver, driving

COUNT = 40
MANY = " ".join(f"Write to ann{number}@mail{number}.org today." for number in range(COUNT))


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often all findings of a review were gone through, and for what."""
    counted: Counter[str] = Counter()

    def counting(name: str, read: Callable[[Decided], object]) -> property:
        def get(review: Decided) -> object:
            counted[name] += 1
            return read(review)

        return property(get)

    for name in ("findings", "groups"):
        monkeypatch.setattr(Decided, name, counting(name, getattr(Decided, name).fget))
    return counted


async def during(driver: Driver, reads: Counter[str], key: str) -> Counter[str]:
    reads.clear()
    await driver.press(key)
    return Counter(reads)


async def test_a_key_goes_through_the_findings_a_few_times_and_not_once_for_each(
    session: Session, reads: Counter[str]
) -> None:
    async with driving(session) as driver:
        await driver.review(MANY)
        assert len(driver.rows()) >= COUNT
        moved = await during(driver, reads, "down")
        assert moved["groups"] == 0
        assert moved["findings"] < COUNT / 2
        changed = await during(driver, reads, "k")
        assert changed["findings"] < COUNT / 2
        again = await during(driver, reads, "u")
        assert again["groups"] <= 2
        assert again["findings"] < COUNT / 2


async def test_rows_are_wrapped_anew_only_where_their_width_is_another(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[int] = []

    def counted(review: Review, group: Sequence[int], width: int, colours: Mapping[str, str]) -> Content:
        drawn.append(width)
        return row(review, group, width, colours)

    monkeypatch.setattr("client.tui.findings.row", counted)
    async with driving(session) as driver:
        await driver.review(MANY)
        await driver.pilot.pause()
        assert len(drawn) == len(driver.rows())
        await driver.pilot.resize_terminal(100, 44)
        await driver.pilot.pause()
        assert len(drawn) == len(driver.rows())
        await driver.pilot.resize_terminal(80, 44)
        await driver.pilot.pause()
        assert len(drawn) == 2 * len(driver.rows())
    assert len(set(drawn)) == 2

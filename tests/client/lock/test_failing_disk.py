"""What the chat screen says when its vault cannot be written, and what it does not lose."""

from contextlib import AbstractContextManager, ExitStack
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from client.kept.audit import Outcome
from client.kept.consent import State
from client.kept.conversations import Turn
from client.kept.records import Records
from client.safety import Help, helping
from client.tui.composer import Composer
from client.tui.preview import PreviewScreen
from client.tui.transcript import Card
from tests.client.lock.desk import LIGHT, Desk, Waiting
from tests.client.vault.outside import full_disk

pytestmark = pytest.mark.usefixtures("hurried")
NOT_WRITTEN = "The vault could not be written: the disk is full or failing."


def failing_disk() -> AbstractContextManager[None]:
    """No file of this process can grow."""
    return full_disk(0)


async def test_a_send_that_cannot_be_recorded_is_not_sent_and_the_draft_stays(desk: Desk) -> None:
    remote = Waiting()
    remote.free.set()
    async with desk.sitting(remote) as person:
        await person.driver.review(LIGHT)
        await person.driver.preview()
        with failing_disk():
            await person.driver.press("enter")
            await person.driver.until(lambda: NOT_WRITTEN in person.status)
        assert person.status.startswith("Nothing was sent: the send could not be recorded.")
        assert person.driver.screen.query_one(Composer).text == LIGHT
        assert not remote.asked.is_set()
    assert desk.records().audit.entries == ()


async def test_after_a_failure_the_vault_is_used_again_once_it_was_locked_and_opened(desk: Desk) -> None:
    async with desk.sitting() as person:
        await person.turn(agreed=True)
        with failing_disk():
            await person.driver.press("f4")
            assert person.status.startswith(NOT_WRITTEN)
        await person.driver.press("f8")
        assert "The vault was closed after an error of the disk" in person.status
        await person.lock()
        await person.unlock()
        await person.driver.until(lambda: not person.locked)
        await person.driver.press("f8", "y")
        assert "Saved for every later conversation: " in person.status
    kept = desk.records()
    assert ([one.state for one in kept.consents.all()], len(kept.audit.entries)) == ([State.GIVEN], 1)


async def test_an_answer_to_the_question_that_cannot_be_kept_tells_nothing(desk: Desk) -> None:
    async with desk.sitting() as person:
        await person.driver.review()
        await person.driver.preview()
        with failing_disk():
            await person.driver.press("u")
        assert person.driver.text("#hint").startswith(NOT_WRITTEN)
        assert '"constraints":[]' in person.driver.text("#body")
        await person.driver.press("enter")
        assert isinstance(person.driver.screen, PreviewScreen)
    assert desk.records().consents.all() == ()


async def test_a_disk_that_fails_while_the_request_is_out_is_said_and_the_intent_stays(desk: Desk) -> None:
    remote = Waiting()
    async with desk.sitting(remote) as person:
        await person.send_off(remote)
        with failing_disk():
            remote.free.set()
            await person.driver.until(lambda: NOT_WRITTEN in person.status)
        assert person.driver.screen.query_one(Composer).text == LIGHT
    assert [entry.outcome for entry in desk.records().audit.entries] == ["pending"]


async def test_an_answer_that_cannot_be_kept_is_shown_and_the_person_hears_why(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ExitStack() as disk:

        def full_from_now(*given: Any) -> Help:
            disk.enter_context(failing_disk())
            return helping(*given)

        monkeypatch.setattr("client.conversation.session.helping", full_from_now)
        async with desk.sitting() as person:
            await person.ask(draft=LIGHT)
            await person.driver.until(lambda: f"This turn could not be kept. {NOT_WRITTEN}" in person.status)
            assert list(person.driver.screen.query(Card))
            disk.close()
    kept = desk.records()
    assert ([entry.outcome for entry in kept.audit.entries], kept.conversations.all()) == (
        [Outcome.ANSWERED],
        (),
    )


async def test_limits_that_cannot_be_forgotten_are_said_and_the_draft_stays(desk: Desk) -> None:
    async with desk.sitting() as person:
        await person.turn(agreed=True)
        await person.driver.review()
        with failing_disk():
            await person.driver.press("f", "y")
        assert person.driver.pilot.app.is_running
        assert NOT_WRITTEN in person.seen()


async def test_a_new_conversation_over_a_failed_vault_is_refused_in_words(desk: Desk) -> None:
    async with desk.sitting() as person:
        await person.turn()
        with failing_disk():
            await person.driver.press("f8", "y")
        await person.driver.press("f3")
        assert person.driver.pilot.app.is_running


async def test_a_purge_that_fails_does_not_take_the_draft_with_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("client.tui.vaulted.PURGE_EVERY", 0.3)
    with desk.opened() as vault:
        old = datetime.now(UTC) - timedelta(days=60)
        Records(vault.store).conversations.add(Turn("long ago", old, b"{}", ()))
    async with desk.sitting() as person:
        await person.driver.write(LIGHT)
        with failing_disk():
            await person.driver.pilot.pause(0.6)
        assert person.driver.pilot.app.is_running
        assert person.driver.screen.query_one(Composer).text == LIGHT

"""What the chat screen keeps in a vault, and for how long."""

from dataclasses import replace
from datetime import timedelta

import pytest

from client.catalogue import Catalogue
from client.config import Config
from client.conversation.session import Session
from client.egress import EgressGate
from client.kept.consent import LASTS, State
from client.kept.records import Records
from client.remotes.builtin import BuiltinRemote
from client.tui.app import ChatApp
from client.tui.composer import Composer
from client.tui.veil import VeilScreen
from client.vault.vault import Vault, vault_path
from sanitizer import Level, Sanitizer
from sanitizer.wire import Scope
from tests.client.driver import LOST, Driver
from tests.client.lock.desk import LIGHT, LOOK, MINUTE, Clock, Desk, Sitting

pytestmark = pytest.mark.usefixtures("hurried")


async def test_limits_are_saved_with_one_key_and_hold_when_the_client_is_started_again(desk: Desk) -> None:
    async with desk.sitting() as person:
        await person.driver.press("f8")
        assert "There are no limits to save yet" in person.status
        await person.turn()
        await person.driver.press("f8", "n")
        assert "Saved" not in person.status
        await person.driver.press("f8", "y")
        assert "Saved for every later conversation: " in person.status
        assert "for every later conversation" in person.status
    saved = desk.records().limits.all()
    assert "pregnancy-infant-loss" in {limit.constraint.code for limit in saved}
    assert {limit.constraint.level for limit in saved} == {Level.NOTHING}
    with desk.session() as again:
        assert again.kept == tuple(limit.constraint for limit in saved)
        assert again.review(LIGHT).named == again.kept


async def test_a_consent_for_thirty_days_holds_in_the_next_conversation_and_after_a_start(desk: Desk) -> None:
    async with desk.sitting() as person:
        await person.ask("u")
        await person.driver.press("f3")
        await person.driver.review()
        await person.driver.preview()
        assert person.driver.text("#question") == ""
        assert '"group":"death-loss"' in person.driver.text("#body")
        assert '"scope":"until"' in person.driver.text("#body")
    (consent,) = desk.records().consents.all()
    assert (consent.scope, consent.expires - consent.given) == (Scope.UNTIL, LASTS[Scope.UNTIL])
    with desk.session() as again:
        assert again.preview(again.review(LOST)).asked == ()
        assert again.withdraw() == 1
        assert again.preview(again.review(LOST)).prepared.told == ()
    assert [consent.state for consent in desk.records().consents.all()] == [State.WITHDRAWN]
    assert [entry.told for entry in desk.records().audit.entries] == [((Level.GROUP, "death-loss"),)]


async def test_a_consent_for_once_is_asked_for_again(desk: Desk) -> None:
    async with desk.sitting() as person:
        await person.ask("o")
        again = person.next_preview()
        assert "May the built-in catalogue be told" in again.question
        assert again.prepared.told == ()
    kept = desk.records()
    assert [entry.told for entry in kept.audit.entries] == [((Level.GROUP, "death-loss"),)]
    assert [(consent.scope, consent.state) for consent in kept.consents.all()] == [
        (Scope.REQUEST, State.EXPIRED)
    ]


async def test_without_a_vault_nothing_is_saved_or_locked_and_one_key_still_hides_all(
    knowing: Sanitizer, catalogue: Catalogue, clock: Clock
) -> None:
    gate = EgressGate(BuiltinRemote(), Records(), catalogue.titles)
    session = Session(knowing, gate, catalogue, Config(domain="media"))
    app = ChatApp(session)
    async with app.run_test(size=(80, 30)) as pilot:
        person = Sitting(Driver(pilot, session), Vault(vault_path()))
        await pilot.pause()
        assert "nothing is kept" in person.driver.text("#heading")
        await person.driver.write(LOST)
        await person.driver.press("f5")
        assert isinstance(person.driver.screen, VeilScreen)
        for key in ("f5", "f8", "f10", "x", "ctrl+p"):
            await person.driver.press(key)
            assert isinstance(person.driver.screen, VeilScreen)
        assert "miscarriage" not in person.seen()
        await person.driver.press("enter", "f8")
        assert person.driver.screen.query_one(Composer).text == LOST
        assert person.status == "Found so far: 1 personal, 1 limit, 1 wish."
        clock.now += 60 * MINUTE
        await pilot.pause(3 * LOOK)
        assert not person.locked


async def test_what_is_past_its_time_is_erased_while_the_client_runs(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("client.tui.vaulted.PURGE_EVERY", 0.1)
    async with desk.sitting() as person:
        await person.turn()
        records = person.driver.session.records
        (turn,) = records.conversations.all()
        records.conversations.add(replace(turn, at=turn.at - timedelta(days=31)))
        await person.driver.until(lambda: len(records.conversations.all()) == 1)
        await person.lock()
        await person.driver.pilot.pause(0.2)
        assert person.locked
    assert len(desk.records().conversations.all()) == 1

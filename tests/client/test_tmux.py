"""The installed program under tmux: what a person does with it in a day."""

import pytest

from client.tui.places import PLACES
from tests.client.passphrases import WORDS
from tests.client.tmux import TMUX, Window, listed, review, send

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        TMUX is None, reason="tmux is not installed; the same flows run under tests/client/tui"
    ),
]
DRAFT = (
    "Since my miscarriage last spring and my dad's funeral I can't watch baby scenes. Any light 90s comedies?"
)
MISSED = "I dream of the hospital corridor since my miscarriage. Any light 90s comedies?"


def go(screen: Window, name: str, *texts: str) -> None:
    """To a place, by its name in the palette."""
    place = next(place for place in PLACES if place.name == name)
    screen.press("C-p")
    screen.until("What would you like to do?")
    screen.type(name.lower())
    screen.until(place.purpose, gone=PLACES[-1].purpose)
    screen.press("Enter")
    screen.until(*texts, gone=place.purpose)


def test_a_person_gets_checked_recommendations_with_at_most_ten_keys(screen: Window) -> None:
    screen.open("--domain", "media")
    screen.until("1 of 3", "found here, on your machine")
    screen.press("Escape")
    screen.until("What would you like?")
    screen.type(DRAFT)
    screen.until("Found so far")
    screen.press("Enter")
    review = screen.until("Found here: 2 facts, 1 limit, 1 wish")
    assert "told to nobody" in review
    assert "ask for comedy, light and 1990s" in review
    screen.press("Enter")
    screen.until("careful with death and loss?", "They will not learn: what you wrote")
    screen.answer("n")
    screen.until("Tells nothing of your limits", "Enter sends")
    screen.answer("Enter")
    answer = screen.until("recommended, best first", "✓ fits")
    assert "hidden: " in answer
    assert "miscarriage" not in answer
    assert "my dad" not in answer
    assert screen.keys <= 10
    screen.press("F10")
    assert screen.ended() == 0


def test_a_vault_of_the_first_run_is_opened_again_and_a_conversation_in_it_gone_on_with(
    screen: Window,
) -> None:
    screen.open("--domain", "media")
    screen.until("1 of 3")
    screen.press("Enter")
    screen.until("2 of 3", "Balanced")
    screen.press("Enter")
    screen.until("3 of 3", "There is no recovery")
    screen.type(WORDS)
    screen.press("Enter")
    screen.until("Now type them once more")
    screen.type(WORDS)
    screen.press("Enter")
    screen.until("vault open")
    review(screen, DRAFT, "2 facts, 1 limit, 1 wish")
    send(screen, "n")
    screen.until("recommended, best first")
    screen.press("F10")
    assert screen.ended() == 0
    screen.open("--domain", "media")
    screen.until("Passphrase of your vault")
    screen.type(WORDS)
    screen.press("Enter")
    screen.until("vault open")
    go(screen, "Conversations", "never a draft", "Asked for comedy, light and 1990s.")
    screen.press("Enter")
    screen.until("You asked for comedy, light and 1990s.", "limits that were not saved")
    screen.type("something shorter")
    screen.press("Enter")
    screen.until("asked for now: comedy, light, 1990s and short")
    screen.press("Enter")
    screen.until(
        "They will learn: you ask for films, series, books and games: comedy, light, 1990s and short"
    )
    screen.answer("Enter")
    screen.until("You asked for comedy, light, 1990s and short.", "recommended, best first")
    screen.press("F10")
    assert screen.ended() == 0


def test_what_was_missed_is_marked_with_the_mouse_and_every_change_is_undone(screen: Window) -> None:
    screen.open("--domain", "media", "--no-vault", size=(100, 40))
    review(screen, MISSED, "1 fact, 1 wish", "Enter goes on")
    before = listed(screen)
    screen.press("s")
    screen.until("What was missed?")
    screen.drag("hospital", "corridor")
    screen.until("Enter marks “hospital corridor”.")
    screen.press("Enter")
    screen.until("What is this?")
    screen.press("Enter")
    screen.until("Marked: health condition", "▸ fact health condition: “hospital corridor”")
    screen.press("t")
    screen.until("What is this?", "●")
    screen.press("End", "Enter")
    screen.until("▸ wish “hospital corridor”")
    screen.press("Down")
    screen.until("▸ fact")
    screen.press("N")
    screen.until("not flagged from now on", gone="reproductive")
    screen.press("u")
    screen.until("reproductive or sexual health: “miscarriage”", "wish “hospital corridor”")
    screen.press("U")
    screen.until("All is as it was at the start")
    assert listed(screen) == before


def test_a_limit_set_by_hand_is_told_once_agreed_then_withdrawn_and_what_left_erased(screen: Window) -> None:
    screen.open("--domain", "media", "--no-vault", size=(100, 40))
    screen.until("hat would you like?")
    go(screen, "Limits", "No limits hold now")
    screen.press("a")
    screen.until("What should recommendations respect?")
    screen.type("gore")
    screen.until("without blood or gore")
    screen.press("Enter")
    screen.until("Added. It is told to nobody")
    screen.press("2")
    screen.until("“low on violence”, once you agree")
    screen.press("Escape")
    screen.until("f10 quit")
    review(screen, "A dark gangster war film", "Also kept: without blood or gore")
    send(screen, "y")
    screen.until("recommended, best first", "may tell 1 limit (F4 ends it)")
    screen.press("F9")
    screen.until("with blood or gore, by our notes")
    screen.press("Escape")
    screen.until("f10 quit", gone="by our notes")
    go(screen, "Consents", "Your receipt")
    screen.press("w")
    screen.until("Withdrawn: 1. From the next request on nothing of it is told.")
    go(screen, "What left", "They learned", "It has to be low on violence.", '"group":"violence"')
    screen.press("e")
    screen.until("Erase what was in this request?")
    screen.press("y")
    screen.until("Erased. That something left then is all that is known.", gone='"group":"violence"')
    screen.press("Escape")
    screen.until("tells nothing of your 1 limit")
    screen.press("F10")
    assert screen.ended() == 0

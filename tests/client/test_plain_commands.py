"""The line mode as a person types it: follow-ups, picks, words of one's own, and commands between drafts."""

import re

from tests.conftest import Run

CROW = "A light comedy film with a talking crow"


def chat(leastsaid: Run, *lines: str) -> list[str]:
    """What is said, cut where a draft is asked for."""
    done = leastsaid("chat", "--plain", "--domain", "media", stdin="\n".join([*lines, ""]).encode())
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode().split("Your draft:\n")[1:]


def cards(said: str) -> list[str]:
    return re.findall(r"^ +(\d+)  .*\(\d{4}\)", said, re.MULTILINE)


def test_a_follow_up_others_and_a_request_of_its_own(leastsaid: Run) -> None:
    first, more, again, others, alone = chat(
        leastsaid,
        *("a light comedy film", ".", "send", "yes"),
        *("/more", "something shorter", ".", "send", "yes"),
        *("others", ".", "send", "yes"),
        *("like the second", ".", "alone", "undo", "quit"),
    )
    assert cards(first) == [str(place) for place in range(1, 11)]
    assert "40 more: /more lists them." in first
    assert cards(more) == [str(place) for place in range(11, 21)]
    assert "Goes on from before; asked for now: film, comedy, light and short." in again
    assert "short" in again.split("They will learn:")[1].splitlines()[0]
    assert "that you saw before are left out." in others
    reviewed, apart, back = alone.split("Decide (")[:3]
    assert "Goes on from before" in reviewed
    assert "Goes on from before" not in apart
    assert "Goes on from before" in back


def test_a_wish_is_picked_from_a_list_or_sent_in_its_own_words_after_a_question(leastsaid: Run) -> None:
    said = chat(
        leastsaid,
        "A light film. I can't stand gore. Something with a talking crow on stilts, heartwrming",
        ".",
        *("1 pick", "2 pick", "9 pick", "1 words", "2 words", "3 pick", "3 words", "send"),
        *("maybe", "no", "always", "yes", "no"),
        "quit",
    )[0]
    asked = [part.strip() for part in said.split("Decide (send goes on, help lists how):")]
    assert "Pick one by its number, as in: 1 pick 1." in asked[1]
    assert asked[2] == asked[5] == "Only a wish can be picked or sent in its own words."
    assert asked[3].startswith("There is no finding 9;")
    assert "sent in your own words, if you agree" in asked[4]
    sending = asked[8]
    _, limits, words = sending.split("This would be told, if you agree:")
    assert "low on violence" in limits
    assert "“Something with a talking crow on stilts" in words.split("Type yes, once")[0]
    assert "May the built-in catalogue read this wish" in words or "read these 2 wishes" in words
    assert words.count("Please type yes, once or no: ") == 1
    assert '"words":[' in words.split("Exactly this")[1]
    assert "leastsaid/1+words" in words
    assert "Not sent." in words


def test_commands_come_at_once_and_say_what_there_is(leastsaid: Run) -> None:
    help_, why, more, tell, nonsense, withdrawn, save, first, why_now, told, new, gone, _ = chat(
        leastsaid,
        *("/help", "/why", "/more", "/tell violence", "/tell me", "/withdraw", "/save"),
        *("I can't stand gore. A dark crime film", ".", "send", "no", "yes"),
        *("/why", "/tell violence", "yes", "yes", "/new", "/more", "/quit"),
    )
    assert "/tell GROUP" in help_
    assert "There is no answer yet." in why == more == tell == nonsense
    assert "No consent is live" in withdrawn
    assert "There is no vault" in save
    assert "with blood or gore" in first
    assert re.search(r"^\d+ hidden: \d+ with blood or gore\.$", why_now, re.MULTILINE)
    assert re.search(r"^With blood or gore, by our notes:\n  .* \(\d{4}\)$", why_now, re.MULTILINE)
    assert '"group":"violence"' in told
    assert "A new conversation." in new
    assert "There is no answer yet." in gone

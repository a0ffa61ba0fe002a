"""`leastsaid dictionary`: words of one's own."""

from pathlib import Path

import pytest

from tests.client.commands.program import Say


def test_words_of_ones_own_are_kept_in_place_of_earlier_ones(say: Say, empty: Path, home: Path) -> None:
    assert say("dictionary", "list").out == "No words of your own are kept.\n"
    (home / "words.txt").write_bytes("Blue Héron\n\nSunrise House | organization\n".encode())
    done = say("dictionary", "import", "words.txt")
    assert (done.code, done.out) == (0, "Kept: 2 lines. `leastsaid chat` uses them from now on.\n")
    assert say("dictionary", "list").out == "Blue Héron\nSunrise House | organization\n"
    assert say("dictionary", "import", "-", stdin=b"Zoe\n").code == 0
    assert say("dictionary", "list").out == "Zoe\n"
    assert say("dictionary", "import", "-", stdin=b"  \n").code == 0
    assert say("dictionary", "list").out == "No words of your own are kept.\n"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"fine\nsecret | wish\n", "Line 2 of the dictionary"),
        (b"secret | a | b | c\n", "Line 1 of the dictionary"),
        (b"\xff\xfesecret", "not UTF-8"),
        (None, "no such file"),
    ],
)
def test_a_dictionary_that_cannot_be_used_leaves_the_one_kept(
    say: Say, filled: Path, home: Path, content: bytes | None, reason: str
) -> None:
    if content is not None:
        (home / "words.txt").write_bytes(content)
    said = say("dictionary", "import", "words.txt")
    assert (said.code, said.out) == (2, "")
    assert reason in said.err
    assert "secret" not in said.err
    assert say("dictionary", "list").out == "Blue Heron\n"

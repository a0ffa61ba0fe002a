"""A personal dictionary on the command line."""

from pathlib import Path

import pytest

from tests.conftest import Run

CLEAN = "Any light 90s comedies?"


def test_words_of_a_dictionary_are_always_found(leastsaid: Run, tmp_path: Path) -> None:
    words = tmp_path / "words.txt"
    words.write_text("# mine\nBlue Héron\nSunrise House | organization\n", encoding="utf-8")
    text = "A film like BLUE HERON for sunrise-house"
    done = leastsaid("sanitize", "--check", "--dictionary", str(words), stdin=text.encode())
    assert done.returncode == 1
    assert done.stdout.decode() == "A film like [name 1] for [organization 1]\n"


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"fine\nsecret | wish\n", b"Line 2 of the dictionary"), (b"\xff\xfe", b"UTF-8"), (None, b"no such")],
)
def test_a_dictionary_that_cannot_be_used_is_refused(
    leastsaid: Run, tmp_path: Path, content: bytes | None, reason: bytes
) -> None:
    words = tmp_path / "words.txt"
    if content is not None:
        words.write_bytes(content)
    done = leastsaid("sanitize", "--dictionary", str(words), stdin=CLEAN.encode())
    assert (done.returncode, done.stdout) == (2, b"")
    assert reason in done.stderr
    assert b"secret" not in done.stderr


def test_a_dictionary_is_never_written_over(leastsaid: Run, tmp_path: Path) -> None:
    words = tmp_path / "words.txt"
    words.write_text("Zoe\n", encoding="utf-8")
    done = leastsaid("sanitize", "--dictionary", str(words), "-o", str(words), stdin=CLEAN.encode())
    assert done.returncode == 2
    assert words.read_text(encoding="utf-8") == "Zoe\n"

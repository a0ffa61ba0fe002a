"""What somebody new types at the first prompt of the line mode, what help says, and how one leaves."""

import signal
from pathlib import Path

import pytest

from client.plain.help import BETWEEN, DECIDING, TOPICS, topic
from client.wrapping import wrapped
from tests.client.terminal import Terminal, terminal
from tests.conftest import Run

PLAIN = ("-m", "client", "chat", "--plain", "--no-vault", "--domain", "media")


def _interrupt(shown: Terminal, said: str) -> None:
    """Control-C, once the program waits for a line; what it says to that."""
    shown.quiet()
    after = len(shown.output)
    shown._process.send_signal(signal.SIGINT)
    shown.until(said, after)


def chat(leastsaid: Run, *lines: str) -> list[str]:
    done = leastsaid("chat", "--plain", "--no-vault", stdin="\n".join([*lines, ""]).encode())
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode().split("Your draft:\n")[1:]


def test_a_word_that_is_no_draft_is_answered_at_once_and_not_reviewed(leastsaid: Run) -> None:
    said = chat(
        leastsaid, "no", "YES", "send", "?", "/help", "save", "", ".", "/dance", "exit", "a film", "."
    )
    no, yes, send, sign, help_, save, dance, leaves = (part.strip() for part in said)
    assert "That is no draft." in no == yes == send
    assert sign == help_ == BETWEEN
    assert "begin it with a slash: /save" in save
    assert "There is no such command." in dance
    assert leaves == "Nothing was sent, and nothing is kept. Take care."


def test_a_draft_may_begin_with_such_a_word_and_go_on(leastsaid: Run) -> None:
    said = chat(leastsaid, "No gore, please.", "no", "A comedy film.", ".", "text", "quit")[0]
    assert "No gore, please.\nno\nA comedy film." in said


def test_every_page_of_help_fits_a_small_terminal_with_the_prompt_below() -> None:
    for page in (DECIDING, BETWEEN, *TOPICS.values()):
        assert page.count("\n") + 1 <= 22
        assert wrapped(page, 79) == page
    for name in TOPICS:
        assert f"help {name}" in DECIDING
        assert topic(name) != DECIDING
    assert topic("Never") == TOPICS["words"]
    assert topic("") == topic("nonsense") == DECIDING


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("  2  a wish that goes on and on", "  2  a wish that\n     goes on and\n     on"),
        ("     told to nobody at all", "     told to\n     nobody at all"),
        ("Type yes, once or no, please: ", "Type yes, once or\nno, please: "),
        ("A step-free-entrance", "A\nstep-free-entrance"),
        ("", ""),
        ("\nShort.\n", "\nShort.\n"),
    ],
)
def test_lines_are_wrapped_at_words_below_where_they_began(line: str, shown: str) -> None:
    assert wrapped(line, 18) == shown


def test_what_goes_on_below_a_list_entry_is_set_in_as_far_as_it_asks() -> None:
    assert (
        wrapped("ab12  given to nobody\n  more of it all", 12, 6)
        == "ab12  given\n      to\n      nobody\n  more of it\n      all"
    )


def test_a_simple_terminal_gets_whole_words_and_no_escape_and_control_c_leaves_only_when_asked_twice(
    tmp_path: Path,
) -> None:
    draft = "Since my miscarriage last spring I need a light comedy."
    with terminal(tmp_path, PLAIN, columns=50, rows=24, TERM="dumb", NO_COLOR="1") as shown:
        shown.until("Your draft:")
        shown.press("\r")
        shown.until("line with a single")
        shown.press("my secret\r\r")
        shown.until("(A line with a single dot")
        _interrupt(shown, "That draft is dropped")
        shown.press(f"{draft}\r.\r")
        shown.until("lists how): ")
        _interrupt(shown, "once more")
        shown.press("quit\r")
        assert shown.rest() == 0
    said = shown.output.decode().replace("\r\n", "\n")
    assert "\x1b" not in said
    assert max(len(line) for line in said.split("\n") if draft not in line) < 50
    assert said.count("my secret") == 1
    assert "Nothing was sent, and nothing is kept." in said

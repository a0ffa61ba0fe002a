"""The installed program under tmux, driven and read as a person would."""

import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

TMUX = shutil.which("tmux")
DRAFT = (
    "Since my miscarriage last spring and my dad's funeral I can't watch baby scenes. Any light 90s comedies?"
)
SOCKET = "leastsaid-test"
PATIENCE = 120.0
"""Seconds; the first start may set the program up."""


class Screen:
    """A window of tmux."""

    def __init__(self) -> None:
        self.keys = 0

    def read(self) -> str:
        return tmux("capture-pane", "-p")

    def until(self, *texts: str) -> str:
        end = time.monotonic() + PATIENCE
        while not all(text in (screen := " ".join(self.read().split())) for text in texts):
            assert time.monotonic() < end, f"{texts} did not come:\n{self.read()}"
            time.sleep(0.1)
        return screen

    def type(self, text: str) -> None:
        tmux("send-keys", "-l", text)

    def press(self, key: str) -> None:
        self.keys += 1
        tmux("send-keys", key)


def tmux(*arguments: str) -> str:
    command = [str(TMUX), "-L", SOCKET, "-f", "/dev/null", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    command = f"env HOME={tmp_path} XDG_CONFIG_HOME={tmp_path} {ROOT}/scripts/run chat --domain media"
    tmux("new-session", "-d", "-x", "100", "-y", "34", command)
    try:
        yield Screen()
    finally:
        subprocess.run([str(TMUX), "-L", SOCKET, "kill-server"], check=False, capture_output=True)


@pytest.mark.slow
@pytest.mark.skipif(
    TMUX is None, reason="tmux is not installed; the same flow runs in tests/client/test_tui.py"
)
def test_a_person_gets_checked_recommendations_with_at_most_ten_keys(screen: Screen) -> None:
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
    time.sleep(0.6)
    screen.press("n")
    screen.until("Tells nothing of your limits", "Enter sends")
    time.sleep(0.6)
    screen.press("Enter")
    answer = screen.until("recommended, best first", "✓ fits")
    assert "hidden: " in answer
    assert "miscarriage" not in answer
    assert "my dad" not in answer
    assert screen.keys <= 10
    screen.press("F10")

"""Every example of the README, run as it stands."""

import re
import shlex
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run

README = (ROOT / "README.md").read_text(encoding="utf-8")
(CONSOLE,) = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
(APPLICATION,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
SESSION = [step.split("\n", 1) for step in CONSOLE.removeprefix("$ ").split("\n$ ")]
DRAFT = SESSION[0][1].strip() + "\n"


@pytest.mark.parametrize(("command", "shown"), SESSION[1:], ids=[command for command, _ in SESSION[1:]])
def test_the_command_line_prints_what_the_readme_shows(
    leastsaid: Run, tmp_path: Path, command: str, shown: str
) -> None:
    (tmp_path / "draft.txt").write_text(DRAFT, encoding="utf-8")
    program, *arguments = shlex.split(command)
    assert program == "leastsaid"
    done = leastsaid(*arguments)
    assert (done.stdout + done.stderr).decode().strip() == shown.strip()


def test_the_example_application_minimizes_before_it_sends(python: Run, tmp_path: Path) -> None:
    (tmp_path / "ask.py").write_text(APPLICATION, encoding="utf-8")
    done = python("ask.py", stdin=DRAFT.encode())
    assert (done.returncode, done.stdout.decode().splitlines()[0]) == (
        0,
        "Please recommend films, series, books and games.",
    )
    assert b"miscarriage" not in done.stdout + done.stderr
    clean = python("ask.py", stdin=b"Any heist films?")
    assert b"Genre: heist." in clean.stdout


def test_every_relative_link_leads_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target

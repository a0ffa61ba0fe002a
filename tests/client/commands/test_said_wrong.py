"""What commands say of what went wrong: in words, with what to do, and never what a terminal would obey."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import IO

import pytest

from client.__main__ import EXTRAS
from client.cli import leastsaid
from tests.client.commands.kept import opened
from tests.client.commands.program import Say
from tests.conftest import ROOT

RAW = "a\x1b]0;x\x07\n\u202eb"


def test_the_packages_of_the_extras_are_those_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = {
        extra: {re.split(r"[<>=]", package)[0] for package in packages}
        for extra, packages in project["optional-dependencies"].items()
    }
    assert extras == EXTRAS


@pytest.mark.parametrize("package", ["platformdirs", "cryptography.hazmat"])
def test_a_package_of_an_extra_that_is_missing_is_said_with_what_installs_it(
    say: Say, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(**_: object) -> None:
        raise ModuleNotFoundError(name=package)

    monkeypatch.setattr(leastsaid.commands["codes"], "callback", missing)
    said = say("codes")
    assert (said.code, said.err) == (
        2,
        "leastsaid: this needs the extra `client`: pip install 'leastsaid[client]'\n",
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ("sanitize", "-o", f"{RAW}/out"),
        ("sanitize", "--tell", f"{RAW}=1"),
        ("sanitize", "--dictionary", RAW),
        ("sanitize", f"--{RAW}"),
        ("audit", "export", f"{RAW}/out"),
        ("chat", "--key-file", RAW),
    ],
)
def test_names_and_words_are_said_as_safe_text(say: Say, arguments: tuple[str, ...]) -> None:
    said = say(*arguments, stdin=b"hello")
    assert said.code == 2
    assert not re.search("[\x1b\x07\u202e]|.\n.", said.err)


def test_lines_of_the_dictionary_are_listed_as_safe_text(say: Say, filled: Path, key: Path) -> None:
    with opened(key) as records:
        records.words.keep(("Blue\x1b[31m\u202e Heron",))
    assert say("dictionary", "list").out == "Blue[31m Heron\n"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("vault", "init", "--key-file", "/"), 4, "That is no key file but a folder. Name a file."),
        (("vault", "init", "--key-file", ""), 4, "no key file but a folder"),
        (("codes", "x"), 2, "There is more in this line than `leastsaid codes` takes."),
        (("audit", "verify", "x"), 2, "`leastsaid audit verify --help` says what it takes."),
        (("sanitize", "x", "y"), 2, "One file at a time. To sanitize words themselves, pipe them in."),
        (("chat", "--key-file", "nosuch"), 2, "`leastsaid chat --help` says what it takes."),
        (("sanitize", "--dictionary", "mine.txt"), 2, "There is no such dictionary file: mine.txt."),
        (("vault", "erase", "--all"), 4, "There is no vault."),
    ],
)
def test_what_is_wrong_is_said(say: Say, arguments: tuple[str, ...], code: int, said: str) -> None:
    done = say(*arguments, stdin=b"hello")
    assert (done.code, said in done.err, done.out) == (code, True, "")


@pytest.mark.parametrize(
    ("entry", "said"), [("abc", "named by its number"), ("99", "There is no such entry.")]
)
def test_an_entry_that_is_none_is_not_said_to_be_erased(
    say: Say, filled: Path, entry: str, said: str
) -> None:
    done = say("vault", "erase", "--entry", entry)
    assert (done.code, done.out, said in done.err) == (2, "", True)


def test_the_passphrase_of_an_export_cannot_be_replaced_by_a_key_file(home: Path) -> None:
    (home / "copy").write_bytes(b"an export")
    done = alone("vault", "import", "copy", out=subprocess.PIPE)
    assert (done.returncode, b"passphrase of the export. Run this at one." in done.stderr) == (4, True)


@pytest.mark.parametrize("text", ["region = 'GB'\n= 3\n", "a = [1,\n"])
def test_settings_that_are_no_toml_are_said_with_their_place(say: Say, home: Path, text: str) -> None:
    settings = home / "settings" / "leastsaid" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(text, encoding="utf-8")
    assert re.search("not valid TOML, at (line 2|end of document)[.]", say("remotes", "list").err)


@pytest.mark.parametrize("arguments", [("--help",), ("catalogue", "show", "Emma")])
def test_output_that_the_disk_does_not_take_is_said(home: Path, arguments: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = alone(*arguments, out=full)
    assert done.returncode == 2
    assert done.stderr == b"leastsaid: Standard output cannot be written: No space left on device.\n"


def test_serving_is_said_only_once_it_is_so(home: Path) -> None:
    (home / "no.pem").write_text("none", encoding="utf-8")
    done = alone("serve", "--port", "0", "--certificate", "no.pem", "--key", "no.pem", out=subprocess.PIPE)
    assert (done.returncode, b"Serving" in done.stderr) == (2, False)


def alone(*arguments: str, out: int | IO[bytes]) -> subprocess.CompletedProcess[bytes]:
    """Runs the program where there is no terminal at all."""
    return subprocess.run(
        [sys.executable, "-m", "client", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=out,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        start_new_session=True,
        check=False,
        timeout=60,
    )

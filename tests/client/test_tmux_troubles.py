"""The installed program under tmux when things go wrong: other sizes, pages of paste, remotes of ill will."""

import json
import re
import time
from pathlib import Path
from typing import Any

import pytest

from client.errors import VaultBusyError
from client.kept.audit import Outcome
from client.kept.records import Records
from client.safetext import safe_text
from client.vault.making import create_vault
from client.vault.openers import KeyFile, make_key_file
from client.vault.vault import Vault, open_vault, vault_path
from tests.client.conftest import Serve
from tests.client.remotes.stand_in import raw
from tests.client.test_remotes import Stub
from tests.client.test_terminal import OBEYED
from tests.client.tmux import LOOK, PATIENCE, TMUX, Window, listed, review, send

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        TMUX is None, reason="tmux is not installed; the same flows run under tests/client/tui"
    ),
]
IN_MEMORY = ("--domain", "media", "--no-vault")
DRAFT = "Since my miscarriage I can't stand gore. My sister Anna lives in Leeds. A light comedy film"
COLOURED = re.compile(r"\x1b\[[0-9;]*?\b(3[0-8]|4[0-8]|9[0-7]|10[0-7])\b[0-9;]*m")
"""A sequence that sets a colour."""


def test_a_resize_while_reviewing_keeps_the_cursor_and_what_was_decided(screen: Window) -> None:
    screen.open(*IN_MEMORY, size=(120, 40))
    review(screen, DRAFT)
    screen.press("o")
    screen.until("“miscarriage” → left out")
    screen.press("Down")
    screen.until("▸ limit")
    for size in ((80, 24), (200, 60), (120, 40)):
        screen.resize(*size)
        shown = screen.until("▸ limit", "● l")
        assert "→ left out" in shown
        assert all(len(line) <= size[0] for line in screen.read())
    screen.resize(80, 24)
    screen.press("Enter")
    screen.until("They will learn: ", "They will not learn: ")


def test_a_paste_of_a_hundred_thousand_letters_is_taken_whole_and_obeyed_by_nothing(
    screen: Window, tmp_path: Path
) -> None:
    page = tmp_path / "page"
    page.write_text("\n".join([f"{DRAFT}. U k o N"] * 1_000 + ["the very end"]))
    assert page.stat().st_size > 100_000
    screen.open(*IN_MEMORY)
    review(screen, DRAFT)
    before = listed(screen)
    screen.paste(page)
    screen.press("Down")
    screen.until("▸ limit")
    screen.press("Up")
    screen.until("▸ fact")
    assert listed(screen) == before
    screen.press("Escape")
    screen.until("f10 quit", gone="▸ fact")
    screen.paste(page)
    screen.until("the very end", "% done")
    screen.type(" Z!")
    screen.until("the very end Z!")
    screen.press("F10")
    screen.until("Press F10 again")


def test_a_window_that_is_closed_while_a_request_is_open_leaves_nothing_of_the_draft(
    screen: Window, own_home: Path
) -> None:
    key = own_home / "vault.key"
    make_key_file(key)
    create_vault(vault_path(), [KeyFile(key)])
    with raw(b"", pause=PATIENCE) as stalling:
        screen.open("--domain", "media", "--key-file", str(key), "--remote", stalling.address)
        review(screen, DRAFT)
        send(screen, "n")
        screen.until("Asking ", "1 s. Escape stops waiting")
        screen.close()
        assert len(stalling.requests) == 1
    vault = opened(key)
    try:
        (entry,) = Records(vault.store).audit.entries
        assert entry.outcome in (Outcome.PENDING, Outcome.FAILED)
        assert entry.told == ()
    finally:
        vault.lock()
    kept = [path for path in own_home.rglob("*") if path.is_file()]
    assert vault_path() in kept
    for word in ("miscarriage", "stand gore", "Anna", "Leeds", "light comedy film"):
        for form in (word.encode(), word.encode("utf-16-le"), word.casefold().encode()):
            assert [path for path in kept if form in path.read_bytes()] == []


def opened(key: Path) -> Vault:
    """The vault, once the program has let go of it."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return open_vault(vault_path(), [KeyFile(key)])
        except VaultBusyError:
            assert time.monotonic() < end, "the program holds on to the vault"
            time.sleep(LOOK)


def test_a_remote_that_stalls_is_left_with_escape_and_the_draft_is_still_there(screen: Window) -> None:
    with raw(b"HTTP/1.1 200 OK\r\n", pause=PATIENCE) as stalling:
        screen.open(*IN_MEMORY, "--remote", stalling.address)
        review(screen, "a light comedy film")
        send(screen)
        screen.until("Asking ", "1 s. Escape stops waiting")
        screen.press("Escape")
        screen.until("Stopped. The request may have been read already", "a light comedy film")
    screen.press("C-e")
    screen.type(" please")
    screen.until("a light comedy film please")


def test_a_remote_that_lies_is_shown_as_if_it_had_said_only_the_words(screen: Window, serve: Serve) -> None:
    lies = [lie for lie in OBEYED if safe_text(f"a{lie}b").text != f"a{lie}b"]
    lying = [(f"T{at} {lie}end", f"W{at} {' '.join(lies[at:])}") for at, lie in enumerate(lies[:7])]
    lying.append(("H" * 1_000, "\u202e" * 100 + "why"))
    plain = [(safe_text(title).text, safe_text(why).text) for title, why in lying]
    looks = []
    for told in (plain, lying):
        stub = Stub(json.dumps({"items": [item(*one) for one in told]}).encode())
        screen.open(*IN_MEMORY, "--remote", serve(stub, tls=False).http, size=(120, 60))
        review(screen, "a light comedy film")
        send(screen)
        screen.until("8 recommended, best first", "1. T0 ", "7. T6 ", "HHH")
        screen.rest()
        lines = [re.sub(r"\d\d:\d\d|:\d{4,5}", "", line) for line in screen.read(styled=True)]
        looks.append((lines, screen.asked("pane_title"), screen.buffers()))
    assert looks[0] == looks[1]


def item(title: str, why: str) -> dict[str, Any]:
    return {"title": title, "year": 2000, "kind": "film", "why": why, "notes": {}}


def test_where_no_colour_is_wanted_none_is_written(screen: Window) -> None:
    screen.open(*IN_MEMORY, NO_COLOR="1")
    review(screen, DRAFT)
    assert [line for line in screen.read(styled=True) if COLOURED.search(line)] == []


def test_the_line_mode_writes_nothing_to_a_simple_terminal_but_words(screen: Window) -> None:
    screen.open(*IN_MEMORY, "--plain", TERM="dumb")
    screen.until("Your draft:")
    screen.type(DRAFT)
    screen.press("Enter")
    screen.type(".")
    screen.press("Enter")
    screen.until("told to nobody")
    assert "\x1b" not in "".join(screen.read(styled=True))

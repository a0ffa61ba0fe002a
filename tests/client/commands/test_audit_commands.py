"""`leastsaid audit`: what left, shown and verified."""

import hashlib
import hmac
import json
from base64 import b64decode
from pathlib import Path

import pytest

from client.kept.audit import AuditEntry
from tests.client.commands.kept import HERE, NOW, SENT, opened
from tests.client.commands.program import Say


def test_what_left_is_listed_with_how_it_ended_and_what_it_told(say: Say, filled: Path) -> None:
    *lines, why = say("audit", "list").out.splitlines()
    assert "How a request ended is a line of its own" in why
    assert [line.split()[0] for line in lines] == ["1", "3", "5"]
    for line, ended in zip(lines, ("answered", "no usable answer", "may have left"), strict=True):
        assert ended in line
        assert f"{len(SENT)} bytes" in line
        assert f"to {HERE}, told low on violence" in line


def test_the_exact_bytes_are_shown_while_they_are_kept(say: Say, filled: Path) -> None:
    assert say("audit", "show", "1").out.encode().removesuffix(b"\n") == SENT
    assert say("vault", "erase", "--yes", "--entry", "1").code == 0
    gone = say("audit", "show", "1")
    assert (gone.code, gone.out) == (2, "")
    assert "were erased, by rule or by you. That it left is still known." in gone.err
    assert "content erased" in say("audit", "list").out.splitlines()[0]
    assert "told" not in say("audit", "list").out.splitlines()[0]


def test_a_whole_record_verifies_and_says_what_that_cannot_show(say: Say, filled: Path) -> None:
    said = say("audit", "verify")
    assert (said.code, said.err) == (0, "")
    assert "The record is whole: 3 requests, and 5 lines on when each was to leave, how it ended" in said.out
    assert "earlier copy cannot be seen from inside it" in said.out


def test_one_request_and_none_are_counted_in_words(say: Say, empty: Path, key: Path) -> None:
    assert "The record is whole: nothing was sent. Taking" in say("audit", "verify").out
    with opened(key) as records:
        records.audit.intend(AuditEntry(NOW, HERE, "", SENT))
    assert "The record is whole: 1 request, and 1 line on when" in say("audit", "verify").out


def test_others_can_check_an_export_of_the_chain(say: Say, filled: Path) -> None:
    say("vault", "erase", "--yes", "--entry", "3")
    lines = [json.loads(line) for line in say("audit", "export").out.splitlines()]
    head, checked = bytes(32), 0
    for number, line in enumerate(lines, 1):
        head = hashlib.sha256(head + line["link"].encode()).digest()
        assert (line["number"], line["hash"]) == (number, head.hex())
        if line["bytes"] is not None:
            made = hmac.digest(b64decode(line["salt"]), b64decode(line["bytes"]), hashlib.sha256).hex()
            assert json.loads(line["link"])["commitment"] == made
            checked += 1
    assert (len(lines), checked) == (6, 2)


@pytest.mark.parametrize("number", ["first", "1.5", "--1"])
def test_an_entry_is_named_by_a_number(say: Say, filled: Path, number: str) -> None:
    said = say("audit", "show", number)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("leastsaid: ")

"""What is made of a remote's items: each once however it is written, and without signs that only we set."""

import json
from typing import Any

import pytest

from client.exchange import UntrustedReply
from client.replies import Reply, parse_reply


def read(*rows: dict[str, Any]) -> Reply:
    plain = {"year": 2014, "kind": "film", "why": "", "notes": {}}
    items = [plain | row for row in rows]
    return parse_reply(UntrustedReply(json.dumps({"schema": "leastsaid/1", "items": items}).encode()))


def titles(reply: Reply) -> list[str]:
    return [item.title.text for item in reply.items]


def test_one_work_takes_one_place_however_often_it_is_written() -> None:
    same = [f"Pilot Whale{'!' * more}" for more in range(40)] + [
        "The pilot whale",
        "PILOT–WHALE",
        "Pílot whale (4K)",
    ]
    reply = read(*({"title": title} for title in same), {"title": "Night Ferry"})
    assert titles(reply) == ["Pilot Whale", "Night Ferry"]
    assert reply.unreadable == 0


def test_what_comes_first_stays_with_the_highest_of_all_notes() -> None:
    reply = read(
        {"title": "Pilot Whale", "why": "First.", "notes": {"gore": 0}},
        {"title": "Pilot whale.", "why": "Second.", "notes": {"gore": 3}},
    )
    (item,) = reply.items
    assert (item.title.text, item.why.text, item.notes["gore"]) == ("Pilot Whale", "First.", 3)


@pytest.mark.parametrize(
    "other", [{"year": 1996}, {"kind": "book"}, {"title": "Pilot Whales and Gulls"}, {"title": "…"}]
)
def test_other_works_keep_their_places(other: dict[str, Any]) -> None:
    assert len(read({"title": "Pilot Whale"}, {"title": "Pilot Whale"} | other).items) == 2


def test_a_dish_is_another_one_with_other_words_in_brackets() -> None:
    dish: dict[str, Any] = {"year": None, "kind": "dish"}
    reply = read(*({"title": title} | dish for title in ("Leek pie", "leek pie!", "Leek pie (with walnuts)")))
    assert titles(reply) == ["Leek pie", "Leek pie (with walnuts)"]


def test_items_without_a_title_are_counted_as_unreadable() -> None:
    reply = read({"title": "\u200b"}, {"title": "✓", "kind": "book"}, {"title": "Night Ferry"})
    assert (titles(reply), reply.unreadable) == (["Night Ferry"], 2)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("Night Ferry ✓ fits", "Night Ferry fits"),
        ("✓ Night Ferry", "Night Ferry"),
        ("≈ Night Ferry ☑ ✔️ ✅", "Night Ferry"),
        ("Night Ferry ✗ does not fit", "Night Ferry does not fit"),
        ("? Night Ferry", "Night Ferry"),
        ("✓ ! Night Ferry", "Night Ferry"),
        ("Night Ferry  ! does not fit", "Night Ferry! does not fit"),
        ("Night ✓\u200b✓ Ferry", "Night Ferry"),
    ],
)
def test_no_word_of_a_remote_bears_a_sign_of_ours(raw: str, shown: str) -> None:
    (item,) = read({"title": raw, "why": raw}).items
    assert (item.title.text, item.why.text) == (shown, shown)


@pytest.mark.parametrize(
    "title", ["Who Is There?", "Oh! What a Ferry", "!Ferry Art", "?", "¿Quién?", "★ 100 % ♥"]
)
def test_ordinary_signs_of_a_title_stay(title: str) -> None:
    assert titles(read({"title": title})) == [title]

"""What models write, mended: nothing is invented, and every doubtful note is dropped alone."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from client.exchange import UntrustedReply
from client.protocol import ProtocolError
from client.remotes.repair import mend
from client.replies import parse_reply

ITEM = {"title": "A", "year": 1999, "kind": "film", "why": "", "notes": {"gore": 2, "captions": 0}}


def notes_of(row: object) -> dict[str, int]:
    (item,) = parse_reply(UntrustedReply(mend(json.dumps({"items": [row]})).content)).items
    return dict(item.notes)


def test_what_is_already_right_stays_as_it_is() -> None:
    found = mend(json.dumps({"items": [ITEM]}))
    assert json.loads(found.content) == {"schema": "leastsaid/1", "items": [ITEM]}
    assert not found.mended


@pytest.mark.parametrize("bad", [None, "2", "none", 4, -1, 1.5, True, [2], {"level": 2}, 10**30])
def test_a_doubtful_note_is_dropped_and_the_others_stay(bad: object) -> None:
    assert notes_of({**ITEM, "notes": {"gore": bad, "captions": 1, "no-such-code": 3}}) == {"captions": 1}


@pytest.mark.parametrize("notes", [None, "gore: 2", [{"gore": 2}], 3])
def test_notes_that_are_no_notes_are_none(notes: object) -> None:
    assert notes_of({**ITEM, "notes": notes}) == {}


@pytest.mark.parametrize(
    ("year", "meant"),
    [(1999, 1999), ("1999", 1999), (None, None), ("c. 1999", None), (0, None), (99999, None), (1999.0, None)],
)
def test_a_year_is_one_or_none(year: object, meant: int | None) -> None:
    (item,) = json.loads(mend(json.dumps({"items": [{**ITEM, "year": year}]})).content)["items"]
    assert item["year"] == meant


def test_items_that_are_none_are_counted_and_fields_that_are_not_asked_for_are_left_out() -> None:
    rows = [ITEM, "B", {"name": "C"}, {"title": "D", "link": "https://elsewhere.example"}, None]
    reply = parse_reply(UntrustedReply(mend(json.dumps({"items": rows})).content))
    assert ([item.title.text for item in reply.items], reply.unreadable) == (["A", "D"], 3)
    assert b"elsewhere" not in mend(json.dumps({"items": rows})).content


@pytest.mark.parametrize("end", range(20, 400, 7))
def test_a_list_that_is_cut_anywhere_keeps_exactly_its_whole_items(end: int) -> None:
    titles = [f"T{number}" for number in range(9)]
    whole = json.dumps({"items": [{**ITEM, "title": title, "why": 'a "b" }, {'} for title in titles]})
    begun = [match.end() for match in re.finditer(r'"captions": 0\}\}', whole)]
    kept = titles[: sum(place <= end for place in begun)]
    if not kept:
        with pytest.raises(ProtocolError):
            mend(whole[:end])
        return
    found = json.loads(mend(whole[:end]).content)["items"]
    assert [item["title"] for item in found] == kept


def test_what_comes_before_a_thought_ends_and_braces_in_prose_are_not_taken_for_the_answer() -> None:
    text = f'<think>{{"items": []}}</think> By {{genre}} and [era]: [{json.dumps(ITEM)},] Bye.'
    assert [item["title"] for item in json.loads(mend(text).content)["items"]] == ["A"]


@pytest.mark.parametrize(
    "text",
    ["", "{", "[", "{}", "[[", '{"items": 1}', '{"a": [], "b": []}', "null", '"', '{"items": [}', "[" * 99],
)
def test_what_has_no_items_is_refused(text: str) -> None:
    with pytest.raises(ProtocolError):
        mend(text)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet='{}[],:"\\ \n0123e-+.nulltruefals\ud800é`items', max_size=60))
def test_any_text_ends_in_items_or_the_one_error(text: str) -> None:
    try:
        found = mend(text)
    except ProtocolError:
        return
    assert parse_reply(UntrustedReply(found.content)).unreadable >= 0

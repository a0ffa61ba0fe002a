"""The line mode on what was hidden: how much by what first, then by name, a page at a time."""

import re
from collections.abc import Callable

import pytest

from client.conversation.session import Session
from tests.client.typed_lines import Say, said_at

GORE = ("I can't stand gore. I can't stand guns. A dark crime film", ".", "send", "no", "yes")


@pytest.fixture
def say(
    open_session: Callable[..., Session], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Say:
    typed = said_at("Your draft:\n", open_session(), monkeypatch, capsys)
    return lambda *lines: typed(*lines)[1:]


def names(said: str) -> list[str]:
    return re.findall(r"^  (?!/)(\S.*)$", said, re.MULTILINE)


def test_why_counts_first_and_lists_all_under_what_hid_them_page_by_page(say: Say) -> None:
    answer, why, *pages, none, again, _ = say(*GORE, "/why", *["/why more"] * 5, "/why")
    summary = re.search(r"(\d+) hidden: .*\.(?= /why)", answer)
    assert summary
    count = int(summary[1])
    assert why.startswith(summary[0])
    assert len(names(why)) == 10
    assert f"{count - 10} more: /why more lists them." in why
    listed = [*names(why), *(name for page in pages for name in names(page))]
    assert len(set(listed)) == len(listed) == count
    headings = re.findall(r"^(With .*|Not .*):$", why + "".join(pages), re.MULTILINE)
    assert headings
    assert "There are no more." in none
    assert again == why


def test_why_more_needs_an_answer_and_ends_where_nothing_was_hidden(say: Say) -> None:
    none, _, why, more, _ = say("/why more", "a light comedy film", ".", "send", "yes", "/why", "/why more")
    assert "There is no answer yet." in none
    assert why.startswith("None was hidden.")
    assert "There are no more." in more

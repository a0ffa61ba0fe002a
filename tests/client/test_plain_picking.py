"""What is picked at a question of the line mode, and which words change nothing."""

import pytest

from client.conversation.session import Session
from tests.client.typed_lines import Say

MEANT = "Is it this? yes takes it"


@pytest.fixture
def say(between_drafts: Say) -> Say:
    return between_drafts


@pytest.mark.parametrize(
    "line",
    [
        *("no", "n", "none", "Nothing.", "quit", "/quit", "exit", "cancel", "stop", "back"),
        *("never mind", "forget  it", "Leave it!"),
    ],
)
def test_words_that_cancel_add_no_limit(say: Say, session: Session, line: str) -> None:
    assert "Nothing was changed." in "".join(say("/limits add", line))
    assert session.limits == ()


def kept(session: Session) -> list[str]:
    return [one.constraint.code for one in session.limits]


def test_what_only_begins_a_word_is_shown_before_it_is_taken(say: Say, session: Session) -> None:
    asked, _ = say("/limits add", "bully", "")
    assert "  1  without bullying\nIs it this? yes takes it" in asked
    assert session.limits == ()
    say("/limits add", "bully", "no")
    assert session.limits == ()
    say("/limits add", "bully", "yes")
    assert kept(session) == ["bullying"]


def test_other_words_search_on_where_what_was_shown_is_not_meant(say: Say, session: Session) -> None:
    say("/limits add", "dog", "gore")
    assert kept(session) == ["gore"]


def test_a_limit_by_its_own_words_is_taken_at_once(say: Say, session: Session) -> None:
    assert MEANT not in "".join(say("/limits add", "bullying"))
    assert kept(session) == ["bullying"]


def test_words_that_cancel_change_no_kind(say: Say) -> None:
    said = say("Since my divorce I like dark films.", ".", "1 kind", "never mind", "text")[0]
    assert "Nothing was changed." in said

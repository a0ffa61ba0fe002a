"""Never and always flag: what the personal dictionary keeps, and that it is taken back whole."""

from collections.abc import Callable, Iterator

import pytest

from client.conversation.flagging import always_flag, never_flag, take_back
from client.conversation.session import Session
from client.errors import ClientError, RefusedError, VaultError
from client.kept.personal import PersonalWords
from sanitizer import Entry, Sanitizer, Source, Span

TEXT = "Since my miscarriage last spring I live in Leeds, mail anna@example.org. The ward, the Ward."


@pytest.fixture
def session(open_session: Callable[..., Session], knowing: Sanitizer) -> Iterator[Session]:
    before = knowing.dictionary
    yield open_session()
    knowing.dictionary = before


def index_of(session: Session, words: str) -> int:
    review = session.review(TEXT)
    return next(at for at, found in enumerate(review.findings) if found.span.of(TEXT) == words)


def test_never_and_always_take_each_others_place_and_are_taken_back(session: Session) -> None:
    review, at = session.review(TEXT), index_of(session, "Leeds")
    session.records.words.keep(("# mine", "zoe"))
    always = always_flag(session, review, at)
    never = never_flag(session, always.review, at)
    assert session.records.words.lines() == ("# mine", "zoe", "! Leeds")
    assert "Leeds" in never.review.redacted()
    assert "Leeds" in session.review(TEXT).redacted()
    take_back(session, never)
    assert session.records.words.lines() == ("# mine", "zoe", "Leeds | place")
    take_back(session, always)
    assert session.records.words.lines() == ("# mine", "zoe")
    assert "Leeds" not in session.review(TEXT).redacted()
    assert "Leeds" not in repr(always) + repr(never)


def test_what_is_always_flagged_is_found_elsewhere_in_the_draft_too(session: Session) -> None:
    review = session.review(TEXT)
    place = TEXT.index("ward")
    marked = review.mark(Span(place, place + 4), "treatment")
    at = next(at for at, found in enumerate(marked.findings) if found.source is Source.PERSON)
    flagged = always_flag(session, marked, at)
    assert "1 more found here" in flagged.said
    assert "ard" not in flagged.review.redacted().rpartition("example.org")[2].replace("[", "")
    gone = never_flag(session, marked, at)
    assert gone.entry is None
    assert gone.review == review


def test_what_only_rules_find_is_flagged_all_the_same(session: Session) -> None:
    with pytest.raises(RefusedError, match="always flagged"):
        never_flag(session, session.review(TEXT), index_of(session, "anna@example.org"))


def test_where_nothing_can_be_kept_nothing_is_changed(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: object) -> None:
        raise VaultError("The vault is locked.")

    review, before = session.review(TEXT), session.sanitizer.dictionary
    monkeypatch.setattr(Session, "use_words", locked)
    with pytest.raises(ClientError):
        never_flag(session, review, index_of(session, "Leeds"))
    assert session.records.words.lines() == ()
    assert session.sanitizer.dictionary is before


def test_an_entry_takes_the_place_of_one_of_the_same_phrase_only(session: Session) -> None:
    words = PersonalWords(session.records.store)
    assert words.put(Entry("Zoë Okafor")) is None
    assert words.put(Entry("zoe")) is None
    earlier = words.put(Entry("ZOE OKAFOR", never=True))
    assert earlier is not None
    assert earlier.label == "person"
    assert words.lines() == ("zoe | person", "! ZOE OKAFOR")
    assert words.drop(Entry("nobody")) is None

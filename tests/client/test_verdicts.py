"""What is said of an answer as a whole."""

from collections.abc import Callable

from client.conversation.session import Session
from client.wording.verdicts import unmet

Open = Callable[..., Session]


async def answered(session: Session, draft: str) -> str:
    """What an answer says of what was asked for and is not there."""
    preview = session.preview(session.review(draft))
    await session.send(preview, preview.prepared.digest)
    assert session.last is not None
    return unmet(session.last.reply, session.last.asked)


async def test_that_nothing_is_of_the_kind_that_was_asked_for_is_said(open_session: Open) -> None:
    assert await answered(open_session(), "A cosy audiobook please") == "There is no audiobook among them."
    assert await answered(open_session(), "A cosy audiobook or a book please") == ""


async def test_what_comes_near_a_kind_that_is_not_there_comes_first(open_session: Open) -> None:
    session = open_session()
    await answered(session, "A cosy audiobook please")
    assert session.last is not None
    assert {one.item.kind for one in session.last.reply.shown[:5]} <= {
        "book",
        "podcast",
        "memoir",
        "short stories",
    }

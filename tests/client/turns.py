"""A conversation of several turns without a screen, over the built-in catalogue."""

from typing import Any

from client.conversation.session import Session
from client.safety import SafeReply
from sanitizer import Review

FILM = "a light 90s comedy film"
RAMEN = "cheap ramen for two"
PAGE = 5
"""Recommendations of each answer that are seen."""


async def asked(session: Session, review: Review) -> SafeReply:
    """The answer to a review, no to every question, with its first page seen."""
    preview = session.preview(review)
    while preview.asked:
        preview = session.answer(preview, agreed=False)
    reply = await session.send(preview, preview.prepared.digest)
    session.saw(PAGE)
    return reply


async def after(session: Session, *drafts: str) -> SafeReply:
    """The answer to the last of some drafts."""
    replies = [await asked(session, session.review(draft)) for draft in drafts]
    return replies[-1]


def names(reply: SafeReply) -> list[str]:
    return [one.item.name for one in reply.shown]


def wanted(review: Review) -> dict[str, Any]:
    return dict(review.wishes.want)

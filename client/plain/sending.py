"""Sending, in lines: the preview, which questions come before, and the approval."""

import asyncio

import click

from client.conversation.asking import Preview
from client.conversation.session import Session
from client.crash import on_task_error
from client.errors import ClientError
from client.plain.answers import answered
from client.plain.help import APPROVING
from client.saying import say
from client.typed import Typed
from client.wording.disclosure import tells
from client.wording.grammar import counted
from sanitizer import Review, SanitizerError

STOPPED = "\nStopped. Unless it was asked already, nothing was sent."


def send(session: Session, review: Review, typed: Typed) -> bool:
    """Preview, questions, approval, answer. Whether there is one."""
    try:
        preview = session.preview(review)
        while preview.asked:
            preview = answered(session, preview, typed)
        say(f"\n{preview.learns}\n{preview.stays}\n{tells(preview.review, preview.request)}")
        where = "on this machine" if session.recipient.here else "which leaves this machine"
        say(f"Exactly this, to {session.recipient.name}, {where}:")
        _show_exactly(preview.prepared.content.decode())
        if not typed.yes("Send it? Type yes: ", APPROVING):
            say("Not sent.")
            return False
        if not session.recipient.here:
            say(f"Asking {session.recipient.name}. Control-C stops waiting.")
        asyncio.run(_ask(session, preview))
        return True
    except (ClientError, SanitizerError) as error:
        say(str(error))
    except KeyboardInterrupt:
        say(STOPPED)
    return False


def _show_exactly(content: str) -> None:
    """The text as it is, since a line break of ours would not be in it, and the blanks at its end in words."""
    text = content.rstrip(" ")
    click.echo(text)
    say(f"({counted(len(content) - len(text), 'blank')} at the end, {len(content.encode())} bytes in all)")


async def _ask(session: Session, preview: Preview) -> None:
    asyncio.get_running_loop().set_exception_handler(on_task_error)
    await session.send(preview, preview.prepared.digest)

"""`leastsaid chat --plain`: the same conversation in lines, for simple terminals, pipes and screen readers."""

import asyncio
import json
from collections.abc import Iterator

import click

from client.crash import on_task_error
from client.errors import ClientError, UsageError
from client.exits import ExitCode
from client.helplines import KindAnswer, kind_answer
from client.language import WARNING, looks_foreign
from client.safetext import safe_draft
from client.safety import SafeReply
from client.session import Preview, Session
from client.typed import Typed
from client.words import (
    becomes,
    nothing_found,
    reply_summary,
    saved_limits,
    understood,
    verdict_phrase,
    warnings,
    what_is_kept,
)
from sanitizer import DecisionError, Review, SanitizerError
from sanitizer.wire import Scope

SHOWN = 10
"""Recommendations that are listed."""

WELCOME = """Least said. Write or paste what you would ask a recommender; a line with a single dot ends it.
Nothing leaves before you have seen it and said send. Control-D leaves."""

HELP = """  2 out       leave finding 2 out
  2 limit 1   use it as a limit; told: 0 nothing (kept here), 1 a hint, 2 its group, 3 exactly
  2 keep      keep it as written
  text        the draft with placeholders, to paste elsewhere
  prompt      the minimized request in plain words
  request     the minimized request, in fields
  send        see the exact request, approve it, and get recommendations
  forget      drop the limits of earlier drafts, and withdraw what you agreed to tell
  withdraw    tell none of your limits from now on
  save        keep the limits of this conversation for later ones, in your vault
  lock        wipe the keys of your vault until you open it again
  undo, again (another draft), new (another conversation), help, quit"""


class _QuitError(Exception):
    """The person is done."""


def run(session: Session, typed: Typed) -> ExitCode:
    """Draft after draft, until the input ends."""
    click.echo(f"{WELCOME}\nAsks {session.recipient.name}. {what_is_kept(session.records)}")
    try:
        while True:
            click.echo("\nYour draft:")
            if draft := typed.draft():
                session = _guarded(session, typed, draft)
    except (_QuitError, EOFError):
        click.echo(f"\n{_farewell(session)} Take care.")
    except UnicodeDecodeError:
        raise UsageError("What was typed is not UTF-8 text. Set the terminal to UTF-8.") from None
    return ExitCode.CLEAN


def _farewell(session: Session) -> str:
    try:
        sent = len(session.sent)
    except ClientError:
        return "Your vault is locked."
    said = f"{sent} sent or tried" if sent else "Nothing was sent"
    return (
        f"{said} and {'your vault knows of it' if sent and session.records.lasting else 'nothing was kept'}."
    )


def _guarded(session: Session, typed: Typed, draft: str) -> Session:
    try:
        return _turn(session, typed, draft)
    except ClientError as error:
        click.echo(str(error))
        return session


def _turn(session: Session, typed: Typed, draft: str) -> Session:
    review, found = session.read(draft)
    if found is not None:
        _be_kind(kind_answer(found, session.config.region), typed)
    if looks_foreign(draft):
        click.echo(WARNING)
    return _decide(session, typed, review)


def _be_kind(answer: KindAnswer, typed: Typed) -> None:
    lines = "\n".join(f"  {line}" for line in answer.helplines)
    click.echo(f"\n{answer.opening}\n{answer.middle}\n{lines}\n{answer.emergency}\n{answer.closing}")
    click.echo("Press Enter to go on: ", nl=False)
    typed.line()


def _send(session: Session, typed: Typed, review: Review) -> bool:
    """Preview, question, approval, answer. Whether the turn is over."""
    try:
        preview = session.preview(review)
        if preview.question:
            always = ", always (30 days, every conversation)" if session.records.lasting else ""
            click.echo(f"{preview.question}\nType yes, once (this request only){always} or no: ", nl=False)
            preview = _answered(session, typed, preview)
        click.echo(f"\n{preview.learns}\n{preview.stays}\nExactly this, to {session.recipient.name}:")
        click.echo(preview.prepared.content.decode().rstrip())
        click.echo("Send it? Type yes: ", nl=False)
        if not typed.yes():
            click.echo("Not sent.")
            return False
        reply = asyncio.run(_ask(session, preview))
    except (ClientError, SanitizerError) as error:
        click.echo(str(error))
        return False
    except KeyboardInterrupt:
        click.echo("\nStopped; your draft is here. Unless it was asked already, nothing was sent.")
        return False
    _show_reply(reply, review.domain)
    if session.notice:
        click.echo(session.notice)
    return True


def _answered(session: Session, typed: Typed, preview: Preview) -> Preview:
    scopes = {"yes": Scope.CONVERSATION, "y": Scope.CONVERSATION, "once": Scope.REQUEST}
    if session.records.lasting:
        scopes["always"] = Scope.UNTIL
    while (word := typed.line().strip().casefold()) not in (*scopes, "no", "n"):
        click.echo(f"Please type {', '.join(scope for scope in scopes if scope != 'y')} or no: ", nl=False)
    return session.answer(preview, agreed=word in scopes, scope=scopes.get(word, Scope.CONVERSATION))


async def _ask(session: Session, preview: Preview) -> SafeReply:
    asyncio.get_running_loop().set_exception_handler(on_task_error)
    return await session.send(preview, preview.prepared.digest)


def _show_reply(reply: SafeReply, domain: str) -> None:
    click.echo(f"\n{reply_summary(reply, domain)}")
    for screened in reply.shown[:SHOWN]:
        item = screened.item
        about = ", ".join(filter(None, (item.name, item.kind, verdict_phrase(screened))))
        click.echo(f"\n  {about}\n    {item.why}")
        if said := warnings(screened):
            click.echo(f"    {said}")
    if len(reply.shown) > SHOWN:
        click.echo(f"\n{len(reply.shown) - SHOWN} more are not listed; say more closely what you would like.")


def _decide(session: Session, typed: Typed, review: Review) -> Session:
    """Until the draft is done; the session to go on with."""
    history = [review]
    _show(review)
    while True:
        click.echo("\nDecide (help lists how): ", nl=False)
        match words := safe_draft(typed.line()).casefold().split():
            case []:
                continue
            case ["again"]:
                return session
            case ["new"]:
                return session.fresh()
            case ["quit"]:
                raise _QuitError
            case ["send"]:
                if _send(session, typed, history[-1]):
                    return session
            case ["forget"]:
                history = [session.forget(history[-1])]
                _show(history[-1])
            case ["undo"]:
                history[1:] = history[1:-1]
                _show(history[-1])
            case ["save" | "lock" as word]:
                _keep(session, typed, word, history[-1])
            case ["help" | "text" | "prompt" | "request" | "withdraw" as word]:
                click.echo(_said(session, history[-1], word))
            case _:
                history += _changed(history[-1], words, typed)


def _keep(session: Session, typed: Typed, word: str, review: Review) -> None:
    if word == "lock":
        typed.lock()
        return
    try:
        click.echo(saved_limits(session.save_limits(review)))
    except ClientError as error:
        click.echo(str(error))


def _said(session: Session, review: Review, word: str) -> str:
    match word:
        case "text":
            return safe_draft(review.redacted())
        case "prompt":
            return review.prompt()
        case "request":
            return json.dumps(review.request().body(), indent=2)
        case "withdraw":
            session.withdraw()
            return "Nothing of your limits is told unless you agree again."
    return HELP


def _changed(review: Review, words: list[str], typed: Typed) -> Iterator[Review]:
    """The review after one decision, shown; none where it was not understood or not meant."""
    try:
        changed = _apply(review, words, typed)
    except DecisionError as error:
        click.echo(str(error))
        return
    if changed is None:
        return
    _show(changed)
    yield changed


def _apply(review: Review, words: list[str], typed: Typed) -> Review | None:
    number, verb, rest = words[0], words[1] if len(words) > 1 else "", words[2:]
    index = int(number) - 1 if number.isdecimal() else -1
    if not 0 <= index < len(review.decisions):
        said = f"There is no finding {number}" if number.isdecimal() else "Begin with the number of a finding"
        click.echo(f"{said}; type help for what can be said.")
        return None
    match verb, rest:
        case "out", []:
            return review.decide(index, "redact")
        case "limit", _ if not review.findings[index].codes:
            click.echo("No limit follows from this finding. Leave it out or keep it, or type help.")
        case "limit", []:
            return review.decide(index, "constrain", level=0)
        case "limit", [level] if level in ("0", "1", "2", "3"):
            return review.decide(index, "constrain", level=int(level))
        case "keep", []:
            return review.decide(index, "allow") if _meant(review, index, typed) else None
        case _:
            click.echo("Say out, limit 0 to 3, or keep; or type help.")
    return None


def _meant(review: Review, index: int, typed: Typed) -> bool:
    finding = review.findings[index]
    if finding.kind != "fact":
        return True
    click.echo(f"This tells about {finding.about.phrase}. Keep it as written? Type yes: ", nl=False)
    if typed.yes():
        return True
    click.echo("Not kept.")
    return False


def _show(review: Review) -> None:
    if not review.decisions:
        click.echo(f"\n{nothing_found(review)}")
    for index, finding in enumerate(review.findings):
        words = " ".join(safe_draft(finding.span.of(review.draft.text)).split())
        heading = click.style(f"{index + 1:>3}  {finding.about.phrase}", bold=finding.sensitive)
        click.echo(f"{heading}: {words}\n     {becomes(review, index)}")
    if review.named:
        click.echo(f"\nAlso kept: {', '.join(constraint.about.phrase for constraint in review.named)}.")
    click.echo("\nA recommender would be told:")
    for line in review.prompt().splitlines():
        click.echo(f"     {line}")
    if said := understood(review):
        click.echo(said)

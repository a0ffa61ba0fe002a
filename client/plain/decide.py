"""Deciding, in lines: what becomes of each finding of a draft."""

import json
from collections.abc import Iterator

import click

from client.errors import ClientError
from client.exchange import Recipient
from client.leaving import leaving
from client.plain.answers import Answers
from client.safetext import safe_draft
from client.session import Session
from client.suggestions import Choice
from client.typed import Typed
from client.words import becomes, nothing_found, saved_limits, understood
from sanitizer import DecisionError, Review
from sanitizer.taxonomy import Kind

HELP = """  2 out       leave finding 2 out
  2 limit 1   use it as a limit; told: 0 nothing (kept here), 1 a hint, 2 its group, 3 exactly
  2 keep      keep it as written
  2 pick      what a wish without a word in a request may mean; 2 pick 1 takes the first
  2 words     send this wish in your own words, once, if you agree
  text        the draft with placeholders, to paste elsewhere
  prompt      the minimized request in plain words
  request     the minimized request, in fields
  send        see the exact request, approve it, and get recommendations
  alone       a request of its own, which goes on from nothing
  forget      drop the limits of earlier drafts, and withdraw what you agreed to tell
  withdraw    tell none of your limits from now on
  save        keep the limits of this conversation for later ones, in your vault
  lock        wipe the keys of your vault until you open it again
  undo, again (another draft), new (another conversation), help, quit"""


class QuitError(Exception):
    """The person is done."""


def decide(answers: Answers, typed: Typed, review: Review) -> Answers:
    """Until the draft is done; the conversation to go on with."""
    session, history = answers.session, [review]
    _show(review, session.recipient)
    while True:
        click.echo("\nDecide (help lists how): ", nl=False)
        match words := safe_draft(typed.line()).casefold().split():
            case []:
                continue
            case ["again" | "new" | "quit" as word]:
                return _left(word, answers)
            case ["send"]:
                if answers.send(history[-1], typed):
                    return answers
            case ["forget"]:
                history = [session.forget(history[-1])]
                _show(history[-1], session.recipient)
            case ["alone"]:
                history.append(session.alone(history[-1]))
                _show(history[-1], session.recipient)
            case ["undo"]:
                history[1:] = history[1:-1]
                _show(history[-1], session.recipient)
            case ["save" | "lock" as word]:
                _keep(session, typed, word, history[-1])
            case ["help" | "text" | "prompt" | "request" | "withdraw" as word]:
                click.echo(_said(session, history[-1], word))
            case [number, "pick" | "words" as word, *rest] if number.isdecimal():
                history += _meant_wish(session, history[-1], int(number) - 1, [word, *rest])
            case _:
                history += _changed(session, history[-1], words, typed)


def _left(word: str, answers: Answers) -> Answers:
    if word == "quit":
        raise QuitError
    return Answers(answers.session.fresh()) if word == "new" else answers


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


def _meant_wish(session: Session, review: Review, index: int, words: list[str]) -> Iterator[Review]:
    """The review after a wish was picked or is to be sent as it is, shown."""
    if not 0 <= index < len(review.decisions) or review.findings[index].kind is not Kind.WISH:
        click.echo("Only a wish can be picked or sent in its own words.")
        return
    choices = session.suggestions(review, index)
    match words:
        case ["words"] if session.may_send(review, index):
            changed = review.send_words(index)
        case ["words"]:
            click.echo("Something personal may be in these words, or they are too long: they stay here.")
            return
        case ["pick", number] if number.isdecimal() and 0 < int(number) <= len(choices):
            changed = review.pick(index, choices[int(number) - 1].meant)
        case _:
            _list(choices, index + 1)
            return
    _show(changed, session.recipient)
    yield changed


def _list(choices: tuple[Choice, ...], number: int) -> None:
    for place, choice in enumerate(choices, 1):
        click.echo(f"  {place}  {choice.label}")
    said = f"Pick one by its number, as in: {number} pick 1."
    click.echo(said if choices else "Nothing like it is in a request.")


def _changed(session: Session, review: Review, words: list[str], typed: Typed) -> Iterator[Review]:
    """The review after one decision, shown; none where it was not understood or not meant."""
    try:
        changed = _apply(review, words, typed)
    except DecisionError as error:
        click.echo(str(error))
        return
    if changed is None:
        return
    _show(changed, session.recipient)
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


def _show(review: Review, recipient: Recipient) -> None:
    if not review.decisions and not review.earlier:
        click.echo(f"\n{nothing_found(review)}")
    for index, finding in enumerate(review.findings):
        words = " ".join(safe_draft(finding.span.of(review.draft.text)).split())
        heading = click.style(f"{index + 1:>3}  {finding.about.phrase}", bold=finding.sensitive)
        click.echo(f"{heading}: {words}\n     {becomes(review, index)}")
    if review.named:
        click.echo(f"\nAlso kept: {', '.join(constraint.about.phrase for constraint in review.named)}.")
    click.echo("\nA recommender would be told:")
    for name, said in leaving(review.request(), recipient):
        click.echo(f"     {name}: {said}.")
    if said := understood(review):
        click.echo(said)

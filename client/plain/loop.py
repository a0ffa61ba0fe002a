"""Draft after draft: what a person types between them, and what becomes of each."""

import click

from client.errors import ClientError, UsageError
from client.exits import ExitCode
from client.helplines import KindAnswer, kind_answer
from client.language import WARNING, looks_foreign
from client.plain.answers import Answers
from client.plain.decide import QuitError, decide
from client.session import Session
from client.typed import Typed
from client.words import saved_limits, what_is_kept, withdrawn
from sanitizer.taxonomy import taxonomy

WELCOME = """Least said. Write or paste what you would ask a recommender; a line with a single dot ends it.
Nothing leaves before you have seen it and said send. /help lists what else can be said; Control-D leaves."""

HELP = """  /more        more of the last answer
  /why         what was hidden, why, and what would help
  /tell GROUP  ask the last thing again and tell one group of your limits, if you agree
  /withdraw    tell none of your limits from now on
  /save        keep the limits of this conversation for later ones, in your vault
  /lock        wipe the keys of your vault until you open it again
  /new         another conversation: no limits and no consents of this one
  /quit        leave"""


def run(session: Session, typed: Typed) -> ExitCode:
    """Until the input ends or the person leaves."""
    click.echo(f"{WELCOME}\nAsks {session.recipient.name}. {what_is_kept(session.records)}")
    answers = Answers(session)
    try:
        while True:
            click.echo("\nYour draft:")
            if draft := typed.draft():
                answers = _guarded(answers, typed, draft)
    except (QuitError, EOFError):
        click.echo(f"\n{_farewell(answers.session)} Take care.")
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


def _guarded(answers: Answers, typed: Typed, draft: str) -> Answers:
    try:
        if draft.startswith("/") and "\n" not in draft:
            return _command(answers, typed, draft[1:].casefold().split())
        return _turn(answers, typed, draft)
    except ClientError as error:
        click.echo(str(error))
        return answers


def _command(answers: Answers, typed: Typed, words: list[str]) -> Answers:
    session = answers.session
    match words:
        case ["quit"]:
            raise QuitError
        case ["new"]:
            click.echo("A new conversation.")
            return Answers(session.fresh())
        case ["more"]:
            answers.more()
        case ["why"]:
            answers.why()
        case ["tell", group] if group in taxonomy().groups:
            answers.tell(group, typed)
        case ["tell", *_]:
            click.echo("Say /tell and one group that /why names.")
        case ["withdraw"]:
            click.echo(withdrawn(session.withdraw()))
        case ["save"]:
            click.echo(saved_limits(session.save_limits()))
        case ["lock"]:
            typed.lock()
        case _:
            click.echo(HELP)
    return answers


def _turn(answers: Answers, typed: Typed, draft: str) -> Answers:
    session = answers.session
    review, found = session.read(draft)
    if found is not None:
        _be_kind(kind_answer(found, session.config.region), typed)
    if looks_foreign(draft):
        click.echo(WARNING)
    return decide(answers, typed, review)


def _be_kind(answer: KindAnswer, typed: Typed) -> None:
    lines = "\n".join(f"  {line}" for line in answer.helplines)
    click.echo(f"\n{answer.opening}\n{answer.middle}\n{lines}\n{answer.emergency}\n{answer.closing}")
    click.echo("Press Enter to go on: ", nl=False)
    typed.line()

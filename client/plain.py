"""`leastsaid chat`: write a draft, see what was found, decide, and take the result along.

Lines in, lines out, so that it works over any terminal and with a screen reader. Nothing is sent anywhere.
"""

import json
import unicodedata
from collections.abc import Iterator

import click

from client.exits import ExitCode, UsageError
from client.language import WARNING, looks_foreign
from sanitizer import Action, Decision, DecisionError, Level, Review, Sanitizer
from sanitizer.taxonomy import taxonomy

WELCOME = """Least said. Write or paste what you would ask a recommender; a line with a single dot ends it.
Nothing you write here leaves this machine. Control-D leaves."""

HELP = """  2 out       leave finding 2 out
  2 limit 1   use it as a limit; told: 0 nothing (kept here), 1 a hint, 2 its group, 3 exactly
  2 keep      keep it as written
  text        the draft with placeholders, to paste elsewhere
  prompt      the minimized request in plain words
  request     the minimized request as it would be sent
  undo, new, help, quit"""

_TOLD = {
    Level.NOTHING: "told to nobody",
    Level.ROOT: "told as a hint",
    Level.GROUP: "told as a group",
    Level.CODE: "told exactly",
}


class _QuitError(Exception):
    """The person is done."""


def run(domain: str | None, operating_point: str) -> ExitCode:
    """Draft after draft, until the input ends."""
    sanitizer = Sanitizer.load(operating_point=operating_point)
    click.echo(WELCOME)
    try:
        while True:
            click.echo("\nYour draft:")
            if draft := _read_draft():
                if looks_foreign(draft):
                    click.echo(WARNING)
                _decide(sanitizer.review(draft, domain=domain))
    except (_QuitError, EOFError):
        click.echo("\nNothing was sent and nothing was kept. Take care.")
    except UnicodeDecodeError:
        raise UsageError("What was typed is not UTF-8 text. Set the terminal to UTF-8.") from None
    return ExitCode.CLEAN


def _read_draft() -> str:
    lines: list[str] = []
    while True:
        try:
            line = input()
        except EOFError:
            if not lines:
                raise
            break
        if line.strip() == ".":
            break
        lines.append(line)
    return "\n".join(lines).strip()


def _decide(review: Review) -> None:
    history = [review]
    _show(review)
    while True:
        click.echo("\nDecide (help lists how): ", nl=False)
        words = printable(input()).casefold().split()
        if not words:
            continue
        match words:
            case ["new"]:
                return
            case ["quit"]:
                raise _QuitError
            case ["help"]:
                click.echo(HELP)
            case ["text"]:
                click.echo(printable(history[-1].redacted()))
            case ["prompt"]:
                click.echo(history[-1].prompt())
            case ["request"]:
                click.echo(json.dumps(history[-1].request().body(), indent=2))
            case ["undo"]:
                history[1:] = history[1:-1]
                _show(history[-1])
            case _:
                history += _changed(history[-1], words)


def _changed(review: Review, words: list[str]) -> Iterator[Review]:
    """The review after one decision, shown; none where it was not understood or not meant."""
    try:
        changed = _apply(review, words)
    except DecisionError as error:
        click.echo(str(error))
        return
    if changed is None:
        return
    _show(changed)
    yield changed


def _apply(review: Review, words: list[str]) -> Review | None:
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
            return review.decide(index, "allow") if _meant(review, index) else None
        case _:
            click.echo("Say out, limit 0 to 3, or keep; or type help.")
    return None


def _meant(review: Review, index: int) -> bool:
    finding = review.findings[index]
    if finding.kind != "fact":
        return True
    click.echo(f"This tells about {finding.about.phrase}. Keep it as written? Type yes: ", nl=False)
    if input().strip().casefold() == "yes":
        return True
    click.echo("Not kept.")
    return False


def _show(review: Review) -> None:
    if not review.decisions:
        click.echo(
            "\nNothing personal and no wish was found. A model can miss things: read it once more yourself."
        )
    for number, decision in enumerate(review.decisions, start=1):
        words = " ".join(printable(decision.finding.span.of(review.draft.text)).split())
        heading = click.style(
            f"{number:>3}  {decision.finding.about.phrase}", bold=decision.finding.sensitive
        )
        click.echo(f"{heading}: {words}\n     {_becomes(decision)}")
    click.echo("\nA recommender would be told:")
    for line in review.prompt().splitlines():
        click.echo(f"     {line}")
    stayed = len(review.wishes.unmapped)
    if stayed:
        click.echo(
            f"     ({stayed} of your wishes without a word for it in the closed vocabulary: stays here.)"
        )


def _becomes(decision: Decision) -> str:
    finding = decision.finding
    if decision.action is Action.CONSTRAIN:
        phrases = "; ".join(taxonomy().codes[code].phrase for code in finding.codes)
        stays = "" if finding.sensitive else "; stays in the text"
        told = _told_phrases(decision)
        return f"used as a limit, {_TOLD[decision.level]}{told and f' ({told})'}: {phrases}{stays}"
    if decision.action is Action.REDACT:
        return "left out"
    return "a wish" if finding.kind == "wish" else "kept as written"


def _told_phrases(decision: Decision) -> str:
    """What a recommender would read of a limit, where it is told less than its codes."""
    vocabulary = taxonomy()
    codes = [vocabulary.codes[code] for code in decision.finding.codes]
    if decision.level is Level.GROUP:
        return "; ".join(dict.fromkeys(vocabulary.groups[code.group].phrase for code in codes))
    if decision.level is Level.ROOT:
        return "; ".join(dict.fromkeys(vocabulary.domains[code.domain].phrase for code in codes))
    return ""


def printable(text: str) -> str:
    """A text that a terminal shows and does not obey: control characters but line ends become blanks."""
    return "".join(
        character if character == "\n" or unicodedata.category(character)[0] != "C" else " "
        for character in text
    )

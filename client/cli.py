"""The command line: `leastsaid`."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from client.commands.audit import audit
from client.commands.catalogue import catalogue
from client.commands.consent import consent
from client.commands.dictionary import dictionary
from client.commands.remotes import remotes
from client.commands.vault import vault
from client.errors import ReaderGoneError, UsageError
from client.exits import ExitCode
from client.safetext import safe_text
from sanitizer import __version__
from sanitizer.taxonomy import taxonomy

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
LONGEST = 1000
"""Characters of what is said of a wrong call."""
POINTS = ("cautious", "balanced", "quiet")

domain_option = click.option(
    "--domain", type=click.Choice(tuple(taxonomy().domains)), help="What is to be recommended."
)
point_option = click.option(
    "--operating-point",
    type=click.Choice(POINTS),
    default="balanced",
    show_default=True,
    help="`cautious` misses less, `quiet` flags less.",
)
dictionary_option = click.option(
    "--dictionary",
    metavar="FILE",
    help="Words of your own that are always found: `phrase`, `phrase | label` or `phrase | label | codes` a line.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="leastsaid")
def leastsaid() -> None:
    """Say the least that still gets a good recommendation.

    What is personal in a draft is found on this machine. Only `chat` and `remotes test`
    send, and only what you saw and approved.
    """


@leastsaid.command()
@click.argument("source", metavar="[FILE|-]", default="-")
@click.option(
    "--to",
    "form",
    type=click.Choice(("text", "prompt", "request", "findings")),
    default="text",
    show_default=True,
    help="`text`: the draft with placeholders. `prompt`: a minimized request in plain words. `request`: the "
    "body of a leastsaid/1 request. `findings`: what was found and where, without text.",
)
@domain_option
@click.option(
    "--tell",
    multiple=True,
    metavar="CODE=LEVEL",
    help="Tell this limit: level 1 its domain's root, 2 its group, 3 its code. Naming it is your consent for "
    "this run. May be repeated.",
)
@click.option(
    "--words", is_flag=True, help="With `--to prompt`: add wishes as you wrote them, checked again."
)
@point_option
@dictionary_option
@click.option(
    "--jsonl", is_flag=True, help="Read and write one JSON object a line, with `text` and maybe `id`."
)
@click.option("--check", is_flag=True, help="Exit 1 if a fact or detail is found.")
@click.option("-o", "--output", metavar="FILE", help="Write here (mode 0600) instead of to standard output.")
def sanitize(**options: Any) -> ExitCode:
    """Sanitize FILE, or standard input for `-`.

    Exit codes: 0 clean or done, 1 findings with --check, 2 usage or input that cannot be read, 3 model,
    70 a fault of the program itself, 130 interrupted.
    """
    from client import sanitize as work

    return work.run(work.Order(**options))


@leastsaid.command()
def codes() -> ExitCode:
    """List the codes that --tell knows, with domain, group and meaning."""
    from client import sanitize as work

    return work.list_codes()


@leastsaid.command()
@domain_option
@point_option
@dictionary_option
@click.option(
    "--remote",
    metavar="NAME|ADDRESS",
    help="Ask this recommender: one of `leastsaid remotes list`, or an address that speaks leastsaid/1 over https.",
)
@click.option(
    "--ca-file", type=_FILE, help="Trust this certificate authority (PEM), and no other, for --remote."
)
@click.option("--plain", is_flag=True, help="Lines in, lines out: for screen readers and simple terminals.")
@click.option("--key-file", type=_FILE, help="Open the vault with this key file.")
@click.option("--no-vault", is_flag=True, help="Keep nothing: everything ends with the program.")
def chat(
    *, operating_point: str, plain: bool, no_vault: bool, key_file: Path | None, **settings: Any
) -> ExitCode:
    """Write a draft, decide what becomes of what was found, and get recommendations that are checked here.

    Without --remote or settings the built-in catalogue answers and nothing leaves this machine. Where there is a
    vault, it keeps what left, what came back, and what you agreed to; never a draft.
    """
    from client import chat as work
    from client.config import load_config, with_options

    return work.run(
        with_options(load_config(), **settings),
        operating_point,
        plain=plain,
        keep=not no_vault,
        key_file=key_file,
    )


@leastsaid.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", default=8443, show_default=True, type=click.IntRange(0, 65535))
@click.option("--certificate", type=_FILE, help="The certificate chain, as PEM. Needed beyond this machine.")
@click.option("--key", type=_FILE, help="Its private key, as PEM.")
def serve(host: str, port: int, certificate: Path | None, key: Path | None) -> ExitCode:
    """Serve the built-in catalogue by leastsaid/1, as a reference for other recommenders."""
    from client import serve as work

    return work.run(host, port, certificate, key)


for _group in (vault, consent, audit, dictionary, remotes, catalogue):
    leastsaid.add_command(_group)


def run(arguments: Sequence[str]) -> ExitCode:
    """Runs a command and returns its exit code; `UsageError` for wrong options."""
    try:
        result = leastsaid.main(args=list(arguments), prog_name="leastsaid", standalone_mode=False)
    except click.exceptions.Abort:
        raise KeyboardInterrupt from None
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else "")
        return ExitCode.USAGE
    except click.exceptions.ClickException as error:
        raise UsageError(_wrong(error)) from None
    except SystemExit:
        # Click ends the program by itself only where the reader of its output is gone.
        raise ReaderGoneError from None
    return ExitCode(result) if isinstance(result, int) else ExitCode.CLEAN


def _wrong(error: click.exceptions.ClickException) -> str:
    """What is wrong with how a command was called, and where it is said how to call it."""
    message = str(safe_text(error.format_message(), LONGEST))
    context = error.ctx if isinstance(error, click.exceptions.UsageError) else None
    path = context.command_path if context else "leastsaid"
    if "extra argument" in message:
        # The arguments are not repeated: they may be a draft that was meant for standard input.
        if context and context.command is sanitize:
            return "One file at a time. To sanitize words themselves, pipe them in."
        message = f"There is more in this line than `{path}` takes."
    return f"{message} `{path} --help` says what it takes."

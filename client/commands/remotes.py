"""`leastsaid remotes`: the recommenders that can be asked, named, tried out."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from client.addresses import CATALOGUE, KEYRING, LONGEST, Speaks
from client.commands import key_file_option
from client.commands.trying import try_out
from client.exits import ExitCode, tell
from client.safetext import MAX_LENGTH, safe_text
from client.saying import say

if TYPE_CHECKING:
    from client.addresses import Address

_FILE = click.Path(dir_okay=False, path_type=Path)
BUILT_IN = "built in: it runs on this machine and nothing leaves"
THERE = (
    "There is a recommender of that name already, and it stays as it is. Name another, or say --replace to give it "
    "all its settings anew."
)
COUNTS_FIRST = "[remote] in config.toml names another, which counts first: change it there."


@click.group()
def remotes() -> None:
    """Name the recommenders that you ask, and try them out."""


@remotes.command(name="list")
def list_() -> ExitCode:
    """List the recommenders, and which is asked by default."""
    from client.config import load_config

    config = load_config()
    chosen = config.remote.name if config.remote else CATALOGUE
    rows = [(CATALOGUE, BUILT_IN), *((name, _about(one)) for name, one in config.book.addresses.items())]
    width = max(len(name) for name, _ in rows)
    for name, about in rows:
        say(f"{name:<{width}}  {about}{'; asked by default' if name == chosen else ''}", inset=width + 2)
    if not chosen and config.remote:
        say(f"By default config.toml has {config.remote.address} asked.")
    return ExitCode.CLEAN


@remotes.command()
@click.argument("name", metavar="NAME")
@click.argument("address", metavar="ADDRESS")
@click.option(
    "--speaks",
    type=click.Choice([speaks.value for speaks in Speaks]),
    default=Speaks.LEASTSAID.value,
    show_default=True,
    help="`leastsaid`: the protocol leastsaid/1. `chat`: chat completions, as of OpenAI, Ollama, llama.cpp, vLLM.",
)
@click.option("--model", default="", metavar="MODEL", help="With chat: which model answers.")
@click.option(
    "--structured/--plain-json",
    default=True,
    help="With chat: whether the answer is asked for in a schema (usual), or in words only.",
)
@click.option("--ca-file", type=_FILE, help="Trust this certificate authority (PEM), and no other.")
@click.option("--token-file", type=_FILE, help="Its token is in this file, which only you can read.")
@click.option("--ask-token", is_flag=True, help="Ask for its token, and keep it in the keyring.")
@click.option(
    "--proxy", default="", metavar="URL", help="Ask through this proxy, such as http://127.0.0.1:3128."
)
@click.option("--seconds", type=click.IntRange(1, LONGEST), help="How long an answer may take.")
@click.option("--use", "by_default", is_flag=True, help="Ask it by default.")
@click.option(
    "--replace", "anew", is_flag=True, help="A NAME that is there already gets all its settings anew."
)
def add(name: str, *, ask_token: bool, by_default: bool, anew: bool, **settings: Any) -> ExitCode:
    """Name the recommender at ADDRESS. Nothing is sent.

    For chat, ADDRESS is that of the endpoints, such as https://models.example/v1 or http://127.0.0.1:11434/v1.
    """
    from client.addresses import load_book
    from client.config import settings_folder
    from client.errors import UsageError
    from client.settings import add_recommender, is_usual

    there = name in load_book(settings_folder()).addresses
    if there and not anew:
        raise UsageError(THERE)
    address = _made(name, ask_token, settings)
    if wrong := add_recommender(address, _asked_token() if ask_token else "", by_default=by_default):
        tell(wrong)
    say(f"{'Changed' if there else 'Added'}. `leastsaid remotes test {name}` tries it out.")
    if by_default and not is_usual(name):
        tell(COUNTS_FIRST)
    return ExitCode.CLEAN


@remotes.command()
@click.argument("name", metavar="NAME")
def use(name: str) -> ExitCode:
    """Ask this recommender by default; `catalogue` is the built-in one."""
    from client.settings import choose_usual

    chosen = choose_usual(name)
    say(f"{name} is asked by default.")
    if not chosen:
        tell(COUNTS_FIRST)
    return ExitCode.CLEAN


@remotes.command()
@click.argument("name", metavar="NAME")
def remove(name: str) -> ExitCode:
    """Forget a recommender, and its token in the keyring."""
    from client.settings import remove_recommender

    say(remove_recommender(name))
    return ExitCode.CLEAN


@remotes.command()
@click.argument("name", metavar="NAME")
@click.option("--yes", is_flag=True, help="Send without asking.")
@click.option("--no-vault", is_flag=True, help="Keep no record of what left.")
@key_file_option
def test(name: str, key_file: Path | None, *, yes: bool, no_vault: bool) -> ExitCode:
    """Send a request that is always the same, after showing it, and say what came back.

    Exit codes: 0 it can be asked, 1 it gave no answer that can be used, 2 usage, 4 vault, 130 interrupted.
    """
    from client.config import load_config

    return try_out(load_config().book.find(name), key_file, sure=yes, keep=not no_vault)


def _about(one: "Address") -> str:
    what = f"{one.speaks}, {one.model}" if one.model else one.speaks.value
    plain = "plain JSON" if one.speaks is Speaks.CHAT and not one.structured else ""
    through = f"through {one.proxy}" if one.proxy else ""
    about = "; ".join(filter(None, (one.address, what, plain, one.token_kind or "no token", through)))
    return str(safe_text(about, 4 * MAX_LENGTH))


def _made(name: str, ask_token: bool, settings: dict[str, Any]) -> "Address":
    """The address, after everything about it that can be checked here was."""
    from client.addresses import Address
    from client.trying import checked_recommender

    files = {key: settings[key] and settings[key].absolute() for key in ("ca_file", "token_file")}
    speaks = Speaks(settings["speaks"])
    token = KEYRING if ask_token else ""
    return checked_recommender(
        Address(**{**settings, **files, "speaks": speaks, "token": token, "name": name})
    )


def _asked_token() -> str:
    from client.errors import UsageError, VaultError
    from client.unlock import ask

    try:
        return ask("Token (it is not shown): ")
    except VaultError:
        raise UsageError("There is no terminal to ask for the token. Use --token-file.") from None

"""`leastsaid chat`: the full screen on a terminal, lines elsewhere or when asked for."""

import sys

from client.config import Config
from client.exits import ExitCode


def run(config: Config, operating_point: str, *, plain: bool) -> ExitCode:
    """A conversation, until the person leaves."""
    from client.catalogue import load_catalogue
    from client.files import read_dictionary
    from client.session import open_session
    from sanitizer import Sanitizer

    sanitizer = Sanitizer.load(
        operating_point=operating_point,
        titles=load_catalogue().titles,
        dictionary=read_dictionary(config.dictionary),
    )
    session = open_session(sanitizer, config)
    if plain or not (sys.stdin and sys.stdin.isatty() and sys.stdout and sys.stdout.isatty()):
        from client.plain import run as run_plain

        return run_plain(session)
    from client.tui.app import run as run_screen

    return run_screen(session)

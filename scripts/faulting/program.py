"""The program itself, which logs everything, and breaks with a draft that says so: a part of `canaries`."""

import logging
import sys
import warnings
from collections.abc import Callable
from functools import wraps
from typing import Any

BURST = "burst"
"""A word in a draft with which the program breaks."""


def run(arguments: list[str]) -> None:
    """Runs `leastsaid` with its own entry point."""
    listen(aloud=arguments[0] != "chat")
    if arguments[0] == "chat":
        from client.tui.screen import ChatScreen  # noqa: PLC0415

        _let_break(ChatScreen, "on_composer_submitted", lambda event: str(event.text))
    else:
        from client import files  # noqa: PLC0415

        _let_break(files, "decode_text", lambda content: str(content, "utf-8"))
    from client.__main__ import main  # noqa: PLC0415 as late as a program does

    sys.argv = ["leastsaid", *arguments]
    main()


def _let_break(owner: Any, name: str, draft_of: Callable[[Any], str]) -> None:
    whole = getattr(owner, name)

    @wraps(whole)
    def breaking(*arguments: Any) -> Any:
        draft = draft_of(arguments[-1])
        if BURST in draft:
            raise ValueError(draft)
        return whole(*arguments)

    setattr(owner, name, breaking)


def listen(*, aloud: bool = True) -> None:
    """Logs everything to a file, and to standard error unless that is the screen."""
    logging.basicConfig(level=logging.DEBUG, filename="debug.log", encoding="utf-8")
    if aloud:
        logging.getLogger().addHandler(logging.StreamHandler())
    warnings.simplefilter("always")


if __name__ == "__main__":
    run(sys.argv[1:])

"""What is said when something fails inside: the kind of error and its place, never a message or a value.

Messages of errors and the values of local variables can hold a draft; so can the argument of a task or thread.
"""

import sys
import threading
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

from client.exits import tell

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop


def describe(error: BaseException) -> str:
    """One line for a bug report: the error's type and where it was raised."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "start"
    return f"Something went wrong inside ({type(error).__name__} at {where}). Please report that line."


def install_hooks() -> None:
    """Lets uncaught errors of the program, of threads and of finalizers be described, not shown."""
    sys.excepthook = lambda _kind, error, _trace: _report(error)
    threading.excepthook = lambda args: _report(args.exc_value)
    sys.unraisablehook = lambda args: _report(args.exc_value)


def on_task_error(_loop: "AbstractEventLoop", context: dict[str, Any]) -> None:
    """The handler of an event loop: errors of tasks that nobody awaited."""
    _report(context.get("exception"))


def _report(error: BaseException | None) -> None:
    if not isinstance(error, SystemExit | KeyboardInterrupt | None):
        tell(f"leastsaid: {describe(error)}")

"""What a program must not leave behind by accident: open files, core dumps, key logs, values in crash output."""

import faulthandler
import hashlib
import logging
import os
import sys
import threading
import traceback
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

_SWITCHES = {
    "ORT_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
    "DO_NOT_TRACK": "1",
}
"""Read by libraries when they are imported."""
_DROPPED = (
    "SSLKEYLOGFILE",
    "PYTHONASYNCIODEBUG",
    "PYTHONBREAKPOINT",
    "PYTHONFAULTHANDLER",
    "PYTHONINSPECT",
    "PYTHONTRACEMALLOC",
)
_PREFIX = "TEXTUAL"
"""Variables of the screen library switch on logs and recordings."""
_PR_SET_DUMPABLE = 4
_BEFORE_EXTRA = 9
"""Positional arguments of `Logger.makeRecord` before `extra`."""


def harden(*, hooks: bool = True, logs: bool = True) -> None:
    """For a program of one's own, once, before anything heavy is imported. Nothing of it can be taken back.

    Files are made for their owner only, core dumps and debuggers' hooks are off, telemetry of libraries is switched
    off before they are imported, and TLS keys are not logged.

    Args:
        hooks: Uncaught errors of the program, of threads and of finalizers show their type, their place and a code,
            never a message or a value.
        logs: Log records and warnings keep where they come from, and lose their words and values.
    """
    os.umask(0o077)
    for name in list(os.environ):
        if name in _DROPPED or name.startswith(_PREFIX):
            del os.environ[name]
    os.environ.update(_SWITCHES)
    faulthandler.disable()
    _forbid_dumps()
    if hooks:
        sys.excepthook = lambda _kind, error, _trace: report(error)
        threading.excepthook = lambda args: report(args.exc_value)
        sys.unraisablehook = lambda args: report(args.exc_value)
    if logs:
        logging.setLogRecordFactory(_nameless)
        logging.Logger.makeRecord = _without_extra(logging.Logger.makeRecord)  # type: ignore[method-assign]
        logging.raiseExceptions = False
        warnings.showwarning = _show_warning


def describe(error: BaseException) -> str:
    """One line for a bug report: the error's type, where it was raised, and a code for the way there."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames] or ["start"]
    code = hashlib.sha256("\n".join(places).encode()).hexdigest()[:6]
    what = f"{type(error).__name__} at {places[-1]}, code {code}"
    return f"Something went wrong inside ({what}). Please report that line."


def report(error: BaseException | None) -> None:
    """Says on standard error what `describe` says."""
    if not isinstance(error, SystemExit | KeyboardInterrupt | None) and sys.stderr is not None:
        sys.stderr.write(f"{describe(error)}\n")
        sys.stderr.flush()


def _forbid_dumps() -> None:
    if sys.platform != "win32":
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415

        # A core pattern that pipes to a program ignores the limit.
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def _nameless(*args: Any, **kwargs: Any) -> logging.LogRecord:
    record = logging.LogRecord(*args, **kwargs)
    record.msg, record.args = f"{record.name} {record.module}:{record.lineno}", ()
    record.exc_info = record.exc_text = record.stack_info = None
    return record


def _without_extra(make: Callable[..., logging.LogRecord]) -> Callable[..., logging.LogRecord]:
    """Makes records without the values that a caller adds to them."""

    def made(*args: Any, extra: object = None, **kwargs: Any) -> logging.LogRecord:
        del extra
        return make(*args[:_BEFORE_EXTRA], **kwargs)

    return made


def _show_warning(  # noqa: PLR0913, PLR0917 as the standard library has it
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    del message, file, line
    if sys.stderr is not None:
        sys.stderr.write(f"{category.__name__} at {Path(filename).name}:{lineno}\n")

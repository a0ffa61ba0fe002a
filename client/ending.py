"""Signals that end the program, in order: its window was closed, or the machine shuts down."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import TYPE_CHECKING

from client.exits import ExitCode

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop


class EndedError(BaseException):
    """Raised where the program is when such a signal comes; no `Exception`, so that nothing goes on after it."""

    def __init__(self, code: ExitCode) -> None:
        super().__init__()
        self.code = code


@contextmanager
def ended_in_order() -> Iterator[None]:
    """As long as it lasts, such a signal raises `EndedError`; one that comes after it changes nothing any more."""
    before = {number: signal.getsignal(number) for number in _heeded()}
    for number in before:
        signal.signal(number, _raise)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def end_by_signal(loop: "AbstractEventLoop", end: Callable[[ExitCode], None]) -> None:
    """Lets such a signal call `end` in a loop, where an error would end no more than a task of it."""
    for number in _heeded():
        # Some platforms have the signals, but no way to hear them in a loop.
        with suppress(NotImplementedError):
            loop.add_signal_handler(number, end, _codes()[number])


def _raise(number: int, _frame: FrameType | None) -> None:
    for other in _heeded():
        signal.signal(other, signal.SIG_IGN)
    raise EndedError(_codes()[signal.Signals(number)])


def _heeded() -> list[signal.Signals]:
    """Those that are not ignored: a program that is to outlive its window is started so."""
    return [number for number in _codes() if signal.getsignal(number) != signal.SIG_IGN]


def _codes() -> dict[signal.Signals, ExitCode]:
    """The signals that the platform has."""
    named = {"SIGHUP": ExitCode.HUNG_UP, "SIGTERM": ExitCode.TERMINATED}
    return {signal.Signals[name]: code for name, code in named.items() if name in signal.Signals.__members__}

"""Drafts in JSON lines: parsed one by one, worked on side by side, answered in order."""

import json
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from client.errors import UsageError
from client.exits import tell_progress
from sanitizer import SanitizerError

WORKERS = 2
"""Drafts worked on at once, each on one processor."""
AHEAD = 16
"""Drafts that may wait for their answer, so that memory does not grow with the input."""

T = TypeVar("T")


def numbered(content: bytes) -> list[tuple[int, bytes]]:
    """The lines that are not blank, with their numbers from 1; `UsageError` where there is none."""
    lines = content.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    found = [(number, line) for number, line in enumerate(lines, start=1) if line.strip()]
    if not found:
        raise UsageError("The input is empty: there is nothing to sanitize.")
    return found


def parse_line(line: bytes) -> dict[str, Any]:
    """An object with a string `text` and maybe an `id`; `UsageError` for anything else."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        raise UsageError("not a JSON object in UTF-8.") from None
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise UsageError("needs an object with a string `text`.")
    if not isinstance(row.get("id"), str | int | None) or isinstance(row.get("id"), bool):
        raise UsageError("an `id` is a string or a whole number.")
    return row


def each(
    lines: list[tuple[int, bytes]], work: Callable[[bytes], T]
) -> Iterator[tuple[int, T | UsageError | SanitizerError]]:
    """The result of every line, in order, or what is wrong with it; counted for the person."""

    def attempt(line: bytes) -> T | UsageError | SanitizerError:
        try:
            return work(line)
        except (UsageError, SanitizerError) as fault:
            return fault

    waiting: deque[tuple[int, Future[T | UsageError | SanitizerError]]] = deque()
    pool = ThreadPoolExecutor(WORKERS)
    last = lines[-1][0]
    try:
        for number, line in lines:
            waiting.append((number, pool.submit(attempt, line)))
            while len(waiting) >= AHEAD or (waiting and number == last):
                done, future = waiting.popleft()
                yield done, future.result()
                if done % 25 == 0 or done == last:
                    tell_progress(done, last)
    finally:
        pool.shutdown(cancel_futures=True)

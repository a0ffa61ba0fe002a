"""Errors of tasks that nobody awaited: described like all others, without values."""

from typing import TYPE_CHECKING, Any

from sanitizer.hardening import report

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop


def on_task_error(_loop: "AbstractEventLoop", context: dict[str, Any]) -> None:
    """The handler of an event loop."""
    report(context.get("exception"))

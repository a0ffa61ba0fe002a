"""Flows through the whole screen take seconds each; all but the most usual ones run with the slow trials."""

import inspect
from pathlib import Path

import pytest

QUICK = ("test_conversation.py", "test_review_keys.py")
"""The flows that every change is tried with."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        flow = isinstance(item, pytest.Function) and inspect.iscoroutinefunction(item.obj)
        if flow and Path(__file__).parent in item.path.parents and item.path.name not in QUICK:
            item.add_marker(pytest.mark.slow)

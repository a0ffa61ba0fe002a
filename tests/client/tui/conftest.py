"""Flows through the whole screen take seconds each; they run with the slow trials."""

import inspect
from pathlib import Path

import pytest


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        flow = isinstance(item, pytest.Function) and inspect.iscoroutinefunction(item.obj)
        if flow and Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.slow)

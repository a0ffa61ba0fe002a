"""The guards for what was found out about onnxruntime and tokenizers. Each fails without its guard."""

import re
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from sanitizer import Sanitizer
from tests.conftest import ROOT, Run

DETECT = (
    "from sanitizer import Sanitizer; Sanitizer.load().detect('I have diabetes'); import time; time.sleep(3)"
)

# Counts the sockets of the process itself, native ones too, which Python's own hooks cannot see.
SOCKETS = """
import os, sys
links = [os.path.join('/proc/self/fd', name) for name in os.listdir('/proc/self/fd')]
kinds = [os.readlink(link) for link in links if os.path.islink(link)]
print(sum(kind.startswith('socket:') for kind in kinds))
"""


def test_detecting_writes_no_file_and_opens_no_socket(python: Run, tmp_path: Path) -> None:
    watched = DETECT + "\n" + (SOCKETS if sys.platform == "linux" else "print(0)")
    done = python("-c", watched)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.strip() == b"0"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_host_that_imported_onnxruntime_first_is_warned_once(python: Run) -> None:
    load = "from sanitizer import Sanitizer; Sanitizer.load(); Sanitizer.load()"
    done = python("-W", "always", "-c", f"import onnxruntime; {load}")
    assert done.stderr.count(b"ORT_DISABLE_TELEMETRY=1 in the environment") == 1
    quiet = python(
        "-W",
        "always",
        "-c",
        f"import os; os.environ['ORT_DISABLE_TELEMETRY'] = '1'; import onnxruntime; {load}",
    )
    assert b"ORT_DISABLE_TELEMETRY" not in quiet.stderr


@pytest.mark.parametrize("padding", [0, 150, 400, 1000, 5000])
def test_a_fact_at_the_tail_of_a_long_draft_is_found(sanitizer: Sanitizer, padding: int) -> None:
    text = (
        "I liked the second film more than the first one. " * (padding // 10)
        + "I was diagnosed with epilepsy."
    )
    assert any(
        finding.label == "condition" and finding.span.end >= len(text) - 2
        for finding in sanitizer.detect(text)
    )


def test_the_declared_floor_of_tokenizers_is_the_mended_release() -> None:
    declared = re.search(r"tokenizers>=([\d.]+)", (ROOT / "pyproject.toml").read_text())
    assert declared is not None
    assert tuple(map(int, declared[1].split("."))) >= (0, 23, 3)
    assert tuple(map(int, version("tokenizers").split("."))) >= (0, 23, 3)

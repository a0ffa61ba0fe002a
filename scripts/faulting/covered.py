"""How much of the code that must not fail the tests go through, branch by branch."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from scripts.faulting.figure import Figure

ROOT = Path(__file__).parents[2]
TESTS = ("tests/client",)
WATCHED = (
    "client/vault/*",
    "client/kept/consent.py",
    "client/kept/audit.py",
    "client/egress.py",
    "client/kept/store.py",
    "client/kept/records.py",
)


def figures(short: bool) -> Iterator[Figure]:
    """The share of lines and branches, in hundredths; nothing in a short run, which is one of the tests itself."""
    if short:
        return
    with tempfile.TemporaryDirectory() as scratch:
        data, report = f"--data-file={scratch}/data", Path(scratch) / "report.json"
        run = [sys.executable, "-m", "coverage", "run", "--branch", data, f"--include={','.join(WATCHED)}"]
        tests = [
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "--ignore=tests/client/test_faults.py",
            *TESTS,
        ]
        done = subprocess.run([*run, *tests], cwd=ROOT, check=False, capture_output=True)
        subprocess.run(
            [sys.executable, "-m", "coverage", "json", data, "-q", "-o", str(report)], cwd=ROOT, check=True
        )
        files = json.loads(report.read_text(encoding="utf-8"))["files"]
    yield Figure("covered: tests that failed", float(done.returncode != 0), "0", done.returncode == 0)
    for name, found in sorted(files.items()):
        share = found["summary"]["percent_covered"]
        yield Figure(f"covered: lines and branches of {name}, %", share, "100", share == 100)

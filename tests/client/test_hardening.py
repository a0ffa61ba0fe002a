"""`sanitizer.harden()` in a process of its own, as a host would call it."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT

CANARY = "Sapphire-Kestrel-7731"
HEAVY = {"numpy", "onnxruntime", "tokenizers", "click", "textual", "cryptography", "ssl", "asyncio", "httpx2"}
ASKING = {
    "SSLKEYLOGFILE": "keys.log",
    "PYTHONASYNCIODEBUG": "1",
    "PYTHONBREAKPOINT": "os.abort",
    "PYTHONFAULTHANDLER": "1",
    "PYTHONTRACEMALLOC": "1",
    "TEXTUAL": "debug,devtools",
    "TEXTUAL_LOG": "screen.log",
    "TEXTUAL_SCREENSHOT": "1",
    "TEXTUAL_DEBUG": "1",
    "DO_NOT_TRACK": "0",
    "KEPT": "as it was",
}
"""Variables that would have something written or shown."""

STATE = """
import ctypes, faulthandler, json, os, resource, sys
from sanitizer import harden
harden()
open("made", "w").close()
os.mkdir("folder")
print(json.dumps({
    "modes": [os.stat(name).st_mode & 0o777 for name in ("made", "folder")],
    "core": resource.getrlimit(resource.RLIMIT_CORE),
    "dumpable": ctypes.CDLL(None).prctl(3, 0, 0, 0, 0),
    "environment": dict(os.environ),
    "faults": faulthandler.is_enabled(),
    "modules": sorted({name.split(".")[0] for name in sys.modules}),
    "sanitizer": sorted(name for name in sys.modules if name.startswith("sanitizer")),
}))
"""


def python(code: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    hidden = ("CI", "ORT_DISABLE_TELEMETRY", "PYTHONWARNINGS")
    kept = {name: value for name, value in os.environ.items() if name not in hidden}
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env=kept | {"HOME": str(folder), "PYTHONPATH": str(ROOT), **variables},
        cwd=folder,
        check=False,
        timeout=60,
    )


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a process is like after it."""
    done = python(STATE, tmp_path_factory.mktemp("host"), **ASKING)
    assert (done.returncode, done.stderr) == (0, "")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_new_files_and_folders_are_for_their_owner_only(state: dict[str, Any]) -> None:
    assert state["modes"] == [0o600, 0o700]


def test_no_core_is_written_and_nobody_else_may_look_inside(state: dict[str, Any]) -> None:
    assert state["core"] == [0, 0]
    assert state["dumpable"] == 0


def test_variables_that_write_or_show_something_are_gone_and_others_stay(state: dict[str, Any]) -> None:
    left = state["environment"]
    assert set(ASKING) & set(left) == {"DO_NOT_TRACK", "KEPT"}
    assert left["KEPT"] == "as it was"


def test_libraries_are_told_not_to_report_before_they_are_imported(state: dict[str, Any]) -> None:
    switches = ("ORT_DISABLE_TELEMETRY", "HF_HUB_DISABLE_TELEMETRY", "HF_HUB_OFFLINE", "DO_NOT_TRACK")
    assert [state["environment"].get(name) for name in switches] == ["1"] * 4


def test_the_fault_handler_is_off_even_where_the_environment_asks_for_it(state: dict[str, Any]) -> None:
    assert state["faults"] is False


def test_nothing_heavy_is_imported(state: dict[str, Any]) -> None:
    assert HEAVY.isdisjoint(state["modules"])
    assert state["sanitizer"] == ["sanitizer", "sanitizer.hardening"]


@pytest.mark.parametrize("hardened", [True, False])
def test_a_process_that_dies_of_a_signal_says_nothing(tmp_path: Path, hardened: bool) -> None:
    code = f"secret = '{CANARY}'\nimport os, signal\n"
    code += "import sanitizer; sanitizer.harden()\n" if hardened else ""
    done = python(f"{code}os.kill(os.getpid(), signal.SIGSEGV)", tmp_path, PYTHONFAULTHANDLER="1")
    assert done.returncode == -signal.SIGSEGV
    assert ("Fatal Python error" in done.stderr) is not hardened
    if hardened:
        assert done.stderr == ""
        assert list(tmp_path.iterdir()) == []


FAILS = f"""
import threading, sys
from sanitizer import harden
harden()

class Secretive(Exception):
    def __str__(self):
        return "{CANARY}"
    __repr__ = __str__

class Gone:
    def __del__(self):
        raise Secretive("{CANARY}")

def fails(secret):
    try:
        raise KeyError(secret)
    except KeyError as error:
        raise Secretive(secret) from error

def leaves():
    raise SystemExit

for target in (fails, leaves):
    thread = threading.Thread(target=target, args=("{CANARY}",) if target is fails else (), name="{CANARY}")
    thread.start()
    thread.join()
Gone()
error = Secretive("{CANARY}")
error.add_note("{CANARY}")
raise ExceptionGroup("{CANARY}", [error])
"""


def test_errors_of_the_program_of_threads_and_of_finalizers_tell_type_and_place_only(tmp_path: Path) -> None:
    done = python(FAILS, tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert CANARY not in done.stderr
    lines = done.stderr.splitlines()
    assert [line.split("(")[1].split()[0] for line in lines] == ["Secretive", "Secretive", "ExceptionGroup"]
    assert all(line.startswith("Something went wrong inside (") for line in lines)
    assert all(line.endswith("). Please report that line.") for line in lines)


def test_the_code_is_the_same_for_the_same_way_there_and_another_for_another(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom sanitizer.hardening import describe\n"
        "def deep(way, value):\n"
        "    if way: deep(way - 1, value)\n"
        "    raise ValueError(value)\n"
        "for way, value in ((0, 'a'), (0, 'b'), (1, 'a')):\n"
        "    try: deep(way, value)\n"
        "    except ValueError as error: print(describe(error))\n"
    )
    first, second, third = python(code, tmp_path).stdout.splitlines()
    assert first == second
    assert first != third
    assert "ValueError at <string>:5, code " in first


def test_an_interrupt_and_a_wanted_exit_are_no_errors(tmp_path: Path) -> None:
    for error, code in (("KeyboardInterrupt", -signal.SIGINT), ("SystemExit(3)", 3)):
        done = python(f"import sanitizer; sanitizer.harden()\nraise {error}", tmp_path)
        assert (done.returncode, done.stderr) == (code, "")


LOGS = f"""
import logging, sys, warnings
from sanitizer import harden
early = logging.getLogger("a.library")
harden()
logging.basicConfig(level=logging.DEBUG, stream=sys.stdout, format="%(levelname)s %(name)s %(message)s")
logging.captureWarnings({{capture}})
secret = "{CANARY}"
late = logging.getLogger("another.library")
for log in (early, late):
    log.warning(secret)
    log.info("said %s", secret)
    log.error("broken %d", secret)
    log.debug(f"inline {{{{secret}}}}", stack_info=True)
    try:
        raise ValueError(secret)
    except ValueError:
        log.exception("failed: %s", secret)
warnings.warn(secret)
warnings.warn(secret, DeprecationWarning)
warnings.warn_explicit(secret, UserWarning, "/home/" + secret + "/module.py", 7, source=secret)
"""


@pytest.mark.parametrize("capture", [True, False])
def test_log_records_and_warnings_keep_their_place_and_lose_their_words(
    tmp_path: Path, capture: bool
) -> None:
    done = python(LOGS.format(capture=capture), tmp_path)
    assert done.returncode == 0
    assert CANARY not in done.stdout + done.stderr
    lines = done.stdout.splitlines()
    assert [line.split()[:2] for line in lines[:5]] == [
        [level, "a.library"] for level in ("WARNING", "INFO", "ERROR", "DEBUG", "ERROR")
    ]
    assert lines[0].endswith("a.library <string>:11")
    assert len([line for line in lines if "another.library" in line]) == 5
    if capture:
        assert len([line for line in lines if "py.warnings" in line]) >= 2
    else:
        assert done.stderr.splitlines()[0] == "UserWarning at <string>:19"
        assert "UserWarning at module.py:7" in done.stderr


def test_what_a_log_record_carries_beside_its_words_is_lost_too(tmp_path: Path) -> None:
    code = (
        "import logging, sys, sanitizer\nsanitizer.harden()\n"
        "logging.basicConfig(stream=sys.stdout, format='%(message)s %(user)s')\n"
        f"logging.warning('x', extra={{'user': '{CANARY}'}})"
    )
    done = python(code, tmp_path)
    assert CANARY not in done.stdout + done.stderr


def test_a_handler_that_fails_prints_no_value(tmp_path: Path) -> None:
    code = (
        "import logging, sanitizer\nsanitizer.harden()\n"
        "class Broken(logging.StreamHandler):\n"
        f"    def format(self, record): raise ValueError('{CANARY} ' + 'value')\n"
        "logging.basicConfig(handlers=[Broken()])\nlogging.warning('x')\n"
    )
    done = python(code, tmp_path)
    assert f"{CANARY} value" not in done.stderr


def test_a_host_may_keep_its_own_hooks_and_logs(tmp_path: Path) -> None:
    code = (
        "import logging, os, sys, threading, warnings\n"
        "before = (sys.excepthook, sys.unraisablehook, threading.excepthook)\n"
        "factory, shown = logging.getLogRecordFactory(), warnings.showwarning\n"
        "from sanitizer import harden\n"
        "harden(hooks=False, logs=False)\n"
        "assert (sys.excepthook, sys.unraisablehook, threading.excepthook) == before\n"
        "assert (logging.getLogRecordFactory(), warnings.showwarning) == (factory, shown)\n"
        "print(oct(os.umask(0)), os.environ['ORT_DISABLE_TELEMETRY'])\n"
    )
    done = python(code, tmp_path)
    assert (done.stdout, done.stderr) == ("0o77 1\n", "")


def test_importing_the_library_alone_hardens_nothing(tmp_path: Path) -> None:
    code = (
        "import os, sys\nos.umask(0o022)\nimport sanitizer, sanitizer.hardening\n"
        "print(oct(os.umask(0)), sys.excepthook is sys.__excepthook__, 'TEXTUAL_LOG' in os.environ)"
    )
    assert python(code, tmp_path, TEXTUAL_LOG="x").stdout == "0o22 True True\n"


def test_the_client_is_hardened_before_anything_else_of_it_is_imported(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "def harden():\n"
        "    print(sorted(name for name in sys.modules if name.split('.')[0] in ('click', 'client', 'numpy')))\n"
        "    raise SystemExit\n"
        "import sanitizer.hardening\nsanitizer.hardening.harden = harden\n"
        "from client.__main__ import main\nmain()"
    )
    assert json.loads(python(code, tmp_path).stdout.replace("'", '"')) == [
        "client",
        "client.__main__",
        "client.errors",
        "client.exits",
        "client.wrapping",
    ]

"""What the program must not leave behind by accident: files others can read, core dumps, key logs, screen logs."""

import os
import sys

_DROPPED = ("SSLKEYLOGFILE",)
_PR_SET_DUMPABLE = 4
_PREFIX = "TEXTUAL"
"""Variables of the screen library switch on logs and recordings."""


def harden() -> None:
    """For the program's own process, before anything heavy is imported. A library must not do this to its host."""
    os.umask(0o077)
    for name in list(os.environ):
        if name in _DROPPED or name.startswith(_PREFIX):
            del os.environ[name]
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes

        # A core pattern that pipes to a program ignores the limit.
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)

"""Time that nobody can set."""

import time


def uptime() -> float:
    """Seconds that only go forward, and where the system counts them also while the machine sleeps."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()

"""`leastsaid` and `python -m client`."""

import os
import sys
import traceback
from pathlib import Path

from client.exits import ExitCode, ReaderGoneError, UsageError, tell
from sanitizer.errors import ModelError


def main() -> None:
    """Runs the command line and ends the process with its exit code. Never shows a traceback."""
    sys.exit(_run())


def _run() -> ExitCode:  # noqa: PLR0911 one return for each way to end
    try:
        from client.cli import run

        return run(sys.argv[1:])
    except UsageError as error:
        tell(f"leastsaid: {error}")
        return ExitCode.USAGE
    except ModelError as error:
        tell(f"leastsaid: {error}")
        return ExitCode.MODEL
    except KeyboardInterrupt:
        tell("leastsaid: interrupted.")
        return ExitCode.INTERRUPTED
    except ReaderGoneError:
        # Python would complain once more when it closes standard output.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.CLEAN
    except ModuleNotFoundError as missing:
        if missing.name != "click":
            return _internal(missing)
        tell("leastsaid: the command line needs its extra: install leastsaid[client].")
        return ExitCode.USAGE
    except Exception as error:
        return _internal(error)


def _internal(error: Exception) -> ExitCode:
    """Says where it went wrong, without the error's message and without any value."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "start"
    tell(
        f"leastsaid: something went wrong inside ({type(error).__name__} at {where}). Please report that line."
    )
    return ExitCode.INTERNAL


if __name__ == "__main__":
    main()

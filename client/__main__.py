"""`leastsaid` and `python -m client`."""

import os
import sys
import traceback
from pathlib import Path

from client.exits import ExitCode, UsageError, tell


def main() -> None:
    """Runs the command line and ends the process with its exit code. Never shows a traceback."""
    try:
        from client.cli import run

        code = run(sys.argv[1:])
    except UsageError as error:
        tell(f"leastsaid: {error}")
        code = ExitCode.USAGE
    except KeyboardInterrupt:
        tell("leastsaid: interrupted.")
        code = ExitCode.INTERRUPTED
    except BrokenPipeError:
        # The reader went away (`| head`). Python would complain once more when it closes standard output.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = ExitCode.CLEAN
    except ModuleNotFoundError as missing:
        if missing.name != "click":
            code = _internal(missing)
        else:
            tell("leastsaid: the command line needs its extra: install leastsaid[client].")
            code = ExitCode.USAGE
    except Exception as error:
        code = _internal(error)
    sys.exit(code)


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

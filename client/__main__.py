"""`leastsaid` and `python -m client`."""

import sys

from client.exits import ExitCode, UsageError, tell


def main() -> None:
    """Runs the command line and ends the process with its exit code. Never shows a traceback."""
    try:
        from client.cli import run
    except ModuleNotFoundError as missing:
        if missing.name != "click":
            raise
        tell("The command line needs its extra: install leastsaid[client].")
        sys.exit(ExitCode.USAGE)
    try:
        code = run(sys.argv[1:])
    except UsageError as fault:
        tell(f"leastsaid: {fault}")
        code = ExitCode.USAGE
    except KeyboardInterrupt:
        tell("leastsaid: interrupted.")
        code = ExitCode.INTERRUPTED
    except BrokenPipeError:
        code = _closed_pipe()
    sys.exit(code)


def _closed_pipe() -> ExitCode:
    # The reader went away (`| head`). Python would complain once more when it closes standard output.
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return ExitCode.CLEAN


if __name__ == "__main__":
    main()

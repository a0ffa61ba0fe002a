"""`leastsaid` and `python -m client`."""

import os
import sys

from client.errors import ReaderGoneError, UsageError, VaultError
from client.exits import ExitCode, tell
from sanitizer.errors import ModelError
from sanitizer.hardening import describe, harden


def main() -> None:
    """Runs the command line and ends the process with its exit code. Never shows a traceback."""
    harden()
    sys.exit(_run())


def _run() -> ExitCode:  # noqa: PLR0911 one return for each way to end
    try:
        from client.cli import run

        return run(sys.argv[1:])
    except UsageError as error:
        tell(f"leastsaid: {error}")
        return ExitCode.USAGE
    except VaultError as error:
        tell(f"leastsaid: {error}")
        return ExitCode.VAULT
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
            return _internal_fault(missing)
        tell("leastsaid: the command line needs its extra: install leastsaid[client].")
        return ExitCode.USAGE
    except Exception as error:
        return _internal_fault(error)


def _internal_fault(error: Exception) -> ExitCode:
    tell(f"leastsaid: {describe(error)}")
    return ExitCode.INTERNAL


if __name__ == "__main__":
    main()

"""`leastsaid` and `python -m client`."""

import errno
import os
import sys

from client.errors import ReaderGoneError, UsageError, VaultError
from client.exits import ExitCode, tell
from sanitizer.errors import ModelError
from sanitizer.hardening import describe, harden

EXTRAS = {
    "client": frozenset({"click", "cryptography", "httpx2", "jsonschema", "platformdirs", "rapidfuzz"})
    | frozenset({"textual", "tomlkit", "xkcdpass"}),
    "keyring": frozenset({"keyring"}),
    "server": frozenset({"starlette", "uvicorn"}),
}
"""The packages of each extra, as pyproject.toml names them."""
FULL = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))
"""What a disk that takes no more says. Files and vaults tell of it themselves, so it is standard output."""


def main() -> None:
    """Runs the command line and ends the process with its exit code. Never shows a traceback."""
    harden()
    sys.exit(_run())


def _run() -> ExitCode:  # noqa: PLR0911 one return for each way to end
    try:
        from client.cli import run

        return run(sys.argv[1:])
    except UsageError as error:
        _tell_of(error)
        return ExitCode.USAGE
    except VaultError as error:
        _tell_of(error)
        return ExitCode.VAULT
    except ModelError as error:
        tell(f"leastsaid: {error}")
        return ExitCode.MODEL
    except KeyboardInterrupt:
        tell("leastsaid: interrupted.")
        return ExitCode.INTERRUPTED
    except ReaderGoneError:
        _let_go_of_output()
        return ExitCode.CLEAN
    except ModuleNotFoundError as missing:
        return _missing(missing)
    except OSError as error:
        return _unwritten(error) if error.errno in FULL else _internal_fault(error)
    except Exception as error:
        return _internal_fault(error)


def _tell_of(error: Exception) -> None:
    """Says it as a terminal can only show it: it may name a file."""
    # Nothing more than is needed is imported before the process is hardened.
    from client.safetext import safe_draft

    tell(f"leastsaid: {safe_draft(str(error))}")


def _missing(missing: ModuleNotFoundError) -> ExitCode:
    """A package of an extra that is not installed, or a fault of our own."""
    package = (missing.name or "").partition(".")[0]
    extra = next((extra for extra, packages in EXTRAS.items() if package in packages), None)
    if extra is None:
        return _internal_fault(missing)
    tell(f"leastsaid: this needs the extra `{extra}`: pip install 'leastsaid[{extra}]'")
    return ExitCode.USAGE


def _unwritten(error: OSError) -> ExitCode:
    _let_go_of_output()
    tell(f"leastsaid: Standard output cannot be written: {error.strerror}.")
    return ExitCode.USAGE


def _let_go_of_output() -> None:
    # Python would complain once more when it closes standard output.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _internal_fault(error: Exception) -> ExitCode:
    tell(f"leastsaid: {describe(error)}")
    return ExitCode.INTERNAL


if __name__ == "__main__":
    main()

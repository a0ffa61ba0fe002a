"""Drafts in, results out: reading without guessing, writing without leaving anything behind."""

import os
import sys
import tempfile
from pathlib import Path

from client.exits import UsageError, tell

STANDARD = "-"


def read_bytes(source: str) -> bytes:
    """The content of a file, or of standard input for `-`."""
    if source == STANDARD:
        if sys.stdin.isatty():
            tell("Type or paste the draft; Control-D on a line of its own ends it.")
        return sys.stdin.buffer.read()
    try:
        return Path(source).read_bytes()
    except FileNotFoundError:
        raise UsageError(f"There is no file {source}.") from None
    except IsADirectoryError:
        raise UsageError(f"{source} is a folder; name a file.") from None
    except OSError as error:
        raise UsageError(f"{source} cannot be read: {error.strerror}.") from None


def decode_text(content: bytes, name: str) -> str:
    """UTF-8 text, with or without a byte order mark. Bytes that are none are refused, never guessed."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(
            f"{name} is not UTF-8 text (byte {error.start + 1}). Save it as UTF-8 and try again."
        ) from None
    if not text.strip():
        raise UsageError(f"{name} is empty: there is nothing to sanitize.")
    return text


def check_output(output: str, source: str) -> None:
    """Refuses an output that would overwrite its input, or that cannot be made."""
    path = Path(output)
    if path.is_dir():
        raise UsageError(f"{output} is a folder; name a file to write.")
    if not path.parent.is_dir():
        raise UsageError(f"The folder of {output} does not exist.")
    if source != STANDARD and path.exists() and Path(source).exists() and path.samefile(source):
        raise UsageError("The output would overwrite the input. Name another file with -o.")


def write_private(output: str, content: str) -> None:
    """Writes a file that only its owner can read (mode 0600), whole or not at all."""
    path = Path(output)
    descriptor, scratch = tempfile.mkstemp(dir=path.parent, prefix=".leastsaid-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(_encoded(content))
            file.flush()
            os.fsync(file.fileno())
        Path(scratch).replace(path)
    except OSError as error:
        raise UsageError(f"{output} cannot be written: {error.strerror}.") from None
    finally:
        Path(scratch).unlink(missing_ok=True)


def write_standard(content: str) -> None:
    """Writes to standard output, as UTF-8 whatever the terminal's encoding."""
    sys.stdout.buffer.write(_encoded(content))
    sys.stdout.buffer.flush()


def _encoded(content: str) -> bytes:
    # JSON may hold lone surrogates, which no encoding can write.
    return content.encode("utf-8", errors="replace")

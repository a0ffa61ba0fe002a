"""Drafts in, results out: reading without guessing, writing without leaving anything behind."""

import os
import stat
import sys
import tempfile
from pathlib import Path

from client.errors import ReaderGoneError, UsageError
from client.exits import tell
from client.safetext import safe_text
from sanitizer import Dictionary, DictionaryError

STANDARD = "-"
MAX_DICTIONARY = 1_000_000
"""Bytes of a personal dictionary."""


def read_bytes(source: str) -> bytes:
    """The content of a file, or of standard input for `-`."""
    try:
        if source != STANDARD:
            return Path(source).read_bytes()
        if sys.stdin is None:
            raise UsageError("Standard input is closed. Name a file.")
        if sys.stdin.isatty():
            tell("Type or paste the draft; Control-D on a line of its own ends it.")
        return sys.stdin.buffer.read()
    except FileNotFoundError:
        # The name is not repeated: it may be a draft that was meant for standard input.
        raise UsageError("There is no such file. To sanitize words themselves, pipe them in.") from None
    except IsADirectoryError:
        raise UsageError("That is a folder; name a file.") from None
    except OSError as error:
        raise UsageError(f"The input cannot be read: {error.strerror}.") from None


def decode_text(content: bytes) -> str:
    """UTF-8 text, with or without a byte order mark. Bytes that are none are refused, never guessed."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(
            f"The input is not UTF-8 text (byte {error.start + 1}). Save it as UTF-8 and try again."
        ) from None
    if not text.strip():
        raise UsageError("The input is empty: there is nothing to sanitize.")
    return text


def read_dictionary(path: Path | str | None) -> Dictionary:
    """A personal dictionary from its file; an empty one where none is named."""
    if path is None:
        return Dictionary()
    try:
        if not Path(path).is_file():
            raise UsageError(f"There is no such dictionary file: {safe_text(str(path))}.")
        if Path(path).stat().st_size > MAX_DICTIONARY:
            raise UsageError("The dictionary is larger than a megabyte.")
        text = Path(path).read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError("The dictionary is not UTF-8 text. Save it as UTF-8 and try again.") from None
    except OSError as error:
        raise UsageError(f"The dictionary cannot be read: {error.strerror}.") from None
    try:
        return Dictionary.parse(text)
    except DictionaryError as error:
        raise UsageError(str(error)) from None


def read_lines(content: bytes) -> tuple[str, ...]:
    """The lines of a dictionary that hold anything."""
    if len(content) > MAX_DICTIONARY:
        raise UsageError("The dictionary is larger than a megabyte.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError("The dictionary is not UTF-8 text. Save it as UTF-8 and try again.") from None
    return tuple(line for line in text.splitlines() if line.strip())


def check_output(output: str, source: str) -> None:
    """Refuses an output that would overwrite what is read, that is no ordinary file, or that cannot be made."""
    path = Path(output)
    try:
        there = path.stat() if path.exists() else None
        if not path.parent.is_dir():
            raise UsageError(f"The folder of {safe_text(output)} does not exist.")
        if there is None:
            return
        if not stat.S_ISREG(there.st_mode):
            raise UsageError(f"{safe_text(output)} is no ordinary file; name one to write.")
        if source != STANDARD:
            same = Path(source).exists() and path.samefile(source)
        else:
            same = sys.stdin is not None and os.path.samestat(there, os.fstat(sys.stdin.fileno()))
    except OSError as error:
        raise UsageError(f"The output cannot be written: {error.strerror}.") from None
    if same:
        raise UsageError("The output would overwrite what is read. Name another file with -o.")


def write_private(output: str, content: str) -> None:
    """Writes a file that only its owner can read (mode 0600), whole or not at all."""
    path = Path(output)
    try:
        descriptor, scratch = tempfile.mkstemp(dir=path.parent, prefix=".leastsaid-")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(_encoded(content))
                file.flush()
                os.fsync(file.fileno())
            Path(scratch).replace(path)
        finally:
            Path(scratch).unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(f"The output cannot be written: {error.strerror}.") from None


def write_standard(content: str) -> None:
    """Writes to standard output, as UTF-8 whatever the terminal's encoding."""
    if sys.stdout is None:
        raise UsageError("Standard output is closed. Name a file with -o.")
    try:
        sys.stdout.buffer.write(_encoded(content))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise ReaderGoneError from None
    except OSError as error:
        raise UsageError(f"Standard output cannot be written: {error.strerror}.") from None


def _encoded(content: str) -> bytes:
    # JSON may hold lone surrogates, which no encoding can write.
    return content.encode("utf-8", errors="replace")

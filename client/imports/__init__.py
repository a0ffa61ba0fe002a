"""Evidence from files that a person names: a table of notes, or a folder in the manner of MovieLens."""

from pathlib import Path

from client.errors import UsageError
from client.imports.found import Found
from client.imports.movielens import read_folder
from client.imports.noted import read_noted


def read_evidence(path: Path) -> Found:
    """The notes of a file or folder, by source; `UsageError` where it cannot be read or is of neither form."""
    if path.is_dir():
        return read_folder(path)
    if not path.is_file():
        raise UsageError("There is no such file or folder. Look at its name.")
    return read_noted(path)

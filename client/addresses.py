"""The recommenders that a person named: `remotes.toml` in their settings folder, written by `leastsaid remotes`.

use = "kitchen"            # asked by default; without it the built-in catalogue

[kitchen]
address = "https://recommender.example/v1"
speaks = "chat"            # or "leastsaid", the default
model = "some-model"       # for chat
structured = true          # for chat: ask for an answer that is held to a schema
token = "keyring"          # or token_file = "kitchen.token"; a token itself is never in here
ca_file = "authority.pem"
proxy = "http://127.0.0.1:3128"
seconds = 300              # that an answer may take
"""

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any

from client.errors import UsageError

FILE = "remotes.toml"
CATALOGUE = "catalogue"
"""The name of the built-in one."""
USE = "use"
KEYRING = "keyring"
NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
MODEL = re.compile(r"[!-~]{1,120}")
LONGEST = 3600
"""Seconds that an answer may take at most."""


class Speaks(StrEnum):
    """What is spoken at an address."""

    LEASTSAID = "leastsaid"
    CHAT = "chat"
    """The chat completions that OpenAI began and many servers know."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a recommender is, and how it is asked."""

    address: str
    speaks: Speaks = Speaks.LEASTSAID
    model: str = ""
    structured: bool = True
    """For chat: whether its answer is asked for in a schema."""
    token: str = ""
    """`keyring`, or empty."""
    token_file: Path | None = None
    ca_file: Path | None = None
    """Where the certificate is of an authority of one's own."""
    proxy: str = ""
    seconds: int | None = None
    """That an answer may take; by default what its protocol usually needs."""
    name: str = ""
    """What the person calls it; empty for an address that has no name."""

    @property
    def token_kind(self) -> str:
        """Where its token is, in words; empty where it has none."""
        return "token in the keyring" if self.token else "token in a file" if self.token_file else ""


@dataclass(frozen=True, slots=True)
class Book:
    """All named recommenders."""

    addresses: Mapping[str, Address] = field(default_factory=lambda: MappingProxyType({}))
    use: str = CATALOGUE
    """The name of the one that is asked by default."""

    def find(self, name: str) -> Address | None:
        """The recommender of a name; None for the built-in catalogue. `UsageError` where there is none."""
        if name == CATALOGUE:
            return None
        if name not in self.addresses:
            raise UsageError(
                "There is no recommender of that name. `leastsaid remotes list` shows which there are; "
                "an address begins with https://."
            )
        return self.addresses[name]


def load_book(folder: Path) -> Book:
    """The named recommenders of a settings folder; none where there is no file.

    Raises:
        UsageError: The file cannot be read or holds something else.
    """
    try:
        table = tomllib.loads((folder / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Book()
    except (OSError, ValueError):
        raise UsageError(f"The settings cannot be read: {FILE} is not valid TOML, or not yours.") from None
    use = table.pop(USE, CATALOGUE)
    found = {name: _address(check_name(name), row, folder) for name, row in table.items()}
    if use != CATALOGUE and (not isinstance(use, str) or use not in found):
        raise UsageError(f'In {FILE}, {USE} is the name of a recommender that is in it, or "{CATALOGUE}".')
    return Book(MappingProxyType(found), use)


def written(book: Book) -> str:
    """The content of the file."""
    tables = [f"{USE} = {_toml(book.use)}\n"]
    for name, address in book.addresses.items():
        rows = {one.name: getattr(address, one.name) for one in fields(Address) if one.name != "name"}
        lines = [f"{key} = {_toml(value)}" for key, value in rows.items() if value not in (None, "")]
        tables.append("\n".join((f"[{name}]", *lines, "")))
    return "\n".join(tables)


def check_name(name: str) -> str:
    """The name, where it is one. `UsageError` where not."""
    if not NAME.fullmatch(name) or name in (CATALOGUE, USE):
        raise UsageError(
            "A recommender's name has lowercase letters, digits and hyphens, 40 at most, and is not "
            f'"{CATALOGUE}" or "{USE}".'
        )
    return name


def checked(address: Address) -> Address:
    """The address, where its settings go together. `UsageError` where not; what it says names no value."""
    chat = address.speaks is Speaks.CHAT
    if chat and not MODEL.fullmatch(address.model):
        raise UsageError("A chat recommender needs its model's name, without blanks: --model, or model.")
    if address.model and not chat:
        raise UsageError(
            'A model goes with a recommender that speaks chat: --speaks chat, or speaks = "chat".'
        )
    if address.token and address.token_file:
        raise UsageError("A token is in the keyring or in a file, not both.")
    if address.seconds is not None and not 1 <= address.seconds <= LONGEST:
        raise UsageError(f"The seconds that an answer may take are between 1 and {LONGEST}.")
    return address


def unknown_setting(key: str, known: Iterable[str], file: str) -> UsageError:
    """The error for a setting that does not exist; it names the setting and never a value."""
    said = key if re.fullmatch(r"[\w.-]{1,60}", key, re.ASCII) else "one with an odd name"
    near = get_close_matches(key, known := list(known), 1)
    hint = f"Did you mean {near[0]}?" if near else f"Known: {', '.join(known)}."
    return UsageError(f"{file} has a setting that does not exist: {said}. {hint}")


_KINDS: Mapping[str, tuple[type, str]] = {
    "address": (str, "a text in quotes"),
    "speaks": (str, "a text in quotes"),
    "model": (str, "a text in quotes"),
    "structured": (bool, "true or false"),
    "token": (str, "a text in quotes"),
    "token_file": (str, "a text in quotes"),
    "ca_file": (str, "a text in quotes"),
    "proxy": (str, "a text in quotes"),
    "seconds": (int, "a whole number"),
}


def _address(name: str, row: Any, folder: Path) -> Address:
    if not isinstance(row, dict):
        raise unknown_setting(name, (USE,), FILE)
    for key, value in row.items():
        if key not in _KINDS:
            raise unknown_setting(f"{name}.{key}", (f"{name}.{known}" for known in _KINDS), FILE)
        kind, said = _KINDS[key]
        if type(value) is not kind:
            raise UsageError(f"In {FILE}, {name}.{key} is {said}.")
    if "address" not in row:
        raise UsageError(f"In {FILE}, {name}.address is missing.")
    if row.get("speaks", Speaks.LEASTSAID) not in tuple(Speaks):
        raise UsageError(f"In {FILE}, {name}.speaks is one of {', '.join(Speaks)}.")
    if row.get("token", KEYRING) != KEYRING:
        raise UsageError(
            f'In {FILE}, {name}.token is "{KEYRING}" or missing: a token itself is never in the settings.'
        )
    files = {key: folder / Path(row[key]).expanduser() for key in ("token_file", "ca_file") if row.get(key)}
    speaks = Speaks(row.get("speaks", Speaks.LEASTSAID))
    try:
        return checked(Address(**{**row, "speaks": speaks, **files, "name": name}))
    except UsageError as error:
        raise UsageError(f"In {FILE}, [{name}]: {error}") from None


def _toml(value: str | Path | bool | int) -> str:
    if isinstance(value, bool | int):
        return str(value).lower()
    # A text of JSON is one of TOML but for DEL, which JSON leaves as it is.
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")

"""The person's settings: one small TOML file, or none.

region = "GB"            # whose helplines are shown first
policy = "balanced"      # what is offered to be told: private, balanced or open
domain = "media"
dictionary = "words.txt" # words of your own that are always found

[vault]
key_file = "vault.key"      # opens the vault without a person
lock_minutes = 10           # of idleness, until the client locks it; 0 never

[keep]
conversations_days = 30
audit_days = 90             # the bytes of what left; that they left stays known

[screen]
theme = "dark"              # dark, light or high-contrast; by default as the terminal says
motion = "reduced"          # or full

[remote]
use = "kitchen"             # a recommender of remotes.toml, see `leastsaid remotes`; or, without one there:
address = "https://recommender.example"
ca_file = "authority.pem"   # where the certificate is of an authority of your own
"""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from client.addresses import CATALOGUE, Address, Book, load_book, unknown_setting
from client.addresses import NAME as REMOTE
from client.errors import UsageError
from client.kept.retention import USUAL, Retention
from sanitizer.policy import PolicyName
from sanitizer.taxonomy import taxonomy

NAME = "config.toml"
UNREADABLE = "The settings cannot be read: config.toml is no UTF-8 text, or not yours."
INVALID = "The settings cannot be read: config.toml is not valid TOML{where}."


class ThemeName(StrEnum):
    """How the screen is coloured."""

    DARK = "dark"
    LIGHT = "light"
    HIGH_CONTRAST = "high-contrast"


class Motion(StrEnum):
    """How much on the screen may move."""

    FULL = "full"
    REDUCED = "reduced"
    """Nothing slides, fades or blinks."""


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that can be set."""

    region: str | None = None
    policy: PolicyName = PolicyName.BALANCED
    domain: str | None = None
    dictionary: Path | None = None
    """Words of the person's own."""
    remote: Address | None = None
    """Who is asked; None for the built-in catalogue."""
    book: Book = field(default_factory=Book)
    """The recommenders that have a name."""
    key_file: Path | None = None
    """Opens the vault."""
    lock_after: timedelta = timedelta(minutes=10)
    """Idle time until the client locks the vault; 0 never."""
    retention: Retention = USUAL
    theme: ThemeName | None = None
    """None for what the terminal says of itself."""
    motion: Motion = Motion.FULL


def load_config(folder: Path | None = None) -> Config:
    """The settings in the folder, by default the person's own; the defaults where there is no file.

    Raises:
        UsageError: The file cannot be read or holds something else.
    """
    path = (folder or settings_folder()) / NAME
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        text = ""
    except (OSError, ValueError):
        raise UsageError(UNREADABLE) from None
    return parse_config(text, path.parent)


def parse_config(text: str, folder: Path) -> Config:
    """The settings that a text says, with files and recommenders of the folder.

    Raises:
        UsageError: The text holds something else.
    """
    try:
        table = tomllib.loads(text)
    except ValueError as error:
        # Of what is wrong only the place is said: the rest may hold words of the file.
        place = re.search(r"\(at (line \d+|end of document)\b", str(error))
        raise UsageError(INVALID.format(where=f", at {place[1]}" if place else "")) from None
    return _config(table, folder, load_book(folder))


def with_options(
    config: Config,
    *,
    domain: str | None = None,
    remote: str | None = None,
    ca_file: Path | None = None,
    dictionary: str | None = None,
) -> Config:
    """The settings with what a command line says instead. `remote` is a name or an address.

    A name goes with its own authority, and an address without one, unless the command line names one.

    Raises:
        UsageError: No recommender has this name, or the built-in catalogue is to have an authority.
    """
    words = Path(dictionary) if dictionary else config.dictionary
    asked = _named(remote, config.book) if remote is not None else config.remote
    if ca_file:
        if asked is None:
            raise UsageError("The built-in catalogue needs no certificate: leave --ca-file out.")
        asked = replace(asked, ca_file=ca_file)
    return replace(config, domain=domain or config.domain, dictionary=words, remote=asked)


def settings_folder() -> Path:
    """Where the person's settings are."""
    from platformdirs import user_config_path

    return user_config_path("leastsaid", appauthor=False)


_TEXT, _WHOLE = (str, "texts in quotes"), (int, "whole numbers")
_KNOWN: Mapping[str, Mapping[str, tuple[type, str]]] = {
    "": {"region": _TEXT, "policy": _TEXT, "domain": _TEXT, "dictionary": _TEXT},
    "remote": {"address": _TEXT, "ca_file": _TEXT, "use": _TEXT},
    "vault": {"key_file": _TEXT, "lock_minutes": _WHOLE},
    "keep": {"conversations_days": _WHOLE, "audit_days": _WHOLE},
    "screen": {"theme": _TEXT, "motion": _TEXT},
}
_LONGEST = 36500
_SAME = {"UK": "GB"}


def _config(table: Mapping[str, Any], folder: Path, book: Book) -> Config:
    parts = {name: table.get(name, {}) for name in _KNOWN if name}
    parts[""] = {name: value for name, value in table.items() if name not in parts}
    for name, part in parts.items():
        _check(name, part)
    top, vault, keep, screen = parts[""], parts["vault"], parts["keep"], parts["screen"]
    usual = USUAL
    return Config(
        region=_region(top.get("region")),
        policy=_choice("policy", top.get("policy"), tuple(PolicyName)) or PolicyName.BALANCED,
        domain=_choice("domain", top.get("domain"), tuple(taxonomy().domains)),
        dictionary=_path(folder, top.get("dictionary")),
        remote=_remote(parts["remote"], folder, book),
        book=book,
        key_file=_path(folder, vault.get("key_file")),
        lock_after=timedelta(minutes=vault.get("lock_minutes", 10)),
        retention=Retention(
            timedelta(days=keep.get("conversations_days", usual.conversations.days)),
            timedelta(days=keep.get("audit_days", usual.audit.days)),
        ),
        theme=_choice("theme", screen.get("theme"), tuple(ThemeName)),
        motion=_choice("motion", screen.get("motion"), tuple(Motion)) or Motion.FULL,
    )


def _check(name: str, part: Any) -> None:
    """Raises an error for settings that do not exist or are of another kind."""
    if not isinstance(part, dict):
        raise UsageError(f"In config.toml, [{name}] is a table.")
    known = _KNOWN[name]
    listed = [f"{table}.{key}".strip(".") for table, keys in _KNOWN.items() for key in keys]
    for key in part:
        if key not in known:
            raise unknown_setting(f"{name}.{key}".strip("."), listed, NAME)
    for key, value in part.items():
        kind, said = known[key]
        if not isinstance(value, kind) or isinstance(value, bool):
            raise UsageError(f"In config.toml, {key} and its like are {said}.")
        if isinstance(value, int) and not 0 <= value <= _LONGEST:
            raise UsageError(f"In config.toml, {key} is between 0 and {_LONGEST}.")


def _remote(part: Mapping[str, Any], folder: Path, book: Book) -> Address | None:
    """Who is asked by default: what config.toml says, else what `leastsaid remotes use` chose."""
    if len({"use", "address"} & part.keys()) > 1:
        raise UsageError("In config.toml, [remote] has use or address, not both.")
    if part.get("use", book.use) not in (CATALOGUE, *book.addresses):
        raise UsageError("In config.toml, remote.use names no recommender of `leastsaid remotes list`.")
    asked = Address(part["address"]) if "address" in part else book.find(part.get("use", book.use))
    ca_file = _path(folder, part.get("ca_file"))
    return replace(asked, ca_file=ca_file) if asked and ca_file else asked


def _named(name: str, book: Book) -> Address | None:
    """The recommender of a name, or at an address that has none."""
    return book.find(name) if REMOTE.fullmatch(name) else Address(name)


def _path(folder: Path, value: str | None) -> Path | None:
    """A file named in the settings: relative to their folder."""
    return folder / Path(value).expanduser() if value else None


def _region(value: str | None) -> str | None:
    if value is not None and not (len(value) == 2 and value.isascii() and value.isalpha()):
        raise UsageError('In config.toml, region is a country code of two letters, such as "GB".')
    if value is None:
        return _region_of_locale()
    return _SAME.get(value.upper(), value.upper())


def _region_of_locale() -> str | None:
    """The country of the person's locale, such as `GB` of `en_GB.UTF-8`."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if found := re.match(r"[a-z]{2,3}_([A-Z]{2})\b", os.environ.get(name, "")):
            return found[1]
    return None


def _choice(name: str, value: str | None, known: tuple[Any, ...]) -> Any:
    if value is not None and value not in known:
        raise UsageError(f"In config.toml, {name} is one of {', '.join(known)}.")
    return value and known[known.index(value)]

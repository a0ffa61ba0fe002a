"""The person's settings: one small TOML file, or none.

region = "GB"            # whose helplines are shown first
policy = "balanced"      # what is offered to be told: private, balanced or open
domain = "media"
dictionary = "words.txt" # words of your own that are always found

[remote]
address = "https://recommender.example"
ca_file = "authority.pem"   # where the certificate is of an authority of your own
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from client.errors import UsageError
from sanitizer.policy import PolicyName
from sanitizer.taxonomy import taxonomy

NAME = "config.toml"


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that can be set."""

    region: str | None = None
    policy: PolicyName = PolicyName.BALANCED
    domain: str | None = None
    dictionary: Path | None = None
    """Words of the person's own."""
    address: str | None = None
    ca_file: Path | None = None


def load_config(folder: Path | None = None) -> Config:
    """The settings in the folder, by default the person's own; the defaults where there is no file.

    Raises:
        UsageError: The file cannot be read or holds something else.
    """
    path = (folder or _folder()) / NAME
    try:
        with path.open("rb") as file:
            table = tomllib.load(file)
    except FileNotFoundError:
        return Config()
    except (OSError, ValueError):
        raise UsageError(
            "The settings cannot be read: config.toml is not valid TOML, or not yours."
        ) from None
    return _config(table, path.parent)


def with_options(
    config: Config,
    *,
    domain: str | None = None,
    remote: str | None = None,
    ca_file: Path | None = None,
    dictionary: str | None = None,
) -> Config:
    """The settings with what a command line says instead. An address goes without the file's authority."""
    words = Path(dictionary) if dictionary else config.dictionary
    changed = replace(config, domain=domain or config.domain, dictionary=words)
    if remote is not None:
        changed = replace(changed, address=remote, ca_file=None)
    return replace(changed, ca_file=ca_file or changed.ca_file)


def _folder() -> Path:
    from platformdirs import user_config_path

    return user_config_path("leastsaid", appauthor=False)


def _config(table: Mapping[str, Any], folder: Path) -> Config:
    remote = table.get("remote", {})
    if not isinstance(remote, dict):
        raise UsageError("In config.toml, [remote] is a table with `address` and maybe `ca_file`.")
    known = {"region", "policy", "domain", "dictionary", "remote"}
    if (unknown := set(table) - known) or (unknown := set(remote) - {"address", "ca_file"}):
        raise UsageError(f"config.toml has {len(unknown)} setting(s) that do not exist. Known: {_KNOWN}.")
    texts = {**{name: table.get(name) for name in known - {"remote"}}, **remote}
    if any(not isinstance(value, str | None) for value in texts.values()):
        raise UsageError("The settings in config.toml are texts in quotes.")
    return Config(
        region=_region(texts["region"]),
        policy=_choice("policy", texts["policy"], tuple(PolicyName)) or PolicyName.BALANCED,
        domain=_choice("domain", texts["domain"], tuple(taxonomy().domains)),
        dictionary=_path(folder, texts["dictionary"]),
        address=remote.get("address"),
        ca_file=_path(folder, remote.get("ca_file")),
    )


_KNOWN = "region, policy, domain, dictionary, remote.address, remote.ca_file"


def _path(folder: Path, value: str | None) -> Path | None:
    """A file named in the settings: relative to their folder."""
    return folder / Path(value).expanduser() if value else None


def _region(value: str | None) -> str | None:
    if value is not None and not (len(value) == 2 and value.isascii() and value.isalpha()):
        raise UsageError('In config.toml, region is a country code of two letters, such as "GB".')
    return value and value.upper()


def _choice(name: str, value: str | None, known: tuple[Any, ...]) -> Any:
    if value is not None and value not in known:
        raise UsageError(f"In config.toml, {name} is one of {', '.join(known)}.")
    return value and known[known.index(value)]
